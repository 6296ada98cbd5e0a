//! Rows in, messages out: the loop that the row-wise tools share.

use std::convert::Infallible;

use crate::args::{Output, OutputFormat};
use crate::error::Error;
use crate::parallel::{Outlet, in_order};
use crate::printer::{Message, Printer};
use crate::record::{Record, render, render_into};
use crate::row::Row;
use crate::stencil::Stencil;

/// Bytes for the first lines.
const FIRST_LINES: usize = 4096;

/// Where the work on a row puts what it finds.
pub struct Desk<'o, X = Infallible> {
    outlet: &'o mut Outlet<Message<X>>,
    format: OutputFormat,
}

impl<X> Desk<'_, X> {
    /// A result.
    pub fn found(&mut self, record: &impl Record) {
        let format = self.format;
        self.lines(true, |lines| render_into(record, format, lines));
    }

    /// A result that is printed only if no other with this `key` has been.
    pub fn found_once(&mut self, record: &impl Record, key: String) {
        let line = render(record, self.format);
        let weight = line.len() + key.len();
        self.outlet.push(Message::Once { line, key }, weight);
    }

    /// What a stencil has of a cell in `row`.
    pub fn print(&mut self, stencil: &Stencil, row: usize) {
        for note in stencil.notes() {
            self.note(note.clone());
        }
        if !stencil.is_empty() {
            self.lines(stencil.is_result(), |lines| stencil.print(row, lines));
        }
    }

    /// The same as soon as there is much of it, so that no cell fills the memory.
    pub fn relieve(&mut self, stencil: &mut Stencil, row: usize) {
        if stencil.is_full() {
            self.print(stencil, row);
            stencil.cut();
        }
    }

    /// Something for standard error.
    pub fn note(&mut self, note: String) {
        let weight = note.len();
        self.outlet.push(Message::Note(note), weight);
    }

    /// Something that the tool collects.
    pub fn extra(&mut self, extra: X) {
        self.extra_of(extra, 0);
    }

    /// The same, with about so many bytes behind it.
    pub fn extra_of(&mut self, extra: X, weight: usize) {
        let weight = weight + size_of::<X>();
        match self.recent(|message| matches!(message, Message::Extras(_))) {
            Some(Message::Extras(extras)) => extras.push(extra),
            _ => self.outlet.push(Message::Extras(vec![extra]), 0),
        }
        self.outlet.grown(weight);
    }

    /// Lines behind those that there are, so that one piece of memory takes many.
    fn lines(&mut self, found: bool, write: impl FnOnce(&mut Vec<u8>)) {
        if self.recent(are_lines).is_none() {
            let lines = Vec::with_capacity(FIRST_LINES);
            self.outlet.push(Message::Lines { lines, found }, 0);
        }
        let Some(Message::Lines { lines, found: any }) = self.recent(are_lines) else {
            return;
        };
        let before = lines.len();
        write(lines);
        *any |= found;
        let weight = lines.len() - before;
        self.outlet.grown(weight);
    }

    /// The message of this kind that can still be added to: what is printed and what is collected do
    /// not ask which of them came first.
    fn recent(&mut self, is: impl Fn(&Message<X>) -> bool) -> Option<&mut Message<X>> {
        let mut latest = self.outlet.latest();
        match latest.next()? {
            message if is(message) => Some(message),
            Message::Lines { .. } | Message::Extras(_) => latest.next().filter(|next| is(next)),
            _ => None,
        }
    }
}

fn are_lines<X>(message: &Message<X>) -> bool {
    matches!(message, Message::Lines { .. })
}

/// Works on every row, on as many threads as `output` allows, and prints in the order of the input.
/// What a thread keeps from row to row must not change what it finds.
pub fn each_row<M: Default>(
    rows: impl Iterator<Item = Result<Row, Error>> + Send,
    output: &Output,
    printer: &mut Printer,
    work: impl Fn(&Row, &mut M, &mut Desk<'_>) + Sync,
) -> Result<(), Error> {
    each_row_with(rows, output, printer, work, |never| match never {})
}

/// The same, for work that collects something on the way; `collect` gets it in the order of the input too.
pub fn each_row_with<X: Send, M: Default>(
    rows: impl Iterator<Item = Result<Row, Error>> + Send,
    output: &Output,
    printer: &mut Printer,
    work: impl Fn(&Row, &mut M, &mut Desk<'_, X>) + Sync,
    mut collect: impl FnMut(X),
) -> Result<(), Error> {
    let work = |row: Result<Row, Error>, memory: &mut M, outlet: &mut Outlet<_>| match row {
        Ok(row) => {
            let mut desk = Desk {
                outlet,
                format: output.format,
            };
            if let Some(defect) = row.defect() {
                desk.note(defect.to_owned());
            }
            work(&row, memory, &mut desk);
        }
        Err(error) => outlet.push(Message::Failure(error), 0),
    };
    let sink = |message| {
        printer.accept(message)?.into_iter().for_each(&mut collect);
        Ok(())
    };
    in_order(rows, weight, output.threads(), M::default, work, sink)
}

fn weight(row: &Result<Row, Error>) -> usize {
    row.as_ref().map_or(0, Row::weight)
}
