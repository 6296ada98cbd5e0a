//! Laws of the kernels: a list for each row that holds what the flat frame holds for it, in any
//! encoding, for any number of threads; and the types that users count on.

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

use arrow_buffer::{NullBuffer, OffsetBuffer};
use b64unpack::{Limits, Unpacker};
use frames::Error;
use frames::arrow_array::cast::AsArray;
use frames::arrow_array::types::{Float64Type, Int32Type, TimestampSecondType};
use frames::arrow_array::{
    Array, ArrayRef, DictionaryArray, Int32Array, Int64Array, LargeListArray, ListArray, NullArray,
    StringArray, StringViewArray, StructArray, TimestampSecondArray,
};
use frames::arrow_schema::{DataType, Field, Fields};
use frames::kernels::{self, ONE_THREAD};
use iocextract::{Extractor, Overlap};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use std::num::NonZeroUsize;
use std::sync::Arc;
use support::{Cells, batch, byte_encodings, rows, text_encodings};

const PARTS: [&str; 9] = [
    "GET http://evil.com/a?b=hxxp://c[.]evil.com HTTP/1.1",
    "10.0.0.7 -> 8[.]8[.]8[.]8:53",
    "powershell -enc SQBFAFgAIABoAGkA",
    // gzip of "http://evil.com", then the same with its end cut off.
    "H4sIAAAAAAAC/8soKSmw0tdPLcvM0UvOzwUAZW/rYQ8AAAA=",
    "H4sIAAAAAAAC/8soKSmw0tdPLcvM0UvOzwUA",
    // Three layers of "cmd.exe /c whoami".
    "V1RJeGEweHRWalJhVTBGMldYbENNMkZIT1doaVYyczk=",
    "",
    "\u{e4} \u{202e} nothing",
    "d41d8cd98f00b204e9800998ecf8427e",
];

fn cells() -> impl Strategy<Value = Cells> {
    let parts = prop::collection::vec(prop::sample::select(&PARTS[..]), 0..4);
    let cell = prop::option::weighted(0.8, parts.prop_map(|parts| parts.join(" ")));
    let few = prop::collection::vec(cell, 1..6);
    few.prop_flat_map(|few| prop::collection::vec(prop::sample::select(few), 0..12))
}

fn careful() -> Unpacker<'static> {
    Unpacker::new().limits(Limits::DEFAULT.depth(2).nodes(3))
}

fn threads(number: usize) -> NonZeroUsize {
    NonZeroUsize::new(number).unwrap()
}

/// The rows of a flat frame, by the row that they tell of; null for a null.
fn regrouped(flat: &[Value], cells: &Cells) -> Vec<Value> {
    let list = |row| {
        let own = flat.iter().filter(|entry| entry["row"] == row);
        let entries = own.map(|entry| {
            let mut entry = entry.as_object().unwrap().clone();
            entry.shift_remove("row");
            entry.shift_remove("column");
            Value::Object(entry)
        });
        Value::Array(entries.collect())
    };
    let lists = cells.iter().enumerate();
    lists
        .map(|(row, cell)| cell.as_ref().map_or(Value::Null, |_| list(row)))
        .collect()
}

/// What stands in a column.
fn lists(found: ListArray) -> Vec<Value> {
    let found = batch(vec![("found", Arc::new(found) as ArrayRef)]);
    rows(&found)
        .iter()
        .map(|row| row["found"].clone())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn payloads_are_the_flat_ones_regrouped(cells in cells()) {
        let unpacker = careful();
        for (encoding, array) in text_encodings(&cells).into_iter().chain(byte_encodings(&cells)) {
            let flat = batch(vec![("c", Arc::clone(&array))]);
            let flat = frames::unpack(&flat, "c", &unpacker).unwrap();
            let found = kernels::unpack_base64(&array, &unpacker, ONE_THREAD).unwrap();
            prop_assert_eq!(found.data_type(), &kernels::unpack_base64_type());
            prop_assert_eq!(lists(found), regrouped(&rows(&flat.payloads), &cells), "{}", &encoding);
            let found = kernels::unpack_base64_problems(&array, &unpacker, ONE_THREAD).unwrap();
            prop_assert_eq!(found.data_type(), &kernels::unpack_base64_problems_type());
            prop_assert_eq!(lists(found), regrouped(&rows(&flat.problems), &cells), "{}", &encoding);
        }
    }

    #[test]
    fn indicators_are_the_flat_ones_regrouped(cells in cells(), every in any::<bool>()) {
        let overlap = if every { Overlap::Every } else { Overlap::Widest };
        let extractor = Extractor::new().overlap(overlap);
        for (encoding, array) in text_encodings(&cells).into_iter().chain(byte_encodings(&cells)) {
            let flat = batch(vec![("c", Arc::clone(&array))]);
            let flat = frames::iocs(&flat, &["c"], &extractor).unwrap();
            let found = kernels::iocs(&array, &extractor, ONE_THREAD).unwrap();
            prop_assert_eq!(found.data_type(), &kernels::iocs_type());
            prop_assert_eq!(lists(found), regrouped(&rows(&flat), &cells), "{}", &encoding);
        }
    }

    #[test]
    fn a_slice_gives_a_slice(cells in cells(), from in 0_usize..12, len in 0_usize..12) {
        let from = from.min(cells.len());
        let len = len.min(cells.len() - from);
        for (encoding, array) in text_encodings(&cells) {
            let whole = kernels::unpack_base64(&array, &careful(), ONE_THREAD).unwrap();
            let part = kernels::unpack_base64(&array.slice(from, len), &careful(), ONE_THREAD);
            prop_assert_eq!(lists(part.unwrap()), lists(whole.slice(from, len)), "{}", &encoding);
        }
    }

    #[test]
    fn points_are_the_flat_ones_regrouped(hosts in prop::collection::vec(series(), 0..6)) {
        let stl = timeseries::Stl::new(3);
        let threshold = timeseries::Threshold::symmetric(1.5);
        let method = kernels::Method::ZScores { stl, threshold };
        let found = kernels::anomalies(&list(&hosts), &method, ONE_THREAD).unwrap();
        prop_assert_eq!(found.data_type(), &kernels::anomalies_type(list(&hosts).data_type()));
        let found = lists(found);
        for (host, found) in hosts.iter().zip(&found) {
            let Some(host) = host else {
                prop_assert_eq!(found, &Value::Null);
                continue;
            };
            let points = found.as_array().unwrap();
            prop_assert_eq!(points.len(), host.len());
            let flat = flat_anomalies(host, &stl, threshold);
            let gap = host.contains(&None);
            for (place, point) in points.iter().enumerate() {
                prop_assert_eq!(point["value"].as_f64(), host[place]);
                let columns = ["residual", "trend", "seasonal", "weights", "baseline", "score", "anomalies"];
                match &flat {
                    Ok(flat) => for column in columns {
                        prop_assert_eq!(&point[column], &flat[place][column]);
                    },
                    // The flat form takes no gaps.
                    Err(_) if gap => {}
                    Err(Error::Fit { source, .. }) => {
                        let problem = source.to_string();
                        prop_assert_eq!(point["problem"].as_str(), Some(problem.as_str()));
                        prop_assert!(columns.iter().all(|column| point[column].is_null()));
                    }
                    Err(other) => panic!("{other}"),
                }
            }
        }
    }

    /// Slices, and nulls that hide something, make no difference.
    #[test]
    fn a_slice_of_series(hosts in prop::collection::vec(series(), 0..6), from in 0_usize..6) {
        let from = from.min(hosts.len());
        let stl = timeseries::Stl::new(3);
        let of = |array: &dyn Array| lists(kernels::stl(array, &stl, ONE_THREAD).unwrap());
        let whole = list(&hosts);
        let alone = of(&list(&hosts[from..]));
        prop_assert_eq!(of(&whole.slice(from, hosts.len() - from)), alone.clone());
        prop_assert_eq!(&of(&whole)[from..], alone);
    }
}

type Host = Option<Vec<Option<f64>>>;

fn series() -> impl Strategy<Value = Host> {
    let value = prop::option::weighted(0.97, -100_i32..100).prop_map(|v| v.map(f64::from));
    prop::option::weighted(0.9, prop::collection::vec(value, 0..24))
}

fn list(hosts: &[Host]) -> ListArray {
    ListArray::from_iter_primitive::<Float64Type, _, _>(hosts.iter().cloned())
}

fn flat_anomalies(
    host: &[Option<f64>],
    stl: &timeseries::Stl,
    threshold: timeseries::Threshold,
) -> Result<Vec<Value>, Error> {
    let times: ArrayRef = Arc::new(Int64Array::from_iter_values(0..host.len() as i64));
    let values: ArrayRef = Arc::new(frames::arrow_array::Float64Array::from(host.to_vec()));
    let flat = batch(vec![("t", times), ("v", values)]);
    Ok(rows(&frames::anomalies(&flat, "t", "v", stl, threshold)?))
}

/// So many rows that they are worked in parts, a third of them new.
#[test]
fn any_number_of_threads_gives_the_same() {
    let cell = |row: usize| match row % 7 {
        3 => None,
        other => Some(format!("{} host{}.evil.com", PARTS[other], row / 3 % 500)),
    };
    let cells: Cells = (0..1500).map(cell).collect();
    let hosts: Vec<Host> = (0..300_usize)
        .map(|host| {
            let value = |hour: usize| Some(((hour % 4 + host) * (hour % 5)) as f64);
            (host % 9 > 0).then(|| (0..host % 40).map(value).collect())
        })
        .collect();
    let (unpacker, extractor) = (Unpacker::new(), Extractor::new());
    let texts = || cells.iter().map(Option::as_deref);
    let encodings: [ArrayRef; 3] = [
        Arc::new(texts().collect::<StringArray>()),
        Arc::new(texts().collect::<StringViewArray>()),
        Arc::new(texts().collect::<DictionaryArray<Int32Type>>()),
    ];
    for array in &encodings {
        let all = |number| {
            let threads = threads(number);
            let payloads = kernels::unpack_base64(array, &unpacker, threads).unwrap();
            let problems = kernels::unpack_base64_problems(array, &unpacker, threads).unwrap();
            let indicators = kernels::iocs(array, &extractor, threads).unwrap();
            (payloads, problems, indicators)
        };
        let one = all(1);
        assert!(
            one.0.values().len() > 300 && one.1.values().len() > 10 && one.2.values().len() > 1500
        );
        for number in [2, 3, 16] {
            assert_eq!(all(number), one, "{}, {number} threads", array.data_type());
        }
    }
    let series = list(&hosts);
    let points = |number| {
        let method = kernels::Method::default();
        let anomalies = kernels::anomalies(&series, &method, threads(number)).unwrap();
        let stl = kernels::stl(&series, &timeseries::Stl::new(4), threads(number)).unwrap();
        (anomalies, stl)
    };
    let one = points(1);
    for number in [2, 3, 16] {
        assert_eq!(points(number), one, "{number} threads");
    }
}

#[derive(Deserialize)]
struct Table {
    kernel: Vec<Kernel>,
}

#[derive(Deserialize)]
struct Kernel {
    name: String,
    fields: Vec<[String; 2]>,
}

/// The types are those of the table, whether or not there is anything to tell of.
#[test]
fn the_types_are_written_down() {
    let table: Table = toml::from_str(include_str!("../testdata/kernels.toml")).unwrap();
    let numbers = DataType::new_list(DataType::Float64, true);
    let types = [
        ("unpack_base64", kernels::unpack_base64_type()),
        (
            "unpack_base64_problems",
            kernels::unpack_base64_problems_type(),
        ),
        ("iocs", kernels::iocs_type()),
        ("stl", kernels::stl_type(&numbers)),
        ("anomalies", kernels::anomalies_type(&numbers)),
    ];
    assert_eq!(table.kernel.len(), types.len());
    for (kernel, (name, kind)) in table.kernel.iter().zip(types) {
        assert_eq!(kernel.name, name);
        let DataType::List(entry) = kind else {
            panic!("{name} gives {kind}");
        };
        assert_eq!(
            (entry.name().as_str(), entry.is_nullable()),
            ("item", false)
        );
        let DataType::Struct(fields) = entry.data_type() else {
            panic!("{name} gives {entry}");
        };
        let fields: Vec<[String; 2]> = fields
            .iter()
            .map(|field| {
                assert!(field.metadata().is_empty());
                let null = if field.is_nullable() { "?" } else { "" };
                [
                    format!("{}{null}", field.name()),
                    field.data_type().to_string(),
                ]
            })
            .collect();
        assert_eq!(fields, kernel.fields, "{name}");
    }
}

/// A dictionary's value that comes again in a row is found in each.
#[test]
fn nulls_of_every_kind() {
    let nulls: ArrayRef = Arc::new(NullArray::new(2));
    let found = kernels::iocs(&nulls, &Extractor::new(), ONE_THREAD).unwrap();
    assert_eq!(lists(found), [Value::Null, Value::Null]);
    let found = kernels::unpack_base64(&nulls, &Unpacker::new(), ONE_THREAD).unwrap();
    assert_eq!(lists(found), [Value::Null, Value::Null]);
    let found = kernels::stl(&nulls, &timeseries::Stl::new(2), ONE_THREAD).unwrap();
    assert_eq!(lists(found), [Value::Null, Value::Null]);
    let empty: ArrayRef = Arc::new(StringArray::from(Vec::<&str>::new()));
    let found = kernels::iocs(&empty, &Extractor::new(), threads(4)).unwrap();
    assert_eq!((found.len(), found.data_type()), (0, &kernels::iocs_type()));
}

#[test]
fn an_array_of_another_type_is_refused() {
    let numbers = Int64Array::from(vec![1]);
    let message = |error: Error| error.to_string();
    let refused = kernels::iocs(&numbers, &Extractor::new(), ONE_THREAD);
    assert_eq!(
        refused.map_err(message).unwrap_err(),
        "iocs cannot read Int64, required is Utf8, LargeUtf8, Utf8View, Binary, LargeBinary, \
         BinaryView, FixedSizeBinary, Null, or a dictionary of one of these"
    );
    let texts = ListArray::from_iter_primitive::<Int32Type, _, _>([Some(vec![Some(1)])]);
    kernels::stl(&texts, &timeseries::Stl::new(2), ONE_THREAD).unwrap();
    let refused = kernels::stl(&numbers, &timeseries::Stl::new(2), ONE_THREAD);
    assert_eq!(
        refused.map_err(message).unwrap_err(),
        "stl cannot read Int64, required is a list of numbers, or of structs of `time` (a \
         timestamp, a date, an integer or text) and `value` (a number)"
    );
}

/// Lists of structs: the times go along, past slices, what nulls hide, and points that are null.
#[test]
fn times_go_along_with_their_values() {
    let times: ArrayRef = Arc::new(
        (0..12)
            .map(|hour| Some(hour * 3600))
            .collect::<TimestampSecondArray>(),
    );
    let values: ArrayRef = Arc::new(Int32Array::from_iter_values([
        9, 9, 1, 5, 1, 5, 1, 5, 7, 8, 8, 8,
    ]));
    let fields = Fields::from(vec![
        Field::new("value", values.data_type().clone(), true),
        Field::new("time", times.data_type().clone(), true),
    ]);
    let point_nulls = NullBuffer::from((0..12).map(|place| place != 5).collect::<Vec<_>>());
    let points = StructArray::new(fields, vec![values, times], Some(point_nulls));
    let point = Field::new("point", points.data_type().clone(), true);
    let offsets = OffsetBuffer::from_lengths([2, 6, 1, 0, 3]);
    // The third row is null, and hides a point.
    let nulls = NullBuffer::from(vec![true, true, false, true, true]);
    let series = ListArray::new(Arc::new(point), offsets, Arc::new(points), Some(nulls));
    let stl = timeseries::Stl::new(2);
    for (from, len) in [(0, 5), (1, 3), (2, 3), (4, 1)] {
        let series = series.slice(from, len);
        let found = kernels::stl(&series, &stl, ONE_THREAD).unwrap();
        assert_eq!(found.data_type(), &kernels::stl_type(series.data_type()));
        let DataType::List(entry) = found.data_type() else {
            panic!("{found:?}");
        };
        let DataType::Struct(fields) = entry.data_type() else {
            panic!("{entry:?}");
        };
        assert_eq!(fields[0].name(), "time");
        let rows = [Some(0..2), Some(2..8), None, Some(0..0), Some(9..12)];
        for (row, expected) in rows[from..from + len].iter().enumerate() {
            let Some(expected) = expected else {
                assert!(found.is_null(row));
                continue;
            };
            let points = found.value(row);
            let points = points.as_struct();
            let hours = points["time"].as_primitive::<TimestampSecondType>();
            let hours: Vec<i64> = hours.values().iter().map(|time| time / 3600).collect();
            assert_eq!(hours, expected.clone().collect::<Vec<i64>>());
            if *expected == (2..8) {
                let values: Vec<Option<f64>> = points["value"]
                    .as_primitive::<Float64Type>()
                    .iter()
                    .collect();
                let known = [Some(1.0), Some(5.0), Some(1.0), None, Some(1.0), Some(5.0)];
                assert_eq!(values, known);
                // A missing value has a season and a trend, and no residual.
                assert!(points["residual"].is_null(3) && points["seasonal"].is_valid(3));
                assert_eq!(points["problem"].null_count(), 6);
            }
        }
    }
    let large = LargeListArray::new(
        Arc::new(Field::new_list_field(DataType::Float64, true)),
        OffsetBuffer::from_lengths([4, 0]),
        Arc::new(frames::arrow_array::Float64Array::from(vec![
            1.0, 2.0, 1.0, 2.0,
        ])),
        None,
    );
    let found = kernels::stl(&large, &stl, ONE_THREAD).unwrap();
    assert_eq!((found.value_length(0), found.value_length(1)), (4, 0));
}
