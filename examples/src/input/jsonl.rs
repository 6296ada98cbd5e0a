//! JSON values, one a line; their strings are the cells.

use std::collections::BTreeSet;
use std::io::BufRead;

use serde_json::Value;

use super::Columns;
use super::lines::{Line, Lines};
use crate::error::Error;
use crate::row::Row;

/// A parsed value takes some dozen times the memory of its text.
const MAX_LINE: u64 = 16 << 20;

/// One row a line; blank lines are none. A line that is not JSON is defective, and is searched as it stands.
pub(super) fn rows<R: BufRead>(
    reader: R,
    columns: &Columns,
    place: &str,
) -> impl Iterator<Item = Result<Row, Error>> + use<R> {
    let mut seen = Seen::new(columns, place);
    let mut lines = Lines::new(reader, place, MAX_LINE);
    let columns = columns.clone();
    std::iter::from_fn(move || {
        for line in lines.by_ref() {
            match line {
                Ok(line) if line.bytes.trim_ascii().is_empty() => {}
                Ok(line) => return Some(Ok(row(line, &columns, &mut seen))),
                Err(error) => return Some(Err(error)),
            }
        }
        seen.missing().map(Err)
    })
}

fn row(line: Line, columns: &Columns, seen: &mut Seen) -> Row {
    if line.cut {
        return line.into_row();
    }
    let parsed = match std::str::from_utf8(&line.bytes) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_str(&String::from_utf8_lossy(&line.bytes)),
    };
    let value: Value = match parsed {
        Ok(value) => value,
        Err(error) => {
            let defect = format!(
                "line {}: not JSON ({error}); searched as it stands",
                line.number
            );
            return line.into_row().defective(defect);
        }
    };
    seen.note(&value);
    let mut leaves = Leaves::default();
    if columns.names.is_empty() {
        // Numbers are no text to search, but they may be times.
        leaves.numbers = columns.keep_others.then_some(false);
        leaves.push(&mut String::new(), &value, true);
        return leaves.row;
    }
    leaves.numbers = Some(true);
    for name in &columns.names {
        if let Some(found) = lookup(&value, name) {
            seen.found(name);
            leaves.push(&mut name.clone(), found, true);
        }
    }
    if columns.keep_others {
        leaves.numbers = Some(false);
        leaves.push(&mut String::new(), &value, false);
    }
    leaves.row
}

/// The value at a dotted path. A key that itself has dots goes first.
fn lookup<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    if let Some(found) = step(value, path) {
        return Some(found);
    }
    path.match_indices('.').find_map(|(at, _)| {
        let (head, tail) = path.split_at_checked(at)?;
        lookup(step(value, head)?, tail.get(1..)?)
    })
}

fn step<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(key),
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        _ => None,
    }
}

/// The leaves of a JSON value, as the cells of a row.
#[derive(Default)]
struct Leaves {
    row: Row,
    /// Do numbers become cells, and are those selected?
    numbers: Option<bool>,
    /// Bytes in the names of the cells so far.
    named: usize,
}

impl Leaves {
    /// Adds every leaf of `value`, which stands at `path`. The parser bounds the depth at 128.
    fn push(&mut self, path: &mut String, value: &Value, selected: bool) {
        match value {
            Value::Null => {}
            Value::String(text) => self.leaf(path, text, selected),
            Value::Number(_) | Value::Bool(_) => {
                if let Some(selected) = self.numbers {
                    self.leaf(path, &value.to_string(), selected);
                }
            }
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.member(path, &at.to_string(), item, selected);
                }
            }
            Value::Object(members) => {
                for (key, member) in members {
                    self.member(path, key, member, selected);
                }
            }
        }
    }

    fn member(&mut self, path: &mut String, key: &str, value: &Value, selected: bool) {
        let parent = path.len();
        if parent > 0 {
            path.push('.');
        }
        path.push_str(key);
        self.push(path, value, selected);
        path.truncate(parent);
    }

    /// A long key over many short values would make names that are far larger than the line, so
    /// names end where they have taken as much as a line may: the cells behind are nameless.
    fn leaf(&mut self, path: &str, text: &str, selected: bool) {
        self.named = self.named.saturating_add(path.len());
        let named = !path.is_empty() && self.named as u64 <= MAX_LINE;
        let column = named.then(|| path.into());
        self.row.push(column, text.as_bytes(), selected);
    }
}

/// Which columns have come by, to say at the end that one never did.
struct Seen {
    place: String,
    wanted: BTreeSet<String>,
    known: BTreeSet<String>,
}

impl Seen {
    fn new(columns: &Columns, place: &str) -> Seen {
        Seen {
            place: place.to_owned(),
            wanted: columns.names.iter().cloned().collect(),
            known: BTreeSet::new(),
        }
    }

    /// Collects names as long as some are wanted, and no more than a message can use.
    fn note(&mut self, value: &Value) {
        if let (false, Value::Object(members)) = (self.wanted.is_empty(), value) {
            let room = super::LISTED.saturating_sub(self.known.len());
            self.known.extend(members.keys().take(room).cloned());
        }
    }

    fn found(&mut self, name: &str) {
        self.wanted.remove(name);
    }

    fn missing(&mut self) -> Option<Error> {
        let column = self.wanted.pop_first()?;
        self.wanted.clear();
        Some(super::missing_column(
            &self.place,
            &column,
            self.known.iter().map(String::as_str),
        ))
    }
}
