//! What the tests share: columns in every encoding, rows of a batch as JSON, reference data.

#![allow(dead_code, reason = "no test uses all of it")]

use frames::arrow_array::cast::AsArray;
use frames::arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int64Type, UInt32Type, UInt64Type,
};
use frames::arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, DictionaryArray, LargeBinaryArray,
    LargeStringArray, PrimitiveArray, RecordBatch, StringArray, StringViewArray, types,
};
use frames::arrow_schema::{DataType, Field, Schema};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) type Cells = Vec<Option<String>>;

/// A batch of these columns, which may have any names and nulls.
pub(crate) fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let fields: Vec<Field> = columns
        .iter()
        .map(|(name, array)| Field::new(*name, array.data_type().clone(), true))
        .collect();
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap()
}

pub(crate) fn texts(cells: &[Option<&str>]) -> ArrayRef {
    Arc::new(StringArray::from(cells.to_vec()))
}

/// The same text in every encoding that holds text, each with a name.
pub(crate) fn text_encodings(cells: &Cells) -> Vec<(String, ArrayRef)> {
    let mut all = plain_texts(cells);
    all.push(("Utf8, sliced".to_owned(), sliced(cells)));
    macro_rules! dictionaries {
        ($($key:ident)*) => {$(
            for (name, array) in dictionaries!(@ $key, cells) {
                all.push((format!("{name} by {}", stringify!($key)), array));
            }
        )*};
        (@ $key:ident, $cells:expr) => {{
            let (distinct, places) = distinct($cells);
            let keys = places.iter().map(|place| place.map(|place| place as _));
            let keys: PrimitiveArray<types::$key> = keys.collect();
            plain_texts(&distinct).into_iter().map(move |(name, values)| {
                let array = DictionaryArray::try_new(keys.clone(), values).unwrap();
                (name, Arc::new(array) as ArrayRef)
            })
        }};
    }
    dictionaries! {
        Int8Type Int16Type Int32Type Int64Type UInt8Type UInt16Type UInt32Type UInt64Type
    }
    all
}

/// The same text as bytes, each with a name.
pub(crate) fn byte_encodings(cells: &Cells) -> Vec<(String, ArrayRef)> {
    let bytes: Vec<Option<&[u8]>> = borrowed(cells)
        .map(|cell| cell.map(str::as_bytes))
        .collect();
    let (distinct, places) = distinct(cells);
    let distinct: Vec<_> = distinct
        .iter()
        .map(|cell| cell.as_deref().map(str::as_bytes))
        .collect();
    let keys: PrimitiveArray<types::Int32Type> = places
        .iter()
        .map(|place| place.map(|place| place as i32))
        .collect();
    let values = Arc::new(BinaryArray::from(distinct));
    let dictionary = DictionaryArray::try_new(keys, values).unwrap();
    vec![
        (
            "Binary".to_owned(),
            Arc::new(BinaryArray::from(bytes.clone())) as ArrayRef,
        ),
        (
            "LargeBinary".to_owned(),
            Arc::new(LargeBinaryArray::from(bytes.clone())),
        ),
        (
            "BinaryView".to_owned(),
            Arc::new(BinaryViewArray::from_iter(bytes)),
        ),
        ("dictionary of Binary".to_owned(), Arc::new(dictionary)),
    ]
}

fn borrowed(cells: &Cells) -> impl Iterator<Item = Option<&str>> {
    cells.iter().map(Option::as_deref)
}

fn plain_texts(cells: &Cells) -> Vec<(String, ArrayRef)> {
    vec![
        (
            "Utf8".to_owned(),
            Arc::new(borrowed(cells).collect::<StringArray>()) as ArrayRef,
        ),
        (
            "LargeUtf8".to_owned(),
            Arc::new(borrowed(cells).collect::<LargeStringArray>()),
        ),
        (
            "Utf8View".to_owned(),
            Arc::new(borrowed(cells).collect::<StringViewArray>()),
        ),
    ]
}

/// The cells as the middle of a longer array that begins and ends with other things.
fn sliced(cells: &Cells) -> ArrayRef {
    let other = [Some("http://other.example.com/ 6.6.6.6"), None];
    let longer = other.into_iter().chain(borrowed(cells)).chain(other);
    longer
        .collect::<StringArray>()
        .slice(2, cells.len())
        .into_array()
}

trait IntoArray {
    fn into_array(self) -> ArrayRef;
}

impl IntoArray for StringArray {
    fn into_array(self) -> ArrayRef {
        Arc::new(self)
    }
}

/// The distinct values, a null and an unused one among them, and each row's place among them. Nulls
/// are null keys and keys of a null in turn.
fn distinct(cells: &Cells) -> (Cells, Vec<Option<usize>>) {
    let mut distinct: Cells = vec![None, Some("unused 5.5.5.5".to_owned())];
    let places = cells.iter().enumerate().map(|(row, cell)| match cell {
        None => (row % 2 == 0).then_some(0),
        Some(_) => distinct.iter().position(|there| there == cell).or_else(|| {
            distinct.push(cell.clone());
            Some(distinct.len() - 1)
        }),
    });
    let places = places.collect();
    (distinct, places)
}

/// The rows of a batch, as JSON objects with the columns in their order.
pub(crate) fn rows(batch: &RecordBatch) -> Vec<Value> {
    let schema = batch.schema();
    let names: Vec<&String> = schema.fields().iter().map(|field| field.name()).collect();
    let row = |row| {
        let cells = batch.columns().iter().map(|column| cell(column, row));
        let pairs = names.iter().map(|name| (*name).clone()).zip(cells);
        Value::Object(pairs.collect::<Map<String, Value>>())
    };
    (0..batch.num_rows()).map(row).collect()
}

fn cell(array: &dyn Array, row: usize) -> Value {
    if array.is_null(row) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::UInt64 => json!(array.as_primitive::<UInt64Type>().value(row)),
        DataType::UInt32 => json!(array.as_primitive::<UInt32Type>().value(row)),
        DataType::Int64 => json!(array.as_primitive::<Int64Type>().value(row)),
        DataType::Int8 => json!(array.as_primitive::<Int8Type>().value(row)),
        DataType::Float32 => json!(array.as_primitive::<Float32Type>().value(row)),
        DataType::Float64 => json!(array.as_primitive::<Float64Type>().value(row)),
        DataType::Boolean => json!(array.as_boolean().value(row)),
        DataType::Utf8 => json!(array.as_string::<i32>().value(row)),
        DataType::Utf8View => json!(array.as_string_view().value(row)),
        DataType::BinaryView => json!(array.as_binary_view().value(row)),
        DataType::List(_) => {
            let list = array.as_list::<i32>().value(row);
            (0..list.len()).map(|entry| cell(&list, entry)).collect()
        }
        DataType::FixedSizeList(_, _) => {
            let list = array.as_fixed_size_list().value(row);
            (0..list.len()).map(|entry| cell(&list, entry)).collect()
        }
        DataType::Struct(fields) => {
            let parts = array.as_struct();
            let parts = fields.iter().zip(parts.columns());
            let parts = parts.map(|(field, part)| (field.name().clone(), cell(part, row)));
            Value::Object(parts.collect())
        }
        other => panic!("the tests read no {other}"),
    }
}

/// A file of the reference data, or why it is not there.
pub(crate) fn shared(file: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = std::env::var_os("CHAFFINCH_SHARED").unwrap_or_else(|| "../shared".into());
    let path = root.join(folder).join(file);
    if path.exists() {
        return Some(path);
    }
    let absent = format!("skipped: {file} (no shared data at {})", path.display());
    assert!(std::env::var_os("CI").is_none(), "{absent}");
    eprintln!("{absent}");
    None
}
