//! Recall and precision: payloads of every kind in command lines, and the lab's own lines that
//! have none. The table is printed; `cargo test --test planted -- --nocapture` shows it,
//! and `SHOW='log4shell'` the lines of a kind that are missed.

#![cfg(feature = "full")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

#[path = "../common/mod.rs"]
mod common;
mod contents;
mod kinds;
mod rng;

use std::collections::BTreeSet;

use b64unpack::{Encodings, Unpacker};

use rng::Rng;

/// Command lines of each kind.
const EACH: usize = 200;

/// Kinds of which not all are found, with how many at least; the others are found to the last.
const MISSED: &[(&str, usize)] = &[
    // Keys below 0x20 may leave text such as it is: there is no telling.
    ("xor of a script", 194),
    ("xor of utf-16le", 197),
    ("xor -bxor", 198),
    ("quoted-printable", 0),
];

#[test]
fn recall() {
    recall_by(Unpacker::new());
    recall_by(Unpacker::new().encodings(Encodings::ALL));
}

fn recall_by(unpacker: Unpacker<'_>) {
    let (mut found, mut planted, mut fewer) = (0, 0, Vec::new());
    for &(name, make) in kinds::all() {
        let mut rng = Rng(7);
        let show = std::env::var("SHOW").is_ok_and(|kind| kind == name);
        let hits = (0..EACH).filter(|_| {
            let case = make(&mut rng);
            let tree = unpacker.unpack(&case.text);
            let hit = tree.iter().any(|payload| payload.bytes() == case.hidden);
            if show && !hit {
                let chains: Vec<_> = tree.iter().map(|found| found.chain().to_string()).collect();
                println!("{}\n{chains:?}", case.text.escape_ascii());
            }
            hit
        });
        let hits = hits.count();
        println!("{name:34} {hits:3} of {EACH}");
        (found, planted) = (found + hits, planted + EACH);
        let least = MISSED.iter().find(|(missed, _)| *missed == name);
        let least = least.map_or(EACH, |(_, least)| *least);
        if hits < least {
            fewer.push(format!("{name}: {hits}, not {least}"));
        }
    }
    println!("{:34} {found} of {planted}", "all");
    assert!(fewer.is_empty(), "{fewer:#?}");
}

#[test]
fn precision() {
    let Some(path) = common::shared("lab/processes_on_host.csv") else {
        return;
    };
    let rows = common::command_line_column(&std::fs::read_to_string(path).unwrap());
    let distinct: BTreeSet<&String> = rows.iter().collect();
    let alarms: Vec<&&String> = distinct.iter().filter(|row| is_false_alarm(row)).collect();
    println!(
        "{} false alarms in {} rows: {alarms:#?}",
        alarms.len(),
        distinct.len()
    );
    assert!(alarms.len() <= 3);
}

/// Whether something is found in a line that has none of the three payloads and not the ping in
/// base64url.
fn is_false_alarm(row: &str) -> bool {
    let tree = Unpacker::new().encodings(Encodings::ALL).unpack(row);
    let known = [
        "cGluZyAgbWljcm9zb2Z0",
        "SUVYIChOZXct",
        "LU5vbmludGVy",
        "/ping ",
    ];
    !tree.is_empty() && !known.iter().any(|known| row.contains(known))
}
