//! Local file headers and central directory headers (APPNOTE 4.3.7, 4.3.12).

use crate::formats::bytes::{array, u16_at, u32_at};

pub(super) const LOCAL: [u8; 4] = *b"PK\x03\x04";
pub(super) const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const LOCAL_LEN: usize = 30;
const CENTRAL_LEN: usize = 46;
/// The header id of the zip64 extra field (APPNOTE 4.5.3).
const ZIP64: u16 = 1;
/// The header id of WinZip's extra field, and the method that stands for what is in it.
const WINZIP_AES: u16 = 0x9901;
const METHOD_AES: u16 = 99;

/// The length of an AES key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    Aes128,
    Aes192,
    Aes256,
}

/// What a header says about an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) name: &'a [u8],
    pub(super) flags: u16,
    pub(super) method: u16,
    /// How strongly it is encrypted after WinZip's fashion.
    pub(super) aes: Option<Strength>,
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
            .widened(extra)
            .revealed(extra),
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
            .widened(extra)
            .revealed(extra),
        )
    }

    /// The fields that both headers have in one order, from the flags on.
    fn parse(bytes: &'a [u8], fields: &[u8], fixed: usize) -> Option<Entry<'a>> {
        let name_len = usize::from(u16_at(fields, 20)?);
        Some(Entry {
            name: bytes.get(fixed..fixed + name_len)?,
            flags: u16_at(fields, 0)?,
            method: u16_at(fields, 2)?,
            aes: None,
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

    /// With the method that stands in the extra field of what is encrypted with AES.
    fn revealed(mut self, extra: &[u8]) -> Entry<'a> {
        let field = extra_field(extra, WINZIP_AES).filter(|_| self.method == METHOD_AES);
        let aes = field.and_then(|field| Strength::new(*field.get(4)?));
        let method = field.and_then(|field| u16_at(field, 5));
        if let (Some(_), Some(method)) = (aes, method) {
            self.aes = aes;
            self.method = method;
        }
        self
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.flags & 1 != 0
    }

    /// Strong encryption (APPNOTE 7), which is patented and not read.
    pub(super) fn is_strongly_encrypted(&self) -> bool {
        self.flags & 0x40 != 0 || self.method == METHOD_AES
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

impl Strength {
    fn new(byte: u8) -> Option<Strength> {
        match byte {
            1 => Some(Strength::Aes128),
            2 => Some(Strength::Aes192),
            3 => Some(Strength::Aes256),
            _ => None,
        }
    }

    #[cfg(feature = "zip-aes")]
    pub(super) fn key_len(self) -> usize {
        match self {
            Strength::Aes128 => 16,
            Strength::Aes192 => 24,
            Strength::Aes256 => 32,
        }
    }

    #[cfg(feature = "zip-aes")]
    pub(super) fn salt_len(self) -> usize {
        self.key_len() / 2
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
