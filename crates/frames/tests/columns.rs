//! The caller's mistakes, odd names, and every type that a series may have.

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

use b64unpack::Unpacker;
use frames::Error;
use frames::arrow_array::types::{
    ArrowPrimitiveType, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use frames::arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Date64Array, DictionaryArray, Float64Array,
    Int32Array, Int64Array, PrimitiveArray, RecordBatch, RecordBatchOptions, StringArray,
};
use frames::arrow_schema::{DataType, Schema};
use iocextract::Extractor;
use std::sync::Arc;
use support::{batch, rows, text_encodings, texts};
use timeseries::{Stl, Threshold, zscores};

const LIMIT: Threshold = Threshold::symmetric(3.0);

#[test]
fn a_missing_column_is_named_and_so_are_those_that_there_are() {
    let given = batch(vec![("a b", texts(&[])), ("c", texts(&[]))]);
    let error = frames::payloads(&given, "C", &Unpacker::new()).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"there is no column "C"; there are "a b", "c""#
    );
    let error = frames::iocs(&given, &["c", "d"], &Extractor::new()).unwrap_err();
    let Error::MissingColumn { column, available } = error else {
        panic!("{error}");
    };
    assert_eq!((column.as_str(), available.len()), ("d", 2));
    assert!(matches!(
        frames::anomalies(&given, "c", "value", &Stl::new(2), LIMIT),
        Err(Error::MissingColumn { column, .. }) if column == "value"
    ));
}

#[test]
fn the_message_stays_short_and_prints_nothing_raw() {
    let names: Vec<String> = (0..1000).map(|number| format!("c{number}")).collect();
    let columns = names.iter().map(|name| (name.as_str(), texts(&[])));
    let error = frames::payloads(&batch(columns.collect()), "\u{1b}[31m", &Unpacker::new());
    let message = error.unwrap_err().to_string();
    assert!(message.starts_with(r#"there is no column "\u{1b}[31m"; there are "c0", "c1""#));
    assert!(message.ends_with(r#""c39" and 960 more"#), "{message}");

    let options = RecordBatchOptions::new().with_row_count(Some(3));
    let bare = RecordBatch::try_new_with_options(Arc::new(Schema::empty()), vec![], &options);
    let error = frames::payloads(&bare.unwrap(), "c", &Unpacker::new()).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"there is no column "c"; the batch has no columns"#
    );
}

#[test]
fn a_column_of_another_type_is_refused() {
    let numbers: ArrayRef = Arc::new(Int64Array::from(vec![1, 2]));
    let truths: ArrayRef = Arc::new(BooleanArray::from(vec![true, false]));
    let given = batch(vec![
        ("n", numbers),
        ("t", truths),
        ("s", texts(&[None, None])),
    ]);
    let error = frames::payloads(&given, "n", &Unpacker::new()).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with(r#"column "n" has the type Int64, required is Utf8"#),
        "{error}"
    );
    let wrong = |result: Result<RecordBatch, Error>, name: &str| matches!(result, Err(Error::WrongType { column, .. }) if column == name);
    assert!(wrong(
        frames::iocs(&given, &["s", "t"], &Extractor::new()),
        "t"
    ));
    let anomalies = |time, value| frames::anomalies(&given, time, value, &Stl::new(2), LIMIT);
    assert!(wrong(anomalies("t", "n"), "t"));
    assert!(wrong(anomalies("n", "s"), "s"));
}

#[test]
fn any_name_will_do() {
    let names = [
        "",
        " ",
        "a.b",
        "\"",
        "\u{0}",
        "row",
        "Ä\u{202e}\n",
        "very long name beyond a view",
    ];
    let cell = [Some("http://evil.com/ SQBFAFgAIABoAGkA")];
    for name in names {
        let given = batch(vec![("other", texts(&[None])), (name, texts(&cell))]);
        let found = rows(&frames::iocs(&given, &[name], &Extractor::new()).unwrap());
        assert_eq!(found[0]["column"], name);
        assert_eq!(found[0]["value"], "http://evil.com/");
        let found = rows(&frames::payloads(&given, name, &Unpacker::new()).unwrap());
        assert_eq!(
            (&found[0]["column"], found[0]["text"].as_str()),
            (&name.into(), Some("IEX hi"))
        );
    }
}

#[test]
fn of_two_columns_of_one_name_the_first_is_meant() {
    let given = batch(vec![
        ("c", texts(&[Some("7.7.7.7")])),
        ("c", texts(&[Some("8.8.8.8")])),
    ]);
    let found = rows(&frames::iocs(&given, &["c"], &Extractor::new()).unwrap());
    assert_eq!((found.len(), &found[0]["value"]), (1, &"7.7.7.7".into()));
}

#[test]
fn no_columns_have_no_indicators() {
    let given = batch(vec![("c", texts(&[Some("7.7.7.7")]))]);
    let found = frames::iocs(&given, &[], &Extractor::new()).unwrap();
    assert_eq!(found.num_rows(), 0);
}

/// One value in many rows of a dictionary is stored once in the result.
#[test]
fn rows_that_share_a_value_share_what_is_found_in_it() {
    let cell = payload_of(&"x".repeat(300_000));
    let keys = Int32Array::from(vec![0; 1000]);
    let values = Arc::new(StringArray::from(vec![cell]));
    let array = DictionaryArray::try_new(keys, values).unwrap();
    let given = batch(vec![("c", Arc::new(array))]);
    let found = frames::payloads(&given, "c", &Unpacker::new()).unwrap();
    assert_eq!(found.num_rows(), 1000);
    let size = found["bytes"].get_buffer_memory_size() + found["text"].get_buffer_memory_size();
    assert!(size < 4 << 20, "{size} bytes");
}

/// The Base64 of a text whose length is a multiple of three, by the definition.
fn payload_of(text: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let groups = text.as_bytes().chunks_exact(3);
    let groups = groups.map(|group| {
        group
            .iter()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte))
    });
    groups
        .flat_map(|bits| [18, 12, 6, 0].map(|shift| (bits >> shift & 63) as usize))
        .map(|digit| char::from(ALPHABET[digit]))
        .collect()
}

/// Two seasons and a bit, a spike and a dip, whole numbers below 128.
fn series() -> Vec<i8> {
    let value = |hour: i8| match hour {
        30 => 120,
        61 => 1,
        _ => 40 + hour % 12 * 3,
    };
    (0..100).map(value).collect()
}

fn hours() -> ArrayRef {
    Arc::new(Int64Array::from_iter_values(0..100))
}

#[test]
fn a_series_of_any_number_type() {
    let stl = Stl::new(12).robust(true);
    let floats: Vec<f64> = series().into_iter().map(f64::from).collect();
    let fit = stl.fit(&floats).unwrap();
    let score = zscores(&fit.residual);
    let mut flags = vec![0; floats.len()];
    for anomaly in timeseries::anomalies(&score, LIMIT) {
        flags[anomaly.index] = i64::from(anomaly.direction.sign());
    }
    assert_eq!((flags[30], flags[61]), (1, -1));

    for values in numbers_of_any_type() {
        let kind = values.data_type().clone();
        let given = batch(vec![("t", hours()), ("v", values)]);
        let found = frames::anomalies(&given, "t", "v", &stl, LIMIT).unwrap();
        assert_eq!(
            found.schema(),
            frames::anomalies_schema(&DataType::Int64, &kind)
        );
        assert_eq!(&found["time"], &given["t"]);
        assert_eq!(&found["value"], &given["v"]);
        for (row, found) in rows(&found.project(&[2, 3, 4, 5, 6, 7, 8]).unwrap())
            .iter()
            .enumerate()
        {
            let number = |name: &str| found[name].as_f64().unwrap();
            assert_eq!(number("residual"), fit.residual[row], "{kind}");
            assert_eq!(number("trend"), fit.trend[row]);
            assert_eq!(number("seasonal"), fit.seasonal[row]);
            assert_eq!(number("weights"), fit.weights[row]);
            assert_eq!(number("baseline"), fit.seasonal[row] + fit.trend[row]);
            assert_eq!(number("score"), score[row]);
            assert_eq!(found["anomalies"], flags[row]);
        }
    }
}

fn numbers_of_any_type() -> Vec<ArrayRef> {
    fn of<T: ArrowPrimitiveType>(number: impl Fn(i8) -> T::Native) -> ArrayRef {
        Arc::new(PrimitiveArray::<T>::from_iter_values(
            series().into_iter().map(number),
        ))
    }
    let unsigned = |value: i8| value.unsigned_abs();
    vec![
        of::<Int8Type>(|value| value),
        of::<Int16Type>(i16::from),
        of::<Int32Type>(i32::from),
        of::<Int64Type>(i64::from),
        of::<UInt8Type>(unsigned),
        of::<UInt16Type>(|value| unsigned(value).into()),
        of::<UInt32Type>(|value| unsigned(value).into()),
        of::<UInt64Type>(|value| unsigned(value).into()),
        of::<Float32Type>(f32::from),
        of::<Float64Type>(f64::from),
    ]
}

#[test]
fn times_of_any_type_come_back_as_they_were() {
    let stamps = 0..100_i64;
    let zoned = |zone: &'static str| {
        let times = PrimitiveArray::<TimestampNanosecondType>::from_iter_values(stamps.clone());
        Arc::new(times.with_timezone(zone)) as ArrayRef
    };
    let texts: Vec<Option<String>> = stamps
        .clone()
        .map(|hour| (hour != 50).then(|| format!("hour {hour}")))
        .collect();
    let mut times: Vec<ArrayRef> = vec![
        Arc::new(PrimitiveArray::<TimestampSecondType>::from_iter_values(
            stamps.clone(),
        )),
        Arc::new(PrimitiveArray::<TimestampMillisecondType>::from_iter_values(stamps.clone())),
        Arc::new(PrimitiveArray::<TimestampMicrosecondType>::from_iter_values(stamps.clone())),
        zoned("UTC"),
        zoned("+05:45"),
        zoned("Europe/Zurich"),
        Arc::new(Date32Array::from_iter_values(0..100)),
        Arc::new(Date64Array::from_iter_values(stamps.clone())),
        Arc::new(PrimitiveArray::<UInt8Type>::from_iter_values(0..100)),
    ];
    times.extend(text_encodings(&texts).into_iter().map(|(_, array)| array));
    let values: ArrayRef = Arc::new(Float64Array::from_iter_values(
        series().into_iter().map(f64::from),
    ));
    for times in times {
        let given = batch(vec![("when", times), ("v", Arc::clone(&values))]);
        let found = frames::anomalies(&given, "when", "v", &Stl::new(12), LIMIT).unwrap();
        assert_eq!(&found["time"], &given["when"]);
        assert_eq!(found["time"].data_type(), given["when"].data_type());
    }
}

#[test]
fn one_column_may_be_time_and_value() {
    let values: ArrayRef = Arc::new(Int64Array::from_iter_values(0..100));
    let given = batch(vec![("n", values)]);
    let found = frames::anomalies(&given, "n", "n", &Stl::new(12), LIMIT).unwrap();
    assert_eq!(&found["time"], &found["value"]);
}

#[test]
fn a_series_that_cannot_be_fitted_says_why() {
    let fit = |values: Vec<Option<f64>>| {
        let times = Int64Array::from_iter_values(0..values.len() as i64);
        let values = Float64Array::from(values);
        let given = batch(vec![("t", Arc::new(times)), ("v", Arc::new(values))]);
        frames::anomalies(&given, "t", "v", &Stl::new(12), LIMIT)
    };
    let with = |values: Vec<Option<f64>>| fit(values).unwrap_err().to_string();
    let mut values: Vec<Option<f64>> = series().into_iter().map(|v| Some(v.into())).collect();
    values[7] = None;
    assert_eq!(
        with(values.clone()),
        r#"column "v" is null in row 7, required is a number in every row"#
    );
    values[7] = Some(f64::INFINITY);
    assert_eq!(
        with(values.clone()),
        r#"column "v": the value at index 7 is inf, required are finite values (or NaN, for none)"#
    );
    values[7] = Some(f64::NAN);
    // What is missing is left out of the fit.
    let (gap, whole) = (fit(values.clone()).unwrap(), {
        values[7] = Some(series()[7].into());
        fit(values).unwrap()
    });
    assert_eq!(gap.num_rows(), whole.num_rows());
    assert!(with(vec![Some(1.0); 23]).contains("required are at least 24"));
    assert!(with(vec![]).contains("the series has 0 values"));
}

#[test]
fn a_slice_of_a_series_is_a_series() {
    let values = Float64Array::from_iter_values(series().into_iter().map(f64::from));
    let given = batch(vec![("t", hours()), ("v", Arc::new(values))]);
    let stl = Stl::new(12);
    let part = frames::anomalies(&given.slice(20, 50), "t", "v", &stl, LIMIT).unwrap();
    let floats: Vec<f64> = series()[20..70].iter().copied().map(f64::from).collect();
    let fit = stl.fit(&floats).unwrap();
    assert_eq!(
        part["residual"].to_data(),
        Float64Array::from(fit.residual).to_data()
    );
    assert_eq!(rows(&part)[0]["time"], 20);
}

#[test]
fn errors_can_be_sent_and_kept() {
    fn check<T: std::error::Error + Send + Sync + 'static>() {}
    check::<Error>();
    let given = batch(vec![(
        "s",
        Arc::new(StringArray::from(vec!["a"])) as ArrayRef,
    )]);
    let error = frames::anomalies(&given, "s", "s", &Stl::new(2), LIMIT).unwrap_err();
    assert!(matches!(error, Error::WrongType { .. }));
}
