//! A series on a grid of equal steps.

use jiff::tz::TimeZone;
use msticpy::timeseries::Timestamp;
use timeseries::time::{Aggregate as Bins, Grid, Report, Resample, TimeError};

use super::{Aggregate, DetectArgs};
use crate::series::{Missing, Series, interpolated};
use crate::time::instant;

/// One value a step, NaN where there is none.
pub(super) struct Regular {
    pub(super) times: Vec<Timestamp>,
    pub(super) values: Vec<f64>,
    pub(super) step: i64,
    pub(super) notes: Vec<String>,
}

impl Regular {
    /// The series as `--step` says, or on the step that most of its rows have. Where there is none,
    /// the rows are taken as they come.
    pub(super) fn of(args: &DetectArgs, series: &Series) -> Result<Regular, String> {
        let resample = match args.step {
            Some(step) => Resample::every(step),
            None => Resample::inferred(),
        };
        let instants = series.times.iter().map(|time| instant(*time));
        let rows = instants.zip(series.values.iter().copied());
        let resample = resample.zone(TimeZone::UTC).aggregate(bins(args.aggregate));
        match resample.grid(rows) {
            Ok(grid) => Regular::on(&grid, series),
            Err(error) if args.step.is_some() => Err(error.to_string()),
            Err(error) => Ok(Regular::as_it_comes(series, error)),
        }
    }

    fn on(grid: &Grid, series: &Series) -> Result<Regular, String> {
        let first = series.times.first().and_then(Timestamp::offset);
        let shown = |nanoseconds: i64| match first {
            Some(seconds) => Timestamp::with_offset(nanoseconds, seconds),
            None => Timestamp::naive(nanoseconds),
        };
        let nanoseconds = |bin: usize| grid.time(bin).as_nanosecond() as i64;
        let mut times: Vec<_> = (0..grid.values().len())
            .map(|bin| shown(nanoseconds(bin)))
            .collect();
        // A row at the beginning of its step keeps the offset that it was written with.
        for time in &series.times {
            let bin = grid.bin(instant(*time)).and_then(|bin| times.get_mut(bin));
            if let Some(bin) = bin.filter(|bin| bin.nanoseconds() == time.nanoseconds()) {
                *bin = *time;
            }
        }
        let missing = grid.values().iter().filter(|value| value.is_nan()).count();
        if missing > 0 && series.missing == Missing::Error {
            return Err(format!(
                "{missing} of {} steps without a value; --missing skip or --missing interpolate goes on",
                grid.values().len()
            ));
        }
        Ok(Regular {
            times,
            values: match series.missing {
                Missing::Interpolate => interpolated(grid.values()),
                Missing::Error | Missing::Skip => grid.values().to_vec(),
            },
            step: grid.step().as_nanos().try_into().unwrap_or(i64::MAX),
            notes: notes(&series.name, grid.report(), missing),
        })
    }

    fn as_it_comes(series: &Series, error: TimeError) -> Regular {
        let sorted = series.clone().sorted();
        let note = format!(
            "{}: taken row by row: {error}; --step sets a step",
            series.name
        );
        Regular {
            step: sorted.step(),
            times: sorted.times,
            values: sorted.values,
            notes: vec![note],
        }
    }
}

fn notes(name: &str, report: &Report, missing: usize) -> Vec<String> {
    let about = [
        (
            report.duplicates.len(),
            "times have several rows, which are taken together",
        ),
        (
            report.out_of_order.len(),
            "rows come before an earlier one: they are sorted",
        ),
        (missing, "steps have no value: they are taken for missing"),
    ];
    let about = about.into_iter().filter(|(count, _)| *count > 0);
    about
        .map(|(count, what)| format!("{name}: {count} {what}"))
        .collect()
}

fn bins(aggregate: Aggregate) -> Bins {
    match aggregate {
        Aggregate::Mean => Bins::Mean,
        Aggregate::Sum => Bins::Sum,
        Aggregate::Max => Bins::Max,
        Aggregate::Min => Bins::Min,
        Aggregate::Count => Bins::Count,
    }
}
