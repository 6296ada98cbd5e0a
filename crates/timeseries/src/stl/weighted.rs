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
    /// `None` for parabolas.
    pub(super) fn new(loess: Loess, guard: Guard, stride: usize) -> Option<Weighted> {
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
        Some(Weighted {
            loess,
            guard,
            stride,
            moments: [moment(0), moment(1), moment(2)],
        })
    }

    /// Computes what every fit under these weights has in common.
    #[inline(always)]
    pub(super) fn prepare(&self, weights: &[f64], fits: &mut Fits) {
        let interior = self.interior(weights.len());
        let [m0, m1, m2] = &self.moments;
        for sums in [&mut fits.alpha, &mut fits.beta, &mut fits.spread] {
            sums.resize(interior.len(), 0.0);
        }
        let (first, stride) = (interior.start, self.stride);
        symmetric(m0, weights, first, stride, &mut fits.alpha);
        antisymmetric(m1, weights, first, stride, &mut fits.beta);
        symmetric(m2, weights, first, stride, &mut fits.spread);
        fits.delicate.clear();
        // The first of the interleaved series may have one value more than the last.
        let threshold = |column| {
            let len = self.len_of(column, weights.len());
            let least = self.regression(&[], &[], len).least_spread(self.loess.span);
            least * least
        };
        let (least, most) = (threshold(self.stride - 1), threshold(0));
        let sums = fits.alpha.iter_mut().zip(&mut fits.beta).zip(&fits.spread);
        for (place, ((alpha, beta), &square)) in sums.enumerate() {
            let (s0, s1, s2) = (*alpha, *beta, square);
            let (centre, mean_square) = (s1 / s0, s2 / s0);
            let spread = mean_square - centre * centre;
            let play = 1e-6 * mean_square;
            (*alpha, *beta) = (1.0 / s0, 0.0);
            if s0 > 0.0 && (self.loess.degree == Degree::Constant || spread + play < least) {
                continue;
            }
            // Where the difference is small it is made of rounding errors, and where it is near
            // the guard's threshold they would decide.
            if s0 > 0.0 && spread > most + play && spread > 1e-3 * mean_square {
                *beta = -centre / (spread * s0);
                *alpha -= centre * *beta;
            } else {
                fits.delicate.push(place);
            }
        }
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
        line(
            m0,
            m1,
            &fits.product,
            interior.start,
            self.stride,
            (&fits.alpha, &fits.beta),
            segment(out, extra + interior.start, interior.len()),
        );
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

/// The convolution with a filter that changes its sign at 0.
#[inline(always)]
fn antisymmetric(taps: &[f64], values: &[f64], first: usize, stride: usize, out: &mut [f64]) {
    let sides = taps.get(1..).unwrap_or_default();
    let mut at = first;
    let mut blocks = out.chunks_exact_mut(LANES);
    for block in &mut blocks {
        let mut sums = [0.0; LANES];
        let mut away = 0;
        for &tap in sides {
            away += stride;
            let before = lanes::<LANES>(values, at - away);
            let behind = lanes::<LANES>(values, at + away);
            for ((sum, before), behind) in sums.iter_mut().zip(before).zip(behind) {
                *sum += tap * (behind - before);
            }
        }
        block.copy_from_slice(&sums);
        at += LANES;
    }
    for out in blocks.into_remainder() {
        let (mut sum, mut away) = (0.0, 0);
        for &tap in sides {
            away += stride;
            sum += tap * (value(values, at + away) - value(values, at - away));
        }
        *out = sum;
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
