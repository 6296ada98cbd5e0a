//! The headers of RAR 5.

use std::borrow::Cow;

use super::{Block, File, Kind, crc32};
use crate::formats::bytes::u32_at;

const FILE: u64 = 2;
const ENCRYPTION: u64 = 4;
const END: u64 = 5;
/// Flags of a header: an extra area, data, and the rest of the file in another volume.
const HAS_EXTRA: u64 = 1;
const HAS_DATA: u64 = 2;
const SPLIT: u64 = 0x18;
/// The record of the extra area that says how a file is encrypted.
const FILE_ENCRYPTION: u64 = 1;

/// The block at the start of `bytes`.
pub(super) fn block(bytes: &[u8]) -> Option<Block<'_>> {
    let sum = u32_at(bytes, 0)?;
    let summed = bytes.get(4..)?;
    let mut fields = Fields(summed);
    let size = fields.size()?;
    let prefix = summed.len() - fields.0.len();
    let header = fields.0.get(..size)?;
    let mut fields = Fields(header);
    let (kind, flags) = (fields.number()?, fields.number()?);
    let extra = if flags & HAS_EXTRA != 0 {
        fields.size()?
    } else {
        0
    };
    let data = if flags & HAS_DATA != 0 {
        fields.number()?
    } else {
        0
    };
    let extra = header.get(header.len().checked_sub(extra)?..)?;
    let len = 4 + prefix + size;
    Some(Block {
        len,
        data,
        sound: crc32(summed.get(..prefix + size)?) == sum,
        kind: match kind {
            FILE => Kind::File(file(&mut fields, flags, extra)?),
            ENCRYPTION => Kind::Encrypted,
            END => Kind::End,
            _ => Kind::Other,
        },
    })
}

fn file<'a>(fields: &mut Fields<'a>, flags: u64, extra: &[u8]) -> Option<File<'a>> {
    let own = fields.number()?;
    let size = fields.number()?;
    let _attributes = fields.number()?;
    if own & 2 != 0 {
        fields.take(4)?;
    }
    let crc = if own & 4 != 0 {
        Some(u32_at(fields.take(4)?, 0)?)
    } else {
        None
    };
    let compression = fields.number()?;
    let _system = fields.number()?;
    let len = fields.size()?;
    let name = fields.take(len)?;
    let method = compression >> 7 & 7;
    Some(File {
        name: Cow::Borrowed(name),
        size: Some(size).filter(|_| own & 8 == 0),
        crc,
        is_stored: method == 0,
        is_encrypted: is_encrypted(extra),
        is_directory: own & 1 != 0,
        is_split: flags & SPLIT != 0,
        method: format!("method {method} of RAR 5"),
    })
}

fn is_encrypted(extra: &[u8]) -> bool {
    let mut fields = Fields(extra);
    while let Some(size) = fields.size() {
        let Some(record) = fields.take(size) else {
            return false;
        };
        if Fields(record).number() == Some(FILE_ENCRYPTION) {
            return true;
        }
    }
    false
}

/// What is left of a header.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    /// Seven bits a byte, the lowest first, ten bytes at most.
    fn number(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for place in 0..10 {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7f).checked_shl(7 * place)?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }
}
