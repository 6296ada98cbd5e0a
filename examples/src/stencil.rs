//! Lines that are the same for equal cells, but for the number of their row.

use crate::args::OutputFormat;
use crate::record::{Record, render_into};

/// Bytes of lines that are held.
const ROOM: usize = 1 << 20;

/// What is printed of a cell, with a gap wherever the number of its row belongs.
#[derive(Debug, Clone, Default)]
pub struct Stencil {
    lines: Vec<u8>,
    gaps: Vec<usize>,
    notes: Vec<String>,
    found: bool,
    bound: bool,
}

impl Stencil {
    /// Takes out everything.
    pub fn clear(&mut self) {
        self.lines.clear();
        self.gaps.clear();
        self.notes.clear();
        (self.found, self.bound) = (false, false);
    }

    /// Adds a result, which was found in `row`.
    pub fn found<R: Record>(&mut self, record: &R, row: usize, format: OutputFormat) {
        self.found = true;
        self.add(record, row, format);
    }

    /// Adds something beside the results. A table has no room for it, so there it is a note.
    pub fn aside<R: Record>(&mut self, record: &R, row: usize, format: OutputFormat) {
        match format {
            OutputFormat::Csv | OutputFormat::Parquet => {
                self.notes.push(record.to_string().trim_end().to_owned());
                self.bound = true;
            }
            OutputFormat::Text | OutputFormat::Jsonl => self.add(record, row, format),
        }
    }

    fn add<R: Record>(&mut self, record: &R, row: usize, format: OutputFormat) {
        let start = self.lines.len();
        render_into(record, format, &mut self.lines);
        let line = self.lines.get(start..).unwrap_or_default();
        let mut digits = itoa::Buffer::new();
        let digits = digits.format(row).as_bytes();
        let gap = number(line, format, R::FIELDS.first().map(|field| field.name));
        match gap.filter(|&at| line.get(at..).is_some_and(|rest| rest.starts_with(digits))) {
            Some(at) => {
                let at = start + at;
                self.lines.drain(at..at + digits.len());
                self.gaps.push(at);
            }
            None => self.bound = true,
        }
    }

    /// Writes the lines for a cell in `row`.
    pub fn print(&self, row: usize, out: &mut Vec<u8>) {
        let mut digits = itoa::Buffer::new();
        let digits = digits.format(row).as_bytes();
        let (mut rest, mut from) = (self.lines.as_slice(), 0);
        for &gap in &self.gaps {
            let (before, behind) = rest.split_at_checked(gap - from).unwrap_or((rest, &[]));
            out.extend_from_slice(before);
            out.extend_from_slice(digits);
            (rest, from) = (behind, gap);
        }
        out.extend_from_slice(rest);
    }

    /// Are there more lines than should be held?
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.lines.len() > ROOM
    }

    /// Takes out what has been printed: of a part of its lines no other row has any use.
    pub fn cut(&mut self) {
        self.clear();
        self.bound = true;
    }

    /// Are there no lines?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Is one of the lines a result?
    #[must_use]
    pub fn is_result(&self) -> bool {
        self.found
    }

    /// Is more than the number in the lines, or in the notes, that row's alone?
    #[must_use]
    pub fn is_bound(&self) -> bool {
        self.bound
    }

    /// What is to be said on standard error.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Bytes that it takes.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.lines.len() + size_of_val(self.gaps.as_slice())
    }
}

/// Where in a line the row's number begins: it is the first field, or the second behind a plain word,
/// so that nothing of what was found stands before it.
fn number(line: &[u8], format: OutputFormat, first: Option<&str>) -> Option<usize> {
    let mark: &[u8] = match (format, first) {
        (OutputFormat::Text, _) => return None,
        (OutputFormat::Csv, Some("row")) => b"",
        (OutputFormat::Csv, _) => b",",
        (OutputFormat::Jsonl | OutputFormat::Parquet, _) => b"\"row\":",
    };
    if mark.is_empty() {
        return Some(0);
    }
    let at = line.windows(mark.len()).position(|piece| piece == mark);
    at.map(|at| at + mark.len())
}
