//! Comma-separated values, with a header.

use std::collections::VecDeque;
use std::io::{self, BufRead};
use std::sync::Arc;

use super::records::{Cut, Record, Records};
use super::{Columns, MAX_ROW};
use crate::error::Error;
use crate::row::{Block, Column, Row};

/// The records after the header.
///
/// A record with more or fewer fields than the header is defective, and since nothing tells which
/// of its fields stands in which column, all of them are searched.
pub(super) fn rows<R: BufRead + Send>(
    reader: R,
    delimiter: u8,
    columns: &Columns,
    place: &str,
) -> Result<impl Iterator<Item = Result<Row, Error>> + use<R>, Error> {
    let mut records = Records::new(reader, delimiter);
    let Cut {
        block,
        records: cut,
    } = records.next().map_err(|error| fault(place, error))?;
    let Some(header) = cut.first().copied() else {
        return Err(Error::NoHeader {
            place: place.to_owned(),
        });
    };
    let names = (0..header.end).map(|at| String::from_utf8_lossy(block.cell(at)).into());
    let header = header_columns(names.collect(), columns, place)?;
    let mut part = Part::new(block, cut, &header);
    part.next();
    let place = place.to_owned();
    Ok(std::iter::from_fn(move || {
        if let Some(row) = part.next() {
            return Some(Ok(row));
        }
        match records.next() {
            Ok(cut) => {
                part = Part::new(cut.block, cut.records, &header);
                part.next().map(Ok)
            }
            Err(error) => Some(Err(fault(&place, error))),
        }
    }))
}

/// What the header says of the columns, and which of them were asked for.
fn header_columns(
    names: Vec<Arc<str>>,
    columns: &Columns,
    place: &str,
) -> Result<Arc<[Column]>, Error> {
    let is_missing = |wanted: &&String| !names.iter().any(|name| **name == ***wanted);
    if let Some(missing) = columns.names.iter().find(is_missing) {
        let known = names.iter().map(|name| &**name);
        return Err(super::missing_column(place, missing, known));
    }
    let selected = |name: &Arc<str>| {
        columns.names.is_empty() || columns.names.iter().any(|wanted| **wanted == **name)
    };
    let columns = names.into_iter().map(|name| Column {
        selected: selected(&name),
        name,
    });
    Ok(columns.collect())
}

/// The records of a block that have not been given yet.
struct Part {
    block: Arc<Block>,
    records: VecDeque<Record>,
    /// The number of the next cell.
    at: usize,
}

impl Part {
    fn new(block: Block, records: Vec<Record>, columns: &Arc<[Column]>) -> Part {
        let columns = Arc::clone(columns);
        Part {
            block: Arc::new(Block { columns, ..block }),
            records: records.into(),
            at: 0,
        }
    }

    fn next(&mut self) -> Option<Row> {
        let Record { end, line } = self.records.pop_front()?;
        let cells = self.at..end;
        self.at = end;
        let (fields, expected) = (cells.len(), self.block.columns.len());
        let row = Row::part(Arc::clone(&self.block), cells);
        Some(match fields == expected {
            true => row,
            false => row.defective(format!(
                "line {line}: {fields} fields where the header has {expected}; all of them are searched"
            )),
        })
    }
}

fn fault(place: &str, error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::FileTooLarge => Error::TooLarge {
            place: place.to_owned(),
            what: "a record",
            limit: MAX_ROW,
            advice: "a quote that never closes? -i text reads the lines as they stand",
        },
        _ => Error::Io {
            place: place.to_owned(),
            source: error,
        },
    }
}
