//! The sums over wide windows that fits with weights are made of.

use super::blocks::{Blocks, Kernel, Sums};
use super::end::{Tricubes, Window, mirrored};
use super::{Wide, share};
use crate::loess::Loess;

/// Sums of `w(t)`, `t w(t)` and `t² w(t)`, `t` being the distance in points, over every window of a
/// series; all of one window in one unit, which cancels in a fit.
#[derive(Clone, Debug)]
pub(crate) struct WideSums {
    half: usize,
    blocks: Blocks,
    kernels: [Kernel; 3],
    window: Window,
    ends: Vec<Tricubes>,
}

impl WideSums {
    /// `None` if the windows are not wide.
    pub(crate) fn new(loess: Loess, len: usize) -> Option<WideSums> {
        if !Wide::suits(loess, len) {
            return None;
        }
        let half = loess.span / 2;
        let blocks = Blocks::new(half);
        let share = share(&blocks, half);
        let unit = half as f64;
        Some(WideSums {
            half,
            kernels: [0, 1, 2].map(|power| blocks.kernel(power, share * unit.powi(power as i32))),
            blocks,
            window: Window::new(loess.span),
            ends: (0..half)
                .map(|place| Tricubes::new(place, loess.span))
                .collect(),
        })
    }

    /// All three sums over the weights, for each point away from the ends.
    #[inline(always)]
    pub(crate) fn of_weights(&self, weights: &[f64], sums: &mut Sums, outs: [&mut [f64]; 3]) {
        let [zeroth, first, second] = &self.kernels;
        self.blocks
            .convolve([zeroth, first, second], weights, sums, outs);
    }

    /// The first sum over weighted values, or the first two, for each point away from the ends.
    #[inline(always)]
    pub(crate) fn of_values(&self, values: &[f64], sums: &mut Sums, outs: [&mut [f64]; 2]) {
        let [zeroth, first, _] = &self.kernels;
        self.blocks.convolve([zeroth, first], values, sums, outs);
    }

    /// Calls `each` with the place of each point near an end and its sums.
    #[inline(always)]
    pub(crate) fn at_ends(
        &self,
        values: &[f64],
        sums: &mut Sums,
        mut each: impl FnMut(usize, [f64; 3]),
    ) {
        for backwards in [false, true] {
            self.window.moments(values, backwards, &mut sums.window);
            for (place, end) in self.ends.iter().enumerate() {
                let [s0, s1, s2] = end.sums.map(|sum| sum.sum(&sums.window));
                let unit = end.bandwidth;
                // What the weights of a window in the middle sum to, about.
                let share = 1.0 / self.half as f64;
                let all = [s0, s1 * unit, s2 * unit * unit].map(|sum| sum * share);
                each(mirrored(place, values.len(), backwards), all);
            }
        }
    }
}
