//! Parquet and Arrow, in and out, against the same rows as JSON lines.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, BinaryArray, DictionaryArray, Int64Array, LargeStringArray, RecordBatch, StringArray,
    StringViewArray, StructArray, types::Int32Type,
};
use arrow_schema::{DataType, Field};
use chaffinch_examples::args::Input;
use chaffinch_examples::input::{Columns, Rows};
use chaffinch_examples::progress::Meter;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use serde_json::Value;

use crate::support::{Folder, objects, run_in};

/// The rows of [`TABLE`], in as many types as text comes in.
fn batch() -> RecordBatch {
    let url = |host: &str| format!("http://{host}.example.org/");
    let rows = 0..3;
    let texts: Vec<Option<String>> = rows
        .clone()
        .map(|row| (row != 1).then(|| url(&format!("plain{row}"))))
        .collect();
    let views: StringViewArray = rows
        .clone()
        .map(|row| Some(url(&format!("view{row}"))))
        .collect();
    let large: LargeStringArray = rows
        .clone()
        .map(|row| Some(url(&format!("large{row}"))))
        .collect();
    let bytes: BinaryArray = rows
        .clone()
        .map(|row| Some(format!("\u{1}{}", url(&format!("bytes{row}"))).into_bytes()))
        .collect();
    let keyed = ["a", "b", "a"].map(|key| url(&format!("keyed-{key}")));
    let keyed: DictionaryArray<Int32Type> = keyed.iter().map(String::as_str).collect();
    let mut list = ListBuilder::new(StringBuilder::new());
    for row in rows.clone() {
        for element in 0..row {
            list.values()
                .append_value(url(&format!("list{row}-{element}")));
        }
        list.append(true);
    }
    let inner: ArrayRef = Arc::new(
        rows.clone()
            .map(|row| Some(url(&format!("inner{row}"))))
            .collect::<StringArray>(),
    );
    let nested = StructArray::new(
        vec![Field::new("deep", DataType::Utf8, true)].into(),
        vec![inner],
        Some(vec![true, false, true].into()),
    );
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("text", Arc::new(texts.into_iter().collect::<StringArray>())),
        ("view", Arc::new(views)),
        ("large", Arc::new(large)),
        ("bytes", Arc::new(bytes)),
        ("keyed", Arc::new(keyed)),
        ("list", Arc::new(list.finish())),
        ("nested", Arc::new(nested)),
        ("number", Arc::new(Int64Array::from(vec![1, 2, 3]))),
    ];
    RecordBatch::try_from_iter(columns).unwrap()
}

/// The same as JSON lines.
const TABLE: &str = r#"{"text":"http://plain0.example.org/","view":"http://view0.example.org/","large":"http://large0.example.org/","bytes":"\u0001http://bytes0.example.org/","keyed":"http://keyed-a.example.org/","list":[],"nested":{"deep":"http://inner0.example.org/"},"number":1}
{"text":null,"view":"http://view1.example.org/","large":"http://large1.example.org/","bytes":"\u0001http://bytes1.example.org/","keyed":"http://keyed-b.example.org/","list":["http://list1-0.example.org/"],"nested":null,"number":2}
{"text":"http://plain2.example.org/","view":"http://view2.example.org/","large":"http://large2.example.org/","bytes":"\u0001http://bytes2.example.org/","keyed":"http://keyed-a.example.org/","list":["http://list2-0.example.org/","http://list2-1.example.org/"],"nested":{"deep":"http://inner2.example.org/"},"number":3}
"#;

fn parquet(compression: Compression) -> Vec<u8> {
    let batch = batch();
    let properties = WriterProperties::builder().set_compression(compression);
    let mut writer =
        ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties.build())).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

fn arrow_file() -> Vec<u8> {
    let batch = batch();
    let mut writer = arrow_ipc::writer::FileWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(&batch).unwrap();
    writer.finish().unwrap();
    writer.into_inner().unwrap()
}

fn arrow_stream() -> Vec<u8> {
    let batch = batch();
    let mut writer = arrow_ipc::writer::StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(&batch).unwrap();
    writer.finish().unwrap();
    writer.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut encoder = flate2::read::GzEncoder::new(bytes, flate2::Compression::fast());
    std::io::Read::read_to_end(&mut encoder, &mut packed).unwrap();
    packed
}

#[test]
fn a_table_is_read_as_its_lines_are() {
    let folder = Folder::new("columnar-in");
    folder.write("lines.jsonl", TABLE.as_bytes());
    folder.write("plain.parquet", &parquet(Compression::UNCOMPRESSED));
    folder.write("snappy.parquet", &parquet(Compression::SNAPPY));
    folder.write(
        "zstd.parquet",
        &parquet(Compression::ZSTD(Default::default())),
    );
    folder.write("packed.parquet.gz", &gzip(&parquet(Compression::SNAPPY)));
    folder.write("no-name", &parquet(Compression::SNAPPY));
    folder.write("file.arrow", &arrow_file());
    folder.write("file.feather", &arrow_file());
    folder.write("file-without-name", &arrow_file());
    folder.write("stream.arrows", &arrow_stream());
    folder.write("packed.arrow.gz", &gzip(&arrow_stream()));
    let names = [
        "plain.parquet",
        "snappy.parquet",
        "zstd.parquet",
        "packed.parquet.gz",
        "no-name",
        "file.arrow",
        "file.feather",
        "file-without-name",
        "stream.arrows",
        "packed.arrow.gz",
    ];
    let choices: [&[&str]; 4] = [
        &[],
        &["-c", "view", "-c", "nested.deep"],
        &["-c", "nested"],
        &["-c", "list", "-c", "keyed"],
    ];
    for more in choices {
        let run = |name: &str| {
            run_in(
                folder.path(),
                "iocs",
                &[&[name, "-f", "jsonl"], more].concat(),
                b"",
            )
        };
        let expected = run("lines.jsonl");
        assert_eq!(expected.status, Some(0));
        for name in names {
            assert_eq!(run(name), expected, "{name} {more:?}");
        }
    }
}

#[test]
fn standard_input_and_missing_columns() {
    let folder = Folder::new("columnar-stdin");
    for bytes in [parquet(Compression::SNAPPY), arrow_file()] {
        let run = |args: &[&str]| run_in(folder.path(), "iocs", args, &bytes);
        let found = run(&["-f", "jsonl", "-c", "view"]);
        assert_eq!(
            (found.status, found.objects().len()),
            (Some(0), 3),
            "{}",
            found.stderr
        );
        let missing = run(&["-c", "no"]);
        assert_eq!(missing.status, Some(2));
        assert!(
            missing
                .stderr
                .contains("no column `no`; the columns are `text`"),
            "{}",
            missing.stderr
        );
    }
    let stream = arrow_stream();
    let found = run_in(
        folder.path(),
        "iocs",
        &["-i", "arrow", "-c", "view"],
        &stream,
    );
    assert_eq!(found.status, Some(0));
}

/// The rows of a Parquet file as JSON, without what is null.
fn rows(path: &Path) -> Vec<Value> {
    let file = File::open(path).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .unwrap()
        .build()
        .unwrap();
    let mut writer = arrow_json::LineDelimitedWriter::new(Vec::new());
    for batch in reader {
        writer.write(&batch.unwrap()).unwrap();
    }
    writer.finish().unwrap();
    objects(&String::from_utf8(writer.into_inner()).unwrap())
}

/// Without what is null; numbers as they are compared.
fn dense(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, member)| !member.is_null());
            Value::Object(members.map(|(key, member)| (key, dense(member))).collect())
        }
        Value::Array(items) => items.into_iter().map(dense).collect(),
        Value::Number(number) => number.as_f64().into(),
        other => other,
    }
}

#[test]
fn what_is_written_is_what_the_lines_say() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let folder = Folder::new("columnar-out");
    let table = folder.path().join("out.parquet");
    let table = table.to_str().unwrap();
    let runs: [(&str, &[&str]); 8] = [
        ("iocs", &["processes.csv", "-c", "CommandLine"]),
        ("iocs", &["processes.csv", "-c", "CommandLine", "--unique"]),
        (
            "iocs",
            &["processes.csv", "-c", "CommandLine", "--compat", "msticpy"],
        ),
        ("unpack", &["processes.csv", "-c", "CommandLine"]),
        (
            "unpack",
            &["processes.csv", "-c", "CommandLine", "--compat", "msticpy"],
        ),
        ("anomalies", &["traffic.csv"]),
        ("anomalies", &["anomalies.csv", "--by", "Kind", "--periods"]),
        ("hunt", &["processes.csv", "-c", "CommandLine"]),
    ];
    for (tool, args) in runs {
        let lines = run_in(&data, tool, &[args, &["-f", "jsonl", "-q"]].concat(), b"");
        let columns = [args, &["-f", "parquet", "-q", "-o", table]].concat();
        let written = run_in(&data, tool, &columns, b"");
        assert_eq!(
            (written.status, written.stderr.as_str()),
            (lines.status, ""),
            "{tool} {args:?}"
        );
        let is_row =
            |object: &Value| object["kind"] != "problem" && object.get("problem").is_none();
        let expected: Vec<Value> = lines
            .objects()
            .into_iter()
            .filter(is_row)
            .map(dense)
            .collect();
        assert!(!expected.is_empty());
        let found: Vec<Value> = rows(Path::new(table)).into_iter().map(dense).collect();
        assert_eq!(as_text(found), as_text(expected), "{tool} {args:?}");
    }
}

/// The value of an anomaly among findings of all kinds is text.
fn as_text(mut rows: Vec<Value>) -> Vec<Value> {
    for row in &mut rows {
        if let (Some(_), Some(value)) = (row.get("kind").cloned(), row.get_mut("value")) {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            *value = text.trim_end_matches(".0").into();
        }
    }
    rows
}

#[test]
fn nothing_found_is_a_table_without_rows() {
    let folder = Folder::new("columnar-nothing");
    let table = folder.path().join("none.parquet");
    let args = ["-f", "parquet", "-o", table.to_str().unwrap()];
    let run = run_in(folder.path(), "iocs", &args, b"nothing\n");
    assert_eq!(run.status, Some(1));
    assert!(rows(&table).is_empty());
    // Not of one column, but of all.
    let file = File::open(&table).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    assert_eq!(reader.schema().fields().len(), 12);
}

/// Cut anywhere, or with any byte changed, a table ends in rows or in an error.
#[test]
fn damaged_tables_end() {
    let folder = Folder::new("columnar-damaged");
    let (mut rows, mut errors) = (0, 0);
    let mut read = |name: &str, bytes: &[u8]| {
        folder.write(name, bytes);
        let input = Input {
            files: vec![folder.path().join(name)],
            ..Input::default()
        };
        for row in Rows::new(&input, Columns::default(), Meter::hidden()) {
            match row {
                Ok(_) => rows += 1,
                Err(_) => errors += 1,
            }
        }
    };
    // What the decoding library says before it gives up is noise here.
    std::panic::set_hook(Box::new(|_| {}));
    for (name, bytes) in [
        ("a.parquet", parquet(Compression::SNAPPY)),
        ("a.arrow", arrow_file()),
        ("a.arrows", arrow_stream()),
    ] {
        for step in 0..400 {
            let at = step * bytes.len() / 400;
            read(name, &bytes[..at]);
            let mut changed = bytes.clone();
            changed[at] ^= [0x01, 0x80, 0xff][step % 3];
            read(name, &changed);
        }
    }
    let _ = std::panic::take_hook();
    assert!(rows > 100 && errors > 100, "{rows} rows, {errors} errors");
}
