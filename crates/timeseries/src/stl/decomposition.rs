//! [`Decomposition`]: what a series is made of.

/// The components of a series, each as long as the series.
///
/// Season, trend and residual sum to the series, up to rounding.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Decomposition {
    /// What comes back every period.
    pub seasonal: Vec<f64>,
    /// What changes slowly.
    pub trend: Vec<f64>,
    /// What is left over; where that is within the rounding error of the series, exactly 0, and
    /// where the value is missing NaN.
    pub residual: Vec<f64>,
    /// Robustness weights between 0 (an outlier) and 1, by which the last iteration counted the
    /// values; all 1 if the fit was not robust. That of a missing value is 0.
    pub weights: Vec<f64>,
}

impl Decomposition {
    /// What was to be expected at each point: season plus trend.
    #[must_use]
    pub fn baseline(&self) -> Vec<f64> {
        self.seasonal
            .iter()
            .zip(&self.trend)
            .map(|(season, trend)| season + trend)
            .collect()
    }

    pub(super) fn is_finite(&self) -> bool {
        // A residual may be missing.
        [&self.seasonal, &self.trend, &self.weights]
            .into_iter()
            .all(|component| component.iter().all(|value| value.is_finite()))
            && !self.residual.iter().any(|residual| residual.is_infinite())
    }

    pub(super) fn reset(&mut self, len: usize) {
        for (component, value) in [
            (&mut self.seasonal, 0.0),
            (&mut self.trend, 0.0),
            (&mut self.residual, 0.0),
            (&mut self.weights, 1.0),
        ] {
            component.clear();
            component.resize(len, value);
        }
    }
}
