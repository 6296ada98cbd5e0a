//! The end of central directory record, and where the directory is (APPNOTE 4.3.14 to 4.3.16).

use std::ops::Range;

use memchr::memmem;

use super::headers::CENTRAL;
use crate::formats::bytes::{array, u16_at, u32_at};

pub(super) const END: [u8; 4] = *b"PK\x05\x06";
const END64: [u8; 4] = *b"PK\x06\x06";
const LOCATOR64: [u8; 4] = *b"PK\x06\x07";
const END_LEN: usize = 22;
const LOCATOR_LEN: usize = 20;

/// The central directory, and the records behind it.
#[derive(Clone, Debug)]
pub(super) struct Directory {
    /// The bytes of its headers.
    pub(super) range: Range<usize>,
    /// How many entries it is said to have.
    pub(super) claimed: u64,
    /// How far the archive begins behind the start of the bytes; what its offsets lack.
    pub(super) shift: i64,
    /// Behind the end record, before the comment.
    pub(super) end: usize,
    /// Bytes of the comment.
    pub(super) comment: usize,
}

impl Directory {
    /// The directory whose end record ends the bytes; else the last one that makes sense.
    pub(super) fn find(bytes: &[u8]) -> Option<Directory> {
        let mut best = None;
        for at in memmem::rfind_iter(bytes, &END) {
            let Some(directory) = Directory::at(bytes, at) else {
                continue;
            };
            if directory.is_last(bytes) {
                return Some(directory);
            }
            best = best.or(Some(directory));
        }
        best
    }

    /// Whether an archive with entries ends `bytes`, whatever it begins with.
    pub(super) fn ends(bytes: &[u8]) -> bool {
        let first = bytes.len().saturating_sub(END_LEN + usize::from(u16::MAX));
        let tail = bytes.get(first..).unwrap_or_default();
        // Text has not the third byte of the signature.
        memchr::memrchr_iter(END[2], tail)
            .filter_map(|at| (first + at).checked_sub(2))
            .filter(|&at| bytes.get(at..).is_some_and(|rest| rest.starts_with(&END)))
            .filter_map(|at| Directory::at(bytes, at))
            .any(|directory| directory.is_last(bytes) && !directory.range.is_empty())
    }

    fn is_last(&self, bytes: &[u8]) -> bool {
        self.end + self.comment == bytes.len()
    }

    /// The directory of the end record at `at`, if headers are where it says.
    fn at(bytes: &[u8], at: usize) -> Option<Directory> {
        let record = bytes.get(at..at.checked_add(END_LEN)?)?;
        let claims = Claims {
            entries: u16_at(record, 10)?.into(),
            size: u32_at(record, 12)?.into(),
            offset: u32_at(record, 16)?.into(),
            behind: at,
        };
        let claims = Claims::wide(bytes, at).unwrap_or(claims);
        let range = claims.range(bytes)?;
        let shift = i64::try_from(range.start)
            .ok()?
            .checked_sub_unsigned(claims.offset)?;
        Some(Directory {
            claimed: claims.entries,
            shift: if range.is_empty() { 0 } else { shift },
            range,
            end: at + END_LEN,
            comment: usize::from(u16_at(record, 20)?),
        })
    }
}

/// What an end record says.
struct Claims {
    entries: u64,
    size: u64,
    offset: u64,
    /// The place of the record itself, where the directory ends.
    behind: usize,
}

impl Claims {
    /// Those of the zip64 record, where a locator stands before the end record.
    fn wide(bytes: &[u8], end: usize) -> Option<Claims> {
        let locator = bytes
            .get(end.checked_sub(LOCATOR_LEN)?..)?
            .strip_prefix(&LOCATOR64)?;
        let said = usize::try_from(array(locator, 4).map(u64::from_le_bytes)?).ok();
        // Where something stands before the archive the offset is too small by its length.
        let before = end.checked_sub(LOCATOR_LEN + 56);
        [said, before].into_iter().flatten().find_map(|at| {
            let record = bytes.get(at..end)?.strip_prefix(&END64)?;
            let field = |at| array(record, at).map(u64::from_le_bytes);
            Some(Claims {
                entries: field(28)?,
                size: field(36)?,
                offset: field(44)?,
                behind: at,
            })
        })
    }

    /// Where headers are: before the record by their size, else at their offset.
    fn range(&self, bytes: &[u8]) -> Option<Range<usize>> {
        let size = usize::try_from(self.size).ok();
        let by_size = size.and_then(|size| self.behind.checked_sub(size));
        let by_offset = usize::try_from(self.offset).ok();
        if self.size == 0 && self.entries == 0 {
            return Some(self.behind..self.behind);
        }
        let is_header = |at: &usize| bytes.get(*at..).is_some_and(|at| at.starts_with(&CENTRAL));
        let start = [by_size, by_offset].into_iter().flatten().find(is_header)?;
        (start < self.behind).then_some(start..self.behind)
    }
}
