//! A period of anomalies, as `anomalies --periods` prints it.

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use super::Record;

/// A stretch of time with anomalies close to each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PeriodRecord {
    /// One step before the first anomaly.
    pub start: String,
    /// One step after the last.
    pub end: String,
    /// How many there are.
    pub count: usize,
    /// The score that is farthest from 0.
    pub peak_score: f64,
}

impl Record for PeriodRecord {
    const FIELDS: &'static [&'static str] = &["start", "end", "count", "peak_score"];
}

impl Display for PeriodRecord {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let PeriodRecord {
            start,
            end,
            count,
            peak_score,
        } = self;
        writeln!(
            f,
            "period  {start} .. {end}  anomalies {count}, peak score {peak_score:.3}"
        )
    }
}
