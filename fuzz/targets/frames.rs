//! Any cell, in any text encoding, gives the same frame, and never an error.

#![no_main]

use std::sync::Arc;

use b64unpack::{Limits, Unpacker};
use frames::arrow_array::{ArrayRef, LargeStringArray, RecordBatch, StringArray, StringViewArray};
use iocextract::Extractor;
use libfuzzer_sys::fuzz_target;

const UNPACKER: Unpacker<'static> =
    Unpacker::new().limits(Limits::DEFAULT.depth(4).total_bytes(1 << 20));

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let rows: Vec<Option<&str>> = text
        .split('\n')
        .map(|row| (row != "-").then_some(row))
        .collect();
    let columns: [ArrayRef; 3] = [
        Arc::new(StringArray::from(rows.clone())),
        Arc::new(LargeStringArray::from(rows.clone())),
        Arc::new(StringViewArray::from(rows)),
    ];
    let [first, second, third] = columns.map(|column| {
        let batch = RecordBatch::try_from_iter_with_nullable([("a column", column, true)])
            .expect("one column");
        let payloads = frames::payloads(&batch, "a column", &UNPACKER).expect("any cell is data");
        let iocs =
            frames::iocs(&batch, &["a column"], &Extractor::new()).expect("any cell is data");
        (payloads, iocs)
    });
    assert_eq!(first, second);
    assert_eq!(first, third);
});
