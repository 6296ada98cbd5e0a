//! `compare` at work, on small inputs: what it prints, and that the answers agree.
//!
//! The rivals in Python run where `CHAFFINCH_PYTHON` names an interpreter that has them.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test fails loudly, and says what it skips"
)]

use std::process::{Command, Output};

use serde_json::Value;

const FIELDS: [&str; 6] = [
    "case",
    "rival",
    "ours_seconds",
    "rival_seconds",
    "ratio",
    "agree",
];

fn compare(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_compare"))
        .args(args)
        .output()
        .unwrap()
}

/// The lines that it printed, each checked; and case and rival of each.
fn lines(contest: &str, python: Option<&str>) -> Vec<(String, String)> {
    let mut args = vec![contest, "--quick"];
    args.extend(python.iter().flat_map(|path| ["--python", path]));
    let output = compare(&args);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(checked).collect()
}

fn checked(line: &str) -> (String, String) {
    let value: Value = serde_json::from_str(line).unwrap();
    let object = value.as_object().unwrap();
    for field in FIELDS {
        assert!(object.contains_key(field), "no {field} in {line}");
    }
    assert_eq!(value["agree"], true, "{line}");
    let number = |name: &str| value[name].as_f64().unwrap();
    assert!(
        number("ours_seconds") > 0.0 && number("rival_seconds") > 0.0,
        "{line}"
    );
    let ratio = number("rival_seconds") / number("ours_seconds");
    assert!((number("ratio") - ratio).abs() <= 1e-9 * ratio, "{line}");
    let text = |name: &str| value[name].as_str().unwrap().to_owned();
    (text("case"), text("rival"))
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|&(case, rival)| (case.to_owned(), rival.to_owned()))
        .collect()
}

#[test]
fn base64_against_a_regex() {
    let cases = [
        ("scan 16", "regex"),
        ("scan 16 contexts", "regex"),
        ("scan 16 unpacker", "regex"),
        ("scan 30", "regex"),
        ("scan 30 contexts", "regex"),
        ("scan 30 unpacker", "regex"),
        ("log", "regex"),
        ("rich log", "the digest crates alone"),
        ("rich log, repeated", "the digest crates alone"),
        ("digests", "the digest crates alone"),
        ("gzip", "zlib-rs"),
        ("gzip, searched", "zlib-rs and regex"),
        ("zip", "zlib-rs"),
        ("10^6 candidates", "a tenth of them"),
    ];
    assert_eq!(lines("b64", None), pairs(&cases));
}

#[test]
fn indicators_against_a_regex() {
    let cases = ["log", "report", "lab", "lab rows", "firewall", "web"];
    assert_eq!(
        lines("ioc", None),
        pairs(&cases.map(|case| (case, "regex")))
    );
}

#[test]
fn decomposition_against_stlrs() {
    assert_eq!(
        lines("stl", None),
        pairs(&[
            ("168", "stlrs"),
            ("10k", "stlrs"),
            ("168 robust", "stlrs"),
            ("10k robust", "stlrs"),
            ("1000 x 168", "stlrs"),
            ("1000 x 168 robust", "stlrs"),
            ("points", "fewer points"),
            ("points, robust", "fewer points"),
            ("points, wide", "fewer points"),
            ("window", "narrower windows"),
        ])
    );
}

#[test]
fn everything_against_python() {
    let Ok(python) = std::env::var("CHAFFINCH_PYTHON") else {
        eprintln!("skipped: the rivals in Python (CHAFFINCH_PYTHON names no interpreter)");
        return;
    };
    for contest in ["b64", "ioc", "stl", "frames"] {
        let rivals = lines(contest, Some(&python));
        let in_python = rivals
            .iter()
            .filter(|(_, rival)| rival == "msticpy" || rival == "statsmodels");
        assert!(in_python.count() > 0, "{contest}: {rivals:?}");
    }
}

#[test]
fn a_mistake_is_told_on_standard_error_alone() {
    let mistakes: [&[&str]; 6] = [
        &[],
        &["poetry"],
        &["stl", "--seed", "x"],
        &["stl", "--quick", "--case", "no such case"],
        &["ioc", "--python", "/no/such/interpreter"],
        &["frames"],
    ];
    for args in mistakes {
        let output = compare(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
        assert!(!output.stderr.is_empty(), "{args:?}");
    }
}

/// Detectors on planted anomalies: every mark is a share, and ours is above the original's.
#[test]
fn planted() {
    let output = compare(&["planted", "--quick"]);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let marks: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(marks.len() >= 8);
    for mark in &marks {
        for field in ["precision", "recall", "f1", "auc_pr", "flagged"] {
            let share = mark[field].as_f64().unwrap();
            assert!((0.0..=1.0).contains(&share), "{field} in {mark}");
        }
    }
    let of = |detector: &str, field: &str| {
        let mark = marks
            .iter()
            .find(|mark| mark["detector"] == detector)
            .unwrap();
        mark[field].as_f64().unwrap()
    };
    for field in ["f1", "auc_pr"] {
        assert!(of("default", field) > of("msticpy", field), "{field}");
        assert!(
            of("default", field) > of("msticpy in floating point", field),
            "{field}"
        );
    }
    assert_eq!(of("everything", "recall"), 1.0);
}

/// A folder with the layout of NAB: one series, a spike in it, a window around that.
#[test]
fn nab() {
    let folder = std::env::temp_dir().join(format!("chaffinch-nab-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("data/own")).unwrap();
    std::fs::create_dir_all(folder.join("labels")).unwrap();
    let mut rows = String::from("timestamp,value\n");
    for hour in 0..24 * 14 {
        let value = hour % 24 + hour * 7 % 5 + if hour == 200 { 500 } else { 0 };
        let (day, hour) = (1 + hour / 24, hour % 24);
        rows += &format!("2014-03-{day:02} {hour:02}:10:00,{value}\n");
    }
    std::fs::write(folder.join("data/own/a.csv"), rows).unwrap();
    let windows =
        r#"{"own/a.csv": [["2014-03-09 01:00:00.000000", "2014-03-09 20:00:00.000000"]]}"#;
    std::fs::write(folder.join("labels/combined_windows.json"), windows).unwrap();
    let output = compare(&["nab", folder.to_str().unwrap()]);
    let missing = compare(&["nab", folder.to_str().unwrap(), "--case", "other"]);
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!(
        (first["group"].as_str(), first["detector"].as_str()),
        (Some("own"), Some("default"))
    );
    assert_eq!(
        (first["f1"].as_f64(), first["auc_pr"].as_f64()),
        (Some(1.0), Some(1.0))
    );
    assert_eq!(missing.status.code(), Some(2));
    assert_eq!(compare(&["nab"]).status.code(), Some(2));
}
