//! What was found, for other programs: one document after all rows.

use std::collections::HashSet;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::ValueEnum;
use iocextract::export::{Entry, Timestamp, csv, misp_event, stix_bundle};
use iocextract::{Extractor, Filter, Kind};
use serde_json::Value;

use crate::row::Cell;

/// The document to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A STIX 2.1 bundle
    Stix,
    /// A MISP event
    Misp,
    /// Comma-separated values, safe to open in a spreadsheet
    Csv,
}

/// What goes into the document: each value of a type once, in the order of the input.
#[derive(Debug, Default)]
pub struct Export {
    entries: Vec<Entry<'static>>,
    seen: HashSet<(Kind, String)>,
}

impl Export {
    /// Adds an entry, unless it is there.
    pub fn add(&mut self, entry: Entry<'static>) {
        if self.seen.insert((entry.kind, entry.value.to_string())) {
            self.entries.push(entry);
        }
    }

    /// How many entries there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// The document.
    #[must_use]
    pub fn render(self, format: ExportFormat) -> Vec<u8> {
        match format {
            ExportFormat::Stix => pretty(&stix_bundle(self.entries, now())),
            ExportFormat::Misp => pretty(&misp_event(self.entries, "Indicators", now())),
            ExportFormat::Csv => csv(self.entries).into_bytes(),
        }
    }
}

/// The entries for what `cell` holds and `filter` keeps.
pub fn entries(
    cell: Cell<'_>,
    extractor: &Extractor,
    filter: &Filter,
) -> impl Iterator<Item = Entry<'static>> {
    let found = extractor.find_bytes_iter(cell.bytes);
    found
        .filter(|(_, ioc)| filter.keeps(ioc))
        .map(|(_, ioc)| Entry::from(&ioc).into_owned())
}

fn pretty(document: &Value) -> Vec<u8> {
    format!("{document:#}\n").into_bytes()
}

/// The time, unless the environment asks for another so that builds can be repeated
/// (<https://reproducible-builds.org/specs/source-date-epoch/>).
fn now() -> Timestamp {
    let asked = std::env::var("SOURCE_DATE_EPOCH").ok();
    let asked = asked.and_then(|seconds| seconds.parse::<i64>().ok());
    let clock = || {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(0))
    };
    let millis = asked.map(|seconds| seconds.saturating_mul(1000));
    Timestamp::from_unix_millis(millis.unwrap_or_else(clock))
}
