//! Rows as a table for people.

use chaffinch_examples::error::Error;
use chaffinch_examples::printable::Printable;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;

use crate::printed::Column;
use crate::sink::{Out, Sink, failed};

/// Prints pages of rows, each as wide as what is in it: a table cannot be as wide as rows that are
/// still to come.
pub(crate) struct Table {
    out: Out,
    names: Vec<String>,
    page: Vec<Vec<String>>,
    printed: bool,
}

/// Rows of a page.
const PAGE: usize = 1000;
/// Characters of a cell that are shown.
const WIDEST: usize = 100;

impl Table {
    pub(crate) fn new(out: Out, schema: &SchemaRef) -> Table {
        let names = schema.fields().iter().map(|field| shown(field.name()));
        Table {
            out,
            names: names.collect(),
            page: Vec::new(),
            printed: false,
        }
    }

    fn print_page(&mut self) -> Result<(), Error> {
        let page = std::mem::take(&mut self.page);
        if self.printed && page.is_empty() {
            return Ok(());
        }
        self.printed = true;
        let rows = || std::iter::once(&self.names).chain(&page);
        let width = |place: usize| {
            let cells = rows().filter_map(|row| row.get(place));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.names.len()).map(width).collect();
        let rule: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
        let mut lines = String::new();
        line(&self.names, &widths, &mut lines);
        line(&rule, &widths, &mut lines);
        page.iter().for_each(|row| line(row, &widths, &mut lines));
        self.out.print(lines.as_bytes())
    }
}

impl Sink for Table {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let mut columns = Column::all(batch).map_err(|error| failed(&error))?;
        for row in 0..batch.num_rows() {
            let cells = columns.iter_mut().map(|column| column.cell(row));
            let cells = cells.map(|cell| Ok(shown(&cell?)));
            let cells: Result<Vec<String>, _> = cells.collect();
            self.page.push(cells.map_err(|error| failed(&error))?);
            if self.page.len() == PAGE {
                self.print_page()?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        self.print_page()?;
        self.out.flush()
    }
}

/// A cell that is fit for a terminal, cut if it is long.
fn shown(cell: &str) -> String {
    let end = cell.char_indices().nth(WIDEST).map(|(end, _)| end);
    match end.and_then(|end| cell.get(..end)) {
        Some(start) => format!("{}…", Printable(start)),
        None => Printable(cell).to_string(),
    }
}

fn line(cells: &[String], widths: &[usize], lines: &mut String) {
    let last = cells.len().saturating_sub(1);
    for (place, (cell, width)) in cells.iter().zip(widths).enumerate() {
        lines.push_str(cell);
        let missing = width.saturating_sub(cell.chars().count());
        // No blanks at the end of a line.
        if place < last {
            lines.push_str(&" ".repeat(missing + 2));
        }
    }
    lines.push('\n');
}
