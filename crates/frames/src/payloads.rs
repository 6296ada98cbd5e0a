//! [`payloads`] and [`unpack`]: what is encoded in a column.

use crate::Error;
use crate::cells::Cells;
use crate::column::column;
use crate::memo::Memo;
use crate::payload_entries::{self, Found, PayloadEntries};
use crate::problems::ProblemTable;
use crate::views::Texts;
use arrow_array::builder::UInt64Builder;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use b64unpack::Unpacker;
use std::sync::Arc;

/// One row for each payload that is encoded in a column, parents before children.
///
/// Each cell is unpacked on its own, and the unpacker's limits count for each. The result is
/// described by [`payloads_schema`]; [`unpack`] gives beside it the problems that belong to no
/// payload.
///
/// ```
/// use frames::arrow_array::{RecordBatch, StringArray, cast::AsArray, record_batch};
///
/// let log = record_batch!(("command", Utf8, ["powershell -enc SQBFAFgAIABoAGkA", "ls"]))?;
/// let found = frames::payloads(&log, "command", &b64unpack::Unpacker::new())?;
/// assert_eq!(found.num_rows(), 1);
/// assert_eq!(found["text"].as_string_view().value(0), "IEX hi");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A column that is missing or holds neither text nor bytes.
pub fn payloads(
    batch: &RecordBatch,
    column: &str,
    unpacker: &Unpacker<'_>,
) -> Result<RecordBatch, Error> {
    Ok(unpack(batch, column, unpacker)?.payloads)
}

/// What [`unpack`] gives.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unpacked {
    /// One row for each payload: [`payloads_schema`].
    pub payloads: RecordBatch,
    /// One row for each problem, whether it belongs to a payload or to the cell: limits that ended
    /// the work on it, candidates that could not be decoded. See
    /// [`problems_schema`](crate::problems_schema).
    pub problems: RecordBatch,
}

/// The payloads of a column, and all that was wrong on the way.
///
/// # Errors
/// A column that is missing or holds neither text nor bytes.
pub fn unpack(batch: &RecordBatch, name: &str, unpacker: &Unpacker<'_>) -> Result<Unpacked, Error> {
    let (_, array) = column(batch, name)?;
    let cells = Cells::new(name, array)?;
    let mut memo = Memo::new(&cells);
    let mut rows = unpacker.rows();
    let mut payloads = Table::new();
    let mut problems = ProblemTable::new();
    for row in 0..batch.num_rows() {
        let Some((slot, cell)) = cells.get(row) else {
            continue;
        };
        memo.with(
            slot,
            || Found::new(rows.unpack(cell.as_bytes()).clone()),
            |found| {
                payloads.push(row, name, found)?;
                problems.push(row, name, found.tree.problems())
            },
        )?;
    }
    Ok(Unpacked {
        payloads: payloads.finish()?,
        problems: problems.finish()?,
    })
}

/// The columns of [`payloads`]: those of a payload's JSON object, by name and order, and `bytes`.
///
/// | column | type | |
/// |---|---|---|
/// | `row` | `UInt64` | row of the batch, from 0 |
/// | `column` | `Utf8View` | column of the batch |
/// | `id` | `UInt32` | number of the payload in its cell, from 0 |
/// | `parent` | `UInt32`, null | the payload that holds it; null for one found in the cell itself |
/// | `depth` | `UInt32` | 1 for one found in the cell itself |
/// | `start`, `end` | `UInt64`, null | place in the parent's bytes; null for a member of an archive |
/// | `encoding` | `Utf8View`, null | `base64`, `hex`, `xor`, …; null for a member of an archive |
/// | `member` | `Utf8View`, null | the member's name |
/// | `chain` | `Utf8View` | `base64>gzip>zip:a.txt` |
/// | `file_type` | `Utf8View`, null | `gzip`, `zip`, `pe`, … |
/// | `text` | `Utf8View`, null | the whole text, if it is text |
/// | `text_encoding` | `Utf8View`, null | `utf-8`, `utf-16le`, `utf-16be` |
/// | `size` | `UInt64` | length in bytes |
/// | `md5`, `sha1`, `sha256` | `Utf8View` | hexadecimal |
/// | `confidence` | `Float32` | 0 to 1 |
/// | `reasons` | `List<Utf8View>` | what the confidence rests on: `magic`, `text`, … |
/// | `key` | `UInt8`, null | the byte that every byte was combined with, where the encoding is `xor` |
/// | `truncated` | `Boolean` | whether bytes are missing at the end |
/// | `problems` | `List<Struct<kind, message, offset>>` | what was wrong with this payload |
/// | `bytes` | `BinaryView` | the payload itself |
pub fn payloads_schema() -> SchemaRef {
    let place = [
        Field::new("row", DataType::UInt64, false),
        Field::new("column", DataType::Utf8View, false),
    ];
    let fields = place.into_iter().chain(payload_entries::fields());
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// The result in the making.
struct Table {
    row: UInt64Builder,
    column: Texts,
    entries: PayloadEntries,
}

impl Table {
    fn new() -> Table {
        Table {
            row: UInt64Builder::new(),
            column: Texts::new("column"),
            entries: PayloadEntries::with_capacity(0),
        }
    }

    /// The payloads of one cell.
    fn push(&mut self, row: usize, column: &str, found: &Found) -> Result<(), Error> {
        let count = found.tree.len();
        self.row.append_value_n(row as u64, count);
        self.column.push_repeated(column, count)?;
        self.entries.push(found)
    }

    fn finish(mut self) -> Result<RecordBatch, Error> {
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.row.finish()), self.column.finish()];
        columns.extend(self.entries.finish());
        Ok(RecordBatch::try_new(payloads_schema(), columns)?)
    }
}
