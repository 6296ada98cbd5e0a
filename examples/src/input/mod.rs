//! Input: files and standard input, as a stream of [rows](Row).

#[cfg(feature = "parquet")]
mod columnar;
mod csv;
mod format;
mod jsonl;
mod lines;
mod magic;
mod records;
mod source;
mod utf16;
mod whole;
mod zstd;

use std::path::PathBuf;

pub use self::source::Source;

use self::format::Format;
use crate::args::{Input, InputFormat};
use crate::error::Error;
use crate::progress::Meter;
use crate::row::Row;

/// The longest row that is held in memory, in bytes.
pub const MAX_ROW: u64 = 64 << 20;

/// How many columns a message lists.
const LISTED: usize = 50;

/// Which columns a reader selects.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Those asked for; none means all.
    pub names: Vec<String>,
    /// Read the others too, unselected: a column of times may stand beside the one that is searched.
    pub keep_others: bool,
}

type BoxedRows = Box<dyn Iterator<Item = Result<Row, Error>> + Send>;

/// The rows of all inputs, numbered from 0 in input order.
///
/// An input that cannot be read is an `Err`; the stream goes on with the next one.
pub struct Rows {
    waiting: std::vec::IntoIter<PathBuf>,
    current: BoxedRows,
    format: InputFormat,
    columns: Columns,
    meter: Meter,
    place: String,
    number: usize,
}

impl Rows {
    /// The rows of `input`; `meter` is told how far it has been read.
    #[must_use]
    pub fn new(input: &Input, columns: Columns, meter: Meter) -> Rows {
        let files = match input.files.as_slice() {
            [] => vec![PathBuf::from("-")],
            files => files.to_vec(),
        };
        meter.expect(&files);
        Rows {
            waiting: files.into_iter(),
            current: Box::new(std::iter::empty()),
            format: input.input_format,
            columns,
            meter,
            place: String::new(),
            number: 0,
        }
    }

    /// The rows of one source.
    pub fn of(source: Source, format: InputFormat, columns: &Columns) -> Result<BoxedRows, Error> {
        let source = match format {
            InputFormat::Bytes => source,
            _ => source.decompressed()?,
        };
        let format = Format::of(&source, format)?;
        let (place, empty) = (source.place().to_owned(), source.head().is_empty());
        if !format.has_columns() && !columns.names.is_empty() {
            return Err(Error::NoColumns {
                place,
                format: format.name(),
            });
        }
        let rows: BoxedRows = match format {
            Format::Text => Box::new(lines::rows(source.into_text(), &place)),
            Format::Separated(by) => Box::new(csv::rows(source.into_text(), by, columns, &place)?),
            Format::Jsonl => Box::new(jsonl::rows(source.into_text(), columns, &place)),
            Format::Bytes => Box::new(whole::rows(source.into_raw(), &place)),
            #[cfg(feature = "parquet")]
            Format::Parquet => columnar::of_parquet(source, columns)?,
            #[cfg(feature = "parquet")]
            Format::Arrow => columnar::of_arrow(source, columns)?,
            #[cfg(not(feature = "parquet"))]
            Format::Parquet | Format::Arrow => {
                return Err(Error::NotBuilt {
                    place,
                    format: format.name(),
                });
            }
        };
        let note = empty.then(|| Ok(Row::note(format!("{place}: empty"))));
        Ok(Box::new(note.into_iter().chain(rows)))
    }

    fn open(&self, path: &std::path::Path) -> Result<BoxedRows, Error> {
        let source = Source::open(path, &self.meter)?;
        Rows::of(source, self.format, &self.columns)
    }
}

impl Iterator for Rows {
    type Item = Result<Row, Error>;

    fn next(&mut self) -> Option<Result<Row, Error>> {
        loop {
            match self.current.next() {
                Some(Ok(note)) if note.is_note() => return Some(Ok(note)),
                Some(Ok(row)) => {
                    let row = row.numbered(self.number).located(&self.place);
                    self.number += 1;
                    return Some(Ok(row));
                }
                Some(Err(error)) => {
                    self.current = Box::new(std::iter::empty());
                    return Some(Err(error));
                }
                None => {}
            }
            let Some(path) = self.waiting.next() else {
                self.meter.finish();
                return None;
            };
            self.place = match path.to_str() {
                Some("-") => "standard input".to_owned(),
                _ => path.display().to_string(),
            };
            match self.open(&path) {
                Ok(rows) => self.current = rows,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

fn missing_column<'a>(place: &str, column: &str, known: impl Iterator<Item = &'a str>) -> Error {
    let mut names: Vec<_> = known
        .take(LISTED + 1)
        .map(|name| format!("`{name}`"))
        .collect();
    let more = names.len() > LISTED;
    names.truncate(LISTED);
    let known = match names.as_slice() {
        [] => "there are no columns".to_owned(),
        names => format!(
            "the columns are {}{}",
            names.join(", "),
            if more { ", …" } else { "" }
        ),
    };
    Error::MissingColumn {
        place: place.to_owned(),
        column: column.to_owned(),
        known,
    }
}
