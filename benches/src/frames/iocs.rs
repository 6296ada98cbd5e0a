//! Indicators in the lab's column of command lines.

use arrow_array::RecordBatch;
use arrow_array::types::Int64Type;
use frames::Error as FramesError;
use frames::msticpy::extract_df;
use msticpy::iocextract::{ExtractOptions, IoCExtract};
use serde_json::{Value, json};

use super::{batch, numbers, texts};
use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::lab;
use crate::python::{self, Python};

pub(super) const CASE: &str = "lab iocs";

pub(super) fn run(arena: &Arena, python: &mut Python) -> Result<(), Error> {
    let column = lab::command_lines(arena.seed, arena.quick);
    let input = python.rows(CASE, &column.rows())?;
    let batch = batch(&column.rows())?;
    let (extractor, options) = (IoCExtract::new(), ExtractOptions::default());
    let ours = || extract_df(&batch, &["text"], &extractor, &options);
    let rival = || python.run("extract", &input, &Value::Null);
    let agree = |ours: &Result<RecordBatch, FramesError>, theirs: &Vec<u8>| {
        ours.as_ref()
            .is_ok_and(|ours| observables(ours) == Some(python::lines(theirs)))
    };
    arena.alternate(&Pairing::new(CASE, "msticpy"), ours, rival, agree)
}

/// Our rows as the runner writes the rival's, sorted.
fn observables(batch: &RecordBatch) -> Option<Vec<Value>> {
    let rows = numbers::<Int64Type>(batch, "SourceIndex")?.into_iter();
    let found = rows
        .zip(texts(batch, "IoCType")?)
        .zip(texts(batch, "Observable")?);
    let mut found: Vec<_> = found
        .map(|((row, kind), value)| (row, kind, value))
        .collect();
    found.sort_unstable();
    Some(found.into_iter().map(|row| json!(row)).collect())
}
