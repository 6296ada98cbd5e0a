//! Fits that are made point by point: near the ends of narrow windows, and where the sums over wide ones
//! say too little.

use super::window::Window;
use super::{Fits, Weighted};
use crate::loess::wide::Sums;
use crate::loess::wide::weighted::WideSums;
use crate::stl::filter::value;

impl Weighted {
    /// Notes which wide windows have no weight in them at all, and counts the points in the others
    /// whose sums do not say enough.
    pub(super) fn count_delicate(&self, weights: &[f64], fits: &mut Fits) -> u64 {
        let ends = fits.ends.iter().filter(|[_, _, flag]| *flag > 0.0).count();
        if fits.delicate.is_empty() && ends == 0 {
            return 0;
        }
        let counts = weights.iter().scan(0, |count, weight| {
            *count += usize::from(*weight > 0.0);
            Some(*count)
        });
        fits.before.push(0);
        fits.before.extend(counts);
        let half = self.loess.span / 2;
        let windows = fits.delicate.iter();
        let windows = windows.filter(|&&place| !self.is_empty(place, &fits.before));
        debug_assert_eq!(self.interior(weights.len()).start, half);
        ((windows.count() + ends) as u64).saturating_mul(self.loess.span as u64)
    }

    /// Whether it is known that no point of the window from `first` on has any weight.
    pub(super) fn is_empty(&self, first: usize, before: &[usize]) -> bool {
        match (before.get(first), before.get(first + self.loess.span)) {
            (Some(start), Some(end)) => start == end,
            _ => false,
        }
    }

    /// The places near the ends, and one beyond each if they are asked for.
    pub(super) fn smooth_ends(
        &self,
        values: &[f64],
        weights: &[f64],
        extra: usize,
        window: &mut Window,
        out: &mut [f64],
    ) {
        let (span, stride, len) = (self.loess.span, self.stride, values.len());
        let half = span / 2;
        let Some(last) = len.checked_sub(span * stride) else {
            return;
        };
        for column in 0..stride {
            for first in [column, last + column] {
                window.fill(values, weights, first, stride, span);
                let places = if first == column {
                    0..half as isize
                } else {
                    (span - half) as isize..span as isize
                };
                let reach = isize::from(extra > 0);
                let places = if first == column {
                    places.start - reach..places.end
                } else {
                    places.start..places.end + reach
                };
                let regression = self.regression(self.len_of(first, len));
                for x in places {
                    let fit = window.fit(x, &regression);
                    let place = (extra + first) as isize + x * stride as isize;
                    put(out, place.unsigned_abs(), fit);
                }
            }
        }
    }

    #[inline(always)]
    pub(super) fn smooth_wide_ends(
        &self,
        wide: &WideSums,
        values: &[f64],
        weights: &[f64],
        sums: &mut Sums,
        fits: &mut Fits,
        out: &mut [f64],
    ) {
        let mut lines = fits.ends.iter();
        let mut delicate = 0;
        wide.at_ends(&fits.product, sums, |place, [t0, t1, _]| {
            if let Some([alpha, beta, flag]) = lines.next() {
                delicate += usize::from(*flag > 0.0);
                put(out, place, alpha * t0 + beta * t1);
            }
        });
        if delicate == 0 {
            return;
        }
        let half = self.loess.span / 2;
        let room = values.len().saturating_sub(self.loess.span);
        let places = (0..half).map(|place| (0, place));
        let mirrored = (0..half).map(|place| (room, self.loess.span - 1 - place));
        for (end, (first, x)) in places.chain(mirrored).enumerate() {
            if fits.ends.get(end).is_some_and(|[_, _, flag]| *flag > 0.0) {
                let fit = self.fit(values, weights, first, x as isize, fits);
                put(out, first + x, fit);
            }
        }
    }

    /// The fit at `x` in the window that begins at `first`, point by point.
    pub(super) fn fit(
        &self,
        values: &[f64],
        weights: &[f64],
        first: usize,
        x: isize,
        fits: &mut Fits,
    ) -> f64 {
        if self.is_empty(first, &fits.before) {
            // A gap: a line is drawn across it later.
            return value(values, first + x.unsigned_abs());
        }
        let window = &mut fits.window;
        window.fill(values, weights, first, self.stride, self.loess.span);
        window.fit(x, &self.regression(self.len_of(first, values.len())))
    }
}

pub(super) fn put(out: &mut [f64], place: usize, value: f64) {
    if let Some(out) = out.get_mut(place) {
        *out = value;
    }
}
