//! One row of input: its cells, each with the column it stands in.

use std::ops::Range;
use std::sync::Arc;

/// One row: a line, a record, an object, or a whole file.
///
/// A row has memory of its own, which all of its cells share, or a part of a [`Block`].
#[derive(Debug, Clone, Default)]
pub struct Row {
    number: usize,
    cells: Cells,
    defect: Option<String>,
    whole: bool,
}

/// Many rows, one after the other in one piece of memory.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// The columns of all of them; none where the format has none.
    pub columns: Arc<[Column]>,
    /// All cells.
    pub bytes: Vec<u8>,
    /// Where each of them ends.
    pub ends: Vec<usize>,
}

/// A column of a [`Block`].
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub name: Arc<str>,
    /// Was it asked for?
    pub selected: bool,
}

#[derive(Debug, Clone)]
enum Cells {
    Own {
        bytes: Vec<u8>,
        spans: Vec<Span>,
    },
    /// Those of these numbers in a block.
    Part {
        block: Arc<Block>,
        cells: Range<usize>,
    },
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

impl Default for Cells {
    fn default() -> Cells {
        Cells::Own {
            bytes: Vec::new(),
            spans: Vec::new(),
        }
    }
}

impl Row {
    /// A row of one cell without a column.
    #[must_use]
    pub fn single(bytes: Vec<u8>) -> Row {
        let end = bytes.len();
        let mut row = Row::over(bytes);
        row.span(None, 0..end, true);
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
        self.defect.is_some() && self.is_empty()
    }

    /// A row whose cells will be [spans](Row::span) of `bytes`.
    #[must_use]
    pub fn over(bytes: Vec<u8>) -> Row {
        let spans = Vec::new();
        Row {
            cells: Cells::Own { bytes, spans },
            ..Row::default()
        }
    }

    /// The row of these cells of `block`. If they are more or fewer than it has columns, all of them
    /// are as if asked for.
    #[must_use]
    pub fn part(block: Arc<Block>, cells: Range<usize>) -> Row {
        Row {
            cells: Cells::Part { block, cells },
            ..Row::default()
        }
    }

    /// Adds a cell that lies at `range` of the row's bytes.
    pub fn span(&mut self, column: Option<Arc<str>>, range: Range<usize>, selected: bool) {
        if let Cells::Own { spans, .. } = &mut self.cells {
            spans.push(Span {
                column,
                range,
                selected,
            });
        }
    }

    /// Adds a cell with bytes of its own.
    pub fn push(&mut self, column: Option<Arc<str>>, cell: &[u8], selected: bool) {
        if let Cells::Own { bytes, .. } = &mut self.cells {
            let start = bytes.len();
            bytes.extend_from_slice(cell);
            self.span(column, start..start + cell.len(), selected);
        }
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
        (0..self.len()).filter_map(|at| self.cell(at))
    }

    fn cell(&self, at: usize) -> Option<Cell<'_>> {
        match &self.cells {
            Cells::Own { bytes, spans } => {
                let span = spans.get(at)?;
                Some(Cell {
                    column: span.column.as_deref(),
                    bytes: bytes.get(span.range.clone()).unwrap_or_default(),
                    selected: span.selected,
                })
            }
            Cells::Part { block, cells } => {
                let fits = cells.len() == block.columns.len();
                let column = block.columns.get(at);
                Some(Cell {
                    column: column.map(|column| &*column.name),
                    bytes: block.cell(cells.start + at),
                    selected: !fits || column.is_some_and(|column| column.selected),
                })
            }
        }
    }

    fn len(&self) -> usize {
        match &self.cells {
            Cells::Own { spans, .. } => spans.len(),
            Cells::Part { cells, .. } => cells.len(),
        }
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes held, for batching.
    #[must_use]
    pub fn weight(&self) -> usize {
        match &self.cells {
            Cells::Own { bytes, .. } => bytes.len(),
            Cells::Part { block, cells } => block.start(cells.end) - block.start(cells.start),
        }
    }
}

impl Block {
    /// Where the cell of this number begins.
    fn start(&self, number: usize) -> usize {
        let before = number.checked_sub(1);
        before
            .and_then(|at| self.ends.get(at))
            .map_or(0, |&end| end)
    }

    /// The cell of this number.
    #[must_use]
    pub fn cell(&self, number: usize) -> &[u8] {
        let range = self.start(number)..self.start(number + 1);
        self.bytes.get(range).unwrap_or_default()
    }
}
