//! Laws: every encoding of a column gives the same answer, and that answer is what the cores give
//! cell by cell.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    missing_docs,
    reason = "tests may fail loudly"
)]

mod support;

use b64unpack::{Encoding, FileType, Limits, Payload, PayloadId, Problem, Tree, Unpacker};
use frames::arrow_array::{Array, ArrayRef, BinaryArray, FixedSizeBinaryArray, NullArray};
use iocextract::{Extractor, Indicator, Overlap};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;
use support::{Cells, batch, byte_encodings, rows, text_encodings};

/// Small parts of logs: indicators, payloads, damaged payloads, noise.
const PARTS: [&str; 18] = [
    "GET http://evil.com/a?b=hxxp://c[.]evil.com HTTP/1.1",
    "10.0.0.7 -> 8[.]8[.]8[.]8:53",
    "mail bob@example.org",
    r"C:\Windows\System32\cmd.exe /c",
    "d41d8cd98f00b204e9800998ecf8427e",
    "powershell -enc SQBFAFgAIABoAGkA",
    "cGluZyAgbWljcm9zb2Z0LmNvbSAtbiAxNSA=",
    // gzip of "http://evil.com", then the same with its end cut off.
    "H4sIAAAAAAAC/8soKSmw0tdPLcvM0UvOzwUAZW/rYQ8AAAA=",
    "H4sIAAAAAAAC/8soKSmw0tdPLcvM0UvOzwUA",
    // Three layers of "cmd.exe /c whoami".
    "V1RJeGEweHRWalJhVTBGMldYbENNMkZIT1doaVYyczk=",
    "MDEwMTAxMDEwMTAxMDEwMTAxMDEwMTAx",
    "xn--80ak6aa92e.com",
    "\u{e4}\u{f6}\u{fc} \u{1f600} \u{202e}",
    "",
    " ",
    "===",
    "\0\u{1}",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
];

fn cell() -> impl Strategy<Value = Option<String>> {
    let parts = prop::collection::vec(prop::sample::select(&PARTS[..]), 0..4);
    prop::option::weighted(0.8, parts.prop_map(|parts| parts.join(" ")))
}

fn cells() -> impl Strategy<Value = Cells> {
    // Rows that come again are what a dictionary is for.
    let few = prop::collection::vec(cell(), 1..6);
    few.prop_flat_map(|few| prop::collection::vec(prop::sample::select(few), 0..12))
}

fn careful() -> Unpacker<'static> {
    Unpacker::new().limits(Limits::DEFAULT.depth(2).nodes(3))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn payloads_in_any_encoding(cells in cells()) {
        let unpacker = careful();
        let expected = payloads_by_cell(&cells, &unpacker);
        for (encoding, array) in text_encodings(&cells).into_iter().chain(byte_encodings(&cells)) {
            let given = batch(vec![("c", array)]);
            let found = frames::unpack(&given, "c", &unpacker).unwrap();
            prop_assert_eq!(&rows(&found.payloads), &expected.0, "payloads of {}", &encoding);
            prop_assert_eq!(&rows(&found.problems), &expected.1, "problems of {}", &encoding);
            let alone = frames::payloads(&given, "c", &unpacker).unwrap();
            prop_assert_eq!(alone, found.payloads);
        }
    }

    #[test]
    fn indicators_in_any_encoding(cells in cells(), other in cells(), every in any::<bool>()) {
        let overlap = if every { Overlap::Every } else { Overlap::Widest };
        let extractor = Extractor::new().overlap(overlap);
        let mut other = other;
        other.resize(cells.len(), None);
        let columns = [("first", &cells), ("", &other)];
        let expected = iocs_by_cell(&columns, &extractor);
        let others = text_encodings(&other).into_iter().cycle();
        let all = text_encodings(&cells).into_iter().chain(byte_encodings(&cells));
        for ((encoding, array), (_, beside)) in all.zip(others) {
            let given = batch(vec![("", beside), ("first", array)]);
            let found = frames::iocs(&given, &["first", ""], &extractor).unwrap();
            prop_assert_eq!(&rows(&found), &expected, "{}", &encoding);
        }
    }

    /// A part of a batch gives what that part alone would give.
    #[test]
    fn a_slice_is_a_batch(cells in cells(), from in 0_usize..12, len in 0_usize..12) {
        let from = from.min(cells.len());
        let len = len.min(cells.len() - from);
        let part = cells[from..from + len].to_vec();
        let expected = payloads_by_cell(&part, &careful()).0;
        for (encoding, array) in text_encodings(&cells) {
            let given = batch(vec![("c", array)]).slice(from, len);
            let found = frames::payloads(&given, "c", &careful()).unwrap();
            prop_assert_eq!(&rows(&found), &expected, "{}", &encoding);
        }
    }

    /// Bytes that are no text are searched all the same, and nothing in them is an error.
    #[test]
    fn any_bytes(cells in prop::collection::vec(any::<[u8; 24]>(), 1..8)) {
        let array = FixedSizeBinaryArray::try_from_iter(cells.iter()).unwrap();
        check_bytes(&cells.iter().map(<[u8; 24]>::as_slice).collect::<Vec<_>>(), Arc::new(array))?;
    }

    /// The same, of text between bytes that are none.
    #[test]
    fn text_between_bytes(cells in prop::collection::vec(broken_text(), 1..6)) {
        let cells: Vec<&[u8]> = cells.iter().map(Vec::as_slice).collect();
        let array = BinaryArray::from(cells.clone());
        check_bytes(&cells, Arc::new(array))?;
    }
}

/// Parts of logs with bytes between them that end a run of UTF-8.
fn broken_text() -> impl Strategy<Value = Vec<u8>> {
    let between = prop::sample::select(vec![&b" "[..], b"\xff", b" \xc3 ", b"\xf0\x9f\xff "]);
    let parts = (between, prop::sample::select(&PARTS[..]));
    let parts = prop::collection::vec(parts, 0..5);
    parts.prop_map(|parts| {
        let bytes = parts
            .into_iter()
            .map(|(between, part)| [between, part.as_bytes()].concat());
        bytes.collect::<Vec<_>>().concat()
    })
}

fn check_bytes(cells: &[&[u8]], array: ArrayRef) -> Result<(), TestCaseError> {
    let given = batch(vec![("c", array)]);
    let extractor = Extractor::new();
    let found = rows(&frames::iocs(&given, &["c"], &extractor).unwrap());
    let mut expected = Vec::new();
    for (row, cell) in cells.iter().enumerate() {
        let iocs = extractor.find_bytes_iter(cell);
        expected.extend(iocs.map(|(offset, ioc)| {
            json!([row, ioc.value(), offset + ioc.start(), offset + ioc.end()])
        }));
    }
    let summary = |row: &Value| json!([row["row"], row["value"], row["start"], row["end"]]);
    prop_assert_eq!(found.iter().map(summary).collect::<Vec<_>>(), expected);
    for row in &found {
        let number = |name: &str| row[name].as_u64().unwrap() as usize;
        let raw = &cells[number("row")][number("start")..number("end")];
        prop_assert_eq!(raw, row["raw"].as_str().unwrap().as_bytes());
    }
    frames::unpack(&given, "c", &Unpacker::new()).unwrap();
    Ok(())
}

#[test]
fn parents_count_in_the_cell_not_in_the_run_of_text() {
    let text = b"http://a.evil.com/ \xff http://b.evil.com/ \xfe\xfe c.evil.com".to_vec();
    let array = BinaryArray::from(vec![text.as_slice()]);
    let given = batch(vec![("c", Arc::new(array))]);
    let extractor = Extractor::new().overlap(Overlap::Every);
    let found = rows(&frames::iocs(&given, &["c"], &extractor).unwrap());
    let (mut held, mut hosts) = (0, Vec::new());
    for row in &found {
        let Some(parent) = row["parent"].as_u64() else {
            continue;
        };
        let holder = &found[parent as usize];
        assert!(holder["start"].as_u64() <= row["start"].as_u64());
        assert!(holder["end"].as_u64() >= row["end"].as_u64());
        held += 1;
        hosts.push(row["value"].clone());
    }
    assert_eq!(held, 2, "the host of each URL: {found:?}");
    assert_eq!(hosts, ["a.evil.com", "b.evil.com"]);
}

#[test]
fn nothing_in_nothing() {
    let nulls: Arc<dyn Array> = Arc::new(NullArray::new(3));
    let empty: Cells = Vec::new();
    let arrays = text_encodings(&empty)
        .into_iter()
        .chain(byte_encodings(&empty));
    let arrays = arrays.map(|(_, array)| array).chain([nulls]);
    for array in arrays {
        let given = batch(vec![("c", array)]);
        let unpacked = frames::unpack(&given, "c", &Unpacker::new()).unwrap();
        assert_eq!(unpacked.payloads.num_rows(), 0);
        assert_eq!(unpacked.payloads.schema(), frames::payloads_schema());
        assert_eq!(unpacked.problems.num_rows(), 0);
        assert_eq!(unpacked.problems.schema(), frames::problems_schema());
        let found = frames::iocs(&given, &["c"], &Extractor::new()).unwrap();
        assert_eq!(
            (found.num_rows(), found.schema()),
            (0, frames::iocs_schema())
        );
    }
}

/// The columns are the fields of the JSON objects, and the parts that the laws above draw from
/// hold something of everything.
#[test]
fn the_parts_are_not_empty() {
    let cells: Cells = PARTS.iter().map(|part| Some((*part).to_owned())).collect();
    let (payloads, problems) = payloads_by_cell(&cells, &careful());
    assert!(payloads.len() >= 6, "{}", payloads.len());
    assert!(!problems.is_empty());
    assert!(
        payloads
            .iter()
            .any(|row| !row["member"].is_null() || row["chain"] == "base64>gzip")
    );
    assert!(
        payloads
            .iter()
            .any(|row| row["text_encoding"] == "utf-16le")
    );
    assert!(problems.iter().any(|row| row["kind"] == "limit:depth"));
    let indicators = iocs_by_cell(&[("c", &cells)], &Extractor::new());
    assert!(indicators.len() >= 8, "{}", indicators.len());
    assert!(indicators.iter().any(|row| row["defanged"] == true));
}

fn payloads_by_cell(cells: &Cells, unpacker: &Unpacker<'_>) -> (Vec<Value>, Vec<Value>) {
    let (mut payloads, mut problems) = (Vec::new(), Vec::new());
    for (row, cell) in cells.iter().enumerate() {
        let tree = unpacker.unpack(cell.as_deref().unwrap_or(""));
        payloads.extend(
            tree.iter()
                .map(|payload| payload_object(row, &tree, &payload)),
        );
        problems.extend(
            tree.problems()
                .iter()
                .map(|problem| problem_object(row, problem)),
        );
    }
    (payloads, problems)
}

fn payload_object(row: usize, tree: &Tree, payload: &Payload<'_>) -> Value {
    let own = |problem: &&Problem| problem.payload() == Some(payload.id());
    let entry = |problem: &Problem| {
        json!({
            "kind": problem.kind().name(),
            "message": problem.message(),
            "offset": problem.offset(),
        })
    };
    let problems: Vec<Value> = tree.problems().iter().filter(own).map(entry).collect();
    let digests = payload.digests();
    json!({
        "row": row,
        "column": "c",
        "id": payload.id().index(),
        "parent": payload.parent().map(PayloadId::index),
        "depth": payload.depth(),
        "start": payload.range().map(|range| range.start),
        "end": payload.range().map(|range| range.end),
        "encoding": payload.encoding().map(Encoding::name),
        "member": payload.member_name(),
        "chain": payload.chain().to_string(),
        "file_type": payload.file_type().map(FileType::name),
        "text": payload.text().map(|text| text.to_str().into_owned()),
        "text_encoding": payload.text().map(|text| text.encoding().name()),
        "size": payload.bytes().len(),
        "md5": digests.md5_hex(),
        "sha1": digests.sha1_hex(),
        "sha256": digests.sha256_hex(),
        "confidence": payload.confidence(),
        "reasons": payload.reasons().iter().map(b64unpack::Reason::name).collect::<Vec<_>>(),
        "key": payload.key(),
        "truncated": payload.is_truncated(),
        "problems": problems,
        "bytes": payload.bytes(),
    })
}

fn problem_object(row: usize, problem: &Problem) -> Value {
    json!({
        "row": row,
        "column": "c",
        "id": problem.payload().map(PayloadId::index),
        "kind": problem.kind().name(),
        "message": problem.message(),
        "offset": problem.offset(),
    })
}

fn iocs_by_cell(columns: &[(&str, &Cells)], extractor: &Extractor) -> Vec<Value> {
    let rows = columns.first().map_or(0, |(_, cells)| cells.len());
    let mut found = Vec::new();
    for row in 0..rows {
        for (column, cells) in columns {
            let text = cells[row].as_deref().unwrap_or("");
            let object = |ioc: Indicator<'_>| ioc_object(row, column, &ioc);
            found.extend(extractor.find_iter(text).map(object));
        }
    }
    found
}

fn ioc_object(row: usize, column: &str, ioc: &Indicator<'_>) -> Value {
    json!({
        "row": row,
        "column": column,
        "type": ioc.kind().as_str(),
        "value": ioc.value(),
        "raw": ioc.as_str(),
        "start": ioc.start(),
        "end": ioc.end(),
        "defanged": ioc.is_defanged(),
        "via": ioc.via().name(),
        "parent": ioc.parent(),
        "confidence": ioc.confidence(),
        "flags": ioc.flags().iter().collect::<Vec<_>>(),
    })
}
