//! A series of numbers over time, read from rows.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};

use crate::error::Error;
use crate::input::Columns;
use crate::row::{Cell, Row};
use msticpy::timeseries::Timestamp;

use crate::time;

/// Which columns make the series, and what to do where a value is missing.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Series")]
pub struct SeriesArgs {
    /// The column of times [default: the first that parses as times]
    #[arg(long, value_name = "NAME")]
    pub time: Option<String>,
    /// The column of values [default: the first numeric one that is not the time]
    #[arg(long, value_name = "NAME")]
    pub value: Option<String>,
    /// What to do where the value is missing
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    pub missing: Missing,
}

/// What to do about a missing value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Missing {
    /// Refuse the series
    Error,
    /// Leave the point out
    #[default]
    Skip,
    /// Put a straight line between its neighbours
    Interpolate,
}

/// Times and values, in input order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// The columns by which rows were told apart, and what stands in them.
    pub keys: Keys,
    /// Where it comes from.
    pub name: String,
    /// The column of times.
    pub time_column: String,
    /// When.
    pub times: Vec<Timestamp>,
    /// What.
    pub values: Vec<f64>,
    /// What to do where a value is missing between others.
    pub missing: Missing,
    /// What had to be passed over, for standard error.
    pub notes: Vec<String>,
}

/// The columns by which series are told apart, and what stands in them.
pub type Keys = Vec<(String, String)>;

/// One series among others, if it could be read.
pub type Keyed = (Keys, Result<Series, Error>);

/// How many rows decide which columns are meant.
pub const SAMPLE: usize = 100;

impl SeriesArgs {
    /// What to ask a reader for.
    #[must_use]
    pub fn columns(&self) -> Columns {
        self.columns_by(&[])
    }

    /// What to ask a reader for, with columns to tell series apart.
    #[must_use]
    pub fn columns_by(&self, by: &[String]) -> Columns {
        let names = self.time.iter().chain(&self.value).chain(by);
        let names = names.cloned().collect();
        Columns {
            names,
            keep_others: true,
        }
    }

    /// Reads a series from `rows`; `name` is what to call it.
    pub fn read(
        &self,
        name: &str,
        rows: impl Iterator<Item = Result<Row, Error>>,
    ) -> Result<Series, Error> {
        let all = self.read_by(&[], name, rows)?;
        // Without columns to tell rows apart there is one series, if there is a row.
        all.into_iter().next().map_or_else(
            || Points::default().into_series(name.to_owned(), String::new(), Vec::new()),
            |(_, series)| series,
        )
    }

    /// Reads one series for each combination of what stands in the columns `by`, in the order of
    /// that; one that cannot be read is an error of its own.
    pub fn read_by(
        &self,
        by: &[String],
        name: &str,
        rows: impl Iterator<Item = Result<Row, Error>>,
    ) -> Result<Vec<Keyed>, Error> {
        let mut rows = rows.peekable();
        let mut sample = Vec::new();
        while let Some(row) = rows.next_if(|_| sample.len() < SAMPLE) {
            sample.push(row?);
        }
        let fault = |reason: &str| Error::Series {
            place: name.to_owned(),
            reason: reason.to_owned(),
        };
        if sample.iter().all(|row| row.all_cells().next().is_none()) {
            return Err(fault("there are no rows"));
        }
        let time = self.time.clone().or_else(|| time_column(&sample.iter()));
        let time = time.ok_or_else(|| fault("no column holds times; say which one with --time"))?;
        let value = self.value.clone();
        let value = value.or_else(|| value_column(&sample, &time, by));
        let value =
            value.ok_or_else(|| fault("no column holds numbers; say which one with --value"))?;
        let mut groups: BTreeMap<Vec<String>, Points> = BTreeMap::new();
        for row in sample.into_iter().map(Ok).chain(rows) {
            let row = row?;
            let keys = by
                .iter()
                .map(|column| text(&row, column).unwrap_or_default().to_owned());
            let points = groups.entry(keys.collect()).or_default();
            points.missing = self.missing;
            points.push(&row, &time, &value);
        }
        Ok(told_apart(groups, by, name, &time))
    }
}

impl Series {
    /// The same series in order of time. Equal times stay in input order.
    #[must_use]
    pub fn sorted(self) -> Series {
        let mut points: Vec<_> = self.times.into_iter().zip(self.values).collect();
        points.sort_by_key(|(time, _)| *time);
        let (times, values) = points.into_iter().unzip();
        Series {
            times,
            values,
            ..self
        }
    }

    /// The usual distance of two points in nanoseconds: the median.
    #[must_use]
    pub fn step(&self) -> i64 {
        let pairs = self.times.iter().zip(self.times.iter().skip(1));
        let mut gaps: Vec<_> = pairs
            .map(|(a, b)| b.nanoseconds().saturating_sub(a.nanoseconds()))
            .collect();
        gaps.sort_unstable();
        gaps.get(gaps.len() / 2).copied().unwrap_or(0)
    }
}

/// The series that the points make, by what stands in the columns that tell them apart.
fn told_apart(
    groups: BTreeMap<Vec<String>, Points>,
    by: &[String],
    name: &str,
    time: &str,
) -> Vec<Keyed> {
    let series = groups.into_iter().map(|(values, points)| {
        let keys: Vec<_> = by.iter().cloned().zip(values).collect();
        let keyed = keys.iter().map(|(key, value)| format!(", {key} {value}"));
        let name = format!("{name}{}", keyed.collect::<String>());
        (
            keys.clone(),
            points.into_series(name, time.to_owned(), keys),
        )
    });
    series.collect()
}

/// Points as they are read; a gap is a point without a value.
#[derive(Default)]
struct Points {
    missing: Missing,
    times: Vec<Timestamp>,
    values: Vec<Option<f64>>,
    timeless: Vec<usize>,
    valueless: Vec<usize>,
    notes: Vec<String>,
}

impl Points {
    fn push(&mut self, row: &Row, time: &str, value: &str) {
        self.notes.extend(row.defect().map(str::to_owned));
        match text(row, time).and_then(time::parse) {
            Some(time) => {
                let value = text(row, value).and_then(number);
                if value.is_none() {
                    self.valueless.push(row.number());
                }
                self.times.push(time);
                self.values.push(value);
            }
            None => self.timeless.push(row.number()),
        }
    }

    fn into_series(self, name: String, time_column: String, keys: Keys) -> Result<Series, Error> {
        let lacking = [("time", self.timeless), ("value", self.valueless)];
        let lacking: Vec<_> = lacking
            .into_iter()
            .filter(|(_, rows)| !rows.is_empty())
            .collect();
        if let (Missing::Error, Some((what, rows))) = (self.missing, lacking.first()) {
            let reason = format!(
                "{} without a {what}; --missing skip or --missing interpolate goes on",
                listed(rows)
            );
            return Err(Error::Series {
                place: name,
                reason,
            });
        }
        let done = |what: &str| match (self.missing, what) {
            (Missing::Interpolate, "value") => "interpolated",
            _ => "left out",
        };
        let notes = lacking.iter().map(|(what, rows)| {
            format!("{name}: {} without a {what}: {}", listed(rows), done(what))
        });
        let notes = self.notes.into_iter().chain(notes).collect();
        let values = match self.missing {
            Missing::Interpolate => interpolate(&self.values),
            Missing::Error | Missing::Skip => self.values,
        };
        let points = self
            .times
            .into_iter()
            .zip(values)
            .filter_map(|(time, value)| Some((time, value?)));
        let (times, values) = points.unzip();
        Ok(Series {
            keys,
            name,
            time_column,
            times,
            values,
            missing: self.missing,
            notes,
        })
    }
}

/// Fills what is missing (NaN) with straight lines.
#[must_use]
pub fn interpolated(values: &[f64]) -> Vec<f64> {
    let known: Vec<_> = values
        .iter()
        .map(|value| Some(*value).filter(|value| !value.is_nan()))
        .collect();
    let filled = interpolate(&known).into_iter();
    filled.map(|value| value.unwrap_or(f64::NAN)).collect()
}

/// Fills every run of gaps with a straight line, at the ends with the nearest value.
fn interpolate(values: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut filled = values.to_vec();
    let mut before: Option<f64> = None;
    let mut rest = filled.as_mut_slice();
    loop {
        let gap = rest.iter().take_while(|value| value.is_none()).count();
        let Some((run, tail)) = rest.split_at_mut_checked(gap) else {
            break;
        };
        let after = tail.first().copied().flatten();
        for (at, value) in run.iter_mut().enumerate() {
            let share = (at + 1) as f64 / (gap + 1) as f64;
            *value = match (before, after) {
                (Some(before), Some(after)) => Some(before + share * (after - before)),
                (one, other) => one.or(other),
            };
        }
        let Some((known, tail)) = tail.split_first_mut() else {
            break;
        };
        before = *known;
        rest = tail;
    }
    filled
}

/// The first column that holds calendar times; failing that, the first of numbers that are recent times.
#[must_use]
pub fn time_column<'r>(sample: &(impl Iterator<Item = &'r Row> + Clone)) -> Option<String> {
    let recent = |text: &str| {
        number(text).is_some_and(|number| number >= 1e8) && time::epoch(text).is_some()
    };
    let cells = || sample.clone().flat_map(Row::all_cells);
    first_column(cells(), |text| time::calendar(text).is_some())
        .or_else(|| first_column(cells(), recent))
}

fn value_column(sample: &[Row], time: &str, by: &[String]) -> Option<String> {
    let rows = sample
        .iter()
        .flat_map(Row::all_cells)
        .filter(|cell| cell.column != Some(time))
        .filter(|cell| !by.iter().any(|key| cell.column == Some(key)));
    first_column(rows, |text| number(text).is_some())
}

/// The first column, by where it first appears, with something in it, and nothing that does not fit.
fn first_column<'a>(
    cells: impl Iterator<Item = Cell<'a>>,
    fits: impl Fn(&str) -> bool,
) -> Option<String> {
    let mut columns: Vec<(&str, bool)> = Vec::new();
    for cell in cells {
        let (Some(column), Ok(text)) = (cell.column, std::str::from_utf8(cell.bytes)) else {
            continue;
        };
        if is_null(text) {
            continue;
        }
        match columns.iter_mut().find(|(name, _)| *name == column) {
            Some((_, good)) => *good &= fits(text),
            None => columns.push((column, fits(text))),
        }
    }
    columns
        .into_iter()
        .find(|(_, good)| *good)
        .map(|(name, _)| name.to_owned())
}

fn text<'r>(row: &'r Row, column: &str) -> Option<&'r str> {
    let cell = row.all_cells().find(|cell| cell.column == Some(column))?;
    std::str::from_utf8(cell.bytes).ok()
}

/// A finite number. What is not a number to arithmetic is a missing value.
fn number(text: &str) -> Option<f64> {
    text.trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

/// How exports spell that there is nothing.
fn is_null(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || ["nan", "null", "none", "na"]
            .iter()
            .any(|null| text.eq_ignore_ascii_case(null))
}

/// "row 3", "rows 3, 5 and 12 more".
fn listed(rows: &[usize]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<_> = rows.iter().take(SHOWN).map(usize::to_string).collect();
    let shown = shown.join(", ");
    match rows.len() {
        1 => format!("row {shown}"),
        2..=SHOWN => format!("rows {shown}"),
        many => format!("rows {shown} and {} more", many - SHOWN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_with_straight_lines() {
        let filled = interpolate(&[None, Some(1.0), None, None, Some(4.0), None]);
        assert_eq!(filled, [1.0, 1.0, 2.0, 3.0, 4.0, 4.0].map(Some));
        assert_eq!(interpolate(&[None, None]), [None, None]);
        assert_eq!(interpolate(&[]), []);
    }
}
