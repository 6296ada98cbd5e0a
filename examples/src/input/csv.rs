//! Comma-separated values, with a header.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Columns, MAX_ROW};
use crate::error::Error;
use crate::row::Row;

/// The records after the header.
///
/// A record with more or fewer fields than the header is defective, and since nothing tells which
/// of its fields stands in which column, all of them are searched.
pub(super) fn rows<R: Read + Send>(
    reader: R,
    delimiter: u8,
    columns: &Columns,
    place: &str,
) -> Result<impl Iterator<Item = Result<Row, Error>> + use<R>, Error> {
    let spent = Arc::new(AtomicU64::new(0));
    let metered = Metered {
        reader,
        spent: Arc::clone(&spent),
    };
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(metered);
    let header = reader.byte_headers().map_err(|error| fault(place, error))?;
    if header.is_empty() {
        return Err(Error::NoHeader {
            place: place.to_owned(),
        });
    }
    let header = Header::new(header, columns, place)?;
    let place = place.to_owned();
    let mut record = ::csv::ByteRecord::new();
    Ok(std::iter::from_fn(move || {
        spent.store(0, Ordering::Relaxed);
        match reader.read_byte_record(&mut record) {
            Ok(true) => Some(Ok(header.row(&record))),
            Ok(false) => None,
            Err(error) => Some(Err(fault(&place, error))),
        }
    }))
}

struct Header(Vec<(Arc<str>, bool)>);

impl Header {
    fn new(record: &::csv::ByteRecord, columns: &Columns, place: &str) -> Result<Header, Error> {
        let names: Vec<Arc<str>> = record
            .iter()
            .map(|name| String::from_utf8_lossy(name).into())
            .collect();
        if let Some(missing) = columns
            .names
            .iter()
            .find(|wanted| !names.iter().any(|name| **name == ***wanted))
        {
            return Err(super::missing_column(
                place,
                missing,
                names.iter().map(|name| &**name),
            ));
        }
        let selected = |name: &Arc<str>| {
            columns.names.is_empty() || columns.names.iter().any(|wanted| **wanted == **name)
        };
        Ok(Header(
            names
                .into_iter()
                .map(|name| (Arc::clone(&name), selected(&name)))
                .collect(),
        ))
    }

    fn row(&self, record: &::csv::ByteRecord) -> Row {
        let broken = record.len() != self.0.len();
        let mut row = Row::over(record.as_slice().to_vec());
        for at in 0..record.len() {
            let (column, selected) = match self.0.get(at) {
                Some((name, selected)) => (Some(Arc::clone(name)), *selected),
                None => (None, true),
            };
            row.span(
                column,
                record.range(at).unwrap_or_default(),
                selected || broken,
            );
        }
        if !broken {
            return row;
        }
        let line = record.position().map_or(0, ::csv::Position::line);
        let (fields, expected) = (record.len(), self.0.len());
        row.defective(format!(
            "line {line}: {fields} fields where the header has {expected}; all of them are searched"
        ))
    }
}

/// Stops a record, such as one whose quote never closes, from filling the memory.
struct Metered<R> {
    reader: R,
    spent: Arc<AtomicU64>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        match self.spent.fetch_add(read as u64, Ordering::Relaxed) {
            spent if spent > MAX_ROW => Err(io::ErrorKind::FileTooLarge.into()),
            _ => Ok(read),
        }
    }
}

fn fault(place: &str, error: ::csv::Error) -> Error {
    let line = error.position().map_or(0, ::csv::Position::line);
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Error::TooLarge {
                place: place.to_owned(),
                what: "a record",
                limit: MAX_ROW,
                advice: "a quote that never closes? -i text reads the lines as they stand",
            }
        }
        ::csv::ErrorKind::Io(source) => Error::Io {
            place: place.to_owned(),
            source,
        },
        other => Error::at(format!("{place}: line {line}"))(io::Error::other(format!("{other:?}"))),
    }
}
