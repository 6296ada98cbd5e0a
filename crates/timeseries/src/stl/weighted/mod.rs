//! LOESS with robustness weights as filters.
//!
//! With `w(t)` the tricube weight at distance `t`, `r` the robustness weights and sums over a
//! window, let `S0 = Σ w r`, `S1 = Σ w t r`, `S2 = Σ w t² r`, `T0 = Σ w r y`, `T1 = Σ w t r y`. The
//! line through the window has at its middle the value `α T0 + β T1`, where `α` and `β` depend on
//! the weights alone: `a = S1 / S0` is the centre of the points, `v = S2 / S0 - a²` their spread,
//! and `β = -a / (v S0)`, `α = 1 / S0 - a β`. So `α` and `β` are computed when the weights are,
//! and each fit after that is two convolutions: by filters, or where windows are wide by moments.

mod narrow;
mod pointwise;
mod window;

use std::ops::Range;

use super::filter::{LANES, segment, symmetric};
use crate::loess::local::Regression;
use crate::loess::tricube::tricube;
use crate::loess::wide::Sums;
use crate::loess::wide::weighted::WideSums;
use crate::loess::{Degree, Guard, Loess};
use narrow::{line, sum_moments};
use pointwise::put;
use window::Window;

/// A smoother of interleaved series of one length, all of which have an interior.
#[derive(Clone, Debug)]
pub(super) struct Weighted {
    loess: Loess,
    guard: Guard,
    stride: usize,
    kernels: Kernels,
    /// Spreads below the first are means, and those above the second lines, both squared: the first
    /// of the interleaved series may have one value more than the last.
    least: [f64; 2],
    /// Whether no window is wide enough for a line.
    flat: bool,
    /// Shares of the sum of all weights, and of the mean square distance, below which the sum over a
    /// window and the spread in it are made of rounding errors.
    trusted: [f64; 2],
}

/// `w(t)`, `t w(t)` and `t² w(t)`.
#[derive(Clone, Debug)]
enum Kernels {
    /// For `t` from 0 on, as far as they are not 0.
    Narrow([Vec<f64>; 3]),
    Wide(Box<WideSums>),
}

/// What depends on the robustness weights.
#[derive(Clone, Debug, Default)]
pub(super) struct Fits {
    alpha: Vec<f64>,
    beta: Vec<f64>,
    spread: Vec<f64>,
    /// Places in the interior where the sums do not say enough.
    delicate: Vec<usize>,
    /// `α`, `β`, and 1 where the sums do not say enough, near the ends of wide windows.
    ends: Vec<[f64; 3]>,
    /// Weights that are not 0 before each place, if a wide window is delicate.
    before: Vec<usize>,
    /// The weighted values.
    product: Vec<f64>,
    /// The second sum over them.
    second: Vec<f64>,
    window: Window,
}

impl Weighted {
    /// For `stride` interleaved series with `len` values in all; `None` for parabolas.
    pub(super) fn new(loess: Loess, guard: Guard, stride: usize, len: usize) -> Option<Weighted> {
        if loess.degree == Degree::Quadratic {
            return None;
        }
        let half = loess.span / 2;
        let wide = if stride == 1 {
            WideSums::new(loess, len)
        } else {
            None
        };
        let trusted = match wide {
            Some(_) => [0.01, 0.02],
            None => [0.0, 0.001],
        };
        let kernels = match wide {
            Some(wide) => Kernels::Wide(Box::new(wide)),
            None => Kernels::Narrow(moments(half)?),
        };
        let mut weighted = Weighted {
            loess,
            guard,
            stride,
            kernels,
            least: [0.0; 2],
            flat: false,
            trusted,
        };
        let least = |column| {
            let len = weighted.len_of(column, len);
            weighted.regression(len).least_spread(loess.span)
        };
        let (least, most) = (least(stride - 1), least(0));
        weighted.least = [least * least, most * most];
        // No spread is wider than half a window.
        weighted.flat = loess.degree == Degree::Constant || (half as f64) < 0.999 * least;
        Some(weighted)
    }

    /// Computes what every fit under these weights has in common. Returns how many points lie in
    /// windows that have to be looked at one by one all the same, beyond those of narrow windows.
    #[inline(always)]
    pub(super) fn prepare(&self, weights: &[f64], sums: &mut Sums, fits: &mut Fits) -> u64 {
        let interior = self.interior(weights.len());
        for sums in [&mut fits.alpha, &mut fits.beta, &mut fits.spread] {
            sums.resize(interior.len(), 0.0);
        }
        fits.ends.clear();
        fits.before.clear();
        self.sum_weights(weights, interior.start, sums, fits);
        fits.delicate.clear();
        for (block, flags) in fits.spread.chunks(LANES).enumerate() {
            if flags.iter().sum::<f64>() > 0.0 {
                let flagged = flags.iter().enumerate().filter(|(_, flag)| **flag > 0.0);
                let places = flagged.map(|(lane, _)| block * LANES + lane);
                fits.delicate.extend(places);
            }
        }
        match self.kernels {
            Kernels::Narrow(_) => 0,
            Kernels::Wide(_) => self.count_delicate(weights, fits),
        }
    }

    #[inline(always)]
    fn sum_weights(&self, weights: &[f64], first: usize, sums: &mut Sums, fits: &mut Fits) {
        let Fits {
            alpha,
            beta,
            spread,
            ends,
            ..
        } = fits;
        match &self.kernels {
            Kernels::Narrow([m0, ..]) if self.flat => {
                symmetric(m0, weights, first, self.stride, alpha);
            }
            Kernels::Narrow([m0, m1, m2]) => {
                let outs = [alpha.as_mut_slice(), beta, spread];
                sum_moments([m0, m1, m2], weights, first, self.stride, outs);
            }
            Kernels::Wide(wide) => {
                wide.of_weights(weights, sums, [alpha.as_mut_slice(), beta, spread]);
                wide.at_ends(weights, sums, |_, sums| ends.push(self.line(sums)));
            }
        }
        let all = alpha.iter_mut().zip(beta.iter_mut());
        for ((alpha, beta), flag) in all.zip(spread.iter_mut()) {
            [*alpha, *beta, *flag] = self.line([*alpha, *beta, *flag]);
        }
    }

    /// `α`, `β`, and 1 where the sums do not say enough.
    #[inline(always)]
    fn line(&self, [s0, s1, s2]: [f64; 3]) -> [f64; 3] {
        let ([least, most], [whole, apart]) = (self.least, self.trusted);
        let share = 1.0 / s0;
        if self.flat {
            return [share, 0.0, if s0 > whole { 0.0 } else { 1.0 }];
        }
        let (centre, mean_square) = (s1 * share, s2 * share);
        let spread = mean_square - centre * centre;
        let play = 1e-6 * mean_square;
        let flat = spread + play < least;
        // Where the difference is small it is made of rounding errors, and where it is near the
        // guard's threshold they would decide.
        let sloped = (spread > most + play) & (spread > apart * mean_square);
        let slope = -centre / (spread * s0);
        let beta = if sloped & !flat { slope } else { 0.0 };
        let known = (s0 > whole) & (flat | sloped);
        [share - centre * beta, beta, if known { 0.0 } else { 1.0 }]
    }

    /// Smooths the values; `out` is as long, or by one value a series longer at both ends.
    #[inline(always)]
    pub(super) fn smooth(
        &self,
        values: &[f64],
        weights: &[f64],
        sums: &mut Sums,
        fits: &mut Fits,
        out: &mut [f64],
    ) {
        let extra = (out.len() - values.len()) / 2;
        let interior = self.interior(values.len());
        fits.product.clear();
        let products = values
            .iter()
            .zip(weights)
            .map(|(value, weight)| value * weight);
        fits.product.extend(products);
        let inside = segment(out, extra + interior.start, interior.len());
        self.sum_values(interior.start, sums, fits, inside);
        let half = self.loess.span / 2;
        for at in 0..fits.delicate.len() {
            let place = fits.delicate.get(at).copied().unwrap_or(0);
            let fit = self.fit(values, weights, place, half as isize, fits);
            put(out, extra + interior.start + place, fit);
        }
        match &self.kernels {
            Kernels::Narrow(_) => self.smooth_ends(values, weights, extra, &mut fits.window, out),
            Kernels::Wide(wide) => self.smooth_wide_ends(wide, values, weights, sums, fits, out),
        }
    }

    #[inline(always)]
    fn sum_values(&self, first: usize, sums: &mut Sums, fits: &mut Fits, inside: &mut [f64]) {
        let Fits {
            alpha,
            beta,
            product,
            second,
            ..
        } = fits;
        match &self.kernels {
            Kernels::Narrow([m0, ..]) if self.flat => {
                symmetric(m0, product, first, self.stride, inside);
                for (out, alpha) in inside.iter_mut().zip(alpha) {
                    *out *= *alpha;
                }
            }
            Kernels::Narrow([m0, m1, _]) => {
                let lines = (alpha.as_slice(), beta.as_slice());
                line(m0, m1, product, first, self.stride, lines, inside);
            }
            Kernels::Wide(wide) => {
                second.resize(inside.len(), 0.0);
                wide.of_values(product, sums, [&mut *inside, second]);
                let lines = alpha.iter().zip(beta).zip(second);
                for (out, ((alpha, beta), second)) in inside.iter_mut().zip(lines) {
                    *out = *alpha * *out + *beta * *second;
                }
            }
        }
    }

    /// Of a series of this length, with nothing in it.
    const fn regression(&self, len: usize) -> Regression<'static> {
        Regression {
            values: &[],
            len,
            weights: None,
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

/// `w(t)`, `t w(t)` and `t² w(t)` for `t` from 0 on, as far as they are not 0.
fn moments(half: usize) -> Option<[Vec<f64>; 3]> {
    let weight = |t: usize| tricube(t as f64, half as f64);
    let reach = (0..=half).rev().find(|&t| weight(t) > 0.0)?;
    Some([0, 1, 2].map(|power| {
        let term = |t: usize| weight(t) * (t as f64).powi(power);
        (0..=reach).map(term).collect()
    }))
}
