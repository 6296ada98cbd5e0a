//! The series functions of the Kusto query language, run locally.
//!
//! MSTICPy's queries for Microsoft Sentinel let the cluster decompose series and find anomalies in
//! the same words: `series_decompose_anomalies(y, 1.5, -1, 'linefit')` is
//!
//! ```
//! use timeseries::kusto::{Options, Seasonality, Trend, series_decompose_anomalies};
//!
//! # let mut y: Vec<f64> = (0..24 * 14).map(|t| f64::from(t % 24 + t * 7 % 3) + f64::from(t) / 50.0).collect();
//! # y[100] += 40.0;
//! let options = Options::new().threshold(1.5).seasonality(Seasonality::Auto).trend(Trend::LineFit);
//! let found = series_decompose_anomalies(&y, options);
//! assert_eq!(found.ad_flag[100], 1);
//! ```
//!
//! Names, arguments, defaults and what is returned are those of the documentation of Azure Data
//! Explorer. Nothing here fails: what Kusto refuses (a period below 0, an unknown word) cannot be
//! said, and a series that is too short has no season and no anomalies. A null is a NaN: it is
//! learned from nowhere, its residual is a NaN, its score and its flag are 0.
//!
//! # What is documented, and what is ours
//!
//! - Documented: the order of the steps (season, then trend of what is left, baseline is the sum),
//!   the season as medians of the phases, the trend as average or least squares line, that test
//!   points are not learned from, that anomalies are the outliers of the residuals, flagged beyond
//!   the threshold, and that periods have from 4 points to half the series.
//! - How `series_periods_detect` scores is not published. Here the score is
//!   [`Season::strength`](crate::Season). The examples of the documentation are tests: the same
//!   periods are found and not found, and the scores that are given, 0.84 and 0, are met within 0.1.
//! - The formula of `ctukey` is not spelled out. An older edition of the documentation has an example
//!   with all its scores, which determine it: see [`series_outliers`].

mod anomalies;
mod decompose;
mod forecast;
mod line;
mod options;
mod outliers;
mod periods;
mod seasonal;

pub use anomalies::{SeriesAnomalies, series_decompose_anomalies};
pub use decompose::{SeriesComponents, series_decompose};
pub use forecast::series_decompose_forecast;
pub use line::{FittedLine, series_fit_line};
pub use options::{AdMethod, Options, Seasonality, Trend, UnknownWord};
pub use outliers::series_outliers;
pub use periods::{SeriesPeriods, series_periods_detect, series_periods_validate};
pub use seasonal::series_seasonal;
