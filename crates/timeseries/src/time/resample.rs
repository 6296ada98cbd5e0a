//! [`Resample`]: rows with times become one value a step.

use super::aggregate::Aggregate;
use super::clock::Clock;
use super::error::TimeError;
use super::grid::Grid;
use super::report::{Duplicate, Jump, Report, changes};
use super::step;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// How rows are put on a grid.
///
/// ```
/// use jiff::{SignedDuration, Timestamp};
/// use timeseries::time::{Aggregate, Resample};
///
/// let rows = [("10:40:00", 2.0), ("10:05:00", 1.0), ("12:00:00", 4.0)];
/// let rows = rows.map(|(time, value)| (format!("2024-05-01T{time}Z").parse().unwrap(), value));
/// let hourly = Resample::every(SignedDuration::from_hours(1)).aggregate(Aggregate::Sum);
/// let grid = hourly.grid(rows)?;
/// assert_eq!(grid.values(), [3.0, 0.0, 4.0]);
/// assert_eq!(grid.report().out_of_order, [1]);
/// assert_eq!(grid.report().gaps, [1..2]);
/// # Ok::<(), timeseries::time::TimeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Resample {
    step: Option<SignedDuration>,
    aggregate: Aggregate,
    empty: Option<f64>,
    clock: Clock,
    bin_limit: usize,
}

/// A row with what its clock shows.
#[derive(Clone, Copy)]
struct Row {
    reading: i128,
    number: usize,
    time: Timestamp,
    value: f64,
}

impl Resample {
    /// Bins that a grid may have unless [`Resample::bin_limit`] says otherwise.
    pub const DEFAULT_BIN_LIMIT: usize = 1 << 22;

    /// Bins of one `step` each, counted from the midnight before the first row, UTC.
    #[must_use]
    pub const fn every(step: SignedDuration) -> Resample {
        Resample::of(Some(step))
    }

    /// Bins of the step that more than half of neighbouring rows have, counted from the first row.
    #[must_use]
    pub const fn inferred() -> Resample {
        Resample::of(None)
    }

    const fn of(step: Option<SignedDuration>) -> Resample {
        Resample {
            step,
            aggregate: Aggregate::Mean,
            empty: None,
            clock: Clock {
                zone: TimeZone::UTC,
                wall: false,
            },
            bin_limit: Resample::DEFAULT_BIN_LIMIT,
        }
    }

    /// Sets what the rows of one bin make together; the mean by default.
    #[must_use]
    pub fn aggregate(self, aggregate: Aggregate) -> Resample {
        Resample { aggregate, ..self }
    }

    /// Sets the value of bins without rows, NaN for missing, instead of the aggregate's own.
    #[must_use]
    pub fn empty(self, value: f64) -> Resample {
        let empty = Some(value);
        Resample { empty, ..self }
    }

    /// Sets the time zone whose midnight bins are counted from, and whose jumps are reported.
    #[must_use]
    pub fn zone(self, zone: TimeZone) -> Resample {
        let clock = Clock { zone, ..self.clock };
        Resample { clock, ..self }
    }

    /// Whether bins are counted on the zone's wall clock instead of elapsed time, so that noon
    /// stays noon: the hour that is skipped in spring is a gap, and the two that bear one name in
    /// autumn share a bin. The report has the jumps either way.
    #[must_use]
    pub fn wall_clock(self, wall: bool) -> Resample {
        let clock = Clock { wall, ..self.clock };
        Resample { clock, ..self }
    }

    /// Sets how many bins a grid may have before it is refused with [`TimeError::BinLimit`].
    #[must_use]
    pub fn bin_limit(self, bin_limit: usize) -> Resample {
        Resample { bin_limit, ..self }
    }

    /// Puts rows, in any order, on a grid from the first to the last.
    ///
    /// # Errors
    /// No rows, a step that is not positive, none that could be told from the times, or more bins
    /// than the limit allows.
    pub fn grid(
        &self,
        rows: impl IntoIterator<Item = (Timestamp, f64)>,
    ) -> Result<Grid, TimeError> {
        let mut report = Report::default();
        let rows = self.sorted(rows, &mut report);
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
            return Err(TimeError::Empty);
        };
        let (step, origin) = self.lattice(&rows, first)?;
        let start = first.reading - (first.reading - origin).rem_euclid(step);
        let bin = |reading: i128| ((reading - start) / step) as u128;
        let bins = bin(last.reading) + 1;
        let limit = self.bin_limit;
        if bins > limit as u128 {
            return Err(TimeError::BinLimit { bins, limit });
        }
        // Below the limit, so no cast cuts anything off.
        let place = |row: &Row| bin(row.reading) as usize;
        let at_start = |row: &&Row| (row.reading - start) % step == 0;
        report.off_grid = numbers(rows.iter().filter(|row| !at_start(row)));
        let (from, to) = (first.time, last.time);
        let jumps = changes(&self.clock.zone, from, to).map(|(time, forward)| Jump {
            time,
            bin: bin(self.clock.reading(time)) as usize,
            forward,
        });
        report.jumps = jumps.collect();
        let (values, counts) = self.fill(&rows, bins as usize, place, &mut report);
        Ok(Grid {
            clock: self.clock.clone(),
            start,
            step,
            values,
            counts,
            report,
        })
    }

    fn sorted(
        &self,
        rows: impl IntoIterator<Item = (Timestamp, f64)>,
        report: &mut Report,
    ) -> Vec<Row> {
        let read = |(number, (time, value))| Row {
            reading: self.clock.reading(time),
            number,
            time,
            value,
        };
        let mut rows: Vec<Row> = rows.into_iter().enumerate().map(read).collect();
        let neighbours = rows.iter().zip(rows.iter().skip(1));
        let backward = neighbours.filter(|(one, next)| next.time < one.time);
        report.out_of_order = numbers(backward.map(|(_, next)| next));
        report.not_finite = numbers(rows.iter().filter(|row| !row.value.is_finite()));
        rows.sort_by_key(|row| (row.time, row.number));
        let same = rows.chunk_by(|one, next| one.time == next.time);
        report.duplicates = same
            .filter_map(|rows| match rows {
                [first, _, ..] => Some(Duplicate {
                    time: first.time,
                    rows: numbers(rows.iter()),
                }),
                _ => None,
            })
            .collect();
        if self.clock.wall {
            rows.sort_by_key(|row| (row.reading, row.time, row.number));
        }
        rows
    }

    /// The step and where one bin begins.
    fn lattice(&self, rows: &[Row], first: &Row) -> Result<(i128, i128), TimeError> {
        let Some(step) = self.step else {
            let step = step::common(rows.iter().map(|row| row.reading))?;
            return Ok((step, first.reading));
        };
        match step.as_nanos() {
            nanoseconds if nanoseconds > 0 => Ok((nanoseconds, self.clock.midnight(first.time))),
            _ => Err(TimeError::StepNotPositive { step }),
        }
    }

    fn fill(
        &self,
        rows: &[Row],
        bins: usize,
        place: impl Fn(&Row) -> usize,
        report: &mut Report,
    ) -> (Vec<f64>, Vec<usize>) {
        let empty = self.empty.unwrap_or(self.aggregate.of_nothing());
        let (mut values, mut counts) = (vec![empty; bins], vec![0; bins]);
        let (mut members, mut next) = (Vec::new(), 0);
        for rows in rows.chunk_by(|one, next| place(one) == place(next)) {
            let bin = rows.first().map_or(next, &place);
            if bin > next {
                report.gaps.push(next..bin);
            }
            next = bin + 1;
            members.clear();
            members.extend(rows.iter().map(|row| row.value));
            let (Some(value), Some(count)) = (values.get_mut(bin), counts.get_mut(bin)) else {
                continue;
            };
            (*value, *count) = (self.aggregate.of(&members), rows.len());
            if value.is_infinite() && !members.iter().any(|member| member.is_infinite()) {
                report.overflowed.push(bin);
                *value = value.clamp(f64::MIN, f64::MAX);
            }
        }
        (values, counts)
    }
}

fn numbers<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<usize> {
    rows.map(|row| row.number).collect()
}
