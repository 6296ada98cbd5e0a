//! A whole file as one row.

use std::io::Read;

use crate::error::Error;
use crate::row::Row;

/// A file that is read in one piece has to fit into memory.
const MAX_FILE: u64 = 1 << 30;

/// The one row.
pub(super) fn rows<R: Read>(
    reader: R,
    place: &str,
) -> impl Iterator<Item = Result<Row, Error>> + use<R> {
    std::iter::once(read(reader, place).map(Row::whole))
}

pub(super) fn read<R: Read>(reader: R, place: &str) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    reader
        .take(MAX_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(Error::at(place))?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(Error::TooLarge {
            place: place.to_owned(),
            what: "the file",
            limit: MAX_FILE,
            advice: "-i text reads it line by line",
        });
    }
    Ok(bytes)
}
