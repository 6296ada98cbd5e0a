//! The shapes of what the tools print. JSON Lines and CSV have the same fields; text is for people.

pub mod anomaly;
pub mod finding;
pub mod indicator;
mod json;
pub mod keyed;
pub mod observable;
pub mod payload;
pub mod period;
pub mod problem;
pub mod shape;
pub mod unpacked;

use std::fmt::{self, Display, Formatter};
use std::io::Write;

use serde::Serialize;
use serde_json::Value;

use self::shape::Field;
use crate::args::OutputFormat;

/// Something that can be printed in every output format.
///
/// `Display` is the text for people, line end included.
pub trait Record: Serialize + Display {
    /// The fields, in order. Where there is a `row`, it is the first of all, or the second behind `kind`.
    const FIELDS: &'static [Field];

    /// Writes it as JSON, without a line end: as `serde` does, perhaps faster.
    fn write_json(&self, out: &mut Vec<u8>) {
        // Writing plain structs into memory cannot fail: their maps have string keys, and nothing refuses.
        serde_json::to_writer(out, self).unwrap_or_default();
    }
}

/// The header of a CSV of records, each with these keys before it.
#[must_use]
pub fn header<R: Record>(keys: &[String]) -> Vec<u8> {
    let keys = keys.iter().map(String::as_str);
    csv_line(keys.chain(R::FIELDS.iter().map(|field| field.name)))
}

/// One record as it is printed, line end included.
#[must_use]
pub fn render<R: Record>(record: &R, format: OutputFormat) -> Vec<u8> {
    let mut line = Vec::new();
    render_into(record, format, &mut line);
    line
}

/// The same, behind what `out` has.
pub fn render_into<R: Record>(record: &R, format: OutputFormat, out: &mut Vec<u8>) {
    match format {
        // Memory refuses nothing.
        OutputFormat::Text => write!(out, "{record}").unwrap_or_default(),
        OutputFormat::Jsonl | OutputFormat::Parquet => {
            record.write_json(out);
            out.push(b'\n');
        }
        OutputFormat::Csv => {
            let value = serde_json::to_value(record).unwrap_or_default();
            let fields = R::FIELDS.iter();
            out.extend(csv_line(
                fields.map(|field| csv_field(value.get(field.name))),
            ));
        }
    }
}

/// A record as one line of JSON.
#[must_use]
pub fn json_line(record: &impl Serialize) -> Vec<u8> {
    // Writing plain structs into memory cannot fail: their maps have string keys, and nothing refuses.
    let mut line = serde_json::to_vec(record).unwrap_or_default();
    line.push(b'\n');
    line
}

fn csv_field(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn csv_line<T: AsRef<[u8]>>(fields: impl Iterator<Item = T>) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    // Memory refuses nothing.
    let _ = writer.write_record(fields);
    writer.into_inner().unwrap_or_default()
}

/// Two digits say all that a confidence has to say, and print the same everywhere.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}

/// "row 3" or "row 3, CommandLine": where a cell stands.
struct Place<'a> {
    row: usize,
    column: Option<&'a str>,
}

impl Display for Place<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "row {}", self.row)?;
        match self.column {
            Some(column) => write!(f, ", {}", crate::printable::Printable(column)),
            None => Ok(()),
        }
    }
}
