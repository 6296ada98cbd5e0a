//! One observable, as `iocs --compat msticpy` prints it.

use std::fmt::{self, Display, Formatter};

use msticpy::iocextract::{ExtractOptions, IoCExtract};
use serde::Serialize;

use super::Record;
use super::shape::{Field, text, whole};
use crate::printable::Printable;

/// An observable as the original extracts it from a column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ObservableRecord {
    /// The row, from 0.
    pub row: usize,
    /// In the original's words: `dns`, `md5_hash`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// As the original gives it.
    pub value: String,
}

impl ObservableRecord {
    /// The observables in a cell, sorted: the original's data frame mode.
    #[must_use]
    pub fn of_cell(
        row: usize,
        text: &str,
        extractor: &IoCExtract,
        options: &ExtractOptions,
    ) -> Vec<ObservableRecord> {
        let found = extractor.extract_row(text, options).into_iter();
        found
            .map(|(kind, value)| ObservableRecord { row, kind, value })
            .collect()
    }

    /// The observables in a string, sorted: the original's string mode, which has other defaults.
    #[must_use]
    pub fn of_string(
        row: usize,
        text: &str,
        extractor: &IoCExtract,
        options: &ExtractOptions,
    ) -> Vec<ObservableRecord> {
        let mut records = Vec::new();
        for (kind, values) in extractor.extract(text, options) {
            records.extend(values.into_iter().map(|value| ObservableRecord {
                row,
                kind: kind.clone(),
                value,
            }));
        }
        records
    }
}

impl Record for ObservableRecord {
    const FIELDS: &'static [Field] = &[whole("row"), text("type"), text("value")];
}

impl Display for ObservableRecord {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "row {:<8} {:<12} {}",
            self.row,
            self.kind,
            Printable(&self.value)
        )
    }
}
