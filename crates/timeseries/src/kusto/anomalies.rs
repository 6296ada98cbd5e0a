//! [`series_decompose_anomalies`].

use super::decompose::series_decompose;
use super::options::Options;
use super::outliers::series_outliers;
use crate::anomaly::{Direction, Threshold};

/// What [`series_decompose_anomalies`] returns.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SeriesAnomalies {
    /// 1 for a spike, -1 for a dip, 0 for neither.
    pub ad_flag: Vec<i8>,
    /// How unusual the residual is, as of [`series_outliers`].
    pub ad_score: Vec<f64>,
    /// What is expected.
    pub baseline: Vec<f64>,
}

/// `series_decompose_anomalies(Series, [Threshold, Seasonality, Trend, Test_points, AD_method,
/// Seasonality_threshold])`: the outliers among the residuals of
/// [`series_decompose`](super::series_decompose).
#[must_use]
pub fn series_decompose_anomalies(series: &[f64], options: Options) -> SeriesAnomalies {
    let parts = series_decompose(series, options);
    let ad_score = series_outliers(&parts.residual, options.ad_method, None, (10.0, 90.0));
    let threshold = Threshold::symmetric(options.threshold);
    let flag = |score: &f64| threshold.exceeded(*score).map_or(0, Direction::sign);
    SeriesAnomalies {
        ad_flag: ad_score.iter().map(flag).collect(),
        ad_score,
        baseline: parts.baseline,
    }
}
