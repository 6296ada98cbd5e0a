//! Local file headers and central directory headers (APPNOTE 4.3.7, 4.3.12).

use crate::formats::bytes::{array, u16_at, u32_at};

pub(super) const LOCAL: [u8; 4] = *b"PK\x03\x04";
pub(super) const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const LOCAL_LEN: usize = 30;
const CENTRAL_LEN: usize = 46;
/// The header id of the zip64 extra field (APPNOTE 4.5.3).
const ZIP64: u16 = 1;

/// What a header says about an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) name: &'a [u8],
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) time: u16,
    pub(super) crc: u32,
    /// Bytes in the archive.
    pub(super) packed: u64,
    /// Bytes of the file.
    pub(super) size: u64,
    /// The place of the local header; 0 in a local header itself.
    pub(super) local: u64,
    /// Bytes of the whole header.
    pub(super) len: usize,
}

impl<'a> Entry<'a> {
    /// The header at the start of `bytes`.
    pub(super) fn central(bytes: &'a [u8]) -> Option<Entry<'a>> {
        let extra_len = usize::from(u16_at(bytes, 30)?);
        let comment_len = usize::from(u16_at(bytes, 32)?);
        let local = u32_at(bytes, 42)?;
        let fields = bytes.strip_prefix(&CENTRAL)?.get(4..)?;
        let entry = Entry::parse(bytes, fields, CENTRAL_LEN)?;
        let after_name = CENTRAL_LEN + entry.name.len();
        let extra = rest(bytes, after_name, extra_len);
        let len = after_name + extra_len + comment_len;
        Some(
            Entry {
                local: local.into(),
                len,
                ..entry
            }
            .widened(extra),
        )
    }

    /// The header at the start of `bytes`.
    pub(super) fn local(bytes: &'a [u8]) -> Option<Entry<'a>> {
        let extra_len = usize::from(u16_at(bytes, 28)?);
        let fields = bytes.strip_prefix(&LOCAL)?.get(2..)?;
        let entry = Entry::parse(bytes, fields, LOCAL_LEN)?;
        let after_name = LOCAL_LEN + entry.name.len();
        let extra = rest(bytes, after_name, extra_len);
        Some(
            Entry {
                len: after_name + extra_len,
                ..entry
            }
            .widened(extra),
        )
    }

    /// The fields that both headers have in one order, from the flags on.
    fn parse(bytes: &'a [u8], fields: &[u8], fixed: usize) -> Option<Entry<'a>> {
        let name_len = usize::from(u16_at(fields, 20)?);
        Some(Entry {
            name: bytes.get(fixed..fixed + name_len)?,
            flags: u16_at(fields, 0)?,
            method: u16_at(fields, 2)?,
            time: u16_at(fields, 4)?,
            crc: u32_at(fields, 8)?,
            packed: u32_at(fields, 12)?.into(),
            size: u32_at(fields, 16)?.into(),
            local: 0,
            len: fixed,
        })
    }

    /// With the 64-bit values that stand in the extra field for those that are all ones.
    fn widened(mut self, extra: &[u8]) -> Entry<'a> {
        let Some(field) = extra_field(extra, ZIP64) else {
            return self;
        };
        let mut at = 0;
        for value in [&mut self.size, &mut self.packed, &mut self.local] {
            if *value == u64::from(u32::MAX) {
                if let Some(wide) = array(field, at).map(u64::from_le_bytes) {
                    *value = wide;
                }
                at += 8;
            }
        }
        self
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.flags & 1 != 0
    }

    /// Strong encryption (APPNOTE 7) or AES: nothing that a password and a few lines open.
    pub(super) fn is_strongly_encrypted(&self) -> bool {
        self.flags & 0x40 != 0 || self.method == 99
    }

    /// Whether sizes and CRC follow the data.
    pub(super) fn has_descriptor(&self) -> bool {
        self.flags & 8 != 0
    }

    /// Whether the method is one that exists (APPNOTE 4.4.5).
    pub(super) fn is_plausible(&self) -> bool {
        matches!(self.method, 0..=20 | 93..=99) && !self.name.is_empty()
    }
}

/// `len` bytes from `at`, or as many as there are.
fn rest(bytes: &[u8], at: usize, len: usize) -> &[u8] {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.get(..len).unwrap_or(rest)
}

fn extra_field(mut extra: &[u8], id: u16) -> Option<&[u8]> {
    loop {
        let len = usize::from(u16_at(extra, 2)?);
        let body = extra.get(4..)?;
        if u16_at(extra, 0)? == id {
            return Some(body.get(..len).unwrap_or(body));
        }
        extra = body.get(len..)?;
    }
}
