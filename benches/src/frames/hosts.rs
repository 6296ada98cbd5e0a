//! A week of hourly values of each of many hosts, every series analysed on its own.

use std::sync::Arc;

use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Float64Array, Int64Array, RecordBatch};
use frames::Error as FramesError;
use frames::msticpy::ts_anomalies_stl;
use msticpy::timeseries::Options;
use serde_json::json;

use super::numbers;
use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::series;
use crate::python::{self, Python};

pub(super) const CASE: &str = "10k hosts";

/// A week of hourly values a host, as the lab's series has.
const POINTS: usize = 168;
/// The rival takes 8 ms a host, more than a minute for all: it is given the first tenth of them.
const SHARE: usize = 10;
/// Scores are quotients of sums; in which order the terms are added is each side's own affair.
const TOLERANCE: f64 = 1e-9;

pub(super) fn run(arena: &Arena, python: &mut Python) -> Result<(), Error> {
    let count = if arena.quick { 20 } else { 10_000 };
    let values = series::hosts(arena.seed, count, POINTS);
    let input = python.floats(CASE, &values)?;
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
        ..Pairing::new(CASE, "msticpy")
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
