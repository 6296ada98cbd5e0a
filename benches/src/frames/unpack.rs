//! Base64 in the lab's column of command lines.

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray as _;
use arrow_array::types::Int64Type;
use frames::Error as FramesError;
use frames::msticpy::unpack_df;
use msticpy::base64unpack::Options;
use serde_json::{Value, json};

use super::{batch, numbers, texts};
use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::lab;
use crate::python::{self, Python};

pub(super) const CASE: &str = "lab unpack";

const FIELDS: [&str; 8] = [
    "original_string",
    "file_name",
    "file_type",
    "decoded_string",
    "encoding_type",
    "md5",
    "sha1",
    "sha256",
];

pub(super) fn run(arena: &Arena, python: &mut Python) -> Result<(), Error> {
    let column = lab::command_lines(arena.seed, arena.quick);
    let input = python.rows(CASE, &column.rows())?;
    let batch = batch(&column.rows())?;
    let ours = || unpack_df(&batch, "text", Options::new());
    let rival = || python.run("unpack", &input, &Value::Null);
    let agree = |ours: &Result<RecordBatch, FramesError>, theirs: &Vec<u8>| {
        ours.as_ref()
            .is_ok_and(|ours| records(ours) == Some(python::lines(theirs)))
    };
    arena.alternate(&Pairing::new(CASE, "msticpy"), ours, rival, agree)
}

/// Our rows as the runner writes the rival's.
fn records(batch: &RecordBatch) -> Option<Vec<Value>> {
    let rows = numbers::<Int64Type>(batch, "src_index")?;
    let references = batch
        .column_by_name("reference")?
        .as_fixed_size_list_opt()?;
    let bytes = batch.column_by_name("input_bytes")?.as_binary_view_opt()?;
    let outputs = texts(batch, "full_decoded_string")?;
    let columns = FIELDS.map(|name| texts(batch, name));
    let record = |(index, row): (usize, &i64)| {
        let reference: Vec<_> = references
            .value(index)
            .as_string_view_opt()?
            .iter()
            .map(json_of)
            .collect();
        let fields: Option<Vec<_>> = columns
            .iter()
            .map(|column| column.as_ref()?.get(index).copied().map(json_of))
            .collect();
        let hex: String = bytes
            .value(index)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Some(json!([row, reference, fields?, hex, outputs.get(index)?]))
    };
    rows.iter().enumerate().map(record).collect()
}

fn json_of(text: Option<&str>) -> Value {
    json!(text)
}
