//! [`series_decompose_forecast`].

use super::decompose::series_decompose;
use super::options::{Options, Trend};

/// `series_decompose_forecast(Series, Points, [Seasonality, Trend, Seasonality_threshold])`: the
/// baseline of the whole series, learned without its last `points`.
///
/// The series has to have slots for them, whatever is in there. *Test_points* of `options` is not
/// heeded.
///
/// ```
/// use timeseries::kusto::{Options, series_decompose_forecast};
///
/// let mut y: Vec<f64> = (0..70).map(|day| f64::from(day % 7)).collect();
/// y.resize(84, f64::NAN);
/// let forecast = series_decompose_forecast(&y, 14, Options::new());
/// assert!((forecast[72] - 2.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn series_decompose_forecast(series: &[f64], points: usize, options: Options) -> Vec<f64> {
    let trend = options.trend.unwrap_or(Trend::LineFit);
    series_decompose(series, options.trend(trend).test_points(points)).baseline
}
