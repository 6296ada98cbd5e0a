//! The Numenta Anomaly Benchmark (Lavin and Ahmad 2015), as it lies in its public repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use timeseries::time::{Grid, Resample};

use super::Labelled;
use crate::error::Error;

type Windows = BTreeMap<String, Vec<[String; 2]>>;

/// The folders of series, in order.
pub(crate) fn groups(folder: &Path) -> Result<Vec<String>, Error> {
    let mut groups = Vec::new();
    for entry in fs::read_dir(folder.join("data"))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            groups.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    groups.sort();
    Ok(groups)
}

pub(crate) fn read(folder: &Path, group: &str) -> Result<Vec<Labelled>, Error> {
    let labels = fs::read(folder.join("labels/combined_windows.json"))?;
    let labels: Windows = serde_json::from_slice(&labels)?;
    let in_group = |name: &str| {
        name.strip_prefix(group)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    labels
        .iter()
        .filter(|(name, _)| in_group(name))
        .map(|(name, windows)| series(folder, name, windows))
        .collect()
}

/// Hourly means, with straight lines where there are none.
fn series(folder: &Path, name: &str, windows: &[[String; 2]]) -> Result<Labelled, Error> {
    let rows = rows(&fs::read_to_string(folder.join("data").join(name))?)?;
    let hourly = Resample::every(SignedDuration::from_hours(1));
    let grid = hourly.grid(rows).map_err(Error::input)?;
    let window = |[first, last]: &[String; 2]| Ok((hour(&grid, first)?, hour(&grid, last)?));
    Ok(Labelled {
        windows: windows.iter().map(window).collect::<Result<_, Error>>()?,
        values: bridged(grid.values()),
    })
}

fn rows(text: &str) -> Result<Vec<(Timestamp, f64)>, Error> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records = reader.deserialize::<(String, f64)>();
    records
        .map(|record| {
            let (text, value) = record.map_err(Error::input)?;
            Ok((time(&text)?, value))
        })
        .collect()
}

fn time(text: &str) -> Result<Timestamp, Error> {
    let clock: DateTime = text.parse().map_err(Error::input)?;
    Offset::UTC.to_timestamp(clock).map_err(Error::input)
}

fn hour(grid: &Grid, text: &str) -> Result<usize, Error> {
    let outside = || Error::input(format!("the window {text} lies outside of its series"));
    grid.bin(time(text)?).ok_or_else(outside)
}

fn bridged(values: &[f64]) -> Vec<f64> {
    let mut bridged = values.to_vec();
    let mut known: Option<(usize, f64)> = None;
    for (at, &value) in values.iter().enumerate() {
        if value.is_nan() {
            continue;
        }
        if let Some((from, before)) = known {
            let slope = (value - before) / (at - from) as f64;
            let between = bridged.iter_mut().take(at).skip(from + 1);
            for (steps, gap) in (1..).zip(between) {
                *gap = before + slope * f64::from(steps);
            }
        }
        known = Some((at, value));
    }
    bridged
}
