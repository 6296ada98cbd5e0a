//! RFC 4648, section 6.

use std::ops::Range;

use super::notation::is_word;
use super::sense::sift;
use super::{Ground, Outcome, Recogniser};
use crate::byte_set::ByteSet;
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::glance::Glance;
use crate::score::Verdict;

/// A whole word of at least 20 symbols, all in upper or all in lower case (as Crockford, onion
/// services and Bitcoin's cousins have it), with the padding that is due or without any. Every
/// long word is one, so that only text and magics are believed. The extended alphabet (section
/// 7) is refused.
pub(super) struct Base32 {
    symbols: ByteSet,
}

pub(super) static UPPER: Base32 = Base32 {
    symbols: ByteSet::of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
};
pub(super) static LOWER: Base32 = Base32 {
    symbols: ByteSet::of(b"abcdefghijklmnopqrstuvwxyz234567"),
};

/// Twelve bytes.
const MIN_LEN: usize = 20;

impl Recogniser for Base32 {
    fn encoding(&self) -> Encoding {
        Encoding::Base32
    }

    fn ground(&self) -> Ground {
        Ground::Word
    }

    fn shown(&self) -> Glance {
        Glance::WORD
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let (mut from, mut scratch) = (at, Vec::new());
        loop {
            let run = self.symbols.find_run(haystack, from, MIN_LEN)?;
            from = run.end;
            let glued = |place: Option<usize>| {
                let byte = place.and_then(|place| haystack.get(place));
                byte.is_some_and(|&byte| is_word(byte))
            };
            // 2, 4, 5, 7 symbols make 1 to 4 bytes; of other numbers one belongs to no byte.
            let odd = matches!(run.len() % 8, 1 | 3 | 6);
            if odd || glued(run.start.checked_sub(1)) || glued(Some(run.end)) {
                continue;
            }
            let word = haystack.get(run.clone())?;
            let decode = |limit, out: &mut Vec<u8>| {
                self.decode(word, limit, out);
                true
            };
            if sift(&mut scratch, decode) {
                return Some(run.start..padded(haystack, &run));
            }
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        let symbols = span.get(..self.symbols.run(span)).unwrap_or_default();
        let end = out.len().saturating_add(limit);
        for group in symbols.chunks(8) {
            let value = group
                .iter()
                .fold(0, |value, &symbol| value << 5 | digit(symbol));
            let bytes = (value << (5 * (8 - group.len()) + 24)).to_be_bytes();
            out.extend(bytes.iter().take(group.len() * 5 / 8));
            if out.len() > end {
                out.truncate(end);
                return Decoded::Cut;
            }
        }
        Decoded::Whole
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        outcome.guessed()
    }
}

/// The end of the padding, if as much is there as is due.
fn padded(haystack: &[u8], run: &Range<usize>) -> usize {
    let due = (8 - run.len() % 8) % 8;
    let rest = haystack.get(run.end..).unwrap_or_default();
    let there = rest.iter().take(due).take_while(|&&byte| byte == b'=');
    if there.count() == due {
        run.end + due
    } else {
        run.end
    }
}

fn digit(symbol: u8) -> u64 {
    match symbol.to_ascii_uppercase() {
        letter @ b'A'..=b'Z' => u64::from(letter - b'A'),
        digit @ b'2'..=b'7' => u64::from(digit - b'2' + 26),
        _ => 0,
    }
}
