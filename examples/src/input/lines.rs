//! Lines of text, and the limit on how long one may be.

use std::io::{self, BufRead, Read};

use super::MAX_ROW;
use crate::error::Error;
use crate::row::Row;

/// Lines without their ends (`\n` or `\r\n`).
pub(super) struct Lines<R> {
    reader: R,
    place: String,
    number: usize,
}

/// One line.
pub(super) struct Line {
    /// From 1, as editors count.
    pub(super) number: usize,
    pub(super) bytes: Vec<u8>,
    /// It was longer than [`MAX_ROW`], and the rest has been passed over.
    pub(super) cut: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R, place: &str) -> Lines<R> {
        Lines {
            reader,
            place: place.to_owned(),
            number: 0,
        }
    }

    fn read(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        if self
            .reader
            .by_ref()
            .take(MAX_ROW)
            .read_until(b'\n', &mut bytes)?
            == 0
        {
            return Ok(None);
        }
        let cut = bytes.len() as u64 == MAX_ROW && !bytes.ends_with(b"\n");
        if cut {
            self.reader.skip_until(b'\n')?;
        }
        if bytes.pop_if(|byte| *byte == b'\n').is_some() {
            bytes.pop_if(|byte| *byte == b'\r');
        }
        self.number += 1;
        Ok(Some(Line {
            number: self.number,
            bytes,
            cut,
        }))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Line, Error>;

    fn next(&mut self) -> Option<Result<Line, Error>> {
        self.read().map_err(Error::at(&self.place)).transpose()
    }
}

/// Each line as a row of one cell.
pub(super) fn rows<R: BufRead>(
    reader: R,
    place: &str,
) -> impl Iterator<Item = Result<Row, Error>> + use<R> {
    Lines::new(reader, place).map(|line| line.map(Line::into_row))
}

impl Line {
    /// The line as it stands, as a row of one cell.
    pub(super) fn into_row(self) -> Row {
        let row = Row::single(self.bytes);
        match self.cut {
            true => row.defective(format!(
                "line {}: cut after {MAX_ROW} bytes; -i bytes takes it whole",
                self.number
            )),
            false => row,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> Vec<Vec<u8>> {
        Lines::new(text, "test")
            .map(|line| line.unwrap().bytes)
            .collect()
    }

    #[test]
    fn line_ends_are_not_part_of_lines() {
        assert_eq!(lines(b"a\r\n\nb\rc\nd"), [&b"a"[..], b"", b"b\rc", b"d"]);
        assert_eq!(lines(b""), Vec::<Vec<u8>>::new());
    }
}
