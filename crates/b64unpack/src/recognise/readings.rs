//! Base64 that is to be read from its end, or after its letters were moved by 13 places.

use std::ops::Range;

use super::sense::{is_possible, sift};
use super::{Ground, Outcome, Recogniser};
use crate::candidate::Candidate;
use crate::decode::{Decoded, standard, value};
use crate::encoding::Encoding;
use crate::find::Finder;
use crate::glance::Glance;
use crate::score::Verdict;

/// One way to read a run of at least 16 symbols that may make no sense as it stands. Every word
/// can be read like this, so that only text and magics are believed.
pub(super) struct Reading {
    encoding: Encoding,
    respell: fn(u8) -> u8,
    /// Whether the first byte is written last.
    backwards: bool,
}

/// From the last symbol to the first; the padding that is due stands at the front.
pub(super) static REVERSED: Reading = Reading {
    encoding: Encoding::Base64Reversed,
    respell: standard,
    backwards: true,
};

/// `A` for `N`, `a` for `n` and so on; what is no letter stays.
pub(super) static ROT13: Reading = Reading {
    encoding: Encoding::Base64Rot13,
    respell: |symbol| standard(turned(symbol)),
    backwards: false,
};

/// Bytes of text that are believed after letters were moved, without padding.
const LEAST_TURNED: usize = 24;

const FINDER: Finder = Finder::new().line_breaks(false);

impl Reading {
    /// The symbols, without padding, as they would stand in plain Base64.
    fn respelled(&self, symbols: &[u8]) -> Vec<u8> {
        let respell = |symbol: &u8| (self.respell)(*symbol);
        if self.backwards {
            symbols.iter().rev().map(respell).collect()
        } else {
            symbols.iter().map(respell).collect()
        }
    }

    /// Whether symbols could be meant, by those that make the first bytes.
    fn is_likely(&self, symbols: &[u8], scratch: &mut Vec<u8>) -> bool {
        if !is_possible(&self.first_bytes(symbols)) {
            return false;
        }
        let first = |bytes: usize| {
            let len = symbols.len().min(bytes.div_ceil(3) * 4);
            let start = if self.backwards {
                symbols.len() - len
            } else {
                0
            };
            symbols.get(start..start + len).unwrap_or_default()
        };
        symbols.len() % 4 != 1
            && sift(scratch, |limit, out| {
                self.decode(first(limit), limit, out);
                true
            })
    }

    /// The first four bytes, of at least six symbols.
    fn first_bytes(&self, symbols: &[u8]) -> [u8; 4] {
        let at = |place: usize| {
            let symbol = if self.backwards {
                symbols.iter().rev().nth(place)
            } else {
                symbols.get(place)
            };
            u32::from(symbol.map_or(0, |symbol| value((self.respell)(*symbol))))
        };
        let bits = (0..5).fold(0, |bits, place| bits << 6 | at(place));
        (bits << 2 | at(5) >> 4).to_be_bytes()
    }

    /// The span of symbols: where they are read backwards, the padding before them, if as much
    /// is there as is due; else that behind them.
    fn span(&self, haystack: &[u8], candidate: &Candidate<'_>, at: usize) -> Range<usize> {
        if !self.backwards {
            return candidate.range();
        }
        let (start, len) = (candidate.start(), unpadded(candidate).len());
        let due = (4 - len % 4) % 4;
        let before = start.saturating_sub(due).max(at);
        let padding = haystack.get(before..start).unwrap_or_default();
        let whole = padding.len() == due && padding.iter().all(|&byte| byte == b'=');
        if whole {
            before..start + len
        } else {
            start..start + len
        }
    }
}

impl Recogniser for Reading {
    fn encoding(&self) -> Encoding {
        self.encoding
    }

    fn ground(&self) -> Ground {
        Ground::Word
    }

    fn shown(&self) -> Glance {
        Glance::WORD
    }

    fn is_in(&self, _: &[u8], word: &Candidate<'_>) -> bool {
        self.is_likely(unpadded(word), &mut Vec::new())
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let (mut from, mut scratch) = (at, Vec::new());
        loop {
            let candidate = FINDER.find_at(haystack, from)?;
            if self.is_likely(unpadded(&candidate), &mut scratch) {
                return Some(self.span(haystack, &candidate, at));
            }
            from = candidate.end();
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        let symbols = self.respelled(span);
        let whole = 0..symbols.len();
        let width = whole.len();
        Candidate::new(&symbols, whole, Encoding::Base64, width).decode_up_to(limit, out)
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        // Names under this turn into short text more often than backwards; none has padding.
        let short = !self.backwards
            && outcome.bytes.len() < LEAST_TURNED
            && !outcome.span().ends_with(b"=");
        if short && outcome.text.is_some() {
            outcome.doubted(0.5)
        } else {
            outcome.guessed()
        }
    }
}

fn unpadded<'h>(candidate: &Candidate<'h>) -> &'h [u8] {
    let padded = candidate.as_bytes();
    let padding = padded.iter().rev().take_while(|&&byte| byte == b'=');
    let len = padded.len() - padding.count();
    padded.get(..len).unwrap_or_default()
}

fn turned(symbol: u8) -> u8 {
    match symbol {
        b'a'..=b'm' | b'A'..=b'M' => symbol + 13,
        b'n'..=b'z' | b'N'..=b'Z' => symbol - 13,
        other => other,
    }
}
