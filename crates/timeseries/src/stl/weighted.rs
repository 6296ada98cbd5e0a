//! LOESS with robustness weights as filters.
//!
//! With `w(t)` the tricube weight at distance `t`, `r` the robustness weights and sums over a
//! window, let `S0 = Σ w r`, `S1 = Σ w t r`, `S2 = Σ w t² r`, `T0 = Σ w r y`, `T1 = Σ w t r y`. The
//! line through the window has at its middle the value `α T0 + β T1`, where `α` and `β` depend on
//! the weights alone: `a = S1 / S0` is the centre of the points, `v = S2 / S0 - a²` their spread,
//! and `β = -a / (v S0)`, `α = 1 / S0 - a β`. So `α` and `β` are computed when the weights are,
//! and each fit after that is two convolutions.

use std::ops::Range;

use super::filter::{LANES, lanes, segment, symmetric, value};
use crate::loess::local::{Regression, Scratch};
use crate::loess::tricube::tricube;
use crate::loess::{Degree, Guard, Loess};

/// A smoother of interleaved series of one length, all of which have an interior.
#[derive(Clone, Debug)]
pub(super) struct Weighted {
    loess: Loess,
    guard: Guard,
    stride: usize,
    /// `w(t)`, `t w(t)` and `t² w(t)` for `t` from 0 on, as far as they are not 0.
    moments: [Vec<f64>; 3],
    /// Spreads below the first are means, and those above the second lines, both squared: the first
    /// of the interleaved series may have one value more than the last.
    least: [f64; 2],
    /// Whether no window is wide enough for a line.
    flat: bool,
}

/// What depends on the robustness weights.
#[derive(Clone, Debug, Default)]
pub(super) struct Fits {
    alpha: Vec<f64>,
    beta: Vec<f64>,
    spread: Vec<f64>,
    /// Places in the interior where the sums do not say enough.
    delicate: Vec<usize>,
    /// The weighted values.
    product: Vec<f64>,
    window: Window,
}

/// Values and weights of one window.
#[derive(Clone, Debug, Default)]
struct Window {
    values: Vec<f64>,
    weights: Vec<f64>,
    scratch: Scratch,
}

impl Weighted {
    /// For `stride` interleaved series with `len` values in all; `None` for parabolas.
    pub(super) fn new(loess: Loess, guard: Guard, stride: usize, len: usize) -> Option<Weighted> {
        if loess.degree == Degree::Quadratic {
            return None;
        }
        let half = loess.span / 2;
        let weight = |t: usize| tricube(t as f64, half as f64);
        let reach = (0..=half).rev().find(|&t| weight(t) > 0.0)?;
        let moment = |power: i32| {
            let term = |t: usize| weight(t) * (t as f64).powi(power);
            (0..=reach).map(term).collect()
        };
        let mut weighted = Weighted {
            loess,
            guard,
            stride,
            moments: [moment(0), moment(1), moment(2)],
            least: [0.0; 2],
            flat: false,
        };
        let least = |column| {
            let len = weighted.len_of(column, len);
            let regression = weighted.regression(&[], &[], len);
            regression.least_spread(loess.span)
        };
        let (least, most) = (least(stride - 1), least(0));
        weighted.least = [least * least, most * most];
        // No spread is wider than half a window.
        weighted.flat = loess.degree == Degree::Constant || (half as f64) < 0.999 * least;
        Some(weighted)
    }

    /// Computes what every fit under these weights has in common.
    #[inline(always)]
    pub(super) fn prepare(&self, weights: &[f64], fits: &mut Fits) {
        let interior = self.interior(weights.len());
        let (first, stride) = (interior.start, self.stride);
        let [m0, m1, m2] = &self.moments;
        for sums in [&mut fits.alpha, &mut fits.beta, &mut fits.spread] {
            sums.resize(interior.len(), 0.0);
        }
        let Fits {
            alpha,
            beta,
            spread,
            delicate,
            ..
        } = fits;
        if self.flat {
            symmetric(m0, weights, first, stride, alpha);
            for (alpha, flag) in alpha.iter_mut().zip(spread.iter_mut()) {
                *flag = if *alpha > 0.0 { 0.0 } else { 1.0 };
                *alpha = 1.0 / *alpha;
            }
        } else {
            sum_moments(
                [m0, m1, m2],
                weights,
                first,
                stride,
                [
                    alpha.as_mut_slice(),
                    beta.as_mut_slice(),
                    spread.as_mut_slice(),
                ],
            );
            let sums = alpha.iter_mut().zip(beta.iter_mut());
            for ((alpha, beta), flag) in sums.zip(spread.iter_mut()) {
                [*alpha, *beta, *flag] = self.line([*alpha, *beta, *flag]);
            }
        }
        delicate.clear();
        for (block, flags) in spread.chunks(LANES).enumerate() {
            if flags.iter().sum::<f64>() > 0.0 {
                let flagged = flags.iter().enumerate().filter(|(_, flag)| **flag > 0.0);
                delicate.extend(flagged.map(|(lane, _)| block * LANES + lane));
            }
        }
    }

    /// `α`, `β`, and 1 where the sums do not say enough.
    #[inline(always)]
    fn line(&self, [s0, s1, s2]: [f64; 3]) -> [f64; 3] {
        let [least, most] = self.least;
        let share = 1.0 / s0;
        let (centre, mean_square) = (s1 * share, s2 * share);
        let spread = mean_square - centre * centre;
        let play = 1e-6 * mean_square;
        let flat = spread + play < least;
        // Where the difference is small it is made of rounding errors, and where it is near the
        // guard's threshold they would decide.
        let sloped = (spread > most + play) & (spread > 1e-3 * mean_square);
        let slope = -centre / (spread * s0);
        let beta = if sloped & !flat { slope } else { 0.0 };
        let known = (s0 > 0.0) & (flat | sloped);
        [share - centre * beta, beta, if known { 0.0 } else { 1.0 }]
    }

    /// Smooths the values; `out` is as long, or by one value a series longer at both ends.
    #[inline(always)]
    pub(super) fn smooth(&self, values: &[f64], weights: &[f64], fits: &mut Fits, out: &mut [f64]) {
        let extra = (out.len() - values.len()) / 2;
        let interior = self.interior(values.len());
        fits.product.clear();
        let products = values
            .iter()
            .zip(weights)
            .map(|(value, weight)| value * weight);
        fits.product.extend(products);
        let [m0, m1, _] = &self.moments;
        let (first, stride) = (interior.start, self.stride);
        let inside = segment(out, extra + interior.start, interior.len());
        if self.flat {
            symmetric(m0, &fits.product, first, stride, inside);
            for (out, alpha) in inside.iter_mut().zip(&fits.alpha) {
                *out *= alpha;
            }
        } else {
            let lines = (fits.alpha.as_slice(), fits.beta.as_slice());
            line(m0, m1, &fits.product, first, stride, lines, inside);
        }
        let half = self.loess.span / 2;
        for &place in &fits.delicate {
            let at = interior.start + place;
            let first = at - half * self.stride;
            let fit = self.fit(values, weights, first, half as isize, &mut fits.window);
            put(out, extra + at, fit.unwrap_or(value(values, at)));
        }
        self.smooth_ends(values, weights, extra, &mut fits.window, out);
    }

    /// The places near the ends, and one beyond each if they are asked for.
    fn smooth_ends(
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
                for x in places {
                    let fit = self.fit_window(x, self.len_of(first, len), window);
                    let nearest = x.clamp(0, span as isize - 1) as usize;
                    let own = window.values.get(nearest).copied().unwrap_or(0.0);
                    let place = (extra + first) as isize + x * stride as isize;
                    put(out, place.unsigned_abs(), fit.unwrap_or(own));
                }
            }
        }
    }

    fn fit(
        &self,
        values: &[f64],
        weights: &[f64],
        first: usize,
        x: isize,
        window: &mut Window,
    ) -> Option<f64> {
        window.fill(values, weights, first, self.stride, self.loess.span);
        self.fit_window(x, self.len_of(first, values.len()), window)
    }

    fn fit_window(&self, x: isize, len: usize, window: &mut Window) -> Option<f64> {
        let Window {
            values,
            weights,
            scratch,
        } = window;
        self.regression(values, weights, len)
            .at(x, 0..self.loess.span, scratch)
    }

    fn regression<'a>(&self, values: &'a [f64], weights: &'a [f64], len: usize) -> Regression<'a> {
        Regression {
            values,
            len,
            weights: Some(weights),
            span: self.loess.span,
            degree: self.loess.degree,
            guard: self.guard,
        }
    }

    /// Points in the interleaved series that has the value at `place`.
    fn len_of(&self, place: usize, len: usize) -> usize {
        (len - place % self.stride).div_ceil(self.stride)
    }

    fn interior(&self, len: usize) -> Range<usize> {
        let ends = self.loess.span / 2 * self.stride;
        ends..len.saturating_sub(ends).max(ends)
    }
}

impl Window {
    fn fill(&mut self, values: &[f64], weights: &[f64], first: usize, stride: usize, len: usize) {
        for (own, all) in [(&mut self.values, values), (&mut self.weights, weights)] {
            own.clear();
            let rest = all.get(first..).unwrap_or_default();
            own.extend(rest.iter().step_by(stride).take(len));
        }
    }
}

fn put(out: &mut [f64], place: usize, value: f64) {
    if let Some(out) = out.get_mut(place) {
        *out = value;
    }
}

/// `S0`, `S1` and `S2` in one pass; the filter of `S1` changes its sign at 0.
#[inline(always)]
fn sum_moments(
    [m0, m1, m2]: [&[f64]; 3],
    values: &[f64],
    first: usize,
    stride: usize,
    [s0, s1, s2]: [&mut [f64]; 3],
) {
    const PART: usize = 8;
    let Some((&centre, m0)) = m0.split_first() else {
        return;
    };
    let m1 = m1.get(1..).unwrap_or_default();
    let m2 = m2.get(1..).unwrap_or_default();
    let mut at = first;
    let blocks = s0
        .chunks_exact_mut(PART)
        .zip(s1.chunks_exact_mut(PART))
        .zip(s2.chunks_exact_mut(PART));
    for ((s0, s1), s2) in blocks {
        let (mut sums0, mut sums1, mut sums2) = ([0.0; PART], [0.0; PART], [0.0; PART]);
        for (sum, value) in sums0.iter_mut().zip(lanes::<PART>(values, at)) {
            *sum = centre * value;
        }
        let mut away = 0;
        for ((&w, &wt), &wtt) in m0.iter().zip(m1).zip(m2) {
            away += stride;
            let before = lanes::<PART>(values, at - away);
            let behind = lanes::<PART>(values, at + away);
            let sums = sums0.iter_mut().zip(&mut sums1).zip(&mut sums2);
            for (((s0, s1), s2), (before, behind)) in sums.zip(before.iter().zip(behind)) {
                let both = before + behind;
                *s0 += w * both;
                *s1 += wt * (behind - before);
                *s2 += wtt * both;
            }
        }
        s0.copy_from_slice(&sums0);
        s1.copy_from_slice(&sums1);
        s2.copy_from_slice(&sums2);
        at += PART;
    }
    let done = at - first;
    let tail = s0.iter_mut().zip(s1.iter_mut()).zip(s2.iter_mut());
    for ((s0, s1), s2) in tail.skip(done) {
        [*s0, *s1, *s2] = [centre * value(values, at), 0.0, 0.0];
        let mut away = 0;
        for ((&w, &wt), &wtt) in m0.iter().zip(m1).zip(m2) {
            away += stride;
            let (before, behind) = (value(values, at - away), value(values, at + away));
            *s0 += w * (before + behind);
            *s1 += wt * (behind - before);
            *s2 += wtt * (before + behind);
        }
        at += 1;
    }
}

/// `α T0 + β T1`, both convolutions in one pass.
#[inline(always)]
fn line(
    m0: &[f64],
    m1: &[f64],
    values: &[f64],
    first: usize,
    stride: usize,
    (alpha, beta): (&[f64], &[f64]),
    out: &mut [f64],
) {
    const HALF: usize = LANES / 2;
    let Some((&centre, m0)) = m0.split_first() else {
        return;
    };
    let m1 = m1.get(1..).unwrap_or_default();
    let mut at = first;
    let lines = alpha.chunks_exact(HALF).zip(beta.chunks_exact(HALF));
    let mut blocks = out.chunks_exact_mut(HALF);
    for (block, (alpha, beta)) in (&mut blocks).zip(lines) {
        let (mut t0, mut t1) = ([0.0; HALF], [0.0; HALF]);
        for (sum, value) in t0.iter_mut().zip(lanes::<HALF>(values, at)) {
            *sum = centre * value;
        }
        let mut away = 0;
        for (&w, &wt) in m0.iter().zip(m1) {
            away += stride;
            let before = lanes::<HALF>(values, at - away);
            let behind = lanes::<HALF>(values, at + away);
            let sums = t0.iter_mut().zip(&mut t1);
            for ((t0, t1), (before, behind)) in sums.zip(before.iter().zip(behind)) {
                *t0 += w * (before + behind);
                *t1 += wt * (behind - before);
            }
        }
        let sums = t0.iter().zip(&t1).zip(alpha.iter().zip(beta));
        for (out, ((t0, t1), (alpha, beta))) in block.iter_mut().zip(sums) {
            *out = alpha * t0 + beta * t1;
        }
        at += HALF;
    }
    let done = at - first;
    let lines = alpha.iter().zip(beta).skip(done);
    for (out, (alpha, beta)) in blocks.into_remainder().iter_mut().zip(lines) {
        let (mut t0, mut t1) = (centre * value(values, at), 0.0);
        let mut away = 0;
        for (&w, &wt) in m0.iter().zip(m1) {
            away += stride;
            let (before, behind) = (value(values, at - away), value(values, at + away));
            t0 += w * (before + behind);
            t1 += wt * (behind - before);
        }
        *out = alpha * t0 + beta * t1;
        at += 1;
    }
}
