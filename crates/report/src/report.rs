//! [`Report`]: everything that a page shows.

use crate::events::Events;
use crate::series::Series;

/// Findings as one page.
///
/// Parts that are not there leave no gap: with series alone the page is a chart.
/// Fields may be added: end a literal with `..Report::default()`.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The heading.
    pub title: String,
    /// What made it: name and version.
    pub maker: String,
    /// What the reader ought to know about how it came about.
    pub notes: Vec<String>,
    /// The log that was searched.
    pub log: Option<Log>,
    /// Series with their anomalies.
    pub series: Vec<Series>,
}

/// A log that was searched.
///
/// Fields may be added: end a literal with `..Log::default()`.
#[derive(Debug, Clone, Default)]
pub struct Log {
    /// What it is called.
    pub name: String,
    /// All of its rows, those with nothing in them too.
    pub rows: u64,
    /// Where something was found.
    pub events: Events,
}
