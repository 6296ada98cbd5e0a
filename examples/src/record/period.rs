//! A period of anomalies, as `anomalies --periods` prints it.

use std::fmt::{self, Display, Formatter};

use msticpy::timeseries::Timestamp;
use serde::Serialize;

use super::Record;
use super::shape::{Field, real, text, whole};

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

impl PeriodRecord {
    /// The period from `start` to `end` with anomalies of these scores.
    #[must_use]
    pub fn new(start: Timestamp, end: Timestamp, scores: &[f64]) -> PeriodRecord {
        PeriodRecord {
            start: start.to_string(),
            end: end.to_string(),
            count: scores.len(),
            peak_score: scores
                .iter()
                .copied()
                .max_by(|a, b| a.abs().total_cmp(&b.abs()))
                .unwrap_or(0.0),
        }
    }
}

impl Record for PeriodRecord {
    const FIELDS: &'static [Field] = &[
        text("start"),
        text("end"),
        whole("count"),
        real("peak_score"),
    ];
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
