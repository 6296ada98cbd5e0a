//! The original's own records, field by field, by the crate that has its face.

use msticpy::base64unpack::{Options, RowUnpacked, unpack_column};
use serde_json::{Value, json};

use crate::clock::Timed;
use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::log;
use crate::python;

const CASE: &str = "log, msticpy's face";

pub(super) fn run(arena: &mut Arena) -> Result<(), Error> {
    if !arena.wants(CASE) {
        return Ok(());
    }
    let Some(mut python) = arena.python.take() else {
        return Ok(());
    };
    let log = log::with_payloads(arena.seed, if arena.quick { 200 } else { 5_000 });
    let rows = log.rows();
    let input = python.rows(CASE, &rows)?;
    let ours = || unpack_column(rows.iter().copied(), Options::new());
    let rival = || python.run("unpack", &input, &Value::Null);
    let agree = |ours: &Vec<RowUnpacked>, theirs: &Vec<u8>| records(ours) == python::lines(theirs);
    let outcome = arena.alternate(&Pairing::new(CASE, "msticpy"), ours, rival, agree);
    arena.python = Some(python);
    outcome
}

/// Against what the rival gave before.
pub(super) fn against(
    arena: &Arena,
    case: &str,
    rows: &[Option<&str>],
    theirs: &Timed<Vec<u8>>,
) -> Result<(), Error> {
    let ours = || unpack_column(rows.iter().copied(), Options::new());
    let found = python::lines(&theirs.answer);
    arena.known(&Pairing::new(case, "msticpy"), ours, theirs, |ours| {
        records(ours) == found
    })
}

/// Our records as the runner writes the rival's.
fn records(rows: &[RowUnpacked]) -> Vec<Value> {
    let of_row = |row: &RowUnpacked| -> Vec<Value> {
        let records = row.records.iter().map(|record| {
            let fields = json!([
                &*record.original_string,
                record.file_name,
                record.file_type,
                record.decoded_string,
                record.encoding_type,
                record.md5,
                record.sha1,
                record.sha256,
            ]);
            let hex: String = record
                .input_bytes
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            json!([row.row, record.reference, fields, hex, row.output])
        });
        records.collect()
    };
    rows.iter().flat_map(of_row).collect()
}
