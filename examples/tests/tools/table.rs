//! Runs that are written down in `testdata`: files, a command, and what it has to print.

use crate::support::{Folder, run_in};

/// Bytes of a case: TOML has no bytes, so `\\xNN` in a string stands for one.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x") {
        bytes.extend_from_slice(before.as_bytes());
        let (digits, after) = after.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).unwrap());
        rest = after;
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

fn strings(value: Option<&toml::Value>) -> Vec<&str> {
    let items = value
        .map(|value| value.as_array().unwrap().as_slice())
        .unwrap_or_default();
    items.iter().map(|item| item.as_str().unwrap()).collect()
}

fn check(case: &toml::Table) -> Result<(), String> {
    let name = case["name"].as_str().unwrap();
    let folder = Folder::new(&name.replace(' ', "-"));
    if let Some(files) = case.get("files") {
        for (file, content) in files.as_table().unwrap() {
            folder.write(file, &bytes(content.as_str().unwrap()));
        }
    }
    let command = strings(case.get("run"));
    let stdin = bytes(case.get("stdin").map_or("", |text| text.as_str().unwrap()));
    let run = run_in(folder.path(), command[0], &command[1..], &stdin);
    let mut faults = Vec::new();
    if run.status != Some(case["status"].as_integer().unwrap() as i32) {
        faults.push(format!("status {:?}", run.status));
    }
    for (stream, text, wanted) in [
        ("stdout", &run.stdout, strings(case.get("stdout"))),
        ("stderr", &run.stderr, strings(case.get("stderr"))),
    ] {
        // All of them, in this order; nothing at all where nothing is wanted.
        let mut rest = text.as_str();
        for part in &wanted {
            match rest.split_once(part) {
                Some((_, after)) => rest = after,
                None => faults.push(format!("{stream} has no {part:?}")),
            }
        }
        if wanted.is_empty() && !text.is_empty() {
            faults.push(format!("{stream} is not empty"));
        }
    }
    let lines = run.stdout.lines().count() as i64;
    if case
        .get("lines")
        .is_some_and(|wanted| wanted.as_integer() != Some(lines))
    {
        faults.push(format!("{lines} lines"));
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "{name}: {}\n--- stdout\n{}--- stderr\n{}",
            faults.join("; "),
            run.stdout,
            run.stderr
        )),
    }
}

fn check_all(text: &str) {
    let table: toml::Table = text.parse().unwrap();
    let cases = table["case"].as_array().unwrap();
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|case| check(case.as_table().unwrap()).err())
        .collect();
    assert!(
        faults.is_empty(),
        "{} of {} cases:\n{}",
        faults.len(),
        cases.len(),
        faults.join("\n")
    );
}

#[test]
fn bad_input() {
    check_all(include_str!("../../testdata/bad_input.toml"));
}

#[test]
fn usage() {
    check_all(include_str!("../../testdata/usage.toml"));
}

#[test]
fn formats() {
    check_all(include_str!("../../testdata/formats.toml"));
}

#[test]
fn anomalies() {
    check_all(include_str!("../../testdata/anomalies.toml"));
}
