//! Time-series anomalies as `msticpy.analysis.timeseries` of MSTICPy 3.0.2 finds them.
//!
//! Equal to the original, quirks included: every column is cut to whole numbers before it is
//! scored, only residuals above the threshold are flagged, and the flag's sign is that of the
//! season. The crate `timeseries` does the same job without them.
//!
//! ```
//! use msticpy::timeseries::{
//!     Options, Period, Timestamp, create_time_period_kqlfilter, extract_anomaly_periods,
//!     ts_anomalies_stl,
//! };
//!
//! let values: Vec<f64> = (0..240)
//!     .map(|hour| f64::from(hour % 24) * 100.0 + if hour == 90 { 9_000.0 } else { 0.0 })
//!     .collect();
//! let analysis = ts_anomalies_stl(&values, Options::default())?;
//! assert_eq!(analysis.anomalies.iter().position(|&flag| flag == 1), Some(90));
//!
//! let start: Timestamp = "2020-07-06 00:00:00+00:00".parse()?;
//! let hour: Period = "1h".parse()?;
//! let times: Vec<Timestamp> = (0..240).map(|step| start.plus(hour, step)).collect();
//! let periods = extract_anomaly_periods(&times, &analysis.anomalies, hour, true);
//! assert_eq!(
//!     create_time_period_kqlfilter(&periods),
//!     "| where TimeGenerated between \
//!      (datetime(2020-07-09 17:00:00+00:00) .. datetime(2020-07-09 19:00:00+00:00))"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod analysis;
mod error;
mod kql;
mod period;
mod periods;
mod timestamp;

pub use analysis::{Analysis, Options, set_new_anomaly_threshold, time_order, ts_anomalies_stl};
pub use error::Error;
pub use kql::create_time_period_kqlfilter;
pub use period::Period;
pub use periods::{TimeSpan, extract_anomaly_periods, find_anomaly_periods};
pub use timestamp::Timestamp;
