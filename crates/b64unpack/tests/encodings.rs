//! Runs the cases of `testdata/encodings/*.toml`, with every encoding on.

// What is in some of them is packed.
#![cfg(feature = "gzip")]
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

use std::path::Path;

use b64unpack::{Encodings, Payload, PayloadId, Tree, Unpacker};
use common::{cases, unhex};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    input: String,
    /// Of depth 1; none for what must not be found.
    #[serde(default)]
    payload: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    chain: String,
    /// How it stands in the input.
    span: String,
    /// The bytes, or `hex` of them.
    bytes: Option<String>,
    hex: Option<String>,
    /// Of the payloads below it.
    #[serde(default)]
    below: Vec<String>,
    #[serde(default)]
    truncated: bool,
}

/// A payload in words, to be compared.
#[derive(Debug, PartialEq)]
struct Described {
    chain: String,
    span: String,
    bytes: String,
    below: Vec<String>,
    truncated: bool,
}

impl Expected {
    fn describe(&self) -> Described {
        let bytes = self.bytes.clone().map(String::into_bytes);
        let bytes = bytes.unwrap_or_else(|| unhex(self.hex.as_deref().unwrap()));
        Described {
            chain: self.chain.clone(),
            span: self.span.clone(),
            bytes: bytes.escape_ascii().to_string(),
            below: self.below.clone(),
            truncated: self.truncated,
        }
    }
}

/// What stands at depth 1, and the chains of what is below each.
fn describe(tree: &Tree, payload: Payload<'_>, span: &[u8]) -> Described {
    let below = tree
        .iter()
        .filter(|other| other.depth() > 1 && top(tree, *other) == payload.id());
    Described {
        chain: payload.chain().to_string(),
        span: String::from_utf8(span.to_vec()).unwrap(),
        bytes: payload.bytes().escape_ascii().to_string(),
        below: below.map(|other| other.chain().to_string()).collect(),
        truncated: payload.is_truncated(),
    }
}

fn top<'t>(tree: &'t Tree, mut payload: Payload<'t>) -> PayloadId {
    while let Some(parent) = payload.parent() {
        payload = tree.get(parent).unwrap();
    }
    payload.id()
}

#[test]
fn every_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/encodings");
    let (mut count, mut wrong) = (0, Vec::new());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        for case in &cases::<Case>(&std::fs::read_to_string(&path).unwrap()) {
            let expected: Vec<_> = case.payload.iter().map(Expected::describe).collect();
            for wide in [false, true] {
                let found = found(&case.input, wide);
                if found != expected {
                    let name = format!("{} {} (wide: {wide})", path.display(), case.name);
                    wrong.push(format!("{name}:\n{found:#?}\ninstead of\n{expected:#?}"));
                }
            }
            count += 1;
        }
    }
    assert!(count > 0);
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

/// The payloads of an input as it is, or in UTF-16LE.
fn found(input: &str, wide: bool) -> Vec<Described> {
    let scale = if wide { 2 } else { 1 };
    let wide: Vec<u8> = input.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let haystack = if scale == 2 { &wide } else { input.as_bytes() };
    let tree = Unpacker::new().encodings(Encodings::ALL).unpack(haystack);
    let roots = tree.roots().map(|root| {
        let range = root.range().unwrap();
        assert!(range.start % scale == 0 && range.end % scale == 0);
        let span = &input.as_bytes()[range.start / scale..range.end / scale];
        describe(&tree, root, span)
    });
    roots.collect()
}
