//! Rows with times, on a grid; stretches of time; filters for query languages (feature `time`).
//!
//! Everything else in this crate is index-based. [`Resample`] puts rows in any order on a [`Grid`]
//! of equal steps, whose values are what the rest takes, and whose [`Report`] names what was not as
//! it should be: no row is dropped silently. [`Grid::date`] gives findings their times,
//! [`Grid::spans`] leads from anomalies back to stretches of time, and [`Filter`] writes those in KQL
//! and SQL.
//!
//! ```
//! use jiff::{SignedDuration, Timestamp};
//! use timeseries::time::{Filter, Resample, Rule};
//! use timeseries::{Anomaly, Direction};
//!
//! let hour = SignedDuration::from_hours(1);
//! let start: Timestamp = "2020-07-10T00:00:00Z".parse()?;
//! let rows = (0..48).filter(|&i| i != 30).map(|i| (start + hour * i, f64::from(i % 24)));
//! let grid = Resample::every(hour).grid(rows)?;
//! assert_eq!(grid.values().len(), 48);
//! assert_eq!(grid.report().gaps, [30..31]);
//!
//! let found = [Anomaly::new(17, 6.2, Direction::Spike), Anomaly::new(18, 6.1, Direction::Spike)];
//! let spans = grid.spans(found, Rule::Exact { max_gap: 0 });
//! assert_eq!(
//!     Filter::new("TimeGenerated").kql(&spans).as_deref(),
//!     Some("| where TimeGenerated >= datetime(2020-07-10T17:00:00Z) \
//!           and TimeGenerated < datetime(2020-07-10T19:00:00Z)")
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod aggregate;
mod clock;
mod dated;
mod error;
mod filter;
mod grid;
mod kql;
mod local;
mod report;
mod resample;
mod span;
mod sql;
mod step;

pub use aggregate::Aggregate;
pub use dated::Dated;
pub use error::TimeError;
pub use filter::Filter;
pub use grid::Grid;
pub use local::Local;
pub use report::{Duplicate, Jump, Report};
pub use resample::Resample;
pub use span::{Rule, Span};
