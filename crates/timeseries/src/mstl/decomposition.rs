//! [`MultiDecomposition`]: what a series with several periods is made of.

use super::box_cox::inverse;

/// The components of a series, each as long as the series.
///
/// Seasons, trend and residual sum to the series, or to the transformed series if it was
/// transformed, up to rounding.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MultiDecomposition {
    /// The periods, ascending.
    pub periods: Vec<usize>,
    /// Periods that were asked for and are too long for the series.
    pub left_out: Vec<usize>,
    /// The parameter of the transformation, if there was one.
    pub lambda: Option<f64>,
    /// For each period what comes back with it.
    pub seasonal: Vec<Vec<f64>>,
    /// What changes slowly.
    pub trend: Vec<f64>,
    /// What is left over; where the value is missing NaN.
    pub residual: Vec<f64>,
    /// Robustness weights of the last fit; all 1 if it was not robust.
    pub weights: Vec<f64>,
}

impl MultiDecomposition {
    /// What was to be expected at each point, in the units of the series: seasons plus trend,
    /// transformed back.
    #[must_use]
    pub fn baseline(&self) -> Vec<f64> {
        let mut baseline = self.trend.clone();
        for season in &self.seasonal {
            for (sum, season) in baseline.iter_mut().zip(season) {
                *sum += season;
            }
        }
        if let Some(lambda) = self.lambda {
            for value in &mut baseline {
                *value = inverse(*value, lambda);
            }
        }
        baseline
    }
}
