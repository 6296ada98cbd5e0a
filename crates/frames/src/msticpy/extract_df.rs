//! [`extract_df`]: the original's frame of indicators.

use super::frame::{integer, schema, text};
use crate::Error;
use crate::cells::{Cell, Cells};
use crate::column::column;
use crate::memo::Memo;
use crate::views::Texts;
use arrow_array::builder::Int64Builder;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::SchemaRef;
use msticpy::iocextract::{ExtractOptions, IoCExtract};
use std::sync::Arc;

/// One row for each indicator in `columns`, as the original's `extract_df` finds them.
///
/// Rows come by source row, then in the order of `columns`; within a cell, where the original has
/// no order, by type and indicator. The result is described by [`extract_df_schema`].
///
/// ```
/// use frames::arrow_array::{cast::AsArray, record_batch};
/// use frames::msticpy::extract_df;
/// use msticpy::iocextract::{ExtractOptions, IoCExtract};
///
/// let log = record_batch!(("CommandLine", Utf8, ["dir", "ping 10.1.2.3"]))?;
/// let (extractor, options) = (IoCExtract::new(), ExtractOptions::default());
/// let found = extract_df(&log, &["CommandLine"], &extractor, &options)?;
/// assert_eq!(found["Observable"].as_string_view().value(0), "10.1.2.3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A column that is missing or does not hold text.
pub fn extract_df(
    batch: &RecordBatch,
    columns: &[&str],
    extractor: &IoCExtract,
    options: &ExtractOptions,
) -> Result<RecordBatch, Error> {
    let mut sources = Vec::new();
    for name in columns {
        let cells = Cells::of_text(name, column(batch, name)?.1)?;
        let memo = Memo::new(&cells);
        sources.push((cells, memo));
    }
    let mut table = Table::new();
    for row in 0..batch.num_rows() {
        for (cells, memo) in &mut sources {
            let Some((slot, Cell::Text(cell))) = cells.get(row) else {
                continue;
            };
            memo.with(
                slot,
                || extractor.extract_row(cell, options),
                |found| table.push(row, cell, found),
            )?;
        }
    }
    table.finish()
}

/// The columns of [`extract_df`]: `IoCType`, `Observable`, `SourceIndex` (`Int64`), `Input`; the
/// others are `Utf8View`.
pub fn extract_df_schema() -> SchemaRef {
    schema([
        text("IoCType"),
        text("Observable"),
        integer("SourceIndex"),
        text("Input"),
    ])
}

/// The result in the making.
struct Table {
    ioc_type: Texts,
    observable: Texts,
    source_index: Int64Builder,
    input: Texts,
}

impl Table {
    fn new() -> Table {
        Table {
            ioc_type: Texts::new("IoCType"),
            observable: Texts::new("Observable"),
            source_index: Int64Builder::new(),
            input: Texts::new("Input"),
        }
    }

    /// The indicators of one cell.
    fn push(&mut self, row: usize, cell: &str, found: &[(String, String)]) -> Result<(), Error> {
        for (ioc_type, observable) in found {
            self.ioc_type.push(ioc_type)?;
            self.observable.push(observable)?;
            self.source_index.append_value(row as i64);
        }
        self.input.push_repeated(cell, found.len())
    }

    fn finish(mut self) -> Result<RecordBatch, Error> {
        let columns: Vec<ArrayRef> = vec![
            self.ioc_type.finish(),
            self.observable.finish(),
            Arc::new(self.source_index.finish()),
            self.input.finish(),
        ];
        Ok(RecordBatch::try_new(extract_df_schema(), columns)?)
    }
}
