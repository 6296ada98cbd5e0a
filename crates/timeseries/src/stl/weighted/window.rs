//! [`Window`]: fits that are made point by point.

use crate::loess::local::{Regression, Scratch};

/// Values and weights of one window.
#[derive(Clone, Debug, Default)]
pub(super) struct Window {
    values: Vec<f64>,
    weights: Vec<f64>,
    scratch: Scratch,
}

impl Window {
    /// Takes `len` points, `stride` apart, from `first` on.
    pub(super) fn fill(
        &mut self,
        values: &[f64],
        weights: &[f64],
        first: usize,
        stride: usize,
        len: usize,
    ) {
        for (own, all) in [(&mut self.values, values), (&mut self.weights, weights)] {
            own.clear();
            let rest = all.get(first..).unwrap_or_default();
            own.extend(rest.iter().step_by(stride).take(len));
        }
    }

    /// The fit at a place of the window, which may be one before it or behind it; where no point has
    /// any weight the nearest value.
    pub(super) fn fit(&mut self, x: isize, of: &Regression<'_>) -> f64 {
        let Window {
            values,
            weights,
            scratch,
        } = self;
        let regression = Regression {
            values,
            weights: Some(weights),
            ..*of
        };
        let fit = regression.at(x, 0..values.len(), scratch);
        let nearest = x
            .clamp(0, (values.len() as isize - 1).max(0))
            .unsigned_abs();
        fit.unwrap_or(values.get(nearest).copied().unwrap_or(0.0))
    }
}
