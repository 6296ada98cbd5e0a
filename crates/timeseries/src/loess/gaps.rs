//! Missing values: they have no weight, and where a window holds nothing else the smooth is a straight
//! line between the nearest fits.

use super::smooth::neighbourhood;

/// The stretches of one or more interleaved series where no fit can be made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gaps {
    stretches: Vec<Stretch>,
    /// Known values before each position.
    before: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// The place of the series among the interleaved ones.
    column: usize,
    /// Fits in the series.
    len: usize,
    start: usize,
    end: usize,
}

impl Gaps {
    pub(crate) fn clear(&mut self) {
        self.stretches.clear();
    }

    /// Notes the stretches of a series in which some values are known, for fits over `span` points
    /// at each of them and `extra` beyond each end.
    pub(crate) fn find(
        &mut self,
        known: impl Iterator<Item = bool>,
        span: usize,
        extra: usize,
        column: usize,
    ) {
        self.before.clear();
        self.before.push(0);
        let mut count = 0;
        self.before.extend(known.map(|known| {
            count += usize::from(known);
            count
        }));
        let len = self.before.len() - 1;
        if count == len || count == 0 {
            return;
        }
        let fits = len + 2 * extra;
        let mut start = None;
        for place in 0..=fits {
            let empty = place < fits && self.is_empty(place as isize - extra as isize, span, len);
            match start {
                None if empty => start = Some(place),
                Some(first) if !empty => {
                    self.stretches.push(Stretch {
                        column,
                        len: fits,
                        start: first,
                        end: place,
                    });
                    start = None;
                }
                _ => {}
            }
        }
    }

    /// Whether no known value has a weight in the fit at `x`.
    fn is_empty(&self, x: isize, span: usize, len: usize) -> bool {
        let nearest = x.clamp(0, len as isize - 1).unsigned_abs();
        let window = neighbourhood(nearest, span, len);
        let reach = x
            .abs_diff(window.start as isize)
            .max(x.abs_diff(window.end as isize - 1));
        let bandwidth = reach + span.saturating_sub(len) / 2;
        // The farthest thousandth has no weight.
        let radius = (0.999 * bandwidth as f64).floor() as isize;
        let start = (x - radius).max(window.start as isize).unsigned_abs();
        let end = (x + radius + 1)
            .min(window.end as isize)
            .max(0)
            .unsigned_abs();
        self.before.get(start) == self.before.get(end)
    }

    /// Draws the lines into smoothed series, `stride` of which are interleaved.
    pub(crate) fn bridge(&self, stride: usize, smoothed: &mut [f64]) {
        for stretch in &self.stretches {
            let place = |fit: usize| stretch.column + fit * stride;
            let left = stretch.start.checked_sub(1).map(place);
            let right = (stretch.end < stretch.len).then(|| place(stretch.end));
            let at = |place: Option<usize>| place.and_then(|place| smoothed.get(place).copied());
            let (left, right) = match (at(left), at(right)) {
                (Some(left), Some(right)) => (left, right),
                (Some(end), None) | (None, Some(end)) => (end, end),
                (None, None) => continue,
            };
            let steps = (stretch.end - stretch.start + 1) as f64;
            for (step, fit) in (stretch.start..stretch.end).enumerate() {
                let share = (step + 1) as f64 / steps;
                if let Some(out) = smoothed.get_mut(place(fit)) {
                    *out = left + share * (right - left);
                }
            }
        }
    }
}

/// Replaces the NaN of every `stride`-th value by what lies on a line between the nearest known ones.
///
/// No weight is given to them, but a weight of 0 times NaN would be NaN. `false` if all are NaN.
pub(crate) fn substitute(values: &mut [f64], first: usize, stride: usize) -> bool {
    let mut last: Option<(usize, f64)> = None;
    let mut place = first;
    while let Some(&value) = values.get(place) {
        if !value.is_nan() {
            let (before, left) = last.unwrap_or((first, value));
            let begin = if last.is_some() {
                before + stride
            } else {
                first
            };
            let steps = ((place - before) / stride).max(1) as f64;
            for (step, gap) in (begin..place).step_by(stride).enumerate() {
                let share = (step + 1) as f64 / steps;
                if let Some(out) = values.get_mut(gap) {
                    *out = left * (1.0 - share) + value * share;
                }
            }
            last = Some((place, value));
        }
        place += stride;
    }
    let Some((end, value)) = last else {
        return false;
    };
    for out in values.iter_mut().skip(end + stride).step_by(stride) {
        *out = value;
    }
    true
}
