//! One row of input: its cells, each with the column it stands in.

use std::ops::Range;
use std::sync::Arc;

/// One row: a line, a record, an object, or a whole file.
///
/// All cells share one buffer, so that a row costs two allocations however wide it is.
#[derive(Debug, Clone, Default)]
pub struct Row {
    number: usize,
    bytes: Vec<u8>,
    cells: Vec<Span>,
    defect: Option<String>,
    whole: bool,
}

/// One cell, borrowed from its [`Row`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The column's name; `None` where the format has no columns.
    pub column: Option<&'a str>,
    /// What stands in it.
    pub bytes: &'a [u8],
    /// Was this column asked for?
    pub selected: bool,
}

#[derive(Debug, Clone)]
struct Span {
    column: Option<Arc<str>>,
    range: Range<usize>,
    selected: bool,
}

impl Row {
    /// A row of one cell without a column.
    #[must_use]
    pub fn single(bytes: Vec<u8>) -> Row {
        let mut row = Row {
            bytes,
            ..Row::default()
        };
        row.span(None, 0..row.bytes.len(), true);
        row
    }

    /// A whole file as one row of one cell.
    #[must_use]
    pub fn whole(bytes: Vec<u8>) -> Row {
        Row {
            whole: true,
            ..Row::single(bytes)
        }
    }

    /// No row at all, but a word about the input.
    #[must_use]
    pub fn note(word: String) -> Row {
        Row::default().defective(word)
    }

    /// Is it only a [`note`](Row::note)?
    #[must_use]
    pub fn is_note(&self) -> bool {
        self.defect.is_some() && self.cells.is_empty()
    }

    /// A row whose cells will be [spans](Row::span) of `bytes`.
    #[must_use]
    pub fn over(bytes: Vec<u8>) -> Row {
        Row {
            bytes,
            ..Row::default()
        }
    }

    /// Adds a cell that lies at `range` of the row's bytes.
    pub fn span(&mut self, column: Option<Arc<str>>, range: Range<usize>, selected: bool) {
        self.cells.push(Span {
            column,
            range,
            selected,
        });
    }

    /// Adds a cell with bytes of its own.
    pub fn push(&mut self, column: Option<Arc<str>>, bytes: &[u8], selected: bool) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        self.span(column, start..self.bytes.len(), selected);
    }

    /// Where the row stands in the input, from 0.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// The same row at another place.
    #[must_use]
    pub fn numbered(self, number: usize) -> Row {
        Row { number, ..self }
    }

    /// Is it a whole file, which may be an archive?
    #[must_use]
    pub fn is_whole_file(&self) -> bool {
        self.whole
    }

    /// What is wrong with the row. A defective row is searched all the same.
    #[must_use]
    pub fn defect(&self) -> Option<&str> {
        self.defect.as_deref()
    }

    /// The same row with a defect.
    #[must_use]
    pub fn defective(self, defect: String) -> Row {
        Row {
            defect: Some(defect),
            ..self
        }
    }

    /// The same row, its defect headed by where it stands: in which file, and at which number.
    #[must_use]
    pub fn located(mut self, place: &str) -> Row {
        let number = self.number;
        self.defect = self
            .defect
            .map(|defect| format!("{place}, row {number}, {defect}"));
        self
    }

    /// The cells that were asked for, in input order.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        self.all_cells().filter(|cell| cell.selected)
    }

    /// Every cell that was read, asked for or not.
    pub fn all_cells(&self) -> impl Iterator<Item = Cell<'_>> {
        self.cells.iter().map(|span| Cell {
            column: span.column.as_deref(),
            bytes: self.bytes.get(span.range.clone()).unwrap_or_default(),
            selected: span.selected,
        })
    }

    /// Bytes held, for batching.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.bytes.len()
    }
}
