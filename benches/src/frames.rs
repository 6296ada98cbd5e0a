//! Arrow record batches in the shape of the lab's data, through the MSTICPy-shaped forms.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{ArrowPrimitiveType, Float64Type, Int64Type};
use arrow_array::{Array as _, Float64Array, Int64Array, RecordBatch, StringArray};
use frames::Error as FramesError;
use frames::msticpy::{extract_df, ts_anomalies_stl};
use msticpy::iocextract::{ExtractOptions, IoCExtract};
use msticpy::timeseries::Options;
use serde_json::{Value, json};

use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::lab;
use crate::input::series;
use crate::python::{self, Python};

const IOCS: &str = "lab iocs";
const HOSTS: &str = "10k hosts";

/// A week of hourly values a host, as the lab's series has.
const POINTS: usize = 168;
/// The rival takes 8 ms a host, more than a minute for all: it is given the first tenth of them.
const SHARE: usize = 10;
/// Scores are quotients of sums; in which order the terms are added is each side's own affair.
const TOLERANCE: f64 = 1e-9;

pub(crate) fn run(arena: &mut Arena) -> Result<(), Error> {
    let Some(mut python) = arena.python.take() else {
        return Err(Error::NeedsPython);
    };
    if arena.wants(IOCS) {
        iocs(arena, &mut python)?;
    }
    if arena.wants(HOSTS) {
        hosts(arena, &mut python)?;
    }
    Ok(())
}

fn iocs(arena: &Arena, python: &mut Python) -> Result<(), Error> {
    let column = lab::command_lines(arena.seed, arena.quick);
    let input = python.rows(IOCS, &column.rows())?;
    let cells = Arc::new(StringArray::from(column.rows())) as _;
    let batch = RecordBatch::try_from_iter([("text", cells)]).map_err(Error::ours)?;
    let (extractor, options) = (IoCExtract::new(), ExtractOptions::default());
    let ours = || extract_df(&batch, &["text"], &extractor, &options);
    let rival = || python.run("extract", &input, &Value::Null);
    let agree = |ours: &Result<RecordBatch, FramesError>, theirs: &Vec<u8>| {
        ours.as_ref()
            .is_ok_and(|ours| observables(ours) == Some(python::lines(theirs)))
    };
    arena.alternate(&Pairing::new(IOCS, "msticpy"), ours, rival, agree)
}

/// Our rows as the runner writes the rival's, sorted.
fn observables(batch: &RecordBatch) -> Option<Vec<Value>> {
    let text = |name| {
        batch
            .column_by_name(name)?
            .as_string_view_opt()
            .map(|column| column.iter().flatten())
    };
    let rows = numbers::<Int64Type>(batch, "SourceIndex")?;
    let mut found: Vec<_> = rows
        .into_iter()
        .zip(text("IoCType")?)
        .zip(text("Observable")?)
        .map(|((row, kind), value)| (row, kind, value))
        .collect();
    found.sort_unstable();
    Some(found.into_iter().map(|row| json!(row)).collect())
}

fn hosts(arena: &Arena, python: &mut Python) -> Result<(), Error> {
    let count = if arena.quick { 20 } else { 10_000 };
    let values = series::hosts(arena.seed, count, POINTS);
    let input = python.floats(HOSTS, &values)?;
    let batches: Vec<RecordBatch> = values
        .chunks_exact(POINTS)
        .map(host)
        .collect::<Result<_, _>>()?;
    let task = json!({"points": POINTS, "hosts": count / SHARE});
    let ours = || -> Result<Vec<RecordBatch>, FramesError> {
        batches
            .iter()
            .map(|batch| ts_anomalies_stl(batch, "time", "value", Options::default()))
            .collect()
    };
    let rival = || python.run("hosts", &input, &task);
    let agree = |ours: &Result<Vec<RecordBatch>, FramesError>, theirs: &Vec<u8>| {
        ours.as_ref()
            .is_ok_and(|ours| same(ours, &python::floats(theirs)))
    };
    let pairing = Pairing {
        share: 1.0 / SHARE as f64,
        ..Pairing::new(HOSTS, "msticpy")
    };
    arena.alternate(&pairing, ours, rival, agree)
}

fn host(values: &[f64]) -> Result<RecordBatch, Error> {
    let times = Int64Array::from_iter_values((0_i64..).take(values.len()));
    let values = Float64Array::from_iter_values(values.iter().copied());
    let columns = [
        ("time", Arc::new(times) as _),
        ("value", Arc::new(values) as _),
    ];
    RecordBatch::try_from_iter(columns).map_err(Error::ours)
}

/// Whether the rival's columns, host after host, are ours: whole numbers exactly.
fn same(ours: &[RecordBatch], theirs: &[f64]) -> bool {
    let hosts = theirs.len() / (7 * POINTS);
    let ours: Option<Vec<f64>> = ours
        .iter()
        .take(hosts)
        .map(components)
        .collect::<Option<Vec<_>>>()
        .map(|all| all.concat());
    ours.is_some_and(|ours| {
        hosts > 0
            && ours.len() == theirs.len()
            && ours
                .iter()
                .zip(theirs)
                .all(|(one, other)| (one - other).abs() <= TOLERANCE)
    })
}

fn components(batch: &RecordBatch) -> Option<Vec<f64>> {
    let whole = |name| {
        Some(
            numbers::<Int64Type>(batch, name)?
                .into_iter()
                .map(|value| value as f64)
                .collect::<Vec<_>>(),
        )
    };
    let columns = [
        whole("residual")?,
        whole("trend")?,
        whole("seasonal")?,
        whole("weights")?,
        whole("baseline")?,
        numbers::<Float64Type>(batch, "score")?,
        whole("anomalies")?,
    ];
    Some(columns.concat())
}

fn numbers<T: ArrowPrimitiveType>(batch: &RecordBatch, name: &str) -> Option<Vec<T::Native>> {
    let column = batch.column_by_name(name)?.as_primitive_opt::<T>()?;
    (column.null_count() == 0).then(|| column.values().to_vec())
}
