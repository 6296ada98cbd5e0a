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
    limit: u64,
}

/// One line.
pub(super) struct Line {
    /// From 1, as editors count.
    pub(super) number: usize,
    pub(super) bytes: Vec<u8>,
    /// It was longer than the limit, and the rest has been passed over.
    pub(super) cut: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R, place: &str, limit: u64) -> Lines<R> {
        Lines {
            reader,
            place: place.to_owned(),
            number: 0,
            limit,
        }
    }

    fn read(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        // The line and its end.
        let mut piece = self.reader.by_ref().take(self.limit + 1);
        if piece.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        let ended = bytes.pop_if(|byte| *byte == b'\n').is_some();
        let cut = !ended && bytes.len() as u64 > self.limit;
        if cut {
            bytes.pop();
            self.reader.skip_until(b'\n')?;
        }
        if ended {
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
    Lines::new(reader, place, MAX_ROW).map(|line| line.map(Line::into_row))
}

impl Line {
    /// The line as it stands, as a row of one cell.
    pub(super) fn into_row(self) -> Row {
        let (number, length) = (self.number, self.bytes.len());
        let row = Row::single(self.bytes);
        match self.cut {
            true => row.defective(format!(
                "line {number}: cut after {length} bytes; -i bytes takes the whole file"
            )),
            false => row,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8], limit: u64) -> Vec<Vec<u8>> {
        Lines::new(text, "test", limit)
            .map(|line| line.unwrap().bytes)
            .collect()
    }

    #[test]
    fn line_ends_are_not_part_of_lines() {
        assert_eq!(lines(b"a\r\n\nb\rc\nd", 9), [&b"a"[..], b"", b"b\rc", b"d"]);
        assert_eq!(lines(b"", 9), Vec::<Vec<u8>>::new());
    }

    #[test]
    fn a_line_beyond_the_limit_is_cut_and_the_next_one_is_whole() {
        let mut cut = Lines::new(&b"abc\nabcd\nabc\nabc"[..], "test", 3).map(|line| line.unwrap());
        let cut: Vec<_> = cut.by_ref().map(|line| (line.bytes, line.cut)).collect();
        assert_eq!(
            cut,
            [false, true, false, false].map(|cut| (b"abc".to_vec(), cut))
        );
    }
}
