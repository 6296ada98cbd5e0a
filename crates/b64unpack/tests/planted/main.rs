//! Recall and precision: payloads of every kind in command lines, and the lab's own lines that
//! have none. The table is printed; `cargo test --test planted -- --nocapture` shows it.

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

#[test]
fn recall() {
    recall_by(Unpacker::new());
    recall_by(Unpacker::new().encodings(Encodings::ALL));
}

fn recall_by(unpacker: Unpacker<'_>) {
    let (mut found, mut planted) = (0, 0);
    for &(name, make) in kinds::ALL {
        let mut rng = Rng(7);
        let hits = (0..EACH).filter(|_| {
            let case = make(&mut rng);
            let tree = unpacker.unpack(&case.text);
            tree.iter().any(|payload| payload.bytes() == case.hidden)
        });
        let hits = hits.count();
        println!("{name:30} {hits:3} of {EACH}");
        (found, planted) = (found + hits, planted + EACH);
    }
    println!("{:30} {found} of {planted}", "all");
    assert!(
        found * 1000 >= planted * 995,
        "{found} of {planted} are found: less than 99.5 %"
    );
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
