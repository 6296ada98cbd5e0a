//! The default detector in the series with one anomaly of each kind, against what was planted.

use std::path::Path;

use serde_json::Value;

use crate::support::{Run, run_in};

/// The trend follows a level that lasts, and begins to a little before: its ends are found from both
/// sides.
const HOURS_AROUND: i64 = 3;

fn truth() -> Vec<Value> {
    let truth: Value = serde_json::from_str(include_str!("../../data/ground-truth.json")).unwrap();
    truth["kinds"].as_array().unwrap().clone()
}

fn found(more: &[&str]) -> Run {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let args = [&["anomalies.csv", "--by", "Kind", "-f", "jsonl"], more].concat();
    run_in(&data, "anomalies", &args, b"")
}

/// Hours since 1970.
fn hour(time: &Value) -> i64 {
    let time = chaffinch_examples::time::parse(time.as_str().unwrap()).unwrap();
    time.nanoseconds() / 3_600_000_000_000
}

/// The hours in which something was found in the series of this kind, with what.
fn flagged(run: &Run, kind: &Value) -> Vec<(i64, i64)> {
    let points = run.objects();
    let of_kind = points.iter().filter(|point| point["Kind"] == *kind);
    let flagged = of_kind.filter(|point| point["anomalies"] != 0);
    flagged
        .map(|point| (hour(&point["time"]), point["anomalies"].as_i64().unwrap()))
        .collect()
}

#[test]
fn every_kind_is_found_and_nothing_else() {
    let run = found(&["-q"]);
    assert_eq!(run.status, Some(0));
    let truth = truth();
    assert_eq!(truth.len(), 8);
    for planted in &truth {
        let (first, last) = (hour(&planted["first"]), hour(&planted["last"]));
        let flagged = flagged(&run, &planted["kind"]);
        let direction = planted["direction"].as_str().unwrap();
        let inside = |sign: i64| {
            let inside = flagged
                .iter()
                .filter(|(hour, _)| (first..=last).contains(hour));
            inside.filter(|(_, flag)| *flag == sign).count()
        };
        let (spikes, dips) = (inside(1), inside(-1));
        match direction {
            "spike" => assert!(spikes > 0 && dips == 0, "{planted} {flagged:?}"),
            "dip" => assert!(dips > 0 && spikes == 0, "{planted} {flagged:?}"),
            "both" => assert!(dips > 0 && spikes > 0, "{planted} {flagged:?}"),
            _ => assert_eq!((direction, flagged.len()), ("none", 0)),
        }
        let around = first - HOURS_AROUND..=last + HOURS_AROUND;
        for (hour, flag) in &flagged {
            assert!(around.contains(hour), "{planted}: {flag} in {hour}");
        }
    }
}

/// What is short, and far out, is found to the hour.
#[test]
fn short_kinds_are_found_whole() {
    let run = found(&["-q"]);
    let mut whole = 0;
    for planted in truth() {
        if planted["count"].as_i64().unwrap() <= 4 {
            let hours = hour(&planted["first"])..=hour(&planted["last"]);
            let sign = if planted["direction"] == "spike" {
                1
            } else {
                -1
            };
            let expected: Vec<_> = hours.map(|hour| (hour, sign)).collect();
            assert_eq!(flagged(&run, &planted["kind"]), expected, "{planted}");
            whole += 1;
        }
    }
    assert_eq!(whole, 3);
}

/// Hours without rows are said to be missing, or where rows are summed are nothing.
#[test]
fn a_gap_is_reported() {
    let planted = truth()
        .into_iter()
        .find(|kind| kind["kind"] == "gap")
        .unwrap();
    let run = found(&[]);
    let note = format!("Kind gap: {} steps have no value", planted["count"]);
    assert!(run.stderr.contains(&note), "{}", run.stderr);
    let summed = found(&["-q", "--aggregate", "sum"]);
    let flagged = flagged(&summed, &planted["kind"]);
    assert!(!flagged.is_empty());
    let hours = hour(&planted["first"])..=hour(&planted["last"]);
    assert!(
        flagged
            .iter()
            .all(|(hour, flag)| *flag == -1 && hours.contains(hour)),
        "{flagged:?}"
    );
}
