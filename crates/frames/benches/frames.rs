//! A batch against the loop over its rows that a caller would write, which keeps the same facts in
//! vectors. The answers are compared before anything is timed.

#![allow(missing_docs, reason = "criterion's macros make functions without")]

use b64unpack::Unpacker;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use frames::arrow_array::types::Int32Type;
use frames::arrow_array::{ArrayRef, DictionaryArray, RecordBatch, StringArray, StringViewArray};
use iocextract::Extractor;
use std::hint::black_box;
use std::sync::Arc;

const ROWS: usize = 10_000;
const DISTINCT: usize = 500;

/// Process events: few distinct command lines, as on real hosts; one in fifty holds a payload.
fn cells() -> Vec<String> {
    let event = |row: usize| {
        let number = row * 7919 % DISTINCT;
        match number % 50 {
            0 => format!("powershell -enc SQBFAFgAIABoAGkA -id {number}"),
            1 => format!("curl hxxps://host{number}[.]evil[.]com/a?id={number}"),
            2 => format!("ping 10.{}.{}.7", number / 256, number % 256),
            _ => format!(r"C:\Windows\System32\svchost.exe -k netsvcs -p -s Schedule{number}"),
        }
    };
    (0..ROWS).map(event).collect()
}

/// The column in each of the encodings that engines give.
fn batches(cells: &[String]) -> [(&'static str, RecordBatch); 3] {
    let texts = || cells.iter().map(String::as_str);
    let arrays: [(&str, ArrayRef); 3] = [
        ("Utf8", Arc::new(StringArray::from_iter_values(texts()))),
        (
            "Utf8View",
            Arc::new(StringViewArray::from_iter_values(texts())),
        ),
        (
            "Dictionary",
            Arc::new(texts().collect::<DictionaryArray<Int32Type>>()),
        ),
    ];
    arrays.map(|(name, array)| {
        let batch = RecordBatch::try_from_iter([("c", array)]);
        (name, batch.unwrap_or_else(|error| unreachable!("{error}")))
    })
}

/// The facts about an indicator that the batch has.
type Ioc = (
    usize,
    &'static str,
    String,
    String,
    usize,
    usize,
    bool,
    f32,
    Vec<&'static str>,
);

fn iocs_by_row(cells: &[String], extractor: &Extractor) -> Vec<Ioc> {
    let mut found = Vec::new();
    for (row, cell) in cells.iter().enumerate() {
        for ioc in extractor.find_iter(cell) {
            found.push((
                row,
                ioc.kind().as_str(),
                ioc.value().into_owned(),
                ioc.as_str().to_owned(),
                ioc.start(),
                ioc.end(),
                ioc.is_defanged(),
                ioc.confidence(),
                ioc.flags().iter().collect(),
            ));
        }
    }
    found
}

/// The facts about a payload that the batch has.
type Payload = (
    usize,
    usize,
    u32,
    String,
    Option<String>,
    [String; 3],
    Vec<u8>,
);

fn payloads_by_row(cells: &[String], unpacker: &Unpacker<'_>) -> Vec<Payload> {
    let mut found = Vec::new();
    for (row, cell) in cells.iter().enumerate() {
        for payload in unpacker.unpack(cell).iter() {
            let digests = payload.digests();
            found.push((
                row,
                payload.id().index(),
                payload.depth(),
                payload.chain().to_string(),
                payload.text().map(|text| text.to_str().into_owned()),
                [digests.md5_hex(), digests.sha1_hex(), digests.sha256_hex()],
                payload.bytes().to_vec(),
            ));
        }
    }
    found
}

fn iocs(c: &mut Criterion) {
    let cells = cells();
    let extractor = Extractor::new();
    let run =
        |batch: &RecordBatch| frames::iocs(batch, &["c"], &extractor).map_or(0, |b| b.num_rows());
    let mut group = c.benchmark_group("iocs, 10k rows");
    group.throughput(Throughput::Elements(ROWS as u64));
    let expected = iocs_by_row(&cells, &extractor).len();
    for (name, batch) in batches(&cells) {
        assert_eq!((run(&batch), expected > 0), (expected, true));
        group.bench_function(name, |b| b.iter(|| run(black_box(&batch))));
    }
    group.bench_function("row loop", |b| {
        b.iter(|| iocs_by_row(black_box(&cells), &extractor));
    });
    group.finish();
}

fn payloads(c: &mut Criterion) {
    let cells = cells();
    let unpacker = Unpacker::new();
    let run =
        |batch: &RecordBatch| frames::payloads(batch, "c", &unpacker).map_or(0, |b| b.num_rows());
    let mut group = c.benchmark_group("payloads, 10k rows");
    group.throughput(Throughput::Elements(ROWS as u64));
    let expected = payloads_by_row(&cells, &unpacker).len();
    for (name, batch) in batches(&cells) {
        assert_eq!((run(&batch), expected > 0), (expected, true));
        group.bench_function(name, |b| b.iter(|| run(black_box(&batch))));
    }
    group.bench_function("row loop", |b| {
        b.iter(|| payloads_by_row(black_box(&cells), &unpacker));
    });
    group.finish();
}

criterion_group!(benches, iocs, payloads);
criterion_main!(benches);
