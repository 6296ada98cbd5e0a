//! The headers of RAR 1.5 to 4.

use std::borrow::Cow;

use super::{Block, File, Kind, crc32};
use crate::formats::bytes::{u16_at, u32_at};

const MAIN: u8 = 0x73;
const FILE: u8 = 0x74;
const SERVICE: u8 = 0x7a;
const END: u8 = 0x7b;
/// The flag of a header that has data behind it.
const HAS_DATA: u16 = 0x8000;
/// Bytes before the fields of a header of one kind.
const COMMON: usize = 7;

/// The block at the start of `bytes`.
pub(super) fn block(bytes: &[u8]) -> Option<Block<'_>> {
    let (sum, kind) = (u16_at(bytes, 0)?, *bytes.get(2)?);
    let (flags, len) = (u16_at(bytes, 3)?, usize::from(u16_at(bytes, 5)?));
    let header = bytes.get(..len).filter(|header| header.len() >= COMMON)?;
    let [low, high, ..] = crc32(header.get(2..)?).to_le_bytes();
    let is_file = kind == FILE || kind == SERVICE;
    let mut data = 0;
    if is_file || flags & HAS_DATA != 0 {
        data = u32_at(header, COMMON)?.into();
    }
    if is_file && flags & 0x100 != 0 {
        data |= u64::from(u32_at(header, 32)?) << 32;
    }
    Some(Block {
        len,
        data,
        sound: sum == u16::from_le_bytes([low, high]),
        kind: match kind {
            MAIN if flags & 0x80 != 0 => Kind::Encrypted,
            FILE => Kind::File(file(header, flags)?),
            END => Kind::End,
            _ => Kind::Other,
        },
    })
}

fn file(header: &[u8], flags: u16) -> Option<File<'_>> {
    let is_large = flags & 0x100 != 0;
    let mut size = u64::from(u32_at(header, 11)?);
    if is_large {
        size |= u64::from(u32_at(header, 36)?) << 32;
    }
    let method = *header.get(25)?;
    let at = if is_large { 40 } else { 32 };
    let len = usize::from(u16_at(header, 26)?);
    let name = header.get(at..at + len)?;
    Some(File {
        name: if flags & 0x200 == 0 {
            Cow::Borrowed(name)
        } else {
            wide(name)
        },
        size: Some(size),
        crc: u32_at(header, 16),
        is_stored: method == 0x30,
        is_encrypted: flags & 4 != 0,
        is_directory: flags & 0xe0 == 0xe0,
        is_split: flags & 3 != 0,
        method: format!("method {method:#x} of RAR {}", header.get(24)?),
    })
}

/// A name in the code page of its writer, a zero, and how the name in UTF-16 differs from it.
/// Without the second part it is UTF-8.
fn wide(field: &[u8]) -> Cow<'_, [u8]> {
    let Some(zero) = memchr::memchr(0, field) else {
        return Cow::Borrowed(field);
    };
    let (narrow, rest) = field.split_at(zero);
    let mut rest = rest.iter().skip(1).copied();
    let units = unfold(narrow, &mut rest).unwrap_or_default();
    if units.is_empty() {
        return Cow::Borrowed(narrow);
    }
    Cow::Owned(String::from_utf16_lossy(&units).into_bytes())
}

/// Two bits say what follows: a low byte, a low byte with the common high byte, a whole unit, or
/// a run of the narrow name.
fn unfold(narrow: &[u8], rest: &mut impl Iterator<Item = u8>) -> Option<Vec<u16>> {
    let high = u16::from(rest.next()?) << 8;
    let mut units: Vec<u16> = Vec::new();
    let (mut flags, mut left) = (0u8, 0);
    loop {
        if left == 0 {
            let Some(next) = rest.next() else {
                return Some(units);
            };
            (flags, left) = (next, 4);
        }
        let what = flags >> 6;
        flags <<= 2;
        left -= 1;
        let Some(byte) = rest.next() else {
            return Some(units);
        };
        match what {
            0 => units.push(byte.into()),
            1 => units.push(u16::from(byte) | high),
            2 => units.push(u16::from_le_bytes([byte, rest.next()?])),
            _ => {
                let (shift, high) = if byte & 0x80 == 0 {
                    (0, 0)
                } else {
                    (rest.next()?, high)
                };
                let run = narrow
                    .iter()
                    .skip(units.len())
                    .take(usize::from(byte & 0x7f) + 2);
                let run: Vec<u16> = run
                    .map(|&byte| u16::from(byte.wrapping_add(shift)) | high)
                    .collect();
                units.extend(run);
            }
        }
    }
}
