//! Base64 that is to be read from its end, or after its letters were moved by 13 places.

use std::ops::Range;

use super::sense::{HEAD, is_promising};
use super::{Outcome, Recogniser};
use crate::candidate::Candidate;
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::find::Finder;
use crate::score::Verdict;

/// One way to read a run of at least 16 symbols that may make no sense as it stands. Every word
/// can be read like this, so that only text and magics are believed.
pub(super) struct Reading {
    encoding: Encoding,
    respell: fn(&[u8]) -> Vec<u8>,
    /// Whether the first byte is written last.
    backwards: bool,
}

/// From the last symbol to the first; the padding that is due stands at the front.
pub(super) static REVERSED: Reading = Reading {
    encoding: Encoding::Base64Reversed,
    respell: |symbols| {
        symbols
            .iter()
            .rev()
            .map(|&symbol| standard(symbol))
            .collect()
    },
    backwards: true,
};

/// `A` for `N`, `a` for `n` and so on; what is no letter stays.
pub(super) static ROT13: Reading = Reading {
    encoding: Encoding::Base64Rot13,
    respell: |symbols| {
        symbols
            .iter()
            .map(|&symbol| standard(turned(symbol)))
            .collect()
    },
    backwards: false,
};

const FINDER: Finder = Finder::new().line_breaks(false);

/// Symbols by which a run is sifted.
const SIFTED: usize = HEAD / 3 * 4;

impl Reading {
    /// Where the symbols begin and end, with their padding, if they could be meant.
    fn likely(
        &self,
        haystack: &[u8],
        candidate: &Candidate<'_>,
        at: usize,
    ) -> Option<Range<usize>> {
        let padded = candidate.as_bytes();
        let padding = padded
            .iter()
            .rev()
            .take_while(|&&byte| byte == b'=')
            .count();
        let symbols = padded.get(..padded.len() - padding)?;
        let sifted = symbols.len().min(SIFTED);
        let first = if self.backwards {
            symbols.get(symbols.len() - sifted..)?
        } else {
            symbols.get(..sifted)?
        };
        let mut head = Vec::with_capacity(HEAD);
        let decoded = self.decode(first, HEAD, &mut head);
        if decoded == Decoded::LeftOver || !is_promising(&head) {
            return None;
        }
        if !self.backwards {
            return Some(candidate.range());
        }
        let due = match symbols.len() % 4 {
            1 => return None,
            rest => (4 - rest) % 4,
        };
        let start = candidate.start();
        let before = start.saturating_sub(due).max(at);
        let padding = haystack.get(before..start)?;
        let whole = padding.len() == due && padding.iter().all(|&byte| byte == b'=');
        Some(if whole { before } else { start }..start + symbols.len())
    }
}

impl Recogniser for Reading {
    fn encoding(&self) -> Encoding {
        self.encoding
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let candidate = FINDER.find_at(haystack, from)?;
            let likely = self.likely(haystack, &candidate, at);
            if likely.is_some() {
                return likely;
            }
            from = candidate.end();
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        let symbols = (self.respell)(span);
        let whole = 0..symbols.len();
        let width = whole.len();
        Candidate::new(&symbols, whole, Encoding::Base64, width).decode_up_to(limit, out)
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        outcome.guessed()
    }
}

/// The symbol of RFC 4648, section 4, for one of section 5.
fn standard(symbol: u8) -> u8 {
    match symbol {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    }
}

fn turned(symbol: u8) -> u8 {
    match symbol {
        b'a'..=b'm' | b'A'..=b'M' => symbol + 13,
        b'n'..=b'z' | b'N'..=b'Z' => symbol - 13,
        other => other,
    }
}
