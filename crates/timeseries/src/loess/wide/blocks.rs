//! Convolutions with kernels that are polynomials on either side, in time that does not depend on how
//! wide they are.
//!
//! What a block of values adds to a sum around a point outside of it depends on its moments
//! `Σ t^k y` alone, and what a part of a block adds on the moments of that part. A window is a number of
//! whole blocks, and three parts: where it begins, where its middle lies and the polynomial changes,
//! and where it ends. The abscissas `t` are centred and scaled within a block, so that powers do not
//! cancel, and sums begin anew with each block, so that no error runs along.

use super::polynomial::{
    LANES, Moments, add_shifted, cut, odd_part, polynomial, powers, scaled, sum, times,
};
use std::ops::Range;

/// How a series is cut into blocks, for windows of one width.
#[derive(Clone, Debug)]
pub(crate) struct Blocks {
    /// Points from the middle of a window to the farthest one with a weight.
    reach: usize,
    half: usize,
    /// Points in a block.
    block: usize,
    /// The powers of the abscissas of a block.
    powers: Vec<Moments>,
}

/// The tricube, times a power of the signed distance.
#[derive(Clone, Debug)]
pub(crate) struct Kernel {
    /// What the moments of the part before the window count for, by its length; those of the part
    /// before the middle, beyond what they count for behind it; and those of the part before the end.
    start: Vec<Moments>,
    middle: Vec<Moments>,
    end: Vec<Moments>,
    /// The polynomials that a block of values in `s - t` is worth to a block of sums, by how many
    /// blocks it lies before them, and behind.
    before: Vec<Moments>,
    behind: Vec<Moments>,
}

/// Buffers for the moments of a series.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sums {
    /// Of each beginning of a block; a ring of blocks.
    partial: Vec<Moments>,
    /// Of whole blocks; the same ring.
    total: Vec<Moments>,
    /// Of each beginning of a window.
    pub(super) window: Vec<Moments>,
}

impl Blocks {
    /// For windows of `half` points to either side.
    pub(super) fn new(half: usize) -> Blocks {
        let block = half / 8;
        Blocks {
            reach: cut(half),
            half,
            block,
            powers: powers(block),
        }
    }

    /// Points from the middle of a window to the farthest one with a weight.
    pub(super) const fn reach(&self) -> usize {
        self.reach
    }

    /// The tricube times `distance^power` and `factor`, distances being in units of half a window and
    /// negative before the middle.
    pub(super) fn kernel(&self, power: usize, factor: f64) -> Kernel {
        let bandwidth = self.half as f64;
        let middle = (self.block as f64 - 1.0) / 2.0;
        // Half a block in units of the bandwidth.
        let unit = self.block as f64 / (2.0 * bandwidth);
        let offsets = || (0..self.block).map(|offset| offset as f64 - middle);
        let near = self.reach as f64;
        // By the distance, which is positive on both sides.
        let raised = |mut coefficients: Moments, from: f64, step: f64, factor: f64| {
            for _ in 0..power {
                coefficients = times(&coefficients, from, step);
            }
            scaled(coefficients, factor)
        };
        let sign = if power % 2 == 0 { factor } else { -factor };
        let side =
            |from: f64, step: f64, factor: f64| raised(polynomial(from, step), from, step, factor);
        let blocks = self.reach / self.block + 2;
        let whole = |blocks: usize| (blocks * self.block) as f64 / bandwidth;
        Kernel {
            start: offsets()
                .map(|offset| side((near + offset) / bandwidth, -unit, sign))
                .collect(),
            middle: offsets()
                .map(|offset| {
                    let from = offset / bandwidth;
                    raised(odd_part(from, -unit), from, -unit, 2.0 * sign)
                })
                .collect(),
            end: offsets()
                .map(|offset| side((near + 1.0 - offset) / bandwidth, unit, factor))
                .collect(),
            before: (0..=blocks).map(|n| side(whole(n), unit, sign)).collect(),
            behind: (0..=blocks)
                .map(|n| side(whole(n), -unit, factor))
                .collect(),
        }
    }

    /// The sums of each kernel around every value that has `half` others on both sides; `outs` are for
    /// those values alone.
    #[inline(always)]
    pub(super) fn convolve<const K: usize>(
        &self,
        kernels: [&Kernel; K],
        values: &[f64],
        sums: &mut Sums,
        mut outs: [&mut [f64]; K],
    ) {
        let ring = 2 * (self.reach / self.block) + 4;
        sums.partial.resize(ring * self.block, [0.0; LANES]);
        sums.total.resize(ring, [0.0; LANES]);
        let (mut known, stop) = (0, values.len().saturating_sub(self.half));
        let mut at = self.half;
        while at < stop {
            let block = at / self.block;
            // The window's first block and the one behind its last point.
            let first = (at - self.reach) / self.block;
            let last = (at + self.reach + 1) / self.block;
            while known <= last {
                self.sum_block(known, values, sums);
                known += 1;
            }
            let until = ((block + 1) * self.block)
                .min((first + 1) * self.block + self.reach)
                .min((last + 1) * self.block - self.reach - 1)
                .min(stop);
            let places = at - self.half..until - self.half;
            for (kernel, out) in kernels.iter().zip(&mut outs) {
                let worth = kernel.whole_blocks(first..last, block, &sums.total);
                if let Some(out) = out.get_mut(places.clone()) {
                    self.sums_at(kernel, at, &worth, &sums.partial, out);
                }
            }
            at = until;
        }
    }

    /// The moments of each beginning of a block, and of the whole.
    #[inline(always)]
    fn sum_block(&self, block: usize, values: &[f64], sums: &mut Sums) {
        let slot = block % sums.total.len();
        let values = values.get(block * self.block..).unwrap_or_default();
        let values = values.iter().copied().chain(std::iter::repeat(0.0));
        let partial = sums.partial.iter_mut().skip(slot * self.block);
        let mut sum = [0.0; LANES];
        for ((partial, powers), value) in partial.zip(&self.powers).zip(values) {
            *partial = sum;
            for (sum, power) in sum.iter_mut().zip(powers) {
                *sum += power * value;
            }
        }
        if let Some(total) = sums.total.get_mut(slot) {
            *total = sum;
        }
    }

    /// Sums whose windows begin and end in the same blocks.
    #[inline(always)]
    fn sums_at(
        &self,
        kernel: &Kernel,
        at: usize,
        worth: &Moments,
        partial: &[Moments],
        out: &mut [f64],
    ) {
        let place = |position: usize| position % partial.len();
        let rest = |table: &'_ [Moments], position: usize| position % table.len();
        let (start, end) = (at - self.reach, at + self.reach + 1);
        let sums = partial
            .iter()
            .skip(place(start))
            .zip(partial.iter().skip(place(at)))
            .zip(partial.iter().skip(place(end)));
        let tables = kernel
            .start
            .iter()
            .skip(rest(&kernel.start, start))
            .zip(kernel.middle.iter().skip(rest(&kernel.middle, at)))
            .zip(kernel.end.iter().skip(rest(&kernel.end, end)));
        let powers = self.powers.iter().skip(at % self.block);
        for (((out, sums), tables), powers) in out.iter_mut().zip(sums).zip(tables).zip(powers) {
            let ((start, middle), end) = sums;
            let ((by_start, by_middle), by_end) = tables;
            let mut terms = [0.0; LANES];
            for (lane, term) in terms.iter_mut().enumerate() {
                let of = |moments: &Moments| moments.get(lane).copied().unwrap_or(0.0);
                *term = of(worth) * of(powers) - of(by_start) * of(start)
                    + (of(by_middle) * of(middle) + of(by_end) * of(end));
            }
            *out = sum(&terms);
        }
    }
}

impl Kernel {
    /// What whole blocks add to the sums of a block, as a polynomial in their abscissas.
    #[inline(always)]
    fn whole_blocks(&self, blocks: Range<usize>, sums: usize, totals: &[Moments]) -> Moments {
        let mut worth = [0.0; LANES];
        for block in blocks {
            let table = if block < sums {
                self.before.get(sums - block)
            } else {
                self.behind.get(block - sums)
            };
            if let (Some(polynomial), Some(total)) = (table, totals.get(block % totals.len())) {
                add_shifted(polynomial, total, &mut worth);
            }
        }
        worth
    }
}
