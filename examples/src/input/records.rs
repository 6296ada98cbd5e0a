//! Records of separated values, cut out of the bytes as they come: RFC 4180, and what files do beside it.
//!
//! A quote at the start of a field encloses it, and stands for itself if doubled; elsewhere it is a
//! character as any other. Lines end in `\n`, `\r` or both; empty ones are none.

use std::io::{self, BufRead};

use memchr::{memchr, memchr_iter, memchr3};

use super::MAX_ROW;
use crate::row::Block;

/// Bytes that may be looked at again whenever more come: less than one look at a long record costs.
const PATIENCE: usize = 1 << 16;

/// Cuts records.
pub(super) struct Records<R> {
    reader: R,
    delimiter: u8,
    /// What has been read and not been cut.
    bytes: Vec<u8>,
    /// The line where that begins, from 1.
    line: u64,
}

/// Some records in one piece of memory.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub(super) block: Block,
    pub(super) records: Vec<Record>,
}

/// A record in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record {
    /// The number of the last of its cells, and one more.
    pub(super) end: usize,
    /// The line where it begins.
    pub(super) line: u64,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(reader: R, delimiter: u8) -> Records<R> {
        Records {
            reader,
            delimiter,
            bytes: Vec::new(),
            line: 1,
        }
    }

    /// The next records, without columns; none at the end of the input.
    ///
    /// # Errors
    /// Those of the reader; [`FileTooLarge`](io::ErrorKind::FileTooLarge) for a record beyond [`MAX_ROW`].
    pub(super) fn next(&mut self) -> io::Result<Cut> {
        let mut cut = Cut::default();
        // A record that is not whole yet is looked at again when it may have doubled, so that all
        // looks together take no longer than twice the last one.
        let mut worthwhile = 0;
        loop {
            if self.bytes.len() >= worthwhile {
                self.cut(false, &mut cut);
                worthwhile = match self.bytes.len() {
                    ..PATIENCE => 0,
                    held => (2 * held).min(MAX_ROW as usize),
                };
            }
            if !cut.records.is_empty() {
                return Ok(cut);
            }
            if self.bytes.len() as u64 > MAX_ROW {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            let more = match self.reader.fill_buf() {
                Ok(more) => more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if more.is_empty() {
                self.cut(true, &mut cut);
                return Ok(cut);
            }
            self.bytes.extend_from_slice(more);
            let read = more.len();
            self.reader.consume(read);
        }
    }

    /// Cuts off what is whole.
    fn cut(&mut self, is_last: bool, cut: &mut Cut) {
        let mut bytes = std::mem::take(&mut self.bytes);
        let mut rest = bytes.as_slice();
        cut.block.bytes.reserve(rest.len());
        loop {
            let blank = rest.iter().take_while(|&&byte| ends_line(byte)).count();
            rest = self.pass(rest, blank);
            if rest.is_empty() {
                break;
            }
            let Some(len) = self.record(rest, is_last, &mut cut.block) else {
                break;
            };
            let (end, line) = (cut.block.ends.len(), self.line);
            cut.records.push(Record { end, line });
            rest = self.pass(rest, len);
        }
        let used = bytes.len() - rest.len();
        bytes.drain(..used);
        self.bytes = bytes;
    }

    /// Goes on behind the first `count` bytes.
    fn pass<'b>(&mut self, bytes: &'b [u8], count: usize) -> &'b [u8] {
        let (before, behind) = bytes.split_at_checked(count).unwrap_or((bytes, &[]));
        self.line += memchr_iter(b'\n', before).count() as u64;
        behind
    }

    /// How long the record is that `bytes` begin with; its cells go to `block`. `None` if it is not whole.
    fn record(&self, bytes: &[u8], is_last: bool, block: &mut Block) -> Option<usize> {
        let (cells, filled) = (block.ends.len(), block.bytes.len());
        let mut rest = bytes;
        loop {
            if let [b'"', quoted @ ..] = rest {
                rest = unquoted(quoted, &mut block.bytes);
            }
            let end = memchr3(self.delimiter, b'\n', b'\r', rest);
            if end.is_none() && !is_last {
                block.ends.truncate(cells);
                block.bytes.truncate(filled);
                return None;
            }
            let (cell, behind) = rest
                .split_at_checked(end.unwrap_or(rest.len()))
                .unwrap_or((rest, &[]));
            block.bytes.extend_from_slice(cell);
            block.ends.push(block.bytes.len());
            let Some((&by, behind)) = behind.split_first() else {
                return Some(bytes.len());
            };
            if by != self.delimiter {
                return Some(bytes.len() - behind.len());
            }
            rest = behind;
        }
    }
}

/// Adds what stands up to the closing quote to `cell`; what comes behind that quote.
fn unquoted<'b>(mut quoted: &'b [u8], cell: &mut Vec<u8>) -> &'b [u8] {
    loop {
        let end = memchr(b'"', quoted).unwrap_or(quoted.len());
        let (text, behind) = quoted.split_at_checked(end).unwrap_or((quoted, &[]));
        cell.extend_from_slice(text);
        match behind {
            [_, b'"', rest @ ..] => {
                cell.push(b'"');
                quoted = rest;
            }
            [_, rest @ ..] => return rest,
            [] => return &[],
        }
    }
}

fn ends_line(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read};
    use std::sync::Arc;

    use super::*;

    type Found = (Vec<Vec<u8>>, u64);

    fn ours(text: &[u8], buffer: usize) -> Vec<Found> {
        let mut records = Records::new(BufReader::with_capacity(buffer, text), b',');
        let mut all = Vec::new();
        loop {
            let Cut {
                block,
                records: cut,
            } = records.next().unwrap();
            if cut.is_empty() {
                return all;
            }
            let (block, mut start) = (Arc::new(block), 0);
            for record in cut {
                let row = crate::row::Row::part(Arc::clone(&block), start..record.end);
                let cells = row.all_cells().map(|cell| cell.bytes.to_vec());
                all.push((cells.collect(), record.line));
                start = record.end;
            }
        }
    }

    fn theirs(text: &[u8]) -> Vec<Found> {
        let mut reader = ::csv::ReaderBuilder::new();
        let mut reader = reader.flexible(true).has_headers(false).from_reader(text);
        let records = reader.byte_records().map(|record| {
            let record = record.unwrap();
            // Their count lags behind blank lines and `\r\n`.
            let at = record.position().unwrap().byte() as usize;
            let blank = text[at..]
                .iter()
                .take_while(|&&byte| ends_line(byte))
                .count();
            let line = 1 + memchr_iter(b'\n', &text[..at + blank]).count() as u64;
            (record.iter().map(<[u8]>::to_vec).collect(), line)
        });
        records.collect()
    }

    /// Every text of up to seven of the bytes that matter, read in pieces of several lengths.
    #[test]
    fn records_are_those_that_the_csv_crate_reads() {
        let mut texts: Vec<Vec<u8>> = vec![Vec::new()];
        let mut from = 0;
        for _ in 0..7 {
            let end = texts.len();
            for at in from..end {
                for byte in *b"a,\"\n\r" {
                    texts.push([texts[at].as_slice(), &[byte]].concat());
                }
            }
            from = end;
        }
        for text in &texts {
            let theirs = theirs(text);
            for buffer in [1, 2, 3, 64] {
                assert_eq!(
                    ours(text, buffer),
                    theirs,
                    "{:?}",
                    text.escape_ascii().to_string()
                );
            }
        }
    }

    #[test]
    fn a_long_record_takes_time_linear_in_its_length() {
        let text = format!("\"{}\"\na\n", "b,\n".repeat(1 << 20));
        let found = ours(text.as_bytes(), 4096);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].0[0].len(), 3 << 20);
    }

    #[test]
    fn a_quote_that_never_closes_does_not_fill_the_memory() {
        let endless = BufReader::new(io::repeat(b'"').take(1).chain(io::repeat(b'a')));
        let error = Records::new(endless, b',').next();
        assert_eq!(error.unwrap_err().kind(), io::ErrorKind::FileTooLarge);
    }
}
