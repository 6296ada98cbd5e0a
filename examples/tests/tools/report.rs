//! `hunt --report`: the page has what is printed.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{Folder, Run, data, run_in};

/// Hunts with a report; what was printed, and the data of the page.
fn hunt(folder: &Folder, args: &[&str]) -> (Run, Value) {
    let args = [args, &["--report", "a.html", "-f", "jsonl", "-q"]].concat();
    let run = run_in(folder.path(), "hunt", &args, b"");
    let page = std::fs::read_to_string(folder.path().join("a.html")).unwrap();
    (run, data(&page))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[test]
fn everything_that_is_printed_is_counted_and_shown() {
    let folder = Folder::new("report-all");
    let (run, data) = hunt(&folder, &[]);
    let printed = run.objects();
    let of_kind = |kind: &str| {
        printed
            .iter()
            .filter(move |found| found["kind"] == kind)
            .cloned()
            .collect::<Vec<_>>()
    };
    let (payloads, indicators) = (of_kind("payload"), of_kind("indicator"));
    let log = &data["log"];
    assert_eq!(log["totals"]["payloads"], payloads.len());
    assert_eq!(log["sightings"], indicators.len());
    assert_eq!(log["totals"]["left_out"], 0);

    let mut seen: BTreeMap<(String, String), u64> = BTreeMap::new();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    for found in &indicators {
        *seen
            .entry((text(&found["type"]), text(&found["value"])))
            .or_default() += 1;
    }
    let shown = list(&log["indicators"]);
    let shown = shown.map(|it| {
        (
            (text(&it["kind"]), text(&it["value"])),
            it["count"].as_u64().unwrap(),
        )
    });
    assert_eq!(shown.collect::<BTreeMap<_, _>>(), seen);

    // Digest and chain of each, where the event is shown, times the rows that are equal.
    let mut digests: BTreeMap<(String, usize), u64> = BTreeMap::new();
    for payload in &payloads {
        *digests
            .entry((
                text(&payload["sha256"]),
                payload["depth"].as_u64().unwrap() as usize,
            ))
            .or_default() += 1;
    }
    let mut in_page = BTreeMap::new();
    for event in list(&log["events"]) {
        for payload in list(&event["payloads"]) {
            let key = (
                text(&payload["digests"][2][1]),
                payload["chain"].as_array().unwrap().len(),
            );
            *in_page.entry(key).or_default() += event["count"].as_u64().unwrap();
        }
    }
    assert_eq!(in_page, digests);
    let flagged = list(&data["series"])
        .flat_map(|series| list(&series["flags"]))
        .filter(|flag| **flag != 0);
    assert_eq!(flagged.count(), of_kind("anomaly").len());
}

/// What is marked in a text is what was found there.
#[test]
fn marks_cut_out_what_was_found() {
    let folder = Folder::new("report-marks");
    let (_, data) = hunt(&folder, &[]);
    let log = &data["log"];
    let piece = |body: &Value, mark: &Value| {
        let units: Vec<u16> = body["text"].as_str().unwrap().encode_utf16().collect();
        let at = |place: usize| mark[place].as_u64().unwrap() as usize;
        String::from_utf16(&units[at(1)..at(2)]).unwrap()
    };
    let (mut marks, mut encoded) = (0, 0);
    for event in list(&log["events"]) {
        let bodies = list(&event["payloads"]).map(|payload| &payload["body"]);
        for body in bodies
            .chain([&event["body"]])
            .filter(|body| !body.is_null())
        {
            for mark in list(&body["marks"]) {
                let found = &log["indicators"][mark[0].as_u64().unwrap() as usize];
                // Normalised differs in case, brackets and percent; what is equal is the most of it.
                let (raw, value) = (piece(body, mark), found["value"].as_str().unwrap());
                marks += usize::from(raw == value || raw.len() * 2 >= value.len());
                assert!(!raw.trim().is_empty() && raw.trim() == raw, "{raw:?}");
            }
            encoded += list(&body["encoded"])
                .map(|span| assert!(piece(body, span).len() > 3))
                .count();
        }
    }
    assert!(marks > 1000 && encoded > 100, "{marks} {encoded}");
}

#[test]
fn a_file_without_anything_in_it() {
    let folder = Folder::new("report-nothing");
    folder.write("a.txt", b"nothing\nat all\n");
    let (run, data) = hunt(&folder, &["a.txt"]);
    assert_eq!(run.status, Some(1));
    assert_eq!(
        (
            &data["log"]["rows"],
            data["log"]["events"].as_array().unwrap().len()
        ),
        (&Value::from(2), 0)
    );
}

#[test]
fn without_a_file_there_is_a_report_and_with_one_only_on_request() {
    let folder = Folder::new("report-default");
    let report = folder.path().join("hunt-report.html");
    folder.write("a.txt", b"ping 203.0.113.9");
    run_in(folder.path(), "hunt", &["a.txt"], b"");
    assert!(!report.exists());
    let run = run_in(folder.path(), "hunt", &[], b"");
    assert!(
        run.stdout.ends_with("\nReport: hunt-report.html\n"),
        "{}",
        run.stdout
    );
    assert!(report.exists());
}

#[test]
fn a_report_that_cannot_be_written_ends_it_before_the_work() {
    let folder = Folder::new("report-nowhere");
    let run = run_in(folder.path(), "hunt", &["--report", "no/a.html"], b"");
    assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("no/a.html: "), "{}", run.stderr);
}

/// The page is the same for any number of threads.
#[test]
fn threads_do_not_show() {
    let folder = Folder::new("report-threads");
    let (_, one) = hunt(&folder, &["-j", "1"]);
    let (_, many) = hunt(&folder, &["-j", "7"]);
    assert_eq!(one, many);
}
