//! From symbols to bytes, by the engines of the `base64` crate.
//!
//! Lenient where nothing is lost by it: padding may be missing, and bits that a last symbol
//! carries beyond the last byte may be set (RFC 4648, section 3.5). What cannot be right is one
//! symbol left over: it holds six bits of a byte of eight.

use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::{Engine, alphabet};

use crate::candidate::Candidate;
use crate::encoding::Encoding;

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
static STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
static URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// Symbols decoded at a time: a multiple of 4, small enough to stop soon at a limit.
const CHUNK: usize = 16 * 1024;
/// Below this many symbols the vector engine is no faster.
const VECTOR: usize = 64;

/// Why a candidate cannot be decoded to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the last symbol, at offset {offset}, belongs to no complete byte")]
pub struct DecodeError {
    offset: usize,
}

impl DecodeError {
    /// The offset in the haystack of the symbol that cannot be decoded.
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl Candidate<'_> {
    /// The decoded bytes.
    ///
    /// # Errors
    ///
    /// One symbol is left over behind the last group of four.
    pub fn decode(&self) -> Result<Vec<u8>, DecodeError> {
        let mut out = Vec::new();
        self.decode_into(&mut out).map(|()| out)
    }

    /// Appends the decoded bytes to `out`.
    ///
    /// # Errors
    ///
    /// As [`decode`](Candidate::decode). What stands before the symbol left over is appended all
    /// the same.
    pub fn decode_into(&self, out: &mut Vec<u8>) -> Result<(), DecodeError> {
        match self.decode_up_to(usize::MAX, out) {
            Decoded::Whole | Decoded::Cut => Ok(()),
            Decoded::LeftOver => Err(DecodeError {
                offset: self.last_symbol(),
            }),
        }
    }

    /// The first twelve bytes, or fewer; not for what is wrapped or joined.
    pub(crate) fn head(&self) -> Head {
        let run = self.as_bytes();
        let symbols = run.get(..16).unwrap_or(run);
        let symbols = symbols.get(..symbols.len() / 4 * 4).unwrap_or_default();
        let mut head = Head {
            bytes: [0; 12],
            len: symbols.len() / 4 * 3,
        };
        // The engines take longer for so few.
        for (three, four) in head.bytes.chunks_exact_mut(3).zip(symbols.chunks_exact(4)) {
            let bits = four
                .iter()
                .fold(0, |bits, &symbol| bits << 6 | u32::from(value(symbol)));
            let [_, bytes @ ..] = bits.to_be_bytes();
            three.copy_from_slice(&bytes);
        }
        head
    }

    /// Appends at most `limit` decoded bytes.
    pub(crate) fn decode_up_to(&self, limit: usize, out: &mut Vec<u8>) -> Decoded {
        let end = out.len().saturating_add(limit);
        out.reserve(limit.min(self.as_bytes().len() / 4 * 3 + 3));
        if self.has_whole_lines() && self.encoding() != Encoding::Base64Mixed {
            return decode_pieces(self.encoding(), self.pieces(), end, out);
        }
        let symbols = self.gathered(limit);
        decode_pieces(self.encoding(), [symbols.as_slice()], end, out)
    }

    /// The symbols one after the other; no more than `limit` bytes and the next need.
    fn gathered(&self, limit: usize) -> Vec<u8> {
        let most = (limit / 3).saturating_add(2).saturating_mul(4);
        let mut symbols = Vec::new();
        for piece in self.pieces() {
            symbols.extend_from_slice(piece);
            if symbols.len() > most {
                break;
            }
        }
        if self.encoding() == Encoding::Base64Mixed {
            symbols
                .iter_mut()
                .for_each(|symbol| *symbol = standard(*symbol));
        }
        symbols
    }

    fn last_symbol(&self) -> usize {
        let symbols = self.as_bytes().iter().rposition(|&byte| byte != b'=');
        self.start() + symbols.unwrap_or(0)
    }
}

/// What a symbol of either alphabet stands for; that of other bytes is of no use.
pub(crate) fn value(symbol: u8) -> u8 {
    VALUES.get(usize::from(symbol)).copied().unwrap_or(0)
}

static VALUES: [u8; 256] = values();

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated at compile time: an index out of bounds would not build"
)]
const fn values() -> [u8; 256] {
    let mut values = [0; 256];
    let mut symbol = 0;
    while symbol < 256 {
        values[symbol] = match symbol as u8 {
            letter @ b'A'..=b'Z' => letter - b'A',
            letter @ b'a'..=b'z' => letter - b'a' + 26,
            digit @ b'0'..=b'9' => digit - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => 0,
        };
        symbol += 1;
    }
    values
}

/// The first bytes of what a candidate stands for.
pub(crate) struct Head {
    bytes: [u8; 12],
    len: usize,
}

impl std::ops::Deref for Head {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// How far a candidate was decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decoded {
    /// To its end.
    Whole,
    /// To the limit; there is more.
    Cut,
    /// To its end but for one symbol.
    LeftOver,
}

/// The symbol of RFC 4648, section 4, for one of section 5.
pub(crate) fn standard(symbol: u8) -> u8 {
    match symbol {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    }
}

/// Decodes pieces, each of whole groups but the last, until `out` has `end` bytes.
fn decode_pieces<'a>(
    encoding: Encoding,
    pieces: impl IntoIterator<Item = &'a [u8]>,
    end: usize,
    out: &mut Vec<u8>,
) -> Decoded {
    for piece in pieces {
        let whole = piece.len() - usize::from(piece.len() % 4 == 1);
        for chunk in piece.get(..whole).unwrap_or_default().chunks(CHUNK) {
            if out.len() >= end {
                return Decoded::Cut;
            }
            decode_chunk(encoding, chunk, out);
            if out.len() > end {
                out.truncate(end);
                return Decoded::Cut;
            }
        }
        if whole < piece.len() {
            return Decoded::LeftOver;
        }
    }
    Decoded::Whole
}

/// Decodes symbols of one alphabet whose number is not 1 modulo 4: the engine takes them all.
fn decode_chunk(encoding: Encoding, symbols: &[u8], out: &mut Vec<u8>) {
    let done = if symbols.len() >= VECTOR {
        vector::decode(encoding, symbols, out)
    } else {
        match encoding {
            Encoding::Base64Url => URL_SAFE.decode_vec(symbols, out),
            _ => STANDARD.decode_vec(symbols, out),
        }
    };
    debug_assert!(
        done.is_ok(),
        "a candidate holds symbols of one alphabet only"
    );
}

#[cfg(any(
    target_arch = "x86_64",
    all(target_arch = "aarch64", target_feature = "neon")
))]
mod vector {
    use std::sync::LazyLock;

    use base64::engine::Simd;
    use base64::{DecodeError, Engine};

    use crate::decode::LENIENT;
    use crate::encoding::Encoding;

    // They ask what the machine has, and make tables.
    static STANDARD: LazyLock<Simd> = LazyLock::new(|| Simd::standard(LENIENT));
    static URL_SAFE: LazyLock<Simd> = LazyLock::new(|| Simd::url_safe(LENIENT));

    pub(super) fn decode(
        encoding: Encoding,
        symbols: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), DecodeError> {
        match encoding {
            Encoding::Base64Url => URL_SAFE.decode_vec(symbols, out),
            _ => STANDARD.decode_vec(symbols, out),
        }
    }
}

#[cfg(not(any(
    target_arch = "x86_64",
    all(target_arch = "aarch64", target_feature = "neon")
)))]
mod vector {
    use base64::{DecodeError, Engine};

    use crate::decode::{STANDARD, URL_SAFE};
    use crate::encoding::Encoding;

    pub(super) fn decode(
        encoding: Encoding,
        symbols: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), DecodeError> {
        match encoding {
            Encoding::Base64Url => URL_SAFE.decode_vec(symbols, out),
            _ => STANDARD.decode_vec(symbols, out),
        }
    }
}
