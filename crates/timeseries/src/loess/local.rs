//! One local regression: the value at one position of a polynomial fitted to the points around it.
//!
//! Cleveland et al. 1990, section "Loess". Abscissas, sums and products come in the order of the Fortran
//! program, which statsmodels keeps too: robust fits of short series magnify a difference in the
//! last bit until it is seen, and so there is none.

use super::tricube::Tricube;
use super::{Degree, Guard};
use std::ops::Range;

/// What is fitted, wherever the fit is made.
#[derive(Clone, Copy)]
pub(crate) struct Regression<'a> {
    pub(crate) values: &'a [f64],
    /// Points in the series, of which the values may be a part.
    pub(crate) len: usize,
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
        let (first, last) = (offset(window.start, x), offset(window.end, x) - 1);
        let reach = first.unsigned_abs().max(last.unsigned_abs());
        let Scratch { tricube, weights } = scratch;
        tricube.weigh(self.bandwidth(reach), first, values.len(), weights);
        if let Some(robustness) = self.weights {
            for (weight, robustness) in weights.iter_mut().zip(robustness.get(window.clone())?) {
                *weight *= robustness;
            }
        }
        normalise(weights)?;
        let local = Local {
            weights,
            values,
            first: (window.start + 1) as f64,
            at: (x + 1) as f64,
        };
        Some(match self.degree {
            _ if reach == 0 => local.mean(),
            Degree::Constant => local.mean(),
            degree => local.polynomial(degree, self.least_spread(values.len())),
        })
    }

    /// What each point of `window` counts for in the fit at `x` without robustness weights, whatever the values: written into `row`.
    pub(crate) fn coefficients(
        &self,
        x: isize,
        window: Range<usize>,
        scratch: &mut Scratch,
        row: &mut Vec<f64>,
    ) -> Option<()> {
        let (first, last) = (offset(window.start, x), offset(window.end, x) - 1);
        let reach = first.unsigned_abs().max(last.unsigned_abs());
        let Scratch { tricube, weights } = scratch;
        tricube.weigh(self.bandwidth(reach), first, window.len(), weights);
        normalise(weights)?;
        let local = Local {
            weights,
            values: &[],
            first: (window.start + 1) as f64,
            at: (x + 1) as f64,
        };
        row.clear();
        match self.degree {
            _ if reach == 0 => row.extend_from_slice(weights),
            Degree::Constant => row.extend_from_slice(weights),
            degree => local.row(degree, self.least_spread(window.len()), row),
        }
        Some(())
    }

    /// Distance at which the weights reach zero: that of the window's farthest point, and where
    /// the series is shorter than the span, half of what it lacks on top.
    fn bandwidth(&self, reach: usize) -> usize {
        reach.saturating_add(self.span.saturating_sub(self.len) / 2)
    }

    pub(crate) fn least_spread(&self, window: usize) -> f64 {
        let reference = match self.guard {
            Guard::Series => self.len,
            Guard::Window => window,
        };
        0.001 * (reference as f64 - 1.0)
    }
}

/// Makes the weights sum to 1; `None` if there is none.
fn normalise(weights: &mut [f64]) -> Option<()> {
    let total: f64 = weights.iter().sum();
    if total.is_nan() || total <= 0.0 {
        return None;
    }
    for weight in weights.iter_mut() {
        *weight /= total;
    }
    Some(())
}

/// Where `index` lies as seen from `x`. Slices are never longer than `isize::MAX`.
fn offset(index: usize, x: isize) -> isize {
    index as isize - x
}

/// The points of one fit; their weights sum to 1.
struct Local<'a> {
    weights: &'a [f64],
    values: &'a [f64],
    /// Abscissa of the first point; the series begins at 1.
    first: f64,
    /// Abscissa of the fit.
    at: f64,
}

impl Local<'_> {
    /// Abscissa, weight and value of each point.
    fn points(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        self.abscissas()
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

    /// The fit in polynomials that are orthogonal under the weights, so that each degree can be
    /// left out on its own where the points do not determine it.
    fn polynomial(&self, degree: Degree, least_spread: f64) -> f64 {
        match self.curve(degree, least_spread) {
            Curve::Flat => self.mean(),
            curve => self.points().map(|(t, w, y)| w * curve.at(t) * y).sum(),
        }
    }

    /// The same fit as coefficients.
    fn row(&self, degree: Degree, least_spread: f64, row: &mut Vec<f64>) {
        let curve = self.curve(degree, least_spread);
        row.extend(
            self.abscissas()
                .zip(self.weights)
                .map(|(t, w)| w * curve.at(t)),
        );
    }

    fn curve(&self, degree: Degree, least_spread: f64) -> Curve {
        let centre: f64 = self.weighted(|t| t);
        let spread: f64 = self.weighted(|t| (t - centre) * (t - centre));
        if spread.sqrt() <= least_spread {
            return Curve::Flat;
        }
        let slope = (self.at - centre) / spread;
        if degree == Degree::Quadratic {
            return self.parabola(centre, spread, slope);
        }
        Curve::Line { centre, slope }
    }

    fn parabola(&self, centre: f64, spread: f64, slope: f64) -> Curve {
        let cube = |t: f64| (t - centre) * (t - centre) * (t - centre);
        let skew = self.weighted(cube) / spread;
        let quadratic = |t: f64| (t - centre) * (t - centre) - skew * (t - centre) - spread;
        let abscissas = self.abscissas().zip(self.weights);
        let norm: f64 = abscissas
            .map(|(t, w)| w * quadratic(t) * quadratic(t))
            .sum();
        // The same thousandth as for the slope, squared as both sides are.
        let bend = if norm > 1e-6 * spread * spread {
            quadratic(self.at) / norm
        } else {
            0.0
        };
        Curve::Parabola {
            centre,
            spread,
            slope,
            skew,
            bend,
        }
    }

    /// The abscissas of the points.
    fn abscissas(&self) -> impl Iterator<Item = f64> + use<> {
        let first = self.first;
        (0_usize..).map(move |i| first + i as f64)
    }

    /// The weighted sum of a function of the abscissa.
    fn weighted(&self, of: impl Fn(f64) -> f64) -> f64 {
        let points = self.abscissas().zip(self.weights);
        points.map(|(t, &w)| w * of(t)).sum()
    }
}

/// By how much more than its weight a point at an abscissa counts.
#[derive(Clone, Copy)]
enum Curve {
    Flat,
    Line {
        centre: f64,
        slope: f64,
    },
    Parabola {
        centre: f64,
        spread: f64,
        slope: f64,
        skew: f64,
        bend: f64,
    },
}

impl Curve {
    #[inline]
    fn at(self, t: f64) -> f64 {
        match self {
            Curve::Flat => 1.0,
            Curve::Line { centre, slope } => slope * (t - centre) + 1.0,
            Curve::Parabola {
                centre,
                spread,
                slope,
                skew,
                bend,
            } => {
                let quadratic = (t - centre) * (t - centre) - skew * (t - centre) - spread;
                bend * quadratic + slope * (t - centre) + 1.0
            }
        }
    }
}
