//! LOESS over windows so wide that the time should not depend on them.
//!
//! On either side of a fit the tricube is a polynomial of degree 9 in the distance, so that sums with it
//! follow from moments: [`blocks`] has those around points away from the ends, [`end`] those near them.
//! [`Wide`] is the smoother without weights, [`weighted`] has the sums that one with weights needs.
//!
//! One shortcut of the program of 1990 is not taken: that the nearest thousandth of a window counts
//! in full. That is less than a part in 10^12 of a fit.

mod blocks;
mod end;
mod polynomial;
pub(crate) mod weighted;

use super::smooth::neighbourhood;
use super::{Degree, Guard, Loess};
use blocks::{Blocks, Kernel};
use end::{End, Tricubes, Window, mirrored};
use polynomial::tricube;

pub(crate) use blocks::Sums;

/// The coefficients of every fit over series of one length.
#[derive(Clone, Debug)]
pub(crate) struct Wide {
    half: usize,
    blocks: Blocks,
    kernel: Kernel,
    window: Window,
    /// The fits at the beginning of the series.
    ends: Vec<End>,
}

impl Wide {
    /// The span from which on this is faster than a filter.
    const LEAST_SPAN: usize = 201;

    /// Whether fits over series of this length are faster by moments, and can be made by them.
    pub(crate) fn suits(loess: Loess, len: usize) -> bool {
        let wide = loess.span >= Wide::LEAST_SPAN && len > loess.span;
        wide && loess.jump == 1 && loess.degree != Degree::Quadratic
    }

    /// `None` if the smoother or the series is not for it.
    pub(crate) fn new(loess: Loess, guard: Guard, len: usize) -> Option<Wide> {
        if !Wide::suits(loess, len) {
            return None;
        }
        let half = loess.span / 2;
        let blocks = Blocks::new(half);
        Some(Wide {
            half,
            kernel: blocks.kernel(0, share(&blocks, half)),
            blocks,
            window: Window::new(loess.span),
            ends: ends(loess, guard, len)?,
        })
    }

    /// Smooths `values`; `out` is as long.
    #[inline(always)]
    pub(crate) fn smooth(&self, values: &[f64], sums: &mut Sums, out: &mut [f64]) {
        for backwards in [false, true] {
            self.window.moments(values, backwards, &mut sums.window);
            for (place, end) in self.ends.iter().enumerate() {
                let fit = end.sum(&sums.window);
                if let Some(out) = out.get_mut(mirrored(place, values.len(), backwards)) {
                    *out = fit;
                }
            }
        }
        let inside = out.get_mut(self.half..).unwrap_or_default();
        self.blocks.convolve([&self.kernel], values, sums, [inside]);
    }
}

/// What makes the weights of a window sum to 1.
fn share(blocks: &Blocks, half: usize) -> f64 {
    let weight = |t: usize| tricube(t as f64 / half as f64);
    let total: f64 = (1..=blocks.reach()).map(weight).sum();
    1.0 / (1.0 + 2.0 * total)
}

/// The fits at the first positions of a series.
fn ends(loess: Loess, guard: Guard, len: usize) -> Option<Vec<End>> {
    let span = loess.span;
    let mut partial = Vec::new();
    Window::new(span).moments(&vec![1.0; span], false, &mut partial);
    let reference = match guard {
        Guard::Series => len,
        Guard::Window => span,
    };
    let least = 0.001 * (reference as f64 - 1.0);
    let linear = loess.degree == Degree::Linear;
    let end = |place: usize| {
        debug_assert_eq!(neighbourhood(place, span, len), 0..span);
        Tricubes::new(place, span).fit(linear.then_some(least), &partial)
    };
    (0..span / 2).map(end).collect()
}
