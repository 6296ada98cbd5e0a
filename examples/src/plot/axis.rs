//! Axes: from values and times to places, and where to put which labels.

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use msticpy::timeseries::Timestamp;

const SECOND: i64 = 1_000_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Steps between the labels of times; beyond them come months and years.
const STEPS: [i64; 16] = [
    SECOND,
    5 * SECOND,
    15 * SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
];
const MONTHS: [i64; 8] = [1, 2, 3, 6, 12, 24, 60, 120];
/// Times take room beside each other.
const MOST_TIMES: i64 = 9;
const VALUES: f64 = 5.0;

/// A line from `low` to `high`, and the labels on it, with what they stand for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Axis {
    low: f64,
    high: f64,
    pub(super) labels: Vec<(f64, String)>,
}

impl Axis {
    /// For all of the values, with a margin.
    pub(super) fn of_values(values: impl Iterator<Item = f64>) -> Axis {
        let known = values.filter(|value| value.is_finite());
        let (low, high) = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        let (low, high) = match high - low {
            // None, or one value only.
            0.0 => (low - 1.0, high + 1.0),
            width if width > 0.0 => {
                let margin = 0.05 * width.min(f64::MAX / 4.0);
                (low - margin, high + margin)
            }
            _ => (0.0, 1.0),
        };
        let (low, high) = (low.max(f64::MIN), high.min(f64::MAX));
        Axis {
            low,
            high,
            labels: numbers(low, high),
        }
    }

    /// From the first of the times, which are in order, to the last.
    pub(super) fn of_times(times: &[Timestamp]) -> Axis {
        let at = |time: Option<&Timestamp>| time.map_or(0, Timestamp::nanoseconds);
        let (first, last) = (at(times.first()), at(times.last()));
        let offset = times.first().and_then(Timestamp::offset).unwrap_or(0);
        Axis {
            low: first as f64,
            high: last as f64,
            labels: moments(first, last, offset),
        }
    }

    /// How far along the axis a value is, from 0 to 1 if it is on it.
    pub(super) fn share(&self, value: f64) -> f64 {
        // By halves, as the difference may be more than the largest number.
        let width = self.high / 2.0 - self.low / 2.0;
        if width > 0.0 {
            (value / 2.0 - self.low / 2.0) / width
        } else {
            0.5
        }
    }
}

/// Round numbers from `low` to `high`.
fn numbers(low: f64, high: f64) -> Vec<(f64, String)> {
    let rough = high / VALUES - low / VALUES;
    let power = 10.0_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|round| round * power)
        .into_iter()
        .find(|step| *step >= rough * (1.0 - 1e-9))
        .unwrap_or(rough);
    let first = (low / step).ceil();
    let numbers = (0..=2 * VALUES as i32).map(|i| (first + f64::from(i)) * step);
    numbers
        .take_while(|value| *value <= high)
        // What is not told apart from 0 by the step is 0.
        .map(|value| if value.abs() < step / 2.0 { 0.0 } else { value })
        .map(|value| (value, number(value, step)))
        .collect()
}

/// A number with as many digits as the step between two of them has.
fn number(value: f64, step: f64) -> String {
    const UNITS: [(f64, &str); 5] = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k"), (1.0, "")];
    if value != 0.0 && !(1e-6..1e15).contains(&value.abs()) {
        return format!("{value:.1e}");
    }
    let largest = value.abs().max(step);
    let (least, suffix) = UNITS
        .into_iter()
        .find(|(least, _)| largest >= *least)
        .unwrap_or((1.0, ""));
    let unit = if suffix == "k" { 1e3 } else { least };
    let digits = (-(step / unit).log10().floor()).clamp(0.0, 9.0) as usize;
    format!("{:.digits$}{suffix}", value / unit)
}

/// Round times, as they are called at `offset` seconds from UTC.
fn moments(first: i64, last: i64, offset: i32) -> Vec<(f64, String)> {
    let shift = i64::from(offset).saturating_mul(SECOND);
    let (start, end) = (first.saturating_add(shift), last.saturating_add(shift));
    let span = end.saturating_sub(start);
    let step = STEPS.into_iter().find(|step| span / step < MOST_TIMES);
    let local: Vec<i64> = match step {
        Some(step) => {
            // Weeks begin on Mondays; 1970 began on a Thursday.
            let monday = if step >= 7 * DAY { 4 * DAY } else { 0 };
            let begin = start.saturating_sub(monday);
            let begin = begin.saturating_add((-begin).rem_euclid(step));
            (0..=MOST_TIMES)
                .map(|i| {
                    begin
                        .saturating_add(i.saturating_mul(step))
                        .saturating_add(monday)
                })
                .collect()
        }
        None => months(start, end),
    };
    local
        .into_iter()
        .filter(|time| (start..=end).contains(time))
        .filter_map(|time| Some((time.checked_sub(shift)? as f64, label(time, step)?)))
        .collect()
}

/// The beginnings of months, or of years.
fn months(start: i64, end: i64) -> Vec<i64> {
    let number = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
    let (Some(first), Some(last)) = (civil(start), civil(end)) else {
        return Vec::new();
    };
    let (first, last) = (number(first.date()), number(last.date()));
    let fits = |step: &i64| (last - first) / step < MOST_TIMES;
    let step = MONTHS.into_iter().find(fits).unwrap_or(120);
    let begin = (first + step - 1).div_euclid(step) * step;
    (begin..=last.max(begin))
        .step_by(step.unsigned_abs() as usize)
        .filter_map(|month| {
            let year = i16::try_from(month.div_euclid(12)).ok()?;
            let date = Date::new(year, month.rem_euclid(12) as i8 + 1, 1).ok()?;
            let time = Offset::UTC.to_timestamp(date.to_datetime(jiff::civil::Time::midnight()));
            i64::try_from(time.ok()?.as_nanosecond()).ok()
        })
        .collect()
}

fn label(local: i64, step: Option<i64>) -> Option<String> {
    let clock = civil(local)?;
    let format = match step {
        Some(..MINUTE) => "%H:%M:%S",
        Some(..DAY) => "%m-%d %H:%M",
        _ => "%Y-%m-%d",
    };
    Some(clock.strftime(format).to_string())
}

fn civil(local: i64) -> Option<DateTime> {
    let time = jiff::Timestamp::from_nanosecond(local.into()).ok()?;
    Some(Offset::UTC.to_datetime(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(axis: &Axis) -> Vec<&str> {
        axis.labels
            .iter()
            .map(|(_, label)| label.as_str())
            .collect()
    }

    #[test]
    fn round_numbers() {
        let axis = |values: &[f64]| Axis::of_values(values.iter().copied());
        assert_eq!(labels(&axis(&[0.0, 100.0])), ["0", "50", "100"]);
        assert_eq!(labels(&axis(&[2.6e6, 9.7e6])), ["4M", "6M", "8M", "10M"]);
        assert_eq!(
            labels(&axis(&[-0.012, 0.03])),
            ["-0.01", "0.00", "0.01", "0.02", "0.03"]
        );
        assert_eq!(labels(&axis(&[7.0])), ["6.0", "6.5", "7.0", "7.5", "8.0"]);
        assert_eq!(labels(&axis(&[f64::NAN])).len(), 6);
    }

    #[test]
    fn the_largest_numbers_have_a_place() {
        let axis = Axis::of_values([f64::MIN, f64::MAX].into_iter());
        assert_eq!(
            [f64::MIN, 0.0, f64::MAX].map(|value| axis.share(value)),
            [0.0, 0.5, 1.0]
        );
        assert!(axis.labels.len() > 1, "{axis:?}");
    }

    #[test]
    fn round_times() {
        let axis = |first: &str, last: &str| {
            Axis::of_times(&[first, last].map(|time| crate::time::parse(time).unwrap()))
        };
        let week = axis("2026-03-02 00:00", "2026-03-08 23:00");
        assert_eq!(labels(&week).len(), 7);
        assert_eq!(week.labels[1].1, "2026-03-03");
        assert!((week.share(week.labels[1].0) - 24.0 / 167.0).abs() < 1e-12);
        // Midnight of the series' own clock.
        let east = axis("2026-03-02T22:00:00+02:00", "2026-03-03T02:00:00+02:00");
        assert!(
            labels(&east).contains(&"03-03 00:00"),
            "{:?}",
            labels(&east)
        );
        let years = axis("2001-05-20", "2026-01-01");
        assert_eq!(
            labels(&years),
            [
                "2005-01-01",
                "2010-01-01",
                "2015-01-01",
                "2020-01-01",
                "2025-01-01"
            ]
        );
        let year = axis("2025-01-15", "2025-12-15");
        assert_eq!(labels(&year)[..2], ["2025-03-01", "2025-05-01"]);
        let none = axis("2026-03-02", "2026-03-02");
        assert_eq!(none.share(0.0), 0.5);
    }
}
