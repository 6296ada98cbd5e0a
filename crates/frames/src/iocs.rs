//! [`iocs`]: the indicators in columns of text.

use crate::Error;
use crate::cells::{Cell, Cells};
use crate::column::column;
use crate::lists::end_list;
use crate::memo::Memo;
use crate::views::Texts;
use arrow_array::builder::{
    BooleanBuilder, Float32Builder, ListBuilder, StringViewBuilder, UInt64Builder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use iocextract::{Extractor, Indicator, Kind};
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
    let text = |name| Field::new(name, DataType::Utf8View, false);
    let number = |name| Field::new(name, DataType::UInt64, false);
    Arc::new(Schema::new(vec![
        number("row"),
        text("column"),
        text("type"),
        text("value"),
        text("raw"),
        number("start"),
        number("end"),
        Field::new("defanged", DataType::Boolean, false),
        text("via"),
        Field::new("parent", DataType::UInt64, true),
        Field::new("confidence", DataType::Float32, false),
        Field::new_list("flags", flag_field(), false),
    ]))
}

fn flag_field() -> Field {
    Field::new_list_field(DataType::Utf8View, false)
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

/// An indicator of one cell.
struct Found<'a> {
    indicator: Indicator<'a>,
    /// Where the text that it stands in starts in the cell.
    offset: usize,
    /// The indicator that holds it, counted in the cell.
    parent: Option<usize>,
}

fn find<'a>(extractor: &Extractor, cell: Cell<'a>) -> Vec<Found<'a>> {
    match cell {
        Cell::Text(text) => extractor
            .find_iter(text)
            .map(|indicator| Found {
                parent: indicator.parent(),
                offset: 0,
                indicator,
            })
            .collect(),
        Cell::Bytes(bytes) => find_in_bytes(extractor, bytes),
    }
}

/// The extractor counts parents from the start of each run of valid text.
fn find_in_bytes<'a>(extractor: &Extractor, bytes: &'a [u8]) -> Vec<Found<'a>> {
    let mut found: Vec<Found<'a>> = Vec::new();
    let mut first_of_run = 0;
    for (offset, indicator) in extractor.find_bytes_iter(bytes) {
        if found.last().is_some_and(|last| last.offset != offset) {
            first_of_run = found.len();
        }
        found.push(Found {
            parent: indicator.parent().map(|place| first_of_run + place),
            offset,
            indicator,
        });
    }
    found
}

/// The result in the making.
struct Table {
    row: UInt64Builder,
    column: Texts,
    kind: Texts,
    value: Texts,
    raw: Texts,
    start: UInt64Builder,
    end: UInt64Builder,
    defanged: BooleanBuilder,
    via: Texts,
    parent: UInt64Builder,
    confidence: Float32Builder,
    flags: ListBuilder<StringViewBuilder>,
}

impl Table {
    fn new() -> Table {
        Table {
            row: UInt64Builder::new(),
            column: Texts::new("column"),
            kind: Texts::new("type"),
            value: Texts::new("value"),
            raw: Texts::new("raw"),
            start: UInt64Builder::new(),
            end: UInt64Builder::new(),
            defanged: BooleanBuilder::new(),
            via: Texts::new("via"),
            parent: UInt64Builder::new(),
            confidence: Float32Builder::new(),
            flags: ListBuilder::new(StringViewBuilder::new()).with_field(flag_field()),
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
        self.column.push_repeated(column, found.len())?;
        for one in found {
            let indicator = &one.indicator;
            self.row.append_value(row as u64);
            self.kind.push(kind_name(extractor, indicator.kind()))?;
            self.value.push(indicator.value())?;
            self.raw.push(indicator.as_str())?;
            self.start
                .append_value((one.offset + indicator.start()) as u64);
            self.end.append_value((one.offset + indicator.end()) as u64);
            self.defanged.append_value(indicator.is_defanged());
            self.via.push(indicator.via().name())?;
            self.parent
                .append_option(one.parent.map(|place| place as u64));
            self.confidence.append_value(indicator.confidence());
            for flag in indicator.flags().iter() {
                self.flags.values().append_value(flag);
            }
            end_list(&mut self.flags, "flags")?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<RecordBatch, Error> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.row.finish()),
            self.column.finish(),
            self.kind.finish(),
            self.value.finish(),
            self.raw.finish(),
            Arc::new(self.start.finish()),
            Arc::new(self.end.finish()),
            Arc::new(self.defanged.finish()),
            self.via.finish(),
            Arc::new(self.parent.finish()),
            Arc::new(self.confidence.finish()),
            Arc::new(self.flags.finish()),
        ];
        Ok(RecordBatch::try_new(iocs_schema(), columns)?)
    }
}

fn kind_name(extractor: &Extractor, kind: Kind) -> &str {
    match kind {
        Kind::Custom(id) => extractor.custom_name(id).unwrap_or(kind.as_str()),
        built_in => built_in.as_str(),
    }
}
