//! MD5, SHA-1 and SHA-256 (RFC 1321, FIPS 180-4), computed when asked for, or of many payloads at once.

mod batch;
mod md5_batch;
mod md5_lanes;
mod padded;
mod sha;
#[cfg(all(feature = "simd", target_arch = "x86_64"))]
mod wide;

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

/// The three digests, computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DigestSet {
    md5: [u8; 16],
    sha1: [u8; 20],
    sha256: [u8; 32],
}

impl DigestSet {
    /// The digests of each message, in the order of the messages.
    ///
    /// This is what to use for many messages, all of a log rather than those of a line: MD5 is
    /// computed for several at once, which is up to four times as fast as one after the other,
    /// and of messages that are equal only one is computed.
    ///
    /// ```
    /// use b64unpack::DigestSet;
    /// let digests = DigestSet::of_each([&b"abc"[..], b"", b"abc"]);
    /// assert_eq!(digests[0].md5_hex(), "900150983cd24fb0d6963f7d28e17f72");
    /// assert_eq!(digests[1].sha1_hex(), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    /// assert_eq!(digests[2], digests[0]);
    /// ```
    pub fn of_each<'a>(messages: impl IntoIterator<Item = &'a [u8]>) -> Vec<DigestSet> {
        batch::digests_of_each(messages)
    }

    /// MD5, as a name of known files: no protection against forgery.
    pub const fn md5(&self) -> [u8; 16] {
        self.md5
    }

    /// SHA-1, as a name of known files: no protection against forgery.
    pub const fn sha1(&self) -> [u8; 20] {
        self.sha1
    }

    /// SHA-256.
    pub const fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// [`md5`](DigestSet::md5) in lower-case hexadecimal.
    pub fn md5_hex(&self) -> String {
        hex(&self.md5)
    }

    /// [`sha1`](DigestSet::sha1) in lower-case hexadecimal.
    pub fn sha1_hex(&self) -> String {
        hex(&self.sha1)
    }

    /// [`sha256`](DigestSet::sha256) in lower-case hexadecimal.
    pub fn sha256_hex(&self) -> String {
        hex(&self.sha256)
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| {
        DIGITS
            .get(usize::from(nibble))
            .copied()
            .map_or('?', char::from)
    };
    let mut text = String::with_capacity(2 * bytes.len());
    for &byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}
