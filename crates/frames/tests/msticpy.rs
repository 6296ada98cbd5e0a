//! The MSTICPy-shaped frames against the answers of MSTICPy 3.0.2.

#![cfg(feature = "msticpy")]
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

use frames::Error;
use frames::arrow_array::cast::AsArray;
use frames::arrow_array::types::{Float64Type, Int32Type, Int64Type, TimestampNanosecondType};
use frames::arrow_array::{
    Array, ArrayRef, DictionaryArray, Float64Array, Int64Array, LargeStringArray, RecordBatch,
    StringArray, TimestampNanosecondArray,
};
use frames::arrow_schema::{DataType, Field};
use frames::msticpy::{
    extract_df, extract_df_schema, ts_anomalies_stl, ts_anomalies_stl_schema, unpack_column,
    unpack_df, unpack_df_schema, unpack_problems_schema,
};
use msticpy::base64unpack::{self, COLUMNS};
use msticpy::iocextract::{ExtractOptions, IoCExtract};
use msticpy::timeseries::{Options, Timestamp};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use support::{Cells, batch, rows, shared, text_encodings, texts};

/// A column of the lab's process events; an empty field is a null there.
fn lab_column(name: &str) -> Option<Cells> {
    let mut reader = csv::Reader::from_path(shared("lab/processes_on_host.csv")?).unwrap();
    let place = reader
        .headers()
        .unwrap()
        .iter()
        .position(|header| header == name);
    let cell = |row: csv::Result<csv::StringRecord>| {
        let cell = row.unwrap()[place.unwrap()].to_owned();
        (!cell.is_empty()).then_some(cell)
    };
    Some(reader.records().map(cell).collect())
}

fn json_lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn indicators_of_the_lab() {
    let (Some(cells), Some(default), Some(paths)) = (
        lab_column("CommandLine"),
        shared("golden/ioc/lab_default.jsonl"),
        shared("golden/ioc/lab_include_paths.jsonl"),
    ) else {
        return;
    };
    let array: DictionaryArray<Int32Type> = cells.iter().map(Option::as_deref).collect();
    let given = batch(vec![("CommandLine", Arc::new(array))]);
    for (golden, include_paths, count) in [(default, false, 6_685), (paths, true, 34_590)] {
        let options = ExtractOptions {
            include_paths,
            ..ExtractOptions::default()
        };
        let found = extract_df(&given, &["CommandLine"], &IoCExtract::new(), &options).unwrap();
        let mut ours: Vec<Value> = rows(&found)
            .into_iter()
            .map(|row| {
                let index = row["SourceIndex"].as_u64().unwrap();
                assert_eq!(row["Input"].as_str(), cells[index as usize].as_deref());
                json!({"row": index, "type": row["IoCType"], "value": row["Observable"]})
            })
            .collect();
        let mut theirs = json_lines(&golden);
        assert_eq!(theirs.len(), count);
        for side in [&mut ours, &mut theirs] {
            side.sort_by_key(|row| (row["row"].as_u64(), row.to_string()));
        }
        let differ = ours
            .iter()
            .zip(&theirs)
            .find(|(ours, theirs)| ours != theirs);
        assert_eq!((ours.len(), differ), (theirs.len(), None));
    }
}

const PING: &str = "cGluZyAgbWljcm9zb2Z0LmNvbSAtbiAxNSA=";

#[test]
fn payloads_of_the_lab() {
    let (Some(cells), Some(utf8), Some(utf16)) = (
        lab_column("CommandLine"),
        shared("golden/b64/lab_column_utf16_False.jsonl"),
        shared("golden/b64/lab_column_utf16_True.jsonl"),
    ) else {
        return;
    };
    let array: LargeStringArray = cells.iter().map(Option::as_deref).collect();
    let given = batch(vec![("CommandLine", Arc::new(array))]);
    for (golden, yes) in [(utf8, false), (utf16, true)] {
        let options = base64unpack::Options::new().utf16(yes);
        let found = unpack_df(&given, "CommandLine", options).unwrap();
        let mut lines = json_lines(&golden).into_iter();
        let meta = lines.next().unwrap();
        let theirs: Vec<Value> = lines.collect();
        let schema = found.schema();
        let names: Vec<&str> = schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
            .collect();
        assert_eq!(names, strings(&meta["meta"]["columns"]));
        assert_eq!(theirs.len(), 8);
        assert_eq!(
            rows(&found).into_iter().map(with_hex).collect::<Vec<_>>(),
            theirs
        );
    }
}

/// Bytes as the reference files write them.
fn with_hex(mut row: Value) -> Value {
    let bytes = row["input_bytes"].as_array().unwrap().iter();
    let hex: String = bytes
        .map(|byte| format!("{:02x}", byte.as_u64().unwrap()))
        .collect();
    row["input_bytes"] = json!({ "hex": hex });
    row
}

#[test]
fn payloads_in_any_encoding() {
    // A gzip member whose end is cut off: the original raises EOFError.
    let cut = "H4sIAAAAAAAC/8soKSmw0tdPLcvM0UvOzwUA";
    let parts = [
        Some(PING),
        None,
        Some("dir"),
        Some(cut),
        Some("run VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcw== now"),
    ];
    let cells: Cells = parts
        .iter()
        .cycle()
        .take(14)
        .map(|cell| cell.map(str::to_owned))
        .collect();
    let options = base64unpack::Options::new();
    let (mut expected, mut problems) = (Vec::new(), Vec::new());
    for row in base64unpack::unpack_column(cells.iter().map(Option::as_deref), options) {
        let cell = cells[row.row].as_deref();
        for record in &row.records {
            let hashes = record.file_hashes().into_iter();
            let hashes: Value = hashes
                .map(|(name, hash)| (name.to_owned(), json!(hash)))
                .collect();
            expected.push(json!({
                "reference": record.reference,
                "original_string": &*record.original_string,
                "file_name": record.file_name,
                "file_type": record.file_type,
                "input_bytes": record.input_bytes,
                "decoded_string": record.decoded_string,
                "encoding_type": record.encoding_type,
                "file_hashes": hashes,
                "md5": record.md5,
                "sha1": record.sha1,
                "sha256": record.sha256,
                "printable_bytes": record.printable_bytes(),
                "src_index": row.row,
                "a b": cell,
                "full_decoded_string": row.output,
            }));
        }
        problems.extend(row.problems.iter().map(|problem| {
            json!({
                "src_index": row.row,
                "reference": problem.reference,
                "member": problem.member,
                "kind": problem.kind.name(),
                "message": problem.to_string(),
            })
        }));
    }
    assert!(expected.len() >= 6 && !problems.is_empty());
    for (encoding, array) in text_encodings(&cells) {
        let found = unpack_column(&batch(vec![("a b", array)]), "a b", options).unwrap();
        assert_eq!(rows(&found.frame), expected, "{encoding}");
        assert_eq!(rows(&found.problems), problems, "{encoding}");
        assert_eq!(found.frame.schema(), unpack_df_schema("a b"));
        assert_eq!(found.problems.schema(), unpack_problems_schema());
    }
}

/// As MSTICPy 3.0.2 does when run with such names: an assignment replaces the column in its place.
#[test]
fn a_source_column_with_the_name_of_another() {
    let run = |name: &str| {
        let given = batch(vec![(name, texts(&[Some("dir"), Some(PING)]))]);
        let found = unpack_df(&given, name, base64unpack::Options::new()).unwrap();
        assert_eq!(found.schema(), unpack_df_schema(name));
        let schema = found.schema();
        let names: Vec<String> = schema
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect();
        (names, rows(&found).remove(0))
    };
    let mut columns: Vec<&str> = COLUMNS.to_vec();
    columns.extend(["src_index", "full_decoded_string"]);
    for name in ["md5", "reference", "src_index", "decoded_string"] {
        let (names, row) = run(name);
        assert_eq!(
            (names, &row[name]),
            (
                columns.iter().map(|name| (*name).to_owned()).collect(),
                &json!(PING)
            )
        );
    }
    let (names, row) = run("full_decoded_string");
    assert_eq!(names, columns);
    assert_eq!(
        row["full_decoded_string"],
        "<decoded type='string' name='[None]' index='1' depth='1'>ping  microsoft.com -n 15 </decoded>"
    );
    let (names, _) = run("CommandLine");
    columns.insert(13, "CommandLine");
    assert_eq!(names, columns);
}

#[test]
fn indicators_in_any_encoding() {
    let parts = [
        Some("ping 10.1.2.3 evil[.]com"),
        None,
        Some(""),
        Some("10.1.2.3 10.1.2.3"),
    ];
    let cells: Cells = parts
        .iter()
        .cycle()
        .take(9)
        .map(|cell| cell.map(str::to_owned))
        .collect();
    let (extractor, options) = (IoCExtract::new(), ExtractOptions::default());
    let mut expected = Vec::new();
    for (row, cell) in cells.iter().enumerate() {
        for (column, cell) in [("c", cell.as_deref()), ("d", Some("x 7.7.7.7"))] {
            let Some(cell) = cell else { continue };
            assert!(["c", "d"].contains(&column));
            for (kind, value) in extractor.extract_row(cell, &options) {
                expected.push(json!({
                    "IoCType": kind, "Observable": value, "SourceIndex": row, "Input": cell,
                }));
            }
        }
    }
    assert!(expected.len() > 9);
    let beside: ArrayRef = Arc::new(LargeStringArray::from(vec!["x 7.7.7.7"; 9]));
    for (encoding, array) in text_encodings(&cells) {
        let given = batch(vec![("d", Arc::clone(&beside)), ("c", array)]);
        let found = extract_df(&given, &["c", "d"], &extractor, &options).unwrap();
        assert_eq!(found.schema(), extract_df_schema());
        assert_eq!(rows(&found), expected, "{encoding}");
    }
}

#[test]
fn a_frame_is_searched_for_text_only() {
    let bytes = frames::arrow_array::BinaryArray::from(vec![b"7.7.7.7".as_slice()]);
    let given = batch(vec![("b", Arc::new(bytes)), ("s", texts(&[None]))]);
    let extract = |columns: &[&str]| {
        extract_df(
            &given,
            columns,
            &IoCExtract::new(),
            &ExtractOptions::default(),
        )
    };
    assert!(matches!(extract(&["s", "b"]), Err(Error::WrongType { column, .. }) if column == "b"));
    let unpacked = unpack_df(&given, "b", base64unpack::Options::new());
    assert!(matches!(unpacked, Err(Error::WrongType { column, .. }) if column == "b"));
    let unpacked = unpack_df(&given, "c", base64unpack::Options::new());
    assert!(matches!(unpacked, Err(Error::MissingColumn { column, .. }) if column == "c"));
    let unpacked = unpack_df(&given, "s", base64unpack::Options::new()).unwrap();
    assert_eq!(
        (unpacked.num_rows(), unpacked.schema()),
        (0, unpack_df_schema("s"))
    );
    // The original looks for missing columns only if all others are asked for as well.
    assert!(
        matches!(extract(&["s", "t"]), Err(Error::MissingColumn { column, .. }) if column == "t")
    );
}

/// The series of the reference file, through the frame.
#[test]
fn series_of_the_reference() {
    let Some(path) = shared("golden/timeseries/msticpy.json") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let golden: Value = serde_json::from_str(&text).unwrap();
    let cases = golden["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 13);
    for case in cases {
        let names: Vec<&str> = strings(&case["columns"]);
        let (time, data) = (names[0], names[1]);
        let given = batch(vec![
            (data, floats(&case["input"]["columns"][data])),
            (time, timestamps(&case["input"]["time"])),
        ]);
        let found = ts_anomalies_stl(&given, time, data, options(&case["params"])).unwrap();
        let there: Vec<String> = found
            .schema()
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect();
        assert_eq!(there, names, "{}", case["name"]);
        let field = Field::new(time, given[time].data_type().clone(), true);
        assert_eq!(found.schema(), ts_anomalies_stl_schema(&field, data));
        check_series(case, &found, &names);
    }
}

fn check_series(case: &Value, found: &RecordBatch, names: &[&str]) {
    let name = &case["name"];
    assert_eq!(
        &found[names[0]],
        &timestamps(&case["out"][names[0]]),
        "{name}: times"
    );
    for column in names[1..].iter().filter(|column| **column != "score") {
        let ours = found[*column].as_primitive::<Int64Type>().values().iter();
        let theirs = case["out"][*column].as_array().unwrap();
        assert_eq!(ours.len(), theirs.len());
        // How a constant splits in season and trend is rounding noise in the original.
        let noise = name == "constant" && ["trend", "baseline"].contains(column);
        for (row, (ours, theirs)) in ours.zip(theirs).enumerate() {
            let theirs = theirs.as_i64().unwrap();
            let within = if noise { 1 } else { 0 };
            assert!(
                (ours - theirs).abs() <= within,
                "{name}, {column}, {row}: {ours} {theirs}"
            );
        }
    }
    let ours = found["score"].as_primitive::<Float64Type>().values().iter();
    for (ours, theirs) in ours.zip(case["out"]["score"].as_array().unwrap()) {
        match theirs.as_f64() {
            Some(theirs) => assert!((ours - theirs).abs() <= 1e-12, "{name}: {ours} {theirs}"),
            None => assert!(ours.is_nan(), "{name}: {ours}"),
        }
    }
}

fn strings(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap())
        .collect()
}

/// A null, as which JSON has NaN, stays a null.
fn floats(values: &Value) -> ArrayRef {
    let values = values.as_array().unwrap().iter().map(Value::as_f64);
    Arc::new(values.collect::<Float64Array>())
}

fn timestamps(texts: &Value) -> ArrayRef {
    let times: Vec<Timestamp> = strings(texts)
        .into_iter()
        .map(|text| text.parse().unwrap())
        .collect();
    let zone = times
        .iter()
        .all(|time| time.offset() == Some(0))
        .then_some("+00:00");
    let times = times.iter().map(Timestamp::nanoseconds);
    let times = TimestampNanosecondArray::from_iter_values(times);
    Arc::new(times.with_timezone_opt(zone))
}

fn options(params: &Value) -> Options {
    let mut options = Options::default();
    let number = |name: &str| params[name].as_u64().map(|number| number as usize);
    options.seasonal = number("seasonal").unwrap_or(options.seasonal);
    options.period = number("period").unwrap_or(options.period);
    options.score_threshold = params["score_threshold"]
        .as_f64()
        .unwrap_or(options.score_threshold);
    options
}

/// The order of the result is that of the times, whatever holds them.
#[test]
fn rows_come_out_by_time() {
    let shuffled: Vec<i64> = (0..60).map(|row| row * 37 % 60).collect();
    let text = |time: &i64| (*time != 59).then(|| format!("t{time:02}"));
    let labels: Cells = shuffled.iter().map(text).collect();
    let mut times: Vec<ArrayRef> = vec![
        Arc::new(Int64Array::from(shuffled.clone())),
        Arc::new(TimestampNanosecondArray::from(shuffled.clone()).with_timezone("Europe/Zurich")),
    ];
    times.extend(text_encodings(&labels).into_iter().map(|(_, array)| array));
    for times in times {
        let kind = times.data_type().clone();
        // The value tells the time: how rows moved is seen in the data column.
        let values = Arc::new(Int64Array::from(shuffled.clone()));
        let given = batch(vec![("t", times), ("v", values)]);
        let options = Options {
            period: 12,
            ..Options::default()
        };
        let found = ts_anomalies_stl(&given, "t", "v", options).unwrap();
        let sorted = found["v"].as_primitive::<Int64Type>().values().to_vec();
        assert_eq!(sorted, (0..60).collect::<Vec<i64>>(), "{kind}");
        assert_eq!(found["t"].data_type(), &kind);
        assert_eq!(
            found["t"].is_null(59),
            kind != DataType::Int64 && found["t"].null_count() > 0
        );
        let fitted = msticpy::timeseries::ts_anomalies_stl(
            &shuffled
                .iter()
                .map(|value| *value as f64)
                .collect::<Vec<_>>(),
            options,
        );
        let trend = &found["trend"].as_primitive::<Int64Type>();
        for (row, expected) in fitted.unwrap().trend.into_iter().enumerate() {
            assert_eq!(trend.value(shuffled[row] as usize), expected, "{kind}");
        }
    }
}

#[test]
fn rows_of_one_time_keep_their_order() {
    let given = batch(vec![
        (
            "t",
            Arc::new(Int64Array::from_iter(
                (0..60).map(|row| (row % 7 != 3).then_some(row / 30 % 2)),
            )),
        ),
        ("v", Arc::new(Int64Array::from_iter_values((0..60).rev()))),
    ]);
    let options = Options {
        period: 12,
        ..Options::default()
    };
    let found = ts_anomalies_stl(&given, "t", "v", options).unwrap();
    let times = found["t"].as_primitive::<Int64Type>();
    let timed = 60 - times.null_count();
    assert!(times.iter().take(timed).is_sorted() && times.iter().skip(timed).all(|t| t.is_none()));
    let values = found["v"].as_primitive::<Int64Type>().values();
    for part in [&values[..timed], &values[timed..]] {
        assert!(part.windows(2).all(|pair| pair[0] > pair[1]), "{part:?}");
    }
}

/// As an assignment to a pandas frame would: run with MSTICPy 3.0.2, a data column `trend` gives
/// the columns t, trend, residual, seasonal, weights, baseline, score, anomalies.
#[test]
fn a_column_of_the_result_takes_the_place_of_the_data() {
    let given = batch(vec![
        (
            "t",
            Arc::new(Int64Array::from_iter_values(0..60)) as ArrayRef,
        ),
        (
            "trend",
            Arc::new(Int64Array::from_iter_values(
                (0..60).map(|hour| hour % 12 * 10),
            )),
        ),
    ]);
    let options = Options {
        period: 12,
        ..Options::default()
    };
    let found = ts_anomalies_stl(&given, "t", "trend", options).unwrap();
    let schema = found.schema();
    let names: Vec<&str> = schema
        .fields()
        .iter()
        .map(|field| field.name().as_str())
        .collect();
    assert_eq!(
        names,
        [
            "t",
            "trend",
            "residual",
            "seasonal",
            "weights",
            "baseline",
            "score",
            "anomalies"
        ]
    );
    let trend = found["trend"].as_primitive::<Int64Type>().values();
    assert!(
        trend.iter().all(|value| (54..=56).contains(value)),
        "{trend:?}"
    );
    assert_eq!(
        schema,
        ts_anomalies_stl_schema(&Field::new("t", DataType::Int64, true), "trend")
    );
}

#[test]
fn the_times_cannot_have_the_name_of_a_component() {
    let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(0..60));
    let given = batch(vec![("score", Arc::clone(&numbers)), ("v", numbers)]);
    let options = Options::default();
    for (time, data) in [("score", "v"), ("v", "v")] {
        let error = ts_anomalies_stl(&given, time, data, options).unwrap_err();
        assert!(matches!(error, Error::NameTaken { column } if column == time));
    }
}

#[test]
fn what_cannot_be_analysed_says_why() {
    let given = batch(vec![
        (
            "t",
            Arc::new(Int64Array::from_iter_values(0..30)) as ArrayRef,
        ),
        ("v", Arc::new(Float64Array::from(vec![1.5; 30]))),
        ("s", Arc::new(StringArray::from(vec!["a"; 30]))),
    ]);
    let run = |time, data| ts_anomalies_stl(&given, time, data, Options::default()).unwrap_err();
    assert!(
        run("t", "v")
            .to_string()
            .starts_with(r#"column "v": the series has 30 values"#)
    );
    assert!(matches!(run("t", "s"), Error::WrongType { column, .. } if column == "s"));
    assert!(matches!(run("t", "w"), Error::MissingColumn { column, .. } if column == "w"));
    assert!(matches!(run("u", "v"), Error::MissingColumn { column, .. } if column == "u"));
}

#[test]
fn an_empty_frame_gives_an_empty_frame() {
    let times = TimestampNanosecondArray::from(Vec::<i64>::new());
    let kind = times.data_type().clone();
    let given = batch(vec![("t", Arc::new(times)), ("v", floats(&json!([])))]);
    let found = ts_anomalies_stl(&given, "t", "v", Options::default()).unwrap();
    assert_eq!(found.num_rows(), 0);
    assert_eq!(
        found["t"]
            .as_primitive::<TimestampNanosecondType>()
            .data_type(),
        &kind
    );
}
