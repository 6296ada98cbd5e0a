//! Finding and decoding Base64 in a process log.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use msticpy::base64unpack::{Options, RowUnpacked, unpack_column};
use regex::bytes::Regex;
use serde_json::{Value, json};

use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::log::{self, Log};
use crate::python;

const CASE: &str = "log";
/// 50 MB, one line in a hundred with a payload.
const LARGE: &str = "50 MB log";

pub(super) fn run(arena: &mut Arena) -> Result<(), Error> {
    if !arena.wants(CASE) {
        return Ok(());
    }
    let log = log::with_payloads(arena.seed, if arena.quick { 200 } else { 5_000 });
    against_regex(arena, &log)?;
    against_msticpy(arena, CASE, &log)
}

/// The whole of a large log as the original does it. The rival is given all of it.
pub(super) fn run_large(arena: &mut Arena) -> Result<(), Error> {
    if arena.quick || !arena.wants(LARGE) {
        return Ok(());
    }
    let log = log::sparse(arena.seed, 50_000_000);
    against_msticpy(arena, LARGE, &log)
}

/// The pipeline that one writes first: a pattern for candidates, and the crate `base64`. It also
/// takes words for Base64, so what is compared is whether both decode all that was planted.
fn against_regex(arena: &Arena, log: &Log) -> Result<(), Error> {
    let lenient = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let engine = GeneralPurpose::new(&STANDARD, lenient);
    let pattern = Regex::new("[A-Za-z0-9+/]{16,}={0,2}").map_err(Error::ours)?;
    let text = log.joined();
    let ours = || -> Vec<Vec<u8>> {
        b64unpack::find_iter(text.as_bytes())
            .filter_map(|candidate| candidate.decode().ok())
            .collect()
    };
    let rival = || -> Vec<Vec<u8>> {
        pattern
            .find_iter(text.as_bytes())
            .filter_map(|found| engine.decode(found.as_bytes()).ok())
            .collect()
    };
    let agree = |ours: &Vec<Vec<u8>>, theirs: &Vec<Vec<u8>>| {
        holds_planted(log, ours) && holds_planted(log, theirs)
    };
    arena.rust(&Pairing::new(CASE, "regex"), ours, rival, agree)
}

/// Whether all that was planted was found, in order.
fn holds_planted(log: &Log, found: &[Vec<u8>]) -> bool {
    let mut found = found.iter();
    log.planted
        .iter()
        .all(|(_, bytes)| found.any(|other| other == bytes))
}

/// The whole result, record by record.
fn against_msticpy(arena: &mut Arena, case: &str, log: &Log) -> Result<(), Error> {
    let Some(mut python) = arena.python.take() else {
        return Ok(());
    };
    let rows = log.rows();
    let input = python.rows(case, &rows)?;
    let ours = || unpack_column(rows.iter().copied(), Options::new());
    let rival = || python.run("unpack", &input, &Value::Null);
    let agree = |ours: &Vec<RowUnpacked>, theirs: &Vec<u8>| records(ours) == python::lines(theirs);
    let outcome = arena.alternate(&Pairing::new(case, "msticpy"), ours, rival, agree);
    arena.python = Some(python);
    outcome
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
