//! MD5, SHA-1 and SHA-256 (RFC 1321, FIPS 180-4), computed when asked for.

use md5::{Digest, Md5};
use sha1::Sha1;
use sha2::Sha256;

/// The digests by which the trade knows a file. Nothing is computed before it is asked for.
///
/// ```
/// let digests = b64unpack::Digests::of(b"abc");
/// assert_eq!(digests.md5_hex(), "900150983cd24fb0d6963f7d28e17f72");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Digests<'a> {
    bytes: &'a [u8],
}

impl<'a> Digests<'a> {
    /// The digests of `bytes`.
    pub const fn of(bytes: &'a [u8]) -> Digests<'a> {
        Digests { bytes }
    }

    /// MD5, as a name of known files: no protection against forgery.
    pub fn md5(&self) -> [u8; 16] {
        Md5::digest(self.bytes).into()
    }

    /// SHA-1, as a name of known files: no protection against forgery.
    pub fn sha1(&self) -> [u8; 20] {
        Sha1::digest(self.bytes).into()
    }

    /// SHA-256.
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(self.bytes).into()
    }

    /// [`md5`](Digests::md5) in lower-case hexadecimal.
    pub fn md5_hex(&self) -> String {
        hex(&self.md5())
    }

    /// [`sha1`](Digests::sha1) in lower-case hexadecimal.
    pub fn sha1_hex(&self) -> String {
        hex(&self.sha1())
    }

    /// [`sha256`](Digests::sha256) in lower-case hexadecimal.
    pub fn sha256_hex(&self) -> String {
        hex(&self.sha256())
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('?');
    bytes
        .iter()
        .flat_map(|&byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}
