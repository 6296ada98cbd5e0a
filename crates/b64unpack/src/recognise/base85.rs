//! The two alphabets of 85 symbols that need no escape in string literals: that of RFC 1924 as
//! Python's `b85encode` and Git use it, and that of ZeroMQ (RFC 32/Z85).

use std::ops::Range;

use super::group85::{self, Symbol};
use super::sense::sift;
use super::{Outcome, Recogniser};
use crate::byte_set::ByteSet;
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::score::Verdict;

/// A word of at least 20 symbols, or what stands behind `=`, `:` or a bracket in it. Nearly all
/// of what is between spaces and quotation marks is one, so that only text and magics are
/// believed. The 128-bit arithmetic of RFC 1924 itself, for IPv6 addresses, is refused.
pub(super) struct Base85 {
    encoding: Encoding,
    symbols: ByteSet,
    digits: [u8; 256],
    /// Whether only groups of five are allowed.
    whole: bool,
}

pub(super) static RFC1924: Base85 = Base85::new(
    Encoding::Base85,
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~",
    false,
);
pub(super) static Z85: Base85 = Base85::new(
    Encoding::Z85,
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#",
    true,
);

/// Sixteen bytes.
const MIN_LEN: usize = 20;
/// A name, a switch or a call before the symbols is no longer than this.
const MAX_GLUED: usize = 32;

impl Base85 {
    #[expect(
        clippy::indexing_slicing,
        reason = "evaluated at compile time: an index out of bounds would not build"
    )]
    const fn new(encoding: Encoding, alphabet: &[u8; 85], whole: bool) -> Base85 {
        let mut digits = [0; 256];
        let mut value = 0;
        while value < alphabet.len() {
            digits[alphabet[value] as usize] = value as u8;
            value += 1;
        }
        Base85 {
            encoding,
            symbols: ByteSet::of(alphabet),
            digits,
            whole,
        }
    }

    fn symbol(&self, byte: u8) -> Option<Symbol> {
        let digit = *self.digits.get(usize::from(byte))?;
        self.symbols.contains(byte).then_some(Symbol::Digit(digit))
    }

    fn read(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Option<Decoded> {
        group85::decode(span.iter().map(|&byte| self.symbol(byte)), limit, out)
    }

    /// Whether these symbols could be meant; `scratch` is room to work in.
    fn is_likely(&self, span: &[u8], scratch: &mut Vec<u8>) -> bool {
        let fits = span.len() >= MIN_LEN && span.len() % 5 != 1;
        let whole = !self.whole || span.len() % 5 == 0;
        let read = |limit, out: &mut Vec<u8>| self.read(span, limit, out).is_some();
        fits && whole && sift(scratch, read) && {
            scratch.clear();
            read(usize::MAX, scratch)
        }
    }
}

impl Recogniser for Base85 {
    fn encoding(&self) -> Encoding {
        self.encoding
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let (mut from, mut scratch) = (at, Vec::new());
        loop {
            let run = self.symbols.find_run(haystack, from, MIN_LEN)?;
            let word = haystack.get(run.clone())?;
            let likely = starts(word).find(|&start| {
                let symbols = word.get(start..).unwrap_or_default();
                self.is_likely(symbols, &mut scratch)
            });
            if let Some(start) = likely {
                return Some(run.start + start..run.end);
            }
            from = run.end;
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        self.read(span, limit, out).unwrap_or(Decoded::LeftOver)
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        outcome.guessed()
    }
}

/// Where the symbols may begin in a word: at its start, or behind what a name ends with. Few, so
/// that no word is read often.
pub(super) fn starts(word: &[u8]) -> impl Iterator<Item = usize> {
    let ends_name =
        |(_, byte): &(usize, &u8)| matches!(byte, b'=' | b':' | b'(' | b'"' | b'\'' | b'>');
    let glued = word.iter().enumerate().take(MAX_GLUED).filter(ends_name);
    std::iter::once(0).chain(glued.map(|(place, _)| place + 1).take(4))
}
