//! One observable, as `iocs --compat msticpy` prints it.

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use super::Record;
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

impl Record for ObservableRecord {
    const FIELDS: &'static [&'static str] = &["row", "type", "value"];
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
