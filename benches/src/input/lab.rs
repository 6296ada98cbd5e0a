//! A column of command lines: the lab's own where it is at hand, else one of its shape.

use std::path::PathBuf;

use super::log;

/// As many rows as the lab's file has.
const ROWS: usize = 22_979;

pub(crate) struct Column {
    pub(crate) cells: Vec<Option<String>>,
}

impl Column {
    pub(crate) fn rows(&self) -> Vec<Option<&str>> {
        self.cells.iter().map(Option::as_deref).collect()
    }
}

/// The command lines; `quick` takes a small one that is made from the seed.
pub(crate) fn command_lines(seed: u64, quick: bool) -> Column {
    let cells = if quick { None } else { from_lab() };
    Column {
        cells: cells.unwrap_or_else(|| made(seed, if quick { 500 } else { ROWS })),
    }
}

fn made(seed: u64, rows: usize) -> Vec<Option<String>> {
    let payloads = log::with_payloads(seed, rows).lines;
    let indicators = log::with_indicators(!seed, rows).lines;
    let cells = payloads.into_iter().zip(indicators).enumerate();
    cells
        .map(|(row, (one, other))| {
            (row % 1000 != 999).then_some(if row % 3 == 0 { one } else { other })
        })
        .collect()
}

fn from_lab() -> Option<Vec<Option<String>>> {
    let folder = std::env::var_os("CHAFFINCH_SHARED").map(PathBuf::from)?;
    let mut reader = csv::Reader::from_path(folder.join("lab/processes_on_host.csv")).ok()?;
    let column = reader
        .headers()
        .ok()?
        .iter()
        .position(|name| name == "CommandLine")?;
    let records = reader.records().filter_map(Result::ok);
    let cell = |record: csv::StringRecord| {
        record
            .get(column)
            .filter(|cell| !cell.is_empty())
            .map(str::to_owned)
    };
    Some(records.map(cell).collect())
}
