//! Columns as MSTICPy unpacks them: as a whole.
//!
//! What the original makes of a row can depend on the rows before it, because it remembers what it
//! could not decode. So the cells that it would try are held until the input ends.

use std::collections::BTreeMap;

use msticpy::base64unpack::{Options, unpack_column};

use crate::record::unpacked::UnpackedRecord;
use crate::row::{Cell, Row};

/// A cell that the original would try.
#[derive(Debug, Clone)]
pub struct Candidate {
    row: usize,
    column: Option<String>,
    text: String,
}

/// The candidates of every column.
#[derive(Debug, Clone, Default)]
pub struct Held(BTreeMap<Option<String>, Vec<(usize, String)>>);

/// The original's shortest run of symbols.
const SHORTEST: usize = 30;

impl Candidate {
    /// The cell, if it is one: `[A-Za-z0-9+/\n\r]{30,}` is in it.
    #[must_use]
    pub fn new(row: &Row, cell: Cell<'_>) -> Option<Candidate> {
        let symbol = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/\n\r".contains(byte);
        let mut runs = cell.bytes.split(|byte| !symbol(byte));
        runs.any(|run| run.len() >= SHORTEST).then(|| Candidate {
            row: row.number(),
            column: cell.column.map(str::to_owned),
            text: String::from_utf8_lossy(cell.bytes).into_owned(),
        })
    }
}

impl Held {
    /// Adds one.
    pub fn add(&mut self, candidate: Candidate) {
        let column = self.0.entry(candidate.column).or_default();
        column.push((candidate.row, candidate.text));
    }

    /// Unpacks column after column; the records come in the order of the rows.
    #[must_use]
    pub fn unpack(&self, options: Options) -> Vec<UnpackedRecord> {
        let mut records = Vec::new();
        for column in self.0.values() {
            let texts = column.iter().map(|(_, text)| Some(text.as_str()));
            for unpacked in unpack_column(texts, options) {
                if let Some((row, _)) = column.get(unpacked.row) {
                    records.push(UnpackedRecord::new(*row, unpacked));
                }
            }
        }
        records.sort_by_key(|record| record.row);
        records
    }
}
