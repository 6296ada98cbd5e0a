//! A record of one series among several: what tells the series apart comes first.

use std::fmt::{self, Display, Formatter};

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Record, csv_field, csv_line, json_line};
use crate::args::OutputFormat;
use crate::printable::Printable;

/// A record with the keys of its series.
#[derive(Debug, Clone, Copy)]
pub struct Keyed<'a, R> {
    /// Columns, and what stands in them.
    pub keys: &'a [(String, String)],
    /// The record.
    pub record: &'a R,
}

impl<R: Record> Keyed<'_, R> {
    /// The record as it is printed, line end included.
    #[must_use]
    pub fn render(&self, format: OutputFormat) -> Vec<u8> {
        match format {
            OutputFormat::Text => self.to_string().into_bytes(),
            OutputFormat::Jsonl | OutputFormat::Parquet => {
                json_line(&object(self.keys, self.record))
            }
            OutputFormat::Csv => {
                let value = serde_json::to_value(self.record).unwrap_or_default();
                let keys = self.keys.iter().map(|(_, key)| key.clone());
                csv_line(
                    keys.chain(
                        R::FIELDS
                            .iter()
                            .map(|field| csv_field(value.get(field.name))),
                    ),
                )
            }
        }
    }
}

impl<R: Record> Display for Keyed<'_, R> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (_, value) in self.keys {
            write!(f, "{}  ", Printable(value))?;
        }
        write!(f, "{}", self.record)
    }
}

/// The keys and the fields of `record` in one object. A key that is called as a field gives way.
pub fn object(keys: &[(String, String)], record: &impl Serialize) -> Value {
    let keys = keys
        .iter()
        .map(|(key, value)| (key.clone(), Value::String(value.clone())));
    let mut object = Map::from_iter(keys);
    if let Ok(Value::Object(fields)) = serde_json::to_value(record) {
        object.extend(fields);
    }
    Value::Object(object)
}
