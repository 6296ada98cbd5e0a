//! The periods of all series, as one filter.

use msticpy::timeseries::Timestamp;

use super::{Detection, kql, sql};
use crate::series::Keys;

/// What a filter is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// The Kusto query language.
    Kql,
    /// Standard SQL.
    Sql,
}

/// What was found in one series after the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    time_column: String,
    series: Vec<Found>,
}

/// In the series that these keys tell apart.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    keys: Keys,
    spans: Vec<(Timestamp, Timestamp)>,
    kql: String,
}

impl Findings {
    /// Takes what was found in a series.
    pub fn add(&mut self, keys: Keys, found: Detection) {
        self.time_column = found.time_column;
        self.series.push(Found {
            keys,
            spans: found.spans,
            kql: found.kql,
        });
    }

    /// Whether there was no series.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.series.is_empty()
    }

    /// Keeps the periods of any of the series; nothing, where there are none.
    #[must_use]
    pub fn filter(&self, language: Language) -> String {
        let series = self.series.iter();
        let periods: Vec<_> = series
            .map(|found| (found.keys.as_slice(), found.spans.as_slice()))
            .collect();
        match (language, self.series.as_slice()) {
            // MSTICPy's own, where it was asked.
            (Language::Kql, [found]) if found.keys.is_empty() => found.kql.clone(),
            (Language::Kql, _) => kql::filter(&self.time_column, &periods),
            (Language::Sql, _) => sql::filter(&self.time_column, &periods),
        }
    }
}
