//! [`iocs`]: the indicators in columns of text.

use crate::Error;
use crate::cells::Cells;
use crate::column::column;
use crate::ioc_entries::{self, Found, IocEntries, find};
use crate::memo::Memo;
use crate::views::Texts;
use arrow_array::builder::UInt64Builder;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use iocextract::Extractor;
use std::sync::Arc;

/// One row for each indicator in `columns`: by row, then in the order of `columns`, then by place.
///
/// Rows and places are counted from 0 in the batch that is given, bytes in a cell from its start.
/// In cells that are not UTF-8 the runs of valid text are searched. The result is described by
/// [`iocs_schema`].
///
/// ```
/// use frames::arrow_array::{RecordBatch, StringArray, cast::AsArray, record_batch};
///
/// let log = record_batch!(("message", Utf8, ["GET hxxp://evil[.]com/a", "nothing"]))?;
/// let found = frames::iocs(&log, &["message"], &iocextract::Extractor::new())?;
/// let values = found["value"].as_string_view();
/// assert_eq!(values.value(0), "http://evil.com/a");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A column that is missing or holds neither text nor bytes.
pub fn iocs(
    batch: &RecordBatch,
    columns: &[&str],
    extractor: &Extractor,
) -> Result<RecordBatch, Error> {
    let mut searches = columns
        .iter()
        .map(|name| Search::new(batch, name))
        .collect::<Result<Vec<_>, Error>>()?;
    let mut table = Table::new();
    for row in 0..batch.num_rows() {
        for search in &mut searches {
            let Some((slot, cell)) = search.cells.get(row) else {
                continue;
            };
            search.memo.with(
                slot,
                || find(extractor, cell),
                |found| table.push(row, search.column, extractor, found),
            )?;
        }
    }
    table.finish()
}

/// The columns of [`iocs`]: those of an indicator's JSON object, by name and order.
///
/// | column | type | |
/// |---|---|---|
/// | `row` | `UInt64` | row of the batch, from 0 |
/// | `column` | `Utf8View` | column of the batch |
/// | `type` | `Utf8View` | `ipv4`, `url`, …, or the name of the caller's pattern |
/// | `value` | `Utf8View` | refanged and normalised |
/// | `raw` | `Utf8View` | as it stood |
/// | `start`, `end` | `UInt64` | place in the cell, in bytes |
/// | `defanged` | `Boolean` | whether it was spelled so as not to be a live link |
/// | `via` | `Utf8View` | `plain` or `url-decoded` |
/// | `parent` | `UInt64`, null | the indicator of the same cell that holds it, counted from 0 |
/// | `confidence` | `Float32` | 0 to 1 |
/// | `flags` | `List<Utf8View>` | `private`, `file-name-like`, … |
pub fn iocs_schema() -> SchemaRef {
    let place = [
        Field::new("row", DataType::UInt64, false),
        Field::new("column", DataType::Utf8View, false),
    ];
    let fields = place.into_iter().chain(ioc_entries::fields());
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// One column on its way through.
struct Search<'a> {
    column: &'a str,
    cells: Cells<'a>,
    memo: Memo<Vec<Found<'a>>>,
}

impl<'a> Search<'a> {
    fn new(batch: &'a RecordBatch, name: &'a str) -> Result<Search<'a>, Error> {
        let (_, array) = column(batch, name)?;
        let cells = Cells::new(name, array)?;
        let memo = Memo::new(&cells);
        Ok(Search {
            column: name,
            cells,
            memo,
        })
    }
}

/// The result in the making.
struct Table {
    row: UInt64Builder,
    column: Texts,
    entries: IocEntries,
}

impl Table {
    fn new() -> Table {
        Table {
            row: UInt64Builder::new(),
            column: Texts::new("column"),
            entries: IocEntries::with_capacity(0),
        }
    }

    /// The indicators of one cell.
    fn push(
        &mut self,
        row: usize,
        column: &str,
        extractor: &Extractor,
        found: &[Found<'_>],
    ) -> Result<(), Error> {
        self.row.append_value_n(row as u64, found.len());
        self.column.push_repeated(column, found.len())?;
        self.entries.push(extractor, found)
    }

    fn finish(mut self) -> Result<RecordBatch, Error> {
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.row.finish()), self.column.finish()];
        columns.extend(self.entries.finish());
        Ok(RecordBatch::try_new(iocs_schema(), columns)?)
    }
}
