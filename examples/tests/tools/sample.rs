//! What the hunt finds in the sample data, against what was planted there: all of it, and nothing else.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// One thing, found or planted, in a form that compares.
type Thing = String;

fn truth() -> Value {
    serde_json::from_str(include_str!("../../data/ground-truth.json")).unwrap()
}

fn found() -> Vec<Value> {
    let run = crate::support::run("hunt", &["--format", "jsonl"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    run.objects()
}

/// `found` and `planted` are the same, or this lists what is missing and what is too much.
fn assert_same(found: &BTreeSet<Thing>, planted: &BTreeSet<Thing>) {
    let missing: Vec<_> = planted.difference(found).collect();
    let extra: Vec<_> = found.difference(planted).collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "{} missing:\n{:#?}\n{} too many:\n{:#?}",
        missing.len(),
        &missing[..missing.len().min(40)],
        extra.len(),
        &extra[..extra.len().min(40)],
    );
    assert!(!planted.is_empty());
}

fn of_kind<'f>(found: &'f [Value], kind: &str) -> impl Iterator<Item = &'f Value> {
    found.iter().filter(move |finding| finding["kind"] == kind)
}

/// Every planted cell: row, column, content.
fn cells(truth: &Value) -> Vec<(Value, String, Value)> {
    let mut cells = Vec::new();
    for row in truth["rows"].as_array().unwrap() {
        for (column, cell) in row
            .as_object()
            .unwrap()
            .iter()
            .filter(|(key, _)| *key != "row")
        {
            cells.push((row["row"].clone(), column.clone(), cell.clone()));
        }
    }
    cells
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[test]
fn every_payload_and_no_other() {
    const FIELDS: [&str; 10] = [
        "problems",
        "chain",
        "parent",
        "start",
        "end",
        "member",
        "size",
        "sha256",
        "text",
        "text_encoding",
    ];
    let thing = |row: &Value, column: &Value, id: &Value, payload: &Value| -> Thing {
        let fields: Vec<_> = FIELDS.iter().map(|field| &payload[*field]).collect();
        json!([row, column, id, fields]).to_string()
    };
    let mut planted = BTreeSet::new();
    for (row, column, cell) in cells(&truth()) {
        for (id, payload) in list(&cell["payloads"]).enumerate() {
            planted.insert(thing(&row, &json!(column), &json!(id), payload));
        }
    }
    let all = found();
    let payloads: Vec<_> = of_kind(&all, "payload").collect();
    for payload in &payloads {
        assert_eq!(payload["truncated"], false, "{payload}");
    }
    let found = payloads.iter().map(|found| {
        let kinds: Vec<_> = list(&found["problems"])
            .map(|it| it["kind"].clone())
            .collect();
        let mut found = (*found).clone();
        found["problems"] = if kinds.is_empty() {
            Value::Null
        } else {
            kinds.into()
        };
        thing(&found["row"], &found["column"], &found["id"], &found)
    });
    assert_same(&found.collect(), &planted);
}

/// The last element of a chain is an encoding or a format; each there is occurs.
#[test]
fn every_encoding_and_every_format() {
    let mut planted = BTreeSet::new();
    for (_, _, cell) in cells(&truth()) {
        for payload in list(&cell["payloads"]) {
            let chain = payload["chain"].as_str().unwrap();
            let last = chain.rsplit('>').next().unwrap();
            planted.insert(last.split(':').next().unwrap().to_owned());
        }
    }
    let encodings = b64unpack::Encodings::ALL.iter();
    let encodings = encodings.map(b64unpack::Encoding::name);
    let formats = b64unpack::formats::ALL.iter().map(|format| format.name());
    let missing: Vec<_> = encodings
        .chain(formats)
        .filter(|name| !planted.contains(*name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(b64unpack::formats::ALL.len(), 15, "all are compiled in");
}

#[test]
fn every_indicator_and_no_other() {
    let mut planted = BTreeSet::new();
    let mut plant = |row: &Value, column: &str, payload: Value, indicators: &Value| {
        for indicator in list(indicators) {
            let place = [&indicator[0], &indicator[1], &indicator[2], &indicator[3]];
            let (defanged, decoded) = (indicator[4] == "defanged", indicator[4] == "url-decoded");
            planted.insert(json!([row, column, payload, place, defanged, decoded]).to_string());
        }
    };
    for (row, column, cell) in cells(&truth()) {
        plant(&row, &column, Value::Null, &cell["indicators"]);
        for (id, payload) in list(&cell["payloads"]).enumerate() {
            plant(&row, &column, json!(id), &payload["indicators"]);
        }
    }
    let thing = |found: &Value| {
        let place = ["type", "value", "start", "end"].map(|field| &found[field]);
        let decoded = found["via"] == "url-decoded";
        json!([
            found["row"],
            found["column"],
            found["payload"],
            place,
            found["defanged"],
            decoded
        ])
        .to_string()
    };
    assert_same(
        &of_kind(&found(), "indicator").map(thing).collect(),
        &planted,
    );
}

#[test]
fn every_anomaly_and_no_other() {
    let truth = truth();
    let mut planted = BTreeSet::new();
    for (series, name) in [
        ("traffic", "traffic.csv"),
        ("events_per_hour", "events per hour"),
    ] {
        for anomaly in list(&truth[series]["anomalies"]) {
            let time = anomaly["time"]
                .as_str()
                .unwrap()
                .replace('T', " ")
                .replace('Z', "+00:00");
            let flag = if anomaly["direction"] == "spike" {
                1
            } else {
                -1
            };
            planted.insert(json!([name, time, flag]).to_string());
        }
    }
    let thing =
        |found: &Value| json!([found["series"], found["time"], found["anomalies"]]).to_string();
    assert_same(&of_kind(&found(), "anomaly").map(thing).collect(), &planted);
}

#[test]
fn nothing_else_is_printed() {
    let kinds: BTreeSet<_> = found()
        .iter()
        .map(|finding| finding["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        kinds,
        ["anomaly", "indicator", "payload"]
            .map(str::to_owned)
            .into()
    );
}

#[test]
fn every_kind_is_planted() {
    let mut planted = BTreeSet::new();
    for (_, _, cell) in cells(&truth()) {
        let hidden = list(&cell["payloads"]).flat_map(|payload| list(&payload["indicators"]));
        for indicator in list(&cell["indicators"]).chain(hidden) {
            planted.insert(indicator[0].as_str().unwrap().to_owned());
        }
    }
    let kinds = iocextract::Kind::BUILT_IN.map(|kind| kind.as_str().to_owned());
    assert_eq!(planted, kinds.into());
}
