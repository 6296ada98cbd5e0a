//! The hostile corpus: every file of series meets the outcome that its manifest asks for, within its
//! time and memory and on a small stack; and what one bad row must not do.

#![cfg(feature = "time")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

#[path = "support/shared.rs"]
mod shared;

use allocation_counter::measure;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use timeseries::time::{Grid, Local, Resample, TimeError};
use timeseries::{Detection, Detector, Error};

const STACK: usize = 256 * 1024;
/// The manifest's times are for release builds on an idle machine.
const SLACK: u32 = if cfg!(debug_assertions) { 30 } else { 5 };
const HOUR: SignedDuration = SignedDuration::from_hours(1);
const DAY: usize = 24;

#[derive(Clone, Deserialize)]
struct File {
    file: String,
    code: String,
    ms: u32,
    mem_mib: u64,
    anomalies: Option<usize>,
}

/// Why there is no detection.
#[derive(Clone, Debug, PartialEq)]
enum Refused {
    Parse,
    Time(TimeError),
    Series(Error),
}

type Outcome = Result<(Grid, Detection), Refused>;

#[test]
fn corpus() {
    let Some(folder) = make_corpus() else {
        return;
    };
    let manifest = std::fs::read(folder.join("manifest.json")).unwrap();
    let files: Vec<File> = serde_json::from_slice(&manifest).unwrap();
    let files: Vec<File> = files
        .into_iter()
        .filter(|file| file.file.starts_with("ts/"))
        .collect();
    assert_eq!(files.len(), 30, "the corpus is not whole");
    let failures: Vec<String> = files
        .iter()
        .filter_map(|file| check(&folder, file).err())
        .collect();
    let more = details(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    more.unwrap();
}

/// Writes the corpus into a folder of its own.
fn make_corpus() -> Option<PathBuf> {
    let script = shared::shared("hostile/make_corpus.py")?;
    let folder = std::env::temp_dir().join(format!("timeseries-corpus-{}", std::process::id()));
    match Command::new("python3").arg(script).arg(&folder).output() {
        Ok(output) if output.status.success() => Some(folder),
        Ok(output) => panic!(
            "make_corpus.py: {}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "python3: {error}");
            eprintln!("skipped: the hostile corpus (python3: {error})");
            None
        }
    }
}

fn check(folder: &Path, file: &File) -> Result<(), String> {
    let text = std::fs::read_to_string(folder.join(&file.file)).unwrap();
    let work = move || {
        let (start, mut first) = (Instant::now(), None);
        let memory = measure(|| first = Some(detect(&text))).bytes_max;
        let (took, outcome) = (start.elapsed(), first.unwrap());
        let same = format!("{outcome:?}") == format!("{:?}", detect(&text));
        (took, memory, same, outcome)
    };
    let thread = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(work)
        .unwrap();
    let (took, memory, same, outcome) = thread
        .join()
        .map_err(|_| format!("{}: panicked", file.file))?;
    let fail = |what: String| Err(format!("{}: {what}; expected {}", file.file, file.code));
    if !same {
        return fail("two runs differ".to_owned());
    }
    if took > Duration::from_millis(file.ms.into()) * SLACK {
        return fail(format!("took {took:?}"));
    }
    if memory > file.mem_mib << 20 {
        return fail(format!("{memory} bytes at a time"));
    }
    let code = code(&outcome);
    let meets = |wanted: &str| wanted == code || (wanted == "err" && code.starts_with("err:"));
    if !file.code.split('|').any(meets) {
        return fail(code.to_owned());
    }
    let Ok((grid, detection)) = outcome else {
        return Ok(());
    };
    if let Err(what) = is_whole(&grid, &detection) {
        return fail(what);
    }
    match file.anomalies {
        Some(wanted) if detection.findings.len() != wanted => {
            fail(format!("{:?}", detection.findings))
        }
        _ => Ok(()),
    }
}

/// Every known value has a baseline, a residual that belongs to it, and a score.
fn is_whole(grid: &Grid, detection: &Detection) -> Result<(), String> {
    let parts = detection
        .baseline
        .iter()
        .zip(&detection.residual)
        .zip(&detection.scores);
    for (value, ((baseline, residual), score)) in grid.values().iter().zip(parts) {
        let sum = baseline + residual;
        let close = (sum - value).abs() <= 1e-9 * value.abs().max(baseline.abs());
        let known = close && baseline.is_finite() && score.is_finite();
        let missing = value.is_nan() && residual.is_nan() && score.is_nan() && baseline.is_finite();
        if !known && !missing {
            return Err(format!(
                "{value} is {baseline} and {residual}, score {score}"
            ));
        }
    }
    Ok(())
}

fn code(outcome: &Outcome) -> &'static str {
    match outcome {
        Ok(_) => "ok",
        Err(Refused::Parse) => "err:parse",
        Err(Refused::Time(TimeError::OneTime { .. })) => "err:duplicate",
        Err(Refused::Time(TimeError::Irregular { .. })) => "err:irregular",
        Err(Refused::Series(Error::SeriesTooShort { .. }) | Refused::Time(TimeError::Empty)) => {
            "err:too_short"
        }
        Err(Refused::Series(Error::Infinite { .. } | Error::AllMissing { .. })) => "err:nonfinite",
        Err(Refused::Series(Error::Overflow)) => "err:overflow",
        Err(_) => "err:other",
    }
}

fn detect(text: &str) -> Outcome {
    let rows = rows(text, None).ok_or(Refused::Parse)?;
    detect_rows(&rows)
}

fn detect_rows(rows: &[(Timestamp, f64)]) -> Outcome {
    // One row tells no step, and need not: the corpus is hourly.
    let resample = if rows.len() > 1 {
        Resample::inferred()
    } else {
        Resample::every(HOUR)
    };
    let grid = resample.grid(rows.iter().copied()).map_err(Refused::Time)?;
    let detection = Detector::new()
        .period(DAY)
        .detect(grid.values())
        .map_err(Refused::Series)?;
    Ok((grid, detection))
}

/// Seconds since 1970, or readings of the clocks of a zone (UTC if none is given), and values.
fn rows(text: &str, zone: Option<&TimeZone>) -> Option<Vec<(Timestamp, f64)>> {
    let cells: Vec<(&str, &str)> = text
        .lines()
        .skip(1)
        .map(|line| line.split_once(','))
        .collect::<Option<_>>()?;
    let values: Option<Vec<f64>> = cells.iter().map(|(_, value)| value.parse().ok()).collect();
    let utc = |text: &str| {
        if let Ok(seconds) = text.parse::<i64>() {
            return Timestamp::from_second(seconds).ok();
        }
        Offset::UTC
            .to_timestamp(text.parse::<DateTime>().ok()?)
            .ok()
    };
    let times: Vec<Timestamp> = match zone {
        None => cells
            .iter()
            .map(|(time, _)| utc(time))
            .collect::<Option<_>>()?,
        Some(zone) => {
            let readings: Option<Vec<DateTime>> =
                cells.iter().map(|(time, _)| time.parse().ok()).collect();
            Local::new(readings?, zone).times
        }
    };
    Some(times.into_iter().zip(values?).collect())
}

/// What single files show beyond their outcome.
fn details(folder: &Path) -> Result<(), Refused> {
    let read = |name: &str| std::fs::read_to_string(folder.join("ts").join(name)).unwrap();
    let (plain, expected) = detect(&read("ok.csv"))?;
    assert!(plain.report().is_clean());
    // Any order is the order of time, and is said not to have been.
    let (grid, detection) = detect(&read("nonmonotonic.csv"))?;
    assert_eq!(detection, expected);
    assert!(!grid.report().out_of_order.is_empty());
    let (grid, _) = detect(&read("dup_ts.csv"))?;
    assert_eq!(grid.report().duplicates.len(), 1);
    assert_eq!(grid.values(), plain.values());
    let (grid, _) = detect(&read("gaps.csv"))?;
    assert!(grid.report().gaps.iter().any(|gap| gap.len() >= 29));
    let (grid, _) = detect(&read("nan_some.csv"))?;
    assert_eq!(grid.report().not_finite.len(), 10);
    // Wall clocks without a zone have a gap and a repeated hour; with the zone they have neither.
    let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
    let (grid, _) = detect(&read("dst_local.csv"))?;
    assert_eq!(
        grid.report()
            .gaps
            .iter()
            .map(ExactSizeIterator::len)
            .collect::<Vec<_>>(),
        [1]
    );
    let (grid, _) = detect(&read("dst_fall_back.csv"))?;
    assert_eq!(grid.report().duplicates.len(), 1);
    for name in ["dst_local.csv", "dst_fall_back.csv"] {
        let rows = rows(&read(name), Some(&berlin)).unwrap();
        let grid = Resample::inferred()
            .zone(berlin.clone())
            .grid(rows)
            .map_err(Refused::Time)?;
        assert_eq!(grid.values(), plain.values(), "{name}");
        assert_eq!(grid.report().jumps.len(), 1, "{name}");
    }
    Ok(())
}

/// Three weeks of hours with a spike.
fn spiked() -> Vec<(Timestamp, f64)> {
    let value =
        |hour: i64| (hour % 24 + hour * 7 % 5) as f64 + if hour == 300 { 90.0 } else { 0.0 };
    (0..24 * 21)
        .map(|hour| (Timestamp::from_second(3600 * hour).unwrap(), value(hour)))
        .collect()
}

fn finds_the_spike(rows: &[(Timestamp, f64)]) -> Grid {
    let (grid, detection) = detect_rows(rows).unwrap();
    assert!(
        detection.findings.iter().any(|found| found.index == 300),
        "{:?}",
        detection.findings
    );
    grid
}

#[test]
fn one_nan_does_not_switch_detection_off() {
    for bad in [0, 100, 299, 503] {
        let mut rows = spiked();
        rows[bad].1 = f64::NAN;
        assert_eq!(finds_the_spike(&rows).report().not_finite, [bad]);
    }
}

#[test]
fn one_absurd_value_does_not_switch_detection_off() {
    for bad in [0, 100, 299, 503] {
        for value in [1e308, -1e308, f64::MAX] {
            let mut rows = spiked();
            rows[bad].1 = value;
            finds_the_spike(&rows);
        }
    }
}

#[test]
fn one_duplicate_timestamp_does_not_switch_detection_off() {
    for bad in [0, 100, 299, 503] {
        let mut rows = spiked();
        rows.push(rows[bad]);
        let grid = finds_the_spike(&rows);
        assert_eq!(grid.report().duplicates[0].rows, [bad, 504]);
    }
}
