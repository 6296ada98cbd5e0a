//! Entries that no directory lists, by the signature of their local headers.

use std::ops::Range;

use memchr::memmem;

use super::headers::{Entry, LOCAL};
use super::read::{Reader, is_header};
use crate::formats::bytes::{array, u32_at};
use crate::formats::sink::Stop;
use crate::problem::ProblemKind;

/// The optional signature of a data descriptor (APPNOTE 4.3.9.3).
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";

impl Reader<'_, '_, '_> {
    /// Every entry with a local header in `range`.
    pub(super) fn recover(&mut self, range: Range<usize>, listed: bool) -> Result<(), Stop> {
        let bytes = self.bytes.get(..range.end).unwrap_or(self.bytes);
        let mut at = range.start;
        while let Some(found) = bytes.get(at..).and_then(|rest| memmem::find(rest, &LOCAL)) {
            at += found;
            let header = bytes.get(at..).unwrap_or_default();
            let Some(entry) = Entry::local(header).filter(Entry::is_plausible) else {
                at += LOCAL.len();
                continue;
            };
            self.start(&entry)?;
            if listed {
                let message = format!("the directory does not list the entry at {at}");
                self.sink.member_problem(ProblemKind::Unlisted, message);
            }
            let data = header.get(entry.len..).unwrap_or_default();
            let len = entry.len + self.recover_data(&entry, data)?;
            self.take(at, len);
            at += len;
        }
        Ok(())
    }

    /// Reads the data behind a local header; gives the number of bytes to go on behind.
    fn recover_data(&mut self, entry: &Entry<'_>, data: &[u8]) -> Result<usize, Stop> {
        let packed = usize::try_from(entry.packed).unwrap_or(usize::MAX);
        if entry.has_descriptor() && packed == 0 {
            return self.recover_streamed(entry, data);
        }
        if let Some(packed) = data.get(..packed) {
            self.read(entry, packed)?;
            return Ok(packed.len());
        }
        if entry.method != 8 || entry.is_encrypted() {
            let message = format!("{} of {packed} packed bytes are there", data.len());
            self.sink.truncate(ProblemKind::Truncated, message);
        }
        // The size may be the lie: the next header is looked for from here on.
        self.read(entry, data)
    }

    /// Reads data whose length is not known beforehand.
    fn recover_streamed(&mut self, entry: &Entry<'_>, data: &[u8]) -> Result<usize, Stop> {
        let data = if entry.method == 8 && !entry.is_encrypted() {
            data
        } else {
            self.until_descriptor(data)
        };
        let read = self.read(entry, data)?;
        let behind = data.get(read..).unwrap_or_default();
        if let Some(rest) = behind.strip_prefix(&DESCRIPTOR) {
            self.check_descriptor(rest);
        }
        Ok(read)
    }

    /// A descriptor with the wrong size is reported; its CRC was not computed for that.
    fn check_descriptor(&mut self, fields: &[u8]) {
        let written = self.sink.written() as u64;
        let narrow = u32_at(fields, 8).map(u64::from);
        let wide = array(fields, 12).map(u64::from_le_bytes);
        if narrow != Some(written) && wide != Some(written) && !self.sink.is_full() {
            let message = format!("{written} bytes, the data descriptor says otherwise");
            self.sink.member_problem(ProblemKind::SizeMismatch, message);
        }
    }

    /// Data that does not say itself where it ends: up to a descriptor that gives its length, or
    /// to the next header.
    fn until_descriptor<'d>(&mut self, data: &'d [u8]) -> &'d [u8] {
        let mut at = 0;
        while let Some(found) = data.get(at..).and_then(|rest| memmem::find(rest, b"PK")) {
            at += found;
            let rest = data.get(at..).unwrap_or_default();
            let size = rest
                .strip_prefix(&DESCRIPTOR)
                .and_then(|fields| u32_at(fields, 4));
            if size.is_some_and(|size| size as usize == at) || is_header(rest) {
                return data.get(..at).unwrap_or(data);
            }
            at += 2;
        }
        data
    }
}
