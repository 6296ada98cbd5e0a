//! Grids, stretches of time and filters: laws, cases worked out by hand, and MSTICPy's periods.

#![cfg(feature = "time")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::single_range_in_vec_init,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

#[path = "support/shared.rs"]
mod shared;

use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use std::collections::BTreeMap;
use timeseries::time::{Aggregate, Filter, Grid, Local, Resample, Rule, Span, TimeError};
use timeseries::{Anomaly, Direction};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

fn spike(index: usize) -> Anomaly {
    Anomaly::new(index, 9.0, Direction::Spike)
}

/// The central European rules, without a time zone database.
fn berlin() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
}

fn midnight(day: Date) -> Timestamp {
    let reading = day.at(0, 0, 0, 0);
    berlin()
        .to_ambiguous_timestamp(reading)
        .compatible()
        .unwrap()
}

fn same(one: &[f64], other: &[f64]) -> bool {
    let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
    bits(one) == bits(other)
}

fn rows() -> impl Strategy<Value = Vec<(i64, f64)>> {
    // Whole values, so that sums do not depend on the order.
    let value = (-1000..1000_i32).prop_map(f64::from);
    prop::collection::vec((-100_000..100_000_i64, value), 1..200)
}

proptest! {
    /// An obvious twin: rows in a map by the number of their bin.
    #[test]
    fn a_grid_is_a_map_by_bin(rows in rows(), step in 1..20_000_i64) {
        let (first, last) = (rows.iter().map(|r| r.0).min().unwrap(), rows.iter().map(|r| r.0).max().unwrap());
        let origin = first - first.rem_euclid(86_400);
        let bin = |time: i64| (time - origin).div_euclid(step);
        let mut map: BTreeMap<i64, Vec<f64>> = BTreeMap::new();
        for &(time, value) in &rows {
            map.entry(bin(time)).or_default().push(value);
        }
        for (aggregate, of) in [
            (Aggregate::Sum, (|v| v.iter().sum()) as fn(&Vec<f64>) -> f64),
            (Aggregate::Mean, |v| v.iter().sum::<f64>() / v.len() as f64),
            (Aggregate::Max, |v| v.iter().copied().fold(f64::MIN, f64::max)),
            (Aggregate::Min, |v| v.iter().copied().fold(f64::MAX, f64::min)),
            (Aggregate::Count, |v| v.len() as f64),
        ] {
            let grid = Resample::every(SignedDuration::from_secs(step))
                .aggregate(aggregate)
                .empty(-1e9)
                .grid(rows.iter().map(|&(time, value)| (at(time), value)))
                .unwrap();
            let expected: Vec<f64> = (bin(first)..=bin(last))
                .map(|bin| map.get(&bin).map_or(-1e9, of))
                .collect();
            prop_assert_eq!(grid.values(), expected);
            prop_assert_eq!(grid.time(0), at(origin + bin(first) * step));
        }
    }

    /// Rows may come in any order, and all of them are somewhere.
    #[test]
    fn order_does_not_matter(rows in rows().prop_shuffle(), step in 1..20_000_i64) {
        let resample = Resample::every(SignedDuration::from_secs(step)).aggregate(Aggregate::Max);
        let shuffled = resample.grid(rows.iter().map(|&(t, v)| (at(t), v))).unwrap();
        let mut sorted = rows.clone();
        sorted.sort_by_key(|row| row.0);
        let sorted = resample.grid(sorted.iter().map(|&(t, v)| (at(t), v))).unwrap();
        prop_assert!(same(shuffled.values(), sorted.values()));
        prop_assert!(sorted.report().out_of_order.is_empty());
        prop_assert_eq!(&shuffled.report().gaps, &sorted.report().gaps);
        prop_assert_eq!(shuffled.counts().iter().sum::<usize>(), rows.len());
        let gaps: usize = shuffled.report().gaps.iter().map(ExactSizeIterator::len).sum();
        prop_assert_eq!(shuffled.counts().iter().filter(|&&count| count == 0).count(), gaps);
    }

    /// Every bin holds the times from its start up to the start of the next, on either clock.
    #[test]
    fn bins_and_times_agree(hours in 1..9_i64, wall in any::<bool>(), day in 0..365_i64) {
        let start = midnight(date(2024, 1, 1)) + HOUR * (24 * day as i32);
        let rows = (0..72).map(|i| (start + HOUR * i, 1.0));
        let resample = Resample::every(SignedDuration::from_hours(hours)).zone(berlin());
        let grid = resample.wall_clock(wall).grid(rows.clone()).unwrap();
        for (time, _) in rows {
            let bin = grid.bin(time).unwrap();
            prop_assert!(grid.time(bin) <= time || grid.report().jumps.iter().any(|jump| jump.bin == bin));
            prop_assert!(time < grid.time(bin + 1) || !grid.report().jumps.is_empty());
        }
    }

    /// A column or value, whatever it holds, stays one token: its quote never ends early.
    #[test]
    fn nothing_leaves_its_quotes(name in ".*", value in "[ -~'\"\\\\\n\r\u{2028}]*") {
        let span = Span { start: at(0), end: at(3600) };
        let filter = Filter::new("t").equal(&name, &value);
        let kql = filter.kql(&[span]).unwrap();
        let rest = kql.strip_prefix("| where ").unwrap();
        let rest = if rest.starts_with('[') {
            skip(rest.strip_prefix('[').unwrap(), '\'', Some('\\')).strip_prefix(']').unwrap()
        } else {
            rest.strip_prefix(name.as_str()).unwrap()
        };
        let rest = skip(rest.strip_prefix(" == ").unwrap(), '"', Some('\\'));
        prop_assert!(rest.starts_with(" and (t >= datetime("), "{}", kql);
        let sql = filter.sql(&[span]).unwrap();
        let rest = skip(sql.strip_prefix("WHERE ").unwrap(), '"', None);
        let rest = skip(rest.strip_prefix(" = ").unwrap(), '\'', None);
        prop_assert!(rest.starts_with(" AND (\"t\" >= '"), "{}", sql);
    }
}

/// What follows a quoted token, read as a query parser reads it.
fn skip(text: &str, quote: char, escape: Option<char>) -> &str {
    let mut letters = text.char_indices().peekable();
    assert_eq!(letters.next().unwrap().1, quote);
    while let Some((i, c)) = letters.next() {
        if Some(c) == escape {
            letters.next();
        } else if c == quote {
            match letters.peek() {
                Some(&(_, next)) if escape.is_none() && next == quote => drop(letters.next()),
                _ => return text.get(i + c.len_utf8()..).unwrap(),
            }
        }
        assert!(
            escape.is_none() || !c.is_control(),
            "a raw control character"
        );
    }
    panic!("the token never ends: {text}");
}

#[test]
fn what_is_reported() {
    let rows = [
        (0, 1.0),
        (7200, 2.0),
        (3600, f64::NAN),
        (7200, 4.0),
        (21_600, f64::INFINITY),
        (25_500, 1.0),
    ];
    let grid = Resample::every(HOUR)
        .grid(rows.map(|(t, v)| (at(t), v)))
        .unwrap();
    let report = grid.report();
    assert_eq!(report.out_of_order, [2]);
    assert_eq!(report.duplicates.len(), 1);
    assert_eq!(
        (report.duplicates[0].time, &report.duplicates[0].rows),
        (at(7200), &vec![1, 3])
    );
    assert_eq!(report.gaps, [3..6]);
    assert_eq!(report.not_finite, [2, 4]);
    assert_eq!(report.off_grid, [5]);
    assert!(same(
        grid.values(),
        &[
            1.0,
            f64::NAN,
            3.0,
            f64::NAN,
            f64::NAN,
            f64::NAN,
            f64::INFINITY,
            1.0
        ]
    ));
    assert!(!report.is_clean());
}

#[test]
fn sums_beyond_the_largest_number_are_held_there_and_named() {
    let rows = [(0, f64::MAX), (1, f64::MAX), (3600, 1.0)].map(|(t, v)| (at(t), v));
    let sum = Resample::every(HOUR)
        .aggregate(Aggregate::Sum)
        .grid(rows)
        .unwrap();
    assert_eq!(
        (sum.values()[0], &sum.report().overflowed),
        (f64::MAX, &vec![0])
    );
    let mean = Resample::every(HOUR).grid(rows).unwrap();
    assert_eq!(
        (mean.values()[0], mean.report().overflowed.len()),
        (f64::MAX, 0)
    );
}

#[test]
fn steps_are_told_from_times() {
    let grid = |times: &[i64]| Resample::inferred().grid(times.iter().map(|&t| (at(t), 1.0)));
    let step = |times| grid(times).map(|grid: Grid| grid.step().as_secs());
    assert_eq!(step(&[0, 60, 120, 300, 360]), Ok(60));
    assert_eq!(grid(&[17, 77, 137]).unwrap().report().off_grid.len(), 0);
    assert_eq!(step(&[5, 5, 5]), Err(TimeError::OneTime { rows: 3 }));
    assert_eq!(step(&[]), Err(TimeError::Empty));
    let irregular = TimeError::Irregular {
        step: SignedDuration::from_secs(1),
    };
    assert_eq!(step(&[0, 1, 3, 6, 10]), Err(irregular));
    let limit = Resample::every(HOUR)
        .bin_limit(10)
        .grid([0, 36_000].map(|t| (at(t), 1.0)));
    assert_eq!(
        limit.unwrap_err(),
        TimeError::BinLimit {
            bins: 11,
            limit: 10
        }
    );
    let widest = [(Timestamp::MIN, 1.0), (Timestamp::MAX, 1.0)];
    let fine = Resample::every(SignedDuration::from_nanos(1)).grid(widest);
    assert!(matches!(fine, Err(TimeError::BinLimit { .. })));
    let step = SignedDuration::ZERO;
    assert_eq!(
        Resample::every(step).grid(widest).unwrap_err(),
        TimeError::StepNotPositive { step }
    );
}

/// Hours around the last Sunday of March 2024, when 02:00 became 03:00, and of October, when 03:00
/// became 02:00.
#[test]
fn clocks_that_jump() {
    for (day, jump, forward) in [
        (date(2024, 3, 31), "2024-03-31T01:00:00Z", 1),
        (date(2024, 10, 27), "2024-10-27T01:00:00Z", -1),
    ] {
        let start = midnight(day.yesterday().unwrap());
        let rows = (0..96).map(|i| (start + HOUR * i, 1.0));
        let resample = Resample::every(HOUR).zone(berlin());
        let elapsed = resample.grid(rows.clone()).unwrap();
        assert_eq!(elapsed.values(), [1.0; 96]);
        let wall = resample
            .wall_clock(true)
            .aggregate(Aggregate::Count)
            .grid(rows)
            .unwrap();
        for grid in [&elapsed, &wall] {
            let jumps = &grid.report().jumps;
            assert_eq!(jumps.len(), 1);
            assert_eq!(jumps[0].time, jump.parse::<Timestamp>().unwrap());
            assert_eq!(jumps[0].forward, HOUR * forward);
        }
        // Two o'clock of the second day.
        let two = 24 + 2;
        if forward > 0 {
            assert_eq!(wall.report().gaps, [two..two + 1]);
        } else {
            assert_eq!(wall.counts()[two], 2);
        }
        assert_eq!(wall.values().len(), (96 + forward) as usize);
        assert_eq!(berlin().to_datetime(wall.time(48)).hour(), 0);
    }
}

#[test]
fn readings_without_an_offset() {
    let hourly = |from: DateTime, hours: i64| (0..hours).map(move |i| from + HOUR * i as i32);
    let spring = hourly(date(2024, 3, 31).at(0, 0, 0, 0), 5);
    let local = Local::new(spring, &berlin());
    assert_eq!(local.skipped, [2]);
    // The hour that never was is taken for the one after it.
    assert_eq!(local.times[2], local.times[3]);
    let far = DateTime::MIN;
    assert_eq!(Local::new([far], &berlin()).times.len(), 1);
}

#[test]
fn the_two_rules() {
    let rows = (0..48).map(|i| (at(3600 * i), 1.0));
    let grid = Resample::every(HOUR).grid(rows).unwrap();
    let spans = |bins: &[usize], rule| -> Vec<(i64, i64)> {
        let spans = grid.spans(bins.iter().map(|&bin| spike(bin)), rule);
        spans
            .iter()
            .map(|s| (s.start.as_second() / 3600, s.end.as_second() / 3600))
            .collect()
    };
    let bins = [10, 11, 12, 15, 18];
    assert_eq!(
        spans(&bins, Rule::Exact { max_gap: 0 }),
        [(10, 13), (15, 16), (18, 19)]
    );
    assert_eq!(spans(&bins, Rule::Exact { max_gap: 2 }), [(10, 19)]);
    assert_eq!(spans(&bins, Rule::Msticpy), [(9, 13), (14, 16), (17, 19)]);
    assert_eq!(spans(&[], Rule::Msticpy), []);
    assert_eq!(spans(&[47], Rule::Exact { max_gap: 0 }), [(47, 48)]);
}

/// The periods that MSTICPy 3.0.2 finds.
#[test]
fn msticpy_periods() {
    let Some(path) = shared::shared("golden/timeseries/msticpy_periods.json") else {
        return;
    };
    let golden: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut compared = 0;
    for case in golden["cases"].as_array().unwrap() {
        // The one case without hours has no anomalies at all.
        let Some(hours) = case["hours"].as_array() else {
            continue;
        };
        let step = match case["period"].as_str().unwrap() {
            "1D" => HOUR * 24,
            "30min" => SignedDuration::from_mins(30),
            period => HOUR * period.trim_end_matches('h').parse::<i32>().unwrap(),
        };
        let start: Timestamp = "2024-01-01T00:00:00Z".parse().unwrap();
        let time = |hour: f64| start + SignedDuration::from_secs_f64(hour * 3600.0);
        let times: Vec<Timestamp> = hours
            .iter()
            .map(|hour| time(hour.as_f64().unwrap()))
            .collect();
        let all = Resample::every(step)
            .grid(times.iter().map(|&t| (t, 1.0)))
            .unwrap();
        for (key, negative) in [("pos", false), ("all", true)] {
            let flags = case["flags"]
                .as_array()
                .unwrap()
                .iter()
                .map(|flag| flag.as_i64().unwrap());
            let flagged = times
                .iter()
                .zip(flags)
                .filter(|(_, flag)| *flag == 1 || (negative && *flag == -1));
            let found = flagged.map(|(&time, _)| spike(all.bin(time).unwrap()));
            let ours: Vec<[String; 2]> = all
                .spans(found, Rule::Msticpy)
                .iter()
                .map(|s| {
                    [s.start, s.end].map(|t| t.strftime("%Y-%m-%d %H:%M:%S+00:00").to_string())
                })
                .collect();
            let theirs: Vec<[String; 2]> = serde_json::from_value(case[key].clone()).unwrap();
            assert_eq!(ours, theirs, "{case}");
            compared += 1;
        }
    }
    assert!(compared > 60);
}

#[test]
fn filters() {
    let spans = [
        Span {
            start: "2020-07-10T17:00:00Z".parse().unwrap(),
            end: "2020-07-10T20:00:00Z".parse().unwrap(),
        },
        Span {
            start: at(0),
            end: "1970-01-01T00:00:01.000000101Z".parse().unwrap(),
        },
    ];
    assert_eq!(
        Filter::new("Time Generated")
            .equal("Computer", "a\\b\"c")
            .kql(&spans)
            .unwrap(),
        "| where Computer == \"a\\\\b\\\"c\" and \
         ((['Time Generated'] >= datetime(2020-07-10T17:00:00Z) and ['Time Generated'] < datetime(2020-07-10T20:00:00Z)) \
         or (['Time Generated'] >= datetime(1970-01-01T00:00:00Z) and ['Time Generated'] < datetime(1970-01-01T00:00:01.0000002Z)))"
    );
    assert_eq!(
        Filter::new("it's").kql(&spans[..1]).unwrap(),
        "| where ['it\\'s'] >= datetime(2020-07-10T17:00:00Z) and ['it\\'s'] < datetime(2020-07-10T20:00:00Z)"
    );
    assert_eq!(
        Filter::new("t").sql(&spans).unwrap(),
        "WHERE (\"t\" >= '2020-07-10 17:00:00+00:00' AND \"t\" < '2020-07-10 20:00:00+00:00') \
         OR (\"t\" >= '1970-01-01 00:00:00+00:00' AND \"t\" < '1970-01-01 00:00:01.000000101+00:00')"
    );
    assert!(
        Filter::new("where")
            .kql(&spans)
            .unwrap()
            .starts_with("| where (['where'] >=")
    );
    assert_eq!(Filter::new("t").equal("a", "b").kql(&[]), None);
    assert_eq!(Filter::new("t").sql(&[]), None);
}
