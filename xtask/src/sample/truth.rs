//! The truth as JSON; `examples/data/README.md` describes it.

use std::ops::Range;

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::clock;
use super::kinds::{KINDS, Kind};
use super::payload::{Content, Origin, Payload};
use super::process_log::{ProcessLog, Row};
use super::script::{Placed, Script};
use super::traffic::{DIP, SPIKE, Traffic};

/// One line a row of the log, so that a difference between two versions can be read.
pub(super) fn render(seed: u64, log: &ProcessLog, traffic: &Traffic) -> String {
    let mut out = String::from("{\n");
    entry(&mut out, "seed", &json!(seed));
    entry(&mut out, "traffic", &traffic_truth(traffic));
    entry(&mut out, "events_per_hour", &counts_truth(log));
    entry(&mut out, "kinds", &KINDS.iter().map(kind_truth).collect());
    out.push_str("\"rows\": [\n");
    let rows: Vec<String> = log
        .rows
        .iter()
        .enumerate()
        .map(|(number, row)| row_truth(number, row).to_string())
        .collect();
    out.push_str(&rows.join(",\n"));
    out.push_str("\n]\n}\n");
    out
}

fn entry(out: &mut String, name: &str, value: &Value) {
    out.push_str(&format!("\"{name}\": {value},\n"));
}

fn traffic_truth(traffic: &Traffic) -> Value {
    let anomaly = |hour, direction| json!({"time": clock::time(hour, 0), "direction": direction});
    let period = |[first, last]: [u64; 2], direction| json!({"first": clock::time(first, 0), "last": clock::time(last, 0), "count": 2, "direction": direction});
    let spikes = SPIKE.map(|hour| anomaly(hour, "spike"));
    let dips = DIP.map(|hour| anomaly(hour, "dip"));
    let anomalies = [spikes, dips].concat();
    json!({
        "points": traffic.len(),
        "anomalies": anomalies,
        "periods": [period(SPIKE, "spike"), period(DIP, "dip")],
    })
}

fn counts_truth(log: &ProcessLog) -> Value {
    let (time, count) = &log.burst;
    json!({"anomalies": [{"time": time, "count": count, "direction": "spike"}]})
}

/// The first and the last hour of it.
fn kind_truth(kind: &Kind) -> Value {
    let hours = kind.hours();
    json!({
        "kind": kind.name,
        "direction": kind.direction,
        "first": clock::time(hours.start, 0),
        "last": clock::time(hours.end - 1, 0),
        "count": hours.end - hours.start,
    })
}

fn row_truth(number: usize, row: &Row) -> Value {
    let mut truth = Map::from_iter([("row".to_owned(), json!(number))]);
    let cells = [
        ("NewProcessName", Some(&row.image)),
        ("ParentProcessName", Some(&row.parent)),
        ("CommandLine", row.command.as_ref()),
    ];
    for (column, script) in cells {
        if let Some(script) = script {
            truth.extend(cell_truth(script).map(|cell| (column.to_owned(), cell)));
        }
    }
    Value::Object(truth)
}

/// Nothing for a cell with nothing in it.
fn cell_truth(script: &Script) -> Option<Value> {
    let mut cell = Map::new();
    if !script.indicators().is_empty() {
        cell.insert("indicators".to_owned(), indicators(script));
    }
    if !script.payloads().is_empty() {
        let mut payloads = Payloads::default();
        payloads.of_text(script, Parent::INPUT, 1);
        cell.insert("payloads".to_owned(), Value::Array(payloads.list));
    }
    (!cell.is_empty()).then_some(Value::Object(cell))
}

/// `[type, value, start, end]`, and what else there is to say about it.
fn indicators(script: &Script) -> Value {
    script.indicators().iter().map(indicator).collect()
}

fn indicator(Placed { range, ioc }: &Placed) -> Value {
    let mut truth = vec![
        json!(ioc.kind.name()),
        json!(ioc.value),
        json!(range.start),
        json!(range.end),
    ];
    if ioc.defanged {
        truth.push(json!("defanged"));
    } else if ioc.via != "plain" {
        truth.push(json!(ioc.via));
    }
    Value::Array(truth)
}

/// The payloads of a cell, parents before children, in the order in which they stand.
#[derive(Default)]
struct Payloads {
    list: Vec<Value>,
}

/// What a payload was found in: its number in the cell, and the chain that leads to it.
#[derive(Clone, Copy)]
struct Parent<'a> {
    number: Option<usize>,
    chain: &'a str,
}

impl Parent<'_> {
    const INPUT: Self = Self {
        number: None,
        chain: "",
    };
}

impl Payloads {
    /// The payloads in a text whose characters take `width` bytes each.
    fn of_text(&mut self, script: &Script, parent: Parent<'_>, width: usize) {
        for (range, payload) in script.payloads() {
            self.add(
                payload,
                parent,
                Some(&(range.start * width..range.end * width)),
            );
        }
    }

    fn add(&mut self, payload: &Payload, parent: Parent<'_>, range: Option<&Range<usize>>) {
        let separator = if parent.chain.is_empty() { "" } else { ">" };
        let chain = format!("{}{separator}{}", parent.chain, payload.origin.element());
        let number = self.list.len();
        self.list.push(describe(payload, parent, &chain, range));
        let this = Parent {
            number: Some(number),
            chain: &chain,
        };
        match &payload.content {
            Content::Text(script, encoding) => self.of_text(script, this, encoding.width()),
            Content::Xored(inside) => self.add(inside, this, Some(&(0..payload.bytes.len()))),
            Content::Archive(members) => {
                for member in members {
                    self.add(member, this, None);
                }
            }
        }
    }
}

fn describe(
    payload: &Payload,
    parent: Parent<'_>,
    chain: &str,
    range: Option<&Range<usize>>,
) -> Value {
    let mut truth = json!({
        "chain": chain,
        "parent": parent.number,
        "start": range.map(|range| range.start),
        "end": range.map(|range| range.end),
        "member": member(&payload.origin),
        "size": payload.bytes.len(),
        "sha256": hex(&Sha256::digest(&payload.bytes)),
    });
    if let (Origin::Locked(..), Some(fields)) = (&payload.origin, truth.as_object_mut()) {
        fields.insert("problems".to_owned(), json!(["encrypted"]));
    }
    if let (Content::Text(script, encoding), Some(fields)) =
        (&payload.content, truth.as_object_mut())
    {
        fields.insert("text_encoding".to_owned(), json!(encoding.name()));
        fields.insert("text".to_owned(), json!(script.as_str()));
        fields.insert("indicators".to_owned(), indicators(script));
    }
    truth
}

fn member(origin: &Origin) -> Option<&str> {
    match origin {
        Origin::Member(_, name) | Origin::Locked(_, name) => Some(name),
        Origin::Encoded(_) | Origin::Stream(_) => None,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
