//! The two alphabets of RFC 4648 (sections 4 and 5) and the byte classes the scan reads.

use crate::encoding::Encoding;

/// Which symbols a [`Finder`](crate::Finder) takes for Base64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Alphabet {
    /// Either alphabet, but one of them throughout a candidate. (An
    /// [`Unpacker`](crate::Unpacker) takes symbols of both where only the whole makes sense.)
    #[default]
    Either,
    /// `+` and `/` only (RFC 4648, section 4).
    Standard,
    /// `-` and `_` only (RFC 4648, section 5).
    UrlSafe,
}

/// A letter or a digit: a symbol of both alphabets.
pub(crate) const COMMON: u8 = 1;
/// `+` or `/`.
pub(crate) const STANDARD: u8 = 2;
/// `-` or `_`.
pub(crate) const URL_SAFE: u8 = 4;

/// The class of each byte; 0 is no symbol.
static CLASSES: [u8; 256] = classes();

/// The class of one byte.
#[inline]
pub(crate) fn class(byte: u8) -> u8 {
    // A `u8` cannot leave a table of 256.
    CLASSES.get(usize::from(byte)).copied().unwrap_or(0)
}

/// What a run of bytes with these classes, or-ed together, is written in.
pub(crate) const fn encoding(classes: u8) -> Encoding {
    match (classes & STANDARD != 0, classes & URL_SAFE != 0) {
        (true, true) => Encoding::Base64Mixed,
        (false, true) => Encoding::Base64Url,
        (_, false) => Encoding::Base64,
    }
}

impl Alphabet {
    /// The classes that count as symbols.
    pub(crate) const fn mask(self) -> u8 {
        match self {
            Alphabet::Either => COMMON | STANDARD | URL_SAFE,
            Alphabet::Standard => COMMON | STANDARD,
            Alphabet::UrlSafe => COMMON | URL_SAFE,
        }
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated at compile time: an index out of bounds would not build"
)]
const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => COMMON,
            b'+' | b'/' => STANDARD,
            b'-' | b'_' => URL_SAFE,
            _ => 0,
        };
        byte += 1;
    }
    table
}
