//! The lab's own data: what is in its command lines is found, and nothing else.

#![cfg(all(feature = "digest", feature = "gzip", feature = "tar", feature = "zip"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

mod common;

use b64unpack::Unpacker;

#[test]
fn command_lines() {
    let Some(path) = common::shared("lab/processes_on_host.csv") else {
        return;
    };
    let rows = common::command_line_column(&std::fs::read_to_string(path).unwrap());
    assert_eq!(rows.len(), 22_979);
    let mut found = Vec::new();
    for (row, cell) in rows.iter().enumerate() {
        let tree = Unpacker::new().unpack(cell);
        assert!(
            tree.problems().is_empty(),
            "row {row}: {:?}",
            tree.problems()
        );
        for payload in tree.iter() {
            found.push((
                row,
                payload.chain().to_string(),
                payload.digests().md5_hex(),
            ));
        }
    }
    let found: Vec<_> = found
        .iter()
        .map(|(row, chain, md5)| (*row, chain.as_str(), md5.as_str()))
        .collect();
    // Three rows with the two payloads that MSTICPy finds, and the one in base64url that it
    // cuts to pieces (MD5 of what Python's urlsafe_b64decode gives).
    assert_eq!(
        found,
        [
            (21, "base64", PING),
            (968, "base64", "65716544c3db642171b7597cd3deca2b"),
            (7452, "base64", "65716544c3db642171b7597cd3deca2b"),
            (9163, "base64url", UPDATE),
        ]
    );
}

const PING: &str = "6bdfd1fe0fa0dac9694df26d38107d31";
const UPDATE: &str = "d2fcc5c1f928ccb4b9b01fbd1387faf7";

/// The inputs of the golden cases that the original fails on, by name.
#[test]
fn golden_inputs() {
    let Some(path) = common::shared("golden/b64/cases.jsonl") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let cases: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let chains = |name: &str| {
        let case = cases.iter().find(|case| case["name"] == name).unwrap();
        let limits = b64unpack::Limits::DEFAULT.depth(32);
        let tree = Unpacker::new()
            .limits(limits)
            .unpack(case["input"].as_str().unwrap());
        tree.iter()
            .map(|payload| payload.chain().to_string())
            .collect::<Vec<_>>()
    };
    let layers = |count: usize| -> Vec<String> {
        (1..=count)
            .map(|depth| vec!["base64"; depth].join(">"))
            .collect()
    };
    for (name, depth) in [("nest3", 3), ("nest6", 6), ("nest22", 22)] {
        assert_eq!(chains(name), layers(depth), "{name}");
    }
    assert_eq!(chains("nest_two_last_undecodable"), layers(2));
    assert_eq!(
        chains("gz_gz"),
        ["base64", "base64>gzip", "base64>gzip>gzip"]
    );
    assert_eq!(
        chains("zip_in_zip"),
        ["base64", "base64>zip:in.zip", "base64>zip:in.zip>zip:a.txt"]
    );
    assert_eq!(chains("lab_googleupdate_websafe"), ["base64url"]);
}
