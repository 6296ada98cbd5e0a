//! One local regression: the value at one position of a polynomial fitted to the points around it.
//!
//! Cleveland et al. 1990, section 2. Abscissas are taken relative to the position of the fit, so
//! that neither the length of the series nor the place in it costs precision.

use super::{Degree, Guard};
use std::ops::Range;

/// What is fitted, wherever the fit is made.
#[derive(Clone, Copy)]
pub(crate) struct Regression<'a> {
    pub(crate) values: &'a [f64],
    /// Robustness weights, one for each value.
    pub(crate) weights: Option<&'a [f64]>,
    /// Number of points in a window; beyond the series' length it flattens the weights.
    pub(crate) span: usize,
    pub(crate) degree: Degree,
    pub(crate) guard: Guard,
}

/// Buffers of a fit, kept from one position to the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    tricube: Tricube,
    weights: Vec<f64>,
}

impl Regression<'_> {
    /// The fit at position `x` (-1 and `len` extrapolate) from the points of `window`.
    ///
    /// `None` if no point of the window has any weight.
    pub(crate) fn at(&self, x: isize, window: Range<usize>, scratch: &mut Scratch) -> Option<f64> {
        let values = self.values.get(window.clone())?;
        let nearest = offset(window.start, x);
        let reach = nearest
            .abs()
            .max(offset(window.end, x).abs_diff(1) as isize);
        let Scratch { tricube, weights } = scratch;
        tricube.prepare(self.bandwidth(reach), reach);
        tricube.weigh(nearest, values.len(), weights);
        if let Some(robustness) = self.weights {
            for (weight, robustness) in weights.iter_mut().zip(robustness.get(window)?) {
                *weight *= robustness;
            }
        }
        let total: f64 = weights.iter().sum();
        if total.is_nan() || total <= 0.0 {
            return None;
        }
        for weight in weights.iter_mut() {
            *weight /= total;
        }
        let local = Local {
            weights,
            values,
            nearest: nearest as f64,
        };
        Some(match self.degree {
            _ if reach == 0 => local.mean(),
            Degree::Constant => local.mean(),
            Degree::Linear => local.line(self.least_spread(values.len()), false),
            Degree::Quadratic => local.line(self.least_spread(values.len()), true),
        })
    }

    /// Distance at which the weights reach zero: that of the span's farthest point, and where the
    /// series is shorter than the span, half of what it lacks on top.
    fn bandwidth(&self, reach: isize) -> f64 {
        let beyond = self.span.saturating_sub(self.values.len()) / 2;
        reach as f64 + beyond as f64
    }

    fn least_spread(&self, window: usize) -> f64 {
        let reference = match self.guard {
            Guard::Series => self.values.len(),
            Guard::Window => window,
        };
        0.001 * (reference as f64 - 1.0)
    }
}

/// Where `index` lies as seen from `x`. Slices are never longer than `isize::MAX`.
fn offset(index: usize, x: isize) -> isize {
    index as isize - x
}

/// The points of one fit; their weights sum to 1.
struct Local<'a> {
    weights: &'a [f64],
    values: &'a [f64],
    /// Abscissa of the first point, counted from the position of the fit.
    nearest: f64,
}

impl Local<'_> {
    /// Abscissa, weight and value of each point.
    fn points(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        let abscissas = (0_usize..).map(|i| self.nearest + i as f64);
        abscissas
            .zip(self.weights)
            .zip(self.values)
            .map(|((t, &w), &y)| (t, w, y))
    }

    fn mean(&self) -> f64 {
        self.weights
            .iter()
            .zip(self.values)
            .map(|(w, y)| w * y)
            .sum()
    }

    /// The fit at abscissa 0 in polynomials that are orthogonal under the weights, so that each
    /// degree can be left out on its own where the points do not determine it.
    fn line(&self, least_spread: f64, parabola: bool) -> f64 {
        let centre: f64 = self.points().map(|(t, w, _)| w * t).sum();
        let spread: f64 = self
            .points()
            .map(|(t, w, _)| w * (t - centre) * (t - centre))
            .sum();
        if spread.sqrt() <= least_spread {
            return self.mean();
        }
        let slope = -centre / spread;
        if parabola {
            return self.parabola(centre, spread);
        }
        self.points()
            .map(|(t, w, y)| w * (slope * (t - centre) + 1.0) * y)
            .sum()
    }

    fn parabola(&self, centre: f64, spread: f64) -> f64 {
        let skew: f64 = self
            .points()
            .map(|(t, w, _)| w * (t - centre).powi(3))
            .sum::<f64>()
            / spread;
        let quadratic = |t: f64| (t - centre) * (t - centre) - skew * (t - centre) - spread;
        let norm: f64 = self
            .points()
            .map(|(t, w, _)| w * quadratic(t) * quadratic(t))
            .sum();
        let slope = -centre / spread;
        // The same thousandth as for the slope, squared as both sides are.
        let bend = if norm > 1e-6 * spread * spread {
            quadratic(0.0) / norm
        } else {
            0.0
        };
        self.points()
            .map(|(t, w, y)| w * (bend * quadratic(t) + slope * (t - centre) + 1.0) * y)
            .sum()
    }
}

/// The weight function `(1 - (r/h)^3)^3` at whole distances.
///
/// All windows inside a series have one bandwidth, so the table is made anew only near the ends.
#[derive(Clone, Debug, Default)]
struct Tricube {
    bandwidth: f64,
    table: Vec<f64>,
}

impl Tricube {
    /// Makes the table good for `bandwidth` and all distances up to `reach`.
    fn prepare(&mut self, bandwidth: f64, reach: isize) {
        let len = reach.unsigned_abs() + 1;
        if self.bandwidth == bandwidth && self.table.len() >= len {
            return;
        }
        self.bandwidth = bandwidth;
        self.table.clear();
        self.table
            .extend((0..len).map(|r| tricube(r as f64, bandwidth)));
    }

    /// The weights of `len` points, the first of which lies at abscissa `nearest`.
    fn weigh(&self, nearest: isize, len: usize, weights: &mut Vec<f64>) {
        weights.clear();
        let before = nearest.min(0).unsigned_abs().min(len);
        let after = nearest.max(0).unsigned_abs();
        // Points before the position, from the farthest on, then those from the position on.
        let left = self
            .table
            .iter()
            .take(nearest.min(0).unsigned_abs() + 1)
            .skip(1)
            .rev();
        weights.extend(left.take(before));
        weights.extend(self.table.iter().skip(after).take(len - before));
        debug_assert_eq!(weights.len(), len);
    }
}

/// The tricube weight at distance `r`, with the two shortcuts of the program of 1990: the nearest
/// thousandth counts in full and the farthest not at all.
fn tricube(r: f64, bandwidth: f64) -> f64 {
    if r > 0.999 * bandwidth {
        return 0.0;
    }
    if r <= 0.001 * bandwidth {
        return 1.0;
    }
    let u = r / bandwidth;
    let v = 1.0 - u * u * u;
    v * v * v
}
