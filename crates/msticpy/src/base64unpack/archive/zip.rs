//! zip (APPNOTE 6.3.10) as Python's `zipfile`: the central directory rules, and each entry is
//! checked against its local header and its checksum.

use std::collections::HashMap;

use super::inflate::{End, crc32, inflate};
use super::{Members, u16_at, u32_at};
use crate::base64unpack::budget::Budget;
use crate::base64unpack::problem::ProblemKind;

const END_LEN: usize = 22;
const CENTRAL_LEN: usize = 46;
const LOCAL_LEN: usize = 30;
/// The longest comment behind the end record.
const COMMENT: usize = u16::MAX as usize;
/// The newest version that `zipfile` reads.
const VERSION: u8 = 63;

const ENCRYPTED: u16 = 1;
const PATCHED: u16 = 0x20;
const STRONG: u16 = 0x40;
const UTF8: u16 = 0x800;

pub(super) fn members(bytes: &[u8], budget: &mut Budget) -> Members {
    let mut members = Members::default();
    let entries = entries(bytes, &mut members);
    let mut places: HashMap<&str, usize> = HashMap::new();
    let last: HashMap<&str, &Entry> = entries.iter().map(|entry| (entry.name(), entry)).collect();
    for entry in &entries {
        let name = entry.name();
        // Python reads by name, which means the last entry of that name, each time anew.
        if places.contains_key(name) {
            continue;
        }
        let Some(entry) = last.get(name) else {
            continue;
        };
        match entry.read(bytes, budget) {
            Ok(content) => {
                places.insert(name, members.members.len());
                members.members.push((name.to_owned(), content));
            }
            Err(kind) => {
                places.insert(name, usize::MAX);
                members.problem(kind, Some(name));
                if kind == ProblemKind::DecodedBytes {
                    break;
                }
            }
        }
    }
    members
}

/// An entry of the central directory.
#[derive(Debug)]
struct Entry {
    /// As the header has it; what follows a NUL is no part of the name.
    full_name: String,
    flags: u16,
    method: u16,
    crc: u32,
    compressed: usize,
    size: usize,
    /// Of the local header.
    offset: usize,
}

fn entries(bytes: &[u8], members: &mut Members) -> Vec<Entry> {
    let Some((directory, shift)) = directory(bytes) else {
        members.problem(ProblemKind::Truncated, None);
        return Vec::new();
    };
    let (mut entries, mut rest) = (Vec::new(), directory);
    while !rest.is_empty() {
        match entry(rest, shift) {
            Ok((entry, len)) => {
                entries.push(entry);
                rest = rest.get(len..).unwrap_or_default();
            }
            Err(kind) => {
                members.problem(kind, None);
                break;
            }
        }
    }
    entries
}

/// The central directory, and by how much the archive is shifted in `bytes`.
fn directory(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let start = bytes.len().saturating_sub(END_LEN + COMMENT);
    let end = start + memchr::memmem::rfind(bytes.get(start..)?, b"PK\x05\x06")?;
    let record = bytes.get(end..end + END_LEN)?;
    let size = u32_at(record, 12)? as usize;
    let offset = u32_at(record, 16)? as usize;
    let at = end.checked_sub(size)?;
    let shift = at.checked_sub(offset)?;
    Some((bytes.get(at..end)?, shift))
}

/// The first entry of `directory` and its length.
fn entry(directory: &[u8], shift: usize) -> Result<(Entry, usize), ProblemKind> {
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
    let name = directory
        .get(CENTRAL_LEN..name_end)
        .ok_or(ProblemKind::Truncated)?;
    let flags = short(8)?;
    let entry = Entry {
        full_name: decode_name(name, flags)?,
        flags,
        method: short(10)?,
        crc: long(16)?,
        compressed: long(20)? as usize,
        size: long(24)? as usize,
        offset: shift.saturating_add(long(42)? as usize),
    };
    Ok((entry, name_end + usize::from(extra) + usize::from(comment)))
}

impl Entry {
    fn name(&self) -> &str {
        self.full_name.split('\0').next().unwrap_or_default()
    }

    fn read(&self, bytes: &[u8], budget: &mut Budget) -> Result<Vec<u8>, ProblemKind> {
        let data = self.data(bytes)?;
        let limit = self.size.min(budget.left());
        let (content, end) = match self.method {
            0 => {
                let kept = data.get(..limit).unwrap_or(data);
                (
                    kept.to_vec(),
                    if kept.len() < data.len() {
                        End::Limit
                    } else {
                        End::Complete(0)
                    },
                )
            }
            8 => inflate(data, limit),
            _ => return Err(ProblemKind::Unsupported),
        };
        budget.spend(content.len());
        if end == End::Limit && self.size > limit {
            return Err(ProblemKind::DecodedBytes);
        }
        // Python counts up to the stated size and no further.
        match end {
            End::Corrupt => Err(ProblemKind::Corrupt),
            _ if crc32(&content) != self.crc => Err(ProblemKind::Checksum),
            _ => Ok(content),
        }
    }

    /// The compressed bytes, behind a local header that has to agree.
    fn data<'a>(&self, bytes: &'a [u8]) -> Result<&'a [u8], ProblemKind> {
        let local = bytes.get(self.offset..).unwrap_or_default();
        let head = local.get(..LOCAL_LEN).ok_or(ProblemKind::Truncated)?;
        if !head.starts_with(b"PK\x03\x04") {
            return Err(ProblemKind::Corrupt);
        }
        let short = |at| u16_at(head, at).ok_or(ProblemKind::Truncated);
        let (flags, name, extra) = (short(6)?, usize::from(short(26)?), usize::from(short(28)?));
        if self.flags & (PATCHED | STRONG) != 0 {
            return Err(ProblemKind::Unsupported);
        }
        let name_end = LOCAL_LEN + name;
        let name = local
            .get(LOCAL_LEN..name_end)
            .ok_or(ProblemKind::Truncated)?;
        if decode_name(name, flags)? != self.full_name {
            return Err(ProblemKind::Corrupt);
        }
        if self.flags & ENCRYPTED != 0 {
            return Err(ProblemKind::Encrypted);
        }
        let data = local
            .get(name_end + extra..)
            .ok_or(ProblemKind::Truncated)?;
        data.get(..self.compressed).ok_or(ProblemKind::Truncated)
    }
}

fn decode_name(name: &[u8], flags: u16) -> Result<String, ProblemKind> {
    if flags & UTF8 != 0 {
        return String::from_utf8(name.to_vec()).map_err(|_| ProblemKind::Corrupt);
    }
    Ok(name.iter().map(|byte| code_page_437(*byte)).collect())
}

/// Code page 437, APPNOTE appendix D.
fn code_page_437(byte: u8) -> char {
    const UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
        └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
    let upper = usize::from(byte).checked_sub(0x80);
    upper
        .and_then(|index| UPPER.chars().nth(index))
        .unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    #[test]
    fn code_page_437_as_python_has_it() {
        assert_eq!(super::code_page_437(0x80), 'Ç');
        assert_eq!(super::code_page_437(0xe1), 'ß');
        assert_eq!(super::code_page_437(0xff), '\u{a0}');
        assert_eq!(super::code_page_437(b'a'), 'a');
    }
}
