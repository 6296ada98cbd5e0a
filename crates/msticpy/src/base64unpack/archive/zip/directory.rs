//! The central directory and what ends it (APPNOTE 4.3.12 to 4.3.16).

use super::super::{u16_at, u32_at, u64_at};
use super::name;
use crate::base64unpack::problem::ProblemKind;

const END_LEN: usize = 22;
const END64_LEN: usize = 56;
const LOCATOR64_LEN: usize = 20;
const CENTRAL_LEN: usize = 46;
/// The longest comment behind the end record.
const COMMENT: usize = u16::MAX as usize;
/// The newest version that `zipfile` reads.
const VERSION: u8 = 63;
/// In place of a number that stands in the extra field for zip64.
const ELSEWHERE: u64 = u32::MAX as u64;

/// The central directory, and by how much the archive is shifted against its own offsets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Directory<'a> {
    bytes: &'a [u8],
    shift: i64,
}

/// An entry of the central directory.
#[derive(Debug)]
pub(super) struct Entry {
    /// As the header has it; what follows a NUL is no part of the name.
    pub(super) full_name: String,
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) crc: u32,
    pub(super) compressed: u64,
    pub(super) size: u64,
    /// Of the local header.
    pub(super) offset: i64,
}

/// At most `len` bytes from `from`, as a file gives them.
pub(super) fn read(bytes: &[u8], from: usize, len: u64) -> &[u8] {
    let rest = bytes.get(from..).unwrap_or_default();
    let len = usize::try_from(len).unwrap_or(usize::MAX);
    rest.get(..len).unwrap_or(rest)
}

impl<'a> Directory<'a> {
    pub(super) fn find(bytes: &'a [u8]) -> Result<Directory<'a>, ProblemKind> {
        let at = end_record(bytes).ok_or(ProblemKind::Truncated)?;
        let long = |from| u32_at(bytes, at + from).ok_or(ProblemKind::Truncated);
        let (size, offset) = (u64::from(long(12)?), u64::from(long(16)?));
        let (end, size, offset) = match zip64(bytes, at)? {
            Some((end, size, offset)) => (end, size, offset),
            None => (at, size, offset),
        };
        let size = usize::try_from(size).map_err(|_| ProblemKind::Corrupt)?;
        let start = end.checked_sub(size).ok_or(ProblemKind::Corrupt)?;
        let shift = i64::try_from(start)
            .ok()
            .zip(i64::try_from(offset).ok())
            .and_then(|(start, offset)| start.checked_sub(offset))
            .ok_or(ProblemKind::Corrupt)?;
        let bytes = bytes.get(start..end).unwrap_or_default();
        Ok(Directory { bytes, shift })
    }

    /// The entries up to the first that cannot be read, and why it cannot.
    pub(super) fn entries(self) -> (Vec<Entry>, Option<ProblemKind>) {
        let (mut entries, mut rest) = (Vec::new(), self.bytes);
        while !rest.is_empty() {
            match entry(rest, self.shift) {
                Ok((entry, len)) => {
                    entries.push(entry);
                    rest = rest.get(len..).unwrap_or_default();
                }
                Err(kind) => return (entries, Some(kind)),
            }
        }
        (entries, None)
    }
}

impl Entry {
    pub(super) fn name(&self) -> &str {
        self.full_name.split('\0').next().unwrap_or_default()
    }

    /// Takes the numbers that did not fit from the extra field.
    fn take_extra(&mut self, mut extra: &[u8]) -> Result<(), ProblemKind> {
        while let (Some(tag), Some(len)) = (u16_at(extra, 0), u16_at(extra, 2)) {
            let end = 4 + usize::from(len);
            let mut data = extra.get(4..end).ok_or(ProblemKind::Corrupt)?;
            let mut next = || {
                let number = u64_at(data, 0).ok_or(ProblemKind::Corrupt)?;
                data = data.get(8..).unwrap_or_default();
                Ok(number)
            };
            if tag == 1 {
                if matches!(self.size, ELSEWHERE | u64::MAX) {
                    self.size = next()?;
                }
                if self.compressed == ELSEWHERE {
                    self.compressed = next()?;
                }
                if self.offset == i64::from(u32::MAX) {
                    self.offset = i64::try_from(next()?).map_err(|_| ProblemKind::Corrupt)?;
                }
            }
            extra = extra.get(end..).unwrap_or_default();
        }
        Ok(())
    }
}

/// The last bytes, if they are an end record without a comment; else the last one that there is.
fn end_record(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_LEN)?;
    let record = bytes.get(last..)?;
    if record.starts_with(b"PK\x05\x06") && record.ends_with(b"\0\0") {
        return Some(last);
    }
    let start = last.saturating_sub(COMMENT);
    let at = start + memchr::memmem::rfind(bytes.get(start..)?, b"PK\x05\x06")?;
    (at <= last).then_some(at)
}

/// Where the directory ends, its size and its offset by the zip64 records before `at`.
fn zip64(bytes: &[u8], at: usize) -> Result<Option<(usize, u64, u64)>, ProblemKind> {
    let Some(locator) = at.checked_sub(LOCATOR64_LEN) else {
        return Ok(None);
    };
    if !read(bytes, locator, 4).starts_with(b"PK\x06\x07") {
        return Ok(None);
    }
    if u32_at(bytes, locator + 4) != Some(0) || u32_at(bytes, locator + 16) > Some(1) {
        return Err(ProblemKind::Unsupported);
    }
    let Some(record) = locator.checked_sub(END64_LEN) else {
        return Ok(None);
    };
    if !read(bytes, record, 4).starts_with(b"PK\x06\x06") {
        return Ok(None);
    }
    let numbers = u64_at(bytes, record + 40).zip(u64_at(bytes, record + 48));
    Ok(numbers.map(|(size, offset)| (record, size, offset)))
}

/// The first entry of `directory` and its length.
fn entry(directory: &[u8], shift: i64) -> Result<(Entry, usize), ProblemKind> {
    let head = directory.get(..CENTRAL_LEN).ok_or(ProblemKind::Truncated)?;
    if !head.starts_with(b"PK\x01\x02") {
        return Err(ProblemKind::Corrupt);
    }
    let short = |at| u16_at(head, at).ok_or(ProblemKind::Truncated);
    let long = |at| u32_at(head, at).ok_or(ProblemKind::Truncated);
    if head.get(6).is_some_and(|version| *version > VERSION) {
        return Err(ProblemKind::Unsupported);
    }
    let (name, extra, comment) = (short(28)?, short(30)?, short(32)?);
    let name_end = CENTRAL_LEN + usize::from(name);
    let flags = short(8)?;
    let mut entry = Entry {
        full_name: name::decode(read(directory, CENTRAL_LEN, name.into()), flags)?,
        flags,
        method: short(10)?,
        crc: long(16)?,
        compressed: long(20)?.into(),
        size: long(24)?.into(),
        offset: long(42)?.into(),
    };
    entry.take_extra(read(directory, name_end, extra.into()))?;
    entry.offset = entry.offset.saturating_add(shift);
    Ok((entry, name_end + usize::from(extra) + usize::from(comment)))
}
