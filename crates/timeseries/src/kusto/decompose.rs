//! [`series_decompose`].

use super::line::series_fit_line;
use super::options::{Options, Seasonality, Trend};
use super::seasonal::{detected, medians};

/// What [`series_decompose`] returns.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SeriesComponents {
    /// What is expected: season plus trend.
    pub baseline: Vec<f64>,
    /// Medians of the points in the same phase; 0 without a season.
    pub seasonal: Vec<f64>,
    /// The trend of what the season leaves over.
    pub trend: Vec<f64>,
    /// The series less the baseline.
    pub residual: Vec<f64>,
}

/// `series_decompose(Series, [Seasonality, Trend, Test_points, Seasonality_threshold])`.
///
/// ```
/// use timeseries::kusto::{Options, Seasonality, series_decompose};
///
/// let y = [1.0, 5.0, 1.0, 5.0, 1.0, 5.0, 4.0, 5.0];
/// let parts = series_decompose(&y, Options::new().seasonality(Seasonality::Period(2)));
/// assert_eq!(parts.seasonal, [1.0, 5.0, 1.0, 5.0, 1.0, 5.0, 1.0, 5.0]);
/// assert_eq!(parts.trend, [0.375; 8]);
/// assert_eq!(parts.residual[6], 2.625);
/// ```
#[must_use]
pub fn series_decompose(series: &[f64], options: Options) -> SeriesComponents {
    let learned = series.len().saturating_sub(options.test_points);
    let learned = series.get(..learned).unwrap_or_default();
    let period = match options.seasonality {
        Seasonality::Auto => detected(learned, options.seasonality_threshold),
        Seasonality::None | Seasonality::Period(0) => None,
        Seasonality::Period(period) => Some(period),
    };
    let seasonal = match period {
        Some(period) => medians(learned, period, series.len()),
        None => vec![0.0; series.len()],
    };
    let deseasonal: Vec<f64> = subtract(learned, &seasonal);
    let trend = trend(&deseasonal, options.trend.unwrap_or_default(), series.len());
    let baseline: Vec<f64> = seasonal.iter().zip(&trend).map(|(s, t)| s + t).collect();
    SeriesComponents {
        residual: subtract(series, &baseline),
        baseline,
        seasonal,
        trend,
    }
}

/// The trend of `values`, carried on to `len` points.
fn trend(values: &[f64], trend: Trend, len: usize) -> Vec<f64> {
    let line = series_fit_line(values);
    match trend {
        Trend::None => vec![0.0; len],
        Trend::Avg => vec![line.mean; len],
        Trend::LineFit => (0..len).map(|at| line.at(at)).collect(),
    }
}

fn subtract(values: &[f64], others: &[f64]) -> Vec<f64> {
    values
        .iter()
        .zip(others)
        .map(|(value, other)| value - other)
        .collect()
}
