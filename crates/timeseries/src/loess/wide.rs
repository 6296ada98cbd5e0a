//! LOESS without weights over windows so wide that the time should not depend on them.
//!
//! On either side of a fit the tricube is a polynomial of degree 9 in the distance. So what a block
//! of values adds to a fit outside of it depends on ten numbers alone, the block's moments
//! `Σ t^k y`, and what a part of a block adds on the moments of that part. A window is a number of
//! whole blocks, and three parts: where it begins, where the fit stands and the polynomial changes,
//! and where it ends. The abscissas `t` are centred and scaled within a block, so that powers do not
//! cancel, and sums begin anew with each block, so that no error runs along.
//!
//! At the ends of the series, where the bandwidth is another for each fit, the whole window is one
//! block.
//!
//! One shortcut of the program of 1990 is not taken: that the nearest thousandth of a window counts
//! in full. That is less than a part in 10^12 of a fit.

use super::smooth::neighbourhood;
use super::{Degree, Guard, Loess};

/// The moments of a part of a block, or what each counts for.
pub(crate) type Moments = [f64; LANES];

/// Ten moments for the tricube; two more where it is multiplied by a parabola, which also makes the
/// number one of whole vector registers.
const LANES: usize = 12;

/// The coefficients of every fit over series of one length.
#[derive(Clone, Debug)]
pub(crate) struct Wide {
    /// Points from a fit to the farthest one with a weight.
    reach: usize,
    half: usize,
    /// Points in a block.
    block: usize,
    /// The powers of the abscissas of a block.
    powers: Vec<Moments>,
    /// What the moments of the part before the window count for, by its length; those of the part
    /// before the fit, beyond what they count for behind it; and those of the part before the end.
    start: Vec<Moments>,
    middle: Vec<Moments>,
    end: Vec<Moments>,
    /// The polynomials that a block of values in `s - t` is worth to a block of fits, by how many
    /// blocks it lies before them, and behind.
    before: Vec<Moments>,
    behind: Vec<Moments>,
    /// The powers of the abscissas of a window.
    window: Vec<Moments>,
    /// The fits at the beginning of the series.
    ends: Vec<End>,
}

/// One fit near an end of the series.
#[derive(Clone, Copy, Debug)]
struct End {
    /// Where its window begins and ends to have weight.
    first: usize,
    last: usize,
    before: Moments,
    behind: Moments,
}

/// Buffers for the moments of a series.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sums {
    /// Of each beginning of a block; a ring of blocks.
    partial: Vec<Moments>,
    /// Of whole blocks; the same ring.
    total: Vec<Moments>,
    /// Of each beginning of a window.
    window: Vec<Moments>,
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
        let span = loess.span;
        if !Wide::suits(loess, len) {
            return None;
        }
        let half = span / 2;
        let (reach, block) = (cut(half), half / 8);
        let bandwidth = half as f64;
        let total: f64 = (1..=reach).map(|t| tricube(t as f64 / bandwidth)).sum();
        let share = 1.0 / (1.0 + 2.0 * total);
        let middle = (block as f64 - 1.0) / 2.0;
        // Half a block in units of the bandwidth.
        let unit = block as f64 / (2.0 * bandwidth);
        let offsets = || (0..block).map(|offset| offset as f64 - middle);
        let near = reach as f64;
        let tricubes = |from: f64, step: f64| scaled(polynomial(from, step), share);
        let blocks = reach / block + 2;
        let whole = |blocks: usize| (blocks * block) as f64 / bandwidth;
        Some(Wide {
            reach,
            half,
            block,
            powers: powers(block),
            start: offsets()
                .map(|offset| tricubes((near + offset) / bandwidth, -unit))
                .collect(),
            middle: offsets()
                .map(|offset| scaled(odd_part(offset / bandwidth, -unit), 2.0 * share))
                .collect(),
            end: offsets()
                .map(|offset| tricubes((near + 1.0 - offset) / bandwidth, unit))
                .collect(),
            before: (0..=blocks).map(|n| tricubes(whole(n), unit)).collect(),
            behind: (0..=blocks).map(|n| tricubes(whole(n), -unit)).collect(),
            window: powers(span),
            ends: ends(loess, guard, len)?,
        })
    }

    /// Smooths `values`; `out` is as long.
    #[inline(always)]
    pub(crate) fn smooth(&self, values: &[f64], sums: &mut Sums, out: &mut [f64]) {
        self.smooth_ends(values, &mut sums.window, out);
        let blocks_in_ring = 2 * (self.reach / self.block) + 4;
        sums.partial
            .resize(blocks_in_ring * self.block, [0.0; LANES]);
        sums.total.resize(blocks_in_ring, [0.0; LANES]);
        let (mut known, stop) = (0, values.len() - self.half);
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
            let worth = self.whole_blocks(first..last, block, &sums.total);
            if let Some(out) = out.get_mut(at..until) {
                self.fits(at, &worth, &sums.partial, out);
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

    /// What whole blocks add to the fits of a block, as a polynomial in their abscissas.
    #[inline(always)]
    fn whole_blocks(
        &self,
        blocks: std::ops::Range<usize>,
        fits: usize,
        totals: &[Moments],
    ) -> Moments {
        let mut worth = [0.0; LANES];
        for block in blocks {
            let table = if block < fits {
                self.before.get(fits - block)
            } else {
                self.behind.get(block - fits)
            };
            if let (Some(polynomial), Some(total)) = (table, totals.get(block % totals.len())) {
                add_shifted(polynomial, total, &mut worth);
            }
        }
        worth
    }

    /// Fits whose windows begin and end in the same blocks.
    #[inline(always)]
    fn fits(&self, at: usize, worth: &Moments, partial: &[Moments], out: &mut [f64]) {
        let place = |position: usize| position % partial.len();
        let rest = |table: &'_ [Moments], position: usize| position % table.len();
        let (start, end) = (at - self.reach, at + self.reach + 1);
        let sums = partial
            .iter()
            .skip(place(start))
            .zip(partial.iter().skip(place(at)))
            .zip(partial.iter().skip(place(end)));
        let tables = self
            .start
            .iter()
            .skip(rest(&self.start, start))
            .zip(self.middle.iter().skip(rest(&self.middle, at)))
            .zip(self.end.iter().skip(rest(&self.end, end)));
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

    /// The fits whose windows are not centred, at both ends.
    #[inline(always)]
    fn smooth_ends(&self, values: &[f64], partial: &mut Vec<Moments>, out: &mut [f64]) {
        let mirrored = |place: usize| values.len() - 1 - place;
        for backwards in [false, true] {
            partial.clear();
            let mut sum = [0.0; LANES];
            for (place, powers) in self.window.iter().enumerate() {
                partial.push(sum);
                let place = if backwards { mirrored(place) } else { place };
                let value = values.get(place).copied().unwrap_or(0.0);
                for (sum, power) in sum.iter_mut().zip(powers) {
                    *sum += power * value;
                }
            }
            partial.push(sum);
            for (place, end) in self.ends.iter().enumerate() {
                let fit = end.fit(place, partial);
                let place = if backwards { mirrored(place) } else { place };
                if let Some(out) = out.get_mut(place) {
                    *out = fit;
                }
            }
        }
    }
}

impl End {
    #[inline(always)]
    fn fit(&self, place: usize, partial: &[Moments]) -> f64 {
        let none = [0.0; LANES];
        let at = |place: usize| partial.get(place).unwrap_or(&none);
        let (first, middle, last) = (at(self.first), at(place), at(self.last));
        let mut terms = [0.0; LANES];
        for (lane, term) in terms.iter_mut().enumerate() {
            let of = |moments: &Moments| moments.get(lane).copied().unwrap_or(0.0);
            *term = of(&self.before) * (of(middle) - of(first))
                + of(&self.behind) * (of(last) - of(middle));
        }
        sum(&terms)
    }
}

/// The farthest distance with a weight: the last thousandth of a bandwidth has none.
fn cut(bandwidth: usize) -> usize {
    (0.999 * bandwidth as f64).floor() as usize
}

fn tricube(u: f64) -> f64 {
    let v = 1.0 - u * u * u;
    v * v * v
}

/// The powers of the abscissas of `len` points, from -1 to 1.
fn powers(len: usize) -> Vec<Moments> {
    (0..len)
        .map(|place| {
            let t = abscissa(place, len);
            let mut power = 1.0;
            [(); LANES].map(|()| {
                let this = power;
                power *= t;
                this
            })
        })
        .collect()
}

fn abscissa(place: usize, len: usize) -> f64 {
    (2.0 * place as f64 - (len as f64 - 1.0)) / len as f64
}

/// The coefficients of the tricube at `from + step * t`.
fn polynomial(from: f64, step: f64) -> Moments {
    let mut coefficients = [0.0; LANES];
    for next in [-1.0, 3.0, -3.0, 1.0] {
        for _ in 0..3 {
            coefficients = times(&coefficients, from, step);
        }
        if let Some(constant) = coefficients.first_mut() {
            *constant += next;
        }
    }
    coefficients
}

/// Half of what the tricube at `from + step * t` differs by from that on the other side: the odd
/// powers, `-3 u³ - u⁹`.
fn odd_part(from: f64, step: f64) -> Moments {
    let there = polynomial(from, step);
    let back = polynomial(-from, -step);
    let mut difference = there;
    for (difference, back) in difference.iter_mut().zip(back) {
        *difference = 0.5 * (*difference - back);
    }
    difference
}

/// A polynomial times `from + step * t`, whose highest power falls off if there is no lane for it.
fn times(coefficients: &Moments, from: f64, step: f64) -> Moments {
    let mut product = [0.0; LANES];
    let mut below = 0.0;
    for (product, &own) in product.iter_mut().zip(coefficients) {
        *product = from * own + step * below;
        below = own;
    }
    product
}

fn scaled(mut coefficients: Moments, factor: f64) -> Moments {
    for coefficient in &mut coefficients {
        *coefficient *= factor;
    }
    coefficients
}

/// Adds `Σ_r p_r Σ_k C(r, k) (-1)^k M_k s^(r - k)`: what a block with moments `M` in `t` adds at `s`
/// by a polynomial `p` in `s - t`.
#[inline(always)]
fn add_shifted(polynomial: &Moments, moments: &Moments, worth: &mut Moments) {
    for (degree, coefficient) in polynomial.iter().enumerate() {
        let mut binomial = *coefficient;
        for (k, moment) in moments.iter().enumerate().take(degree + 1) {
            if let Some(worth) = worth.get_mut(degree - k) {
                *worth += binomial * moment;
            }
            binomial *= -((degree - k) as f64) / (k + 1) as f64;
        }
    }
}

/// In one order, whatever the width of the registers.
#[inline(always)]
fn sum(terms: &Moments) -> f64 {
    let [a, b, c, d, e, f, g, h, i, j, k, l] = terms;
    ((a + e + i) + (c + g + k)) + ((b + f + j) + (d + h + l))
}

/// The fits at the first positions of a series.
fn ends(loess: Loess, guard: Guard, len: usize) -> Option<Vec<End>> {
    let span = loess.span;
    let mut partial = vec![[0.0; LANES]];
    let mut sum = [0.0; LANES];
    for powers in powers(span) {
        for (sum, power) in sum.iter_mut().zip(powers) {
            *sum += power;
        }
        partial.push(sum);
    }
    let reference = match guard {
        Guard::Series => len,
        Guard::Window => span,
    };
    let least = 0.001 * (reference as f64 - 1.0);
    let linear = loess.degree == Degree::Linear;
    let end = |place: usize| {
        debug_assert_eq!(neighbourhood(place, span, len), 0..span);
        end(place, span, linear.then_some(least), &partial)
    };
    (0..span / 2).map(end).collect()
}

/// `least` is the spread that a line requires, in points; `partial` are the moments of a series of
/// ones.
fn end(place: usize, span: usize, least: Option<f64>, partial: &[Moments]) -> Option<End> {
    let bandwidth = span - 1 - place;
    let reach = cut(bandwidth);
    // Distances from the fit in units of the bandwidth: from + step * t.
    let step = span as f64 / (2.0 * bandwidth as f64);
    let from = -abscissa(place, span) * step;
    let tricubes = End {
        first: place.saturating_sub(reach),
        last: place + reach + 1,
        before: polynomial(-from, -step),
        behind: polynomial(from, step),
    };
    let by_distance = |end: &End| End {
        before: times(&end.before, from, step),
        behind: times(&end.behind, from, step),
        ..*end
    };
    let first = by_distance(&tricubes);
    let second = by_distance(&first);
    let [s0, s1, s2] = [&tricubes, &first, &second].map(|end| end.fit(place, partial));
    let centre = s1 / s0;
    let spread = s2 / s0 - centre * centre;
    let wide_enough = least.is_some_and(|least| spread.sqrt() * bandwidth as f64 > least);
    let beta = if wide_enough {
        -centre / (spread * s0)
    } else {
        0.0
    };
    let alpha = 1.0 / s0 - centre * beta;
    let line = |flat: &Moments, sloped: &Moments| {
        let mut line = scaled(*flat, alpha);
        for (line, sloped) in line.iter_mut().zip(sloped) {
            *line += beta * sloped;
        }
        line
    };
    alpha.is_finite().then(|| End {
        before: line(&tricubes.before, &first.before),
        behind: line(&tricubes.behind, &first.behind),
        ..tricubes
    })
}
