//! [`Record`]: one row of the original's frame.

use std::fmt::Write;
use std::sync::Arc;

use b64unpack::Digests;

/// One decoded item: a fragment, or a member of an archive that was one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// Prefix, depth and index of the fragment. All members of an archive have the same.
    pub reference: [String; 3],
    /// The candidate as it stood in the text.
    pub original_string: Arc<str>,
    /// The name of the member; `"unknown"` for a fragment that is no archive.
    pub file_name: String,
    /// What the first characters tell; for a member, the type of its archive.
    pub file_type: Option<String>,
    /// The decoded bytes.
    pub input_bytes: Vec<u8>,
    /// The bytes as text, if they are text.
    pub decoded_string: Option<String>,
    /// `"utf-8"`, `"utf-16"` or `"binary"`.
    pub encoding_type: String,
    /// MD5 of the bytes, in hexadecimal.
    pub md5: String,
    /// SHA-1 of the bytes, in hexadecimal.
    pub sha1: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
}

impl Record {
    /// The bytes in hexadecimal, separated by spaces.
    #[must_use]
    pub fn printable_bytes(&self) -> String {
        let mut text = String::with_capacity(3 * self.input_bytes.len());
        for (index, byte) in self.input_bytes.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            // Writing to a string cannot fail.
            let _ = write!(text, "{gap}{byte:02x}");
        }
        text
    }

    /// The three digests under the original's names, in its order.
    #[must_use]
    pub fn file_hashes(&self) -> [(&'static str, &str); 3] {
        [
            ("md5", &self.md5),
            ("sha1", &self.sha1),
            ("sha256", &self.sha256),
        ]
    }

    pub(super) fn new(bytes: Vec<u8>, utf16: bool) -> Record {
        let digests = Digests::of(&bytes);
        let (md5, sha1, sha256) = (digests.md5_hex(), digests.sha1_hex(), digests.sha256_hex());
        let (encoding, decoded_string) = text(&bytes, utf16);
        Record {
            reference: Default::default(),
            original_string: Arc::from(""),
            file_name: "unknown".to_owned(),
            file_type: None,
            input_bytes: bytes,
            decoded_string,
            encoding_type: encoding.to_owned(),
            md5,
            sha1,
            sha256,
        }
    }
}

fn text(bytes: &[u8], utf16: bool) -> (&'static str, Option<String>) {
    if let Some(text) = utf16.then(|| decode_utf16(bytes)).flatten() {
        return ("utf-16", Some(text));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => ("utf-8", Some(text.to_owned())),
        Err(_) => ("binary", None),
    }
}

/// Python's `utf-16`: a byte order mark decides and is dropped; without one, little-endian.
fn decode_utf16(bytes: &[u8]) -> Option<String> {
    if bytes.len() % 2 != 0 {
        return None;
    }
    let (unit, bytes): (fn([u8; 2]) -> u16, _) = match bytes.split_first_chunk() {
        Some((b"\xff\xfe", rest)) => (u16::from_le_bytes, rest),
        Some((b"\xfe\xff", rest)) => (u16::from_be_bytes, rest),
        _ => (u16::from_le_bytes, bytes),
    };
    let pairs = bytes.chunks_exact(2);
    let units = pairs.filter_map(|pair| pair.first_chunk().copied().map(unit));
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .ok()
}
