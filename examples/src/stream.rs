//! Rows in, messages out: the loop that the row-wise tools share.

use std::convert::Infallible;

use crate::args::{Output, OutputFormat};
use crate::error::Error;
use crate::parallel::{Outlet, in_order};
use crate::printer::{Message, Printer};
use crate::record::{Record, render};
use crate::row::Row;

/// Where the work on a row puts what it finds.
pub struct Desk<'o, X = Infallible> {
    outlet: &'o mut Outlet<Message<X>>,
    format: OutputFormat,
}

impl<X> Desk<'_, X> {
    /// A result.
    pub fn found(&mut self, record: &impl Record) {
        self.send(render(record, self.format), |line| Message::Found {
            line,
            once: None,
        });
    }

    /// A result that is printed only if no other with this `key` has been.
    pub fn found_once(&mut self, record: &impl Record, key: String) {
        self.send(render(record, self.format), |line| Message::Found {
            line,
            once: Some(key),
        });
    }

    /// Something beside the results. A table has no room for it, so there it is a note.
    pub fn aside(&mut self, record: &impl Record) {
        match self.format {
            OutputFormat::Csv | OutputFormat::Parquet => {
                self.note(record.to_string().trim_end().to_owned());
            }
            format => self.send(render(record, format), Message::Aside),
        }
    }

    /// Something for standard error.
    pub fn note(&mut self, note: String) {
        let weight = note.len();
        self.outlet.push(Message::Note(note), weight);
    }

    /// Something that the tool collects.
    pub fn extra(&mut self, extra: X) {
        self.extra_of(extra, size_of::<X>());
    }

    /// The same, with about so many bytes behind it.
    pub fn extra_of(&mut self, extra: X, weight: usize) {
        self.outlet.push(Message::Extra(extra), weight);
    }

    fn send(&mut self, line: Vec<u8>, message: impl FnOnce(Vec<u8>) -> Message<X>) {
        let weight = line.len();
        self.outlet.push(message(line), weight);
    }
}

/// Works on every row, on as many threads as `output` allows, and prints in the order of the input.
pub fn each_row(
    rows: impl Iterator<Item = Result<Row, Error>> + Send,
    output: &Output,
    printer: &mut Printer,
    work: impl Fn(&Row, &mut Desk<'_>) + Sync,
) -> Result<(), Error> {
    each_row_with(rows, output, printer, work, |never| match never {})
}

/// The same, for work that collects something on the way; `collect` gets it in the order of the input too.
pub fn each_row_with<X: Send>(
    rows: impl Iterator<Item = Result<Row, Error>> + Send,
    output: &Output,
    printer: &mut Printer,
    work: impl Fn(&Row, &mut Desk<'_, X>) + Sync,
    mut collect: impl FnMut(X),
) -> Result<(), Error> {
    let work = |row: Result<Row, Error>, outlet: &mut Outlet<Message<X>>| match row {
        Ok(row) => {
            let mut desk = Desk {
                outlet,
                format: output.format,
            };
            if let Some(defect) = row.defect() {
                desk.note(defect.to_owned());
            }
            work(&row, &mut desk);
        }
        Err(error) => outlet.push(Message::Failure(error), 0),
    };
    in_order(rows, weight, output.threads(), work, |message| {
        if let Some(extra) = printer.accept(message)? {
            collect(extra);
        }
        Ok(())
    })
}

fn weight(row: &Result<Row, Error>) -> usize {
    row.as_ref().map_or(0, Row::weight)
}
