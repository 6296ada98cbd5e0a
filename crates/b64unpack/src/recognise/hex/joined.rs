//! Digits in the pieces of a string: `'4d5a' + '9000'`.

use std::ops::Range;

use super::super::codes::hex_pair;
use super::super::notation::is_word;
use super::super::{Ground, Outcome, Recogniser};
use super::{DIGITS, by_content};
use crate::byte_set::ByteSet;
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::glance::Glance;
use crate::joint;
use crate::score::Verdict;

/// At least 24 digits, an even number of them, in two pieces or more. Believed only for a magic
/// or for text.
pub(in super::super) struct Joined;

const MIN_DIGITS: usize = 24;

static RUN: ByteSet = ByteSet::of(DIGITS);

impl Recogniser for Joined {
    fn encoding(&self) -> Encoding {
        Encoding::Hex
    }

    /// Of the joints; with no anchor, every run would be read.
    fn shown(&self) -> Glance {
        Glance::ANCHOR
    }

    fn ground(&self) -> Ground {
        Ground::Word
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let run = RUN.find_run(haystack, from, MIN_RUN)?;
            let pieces = Pieces::of(haystack, run.start);
            let glued = |place: Option<usize>| {
                let byte = place.and_then(|place| haystack.get(place));
                byte.is_some_and(|&byte| is_word(byte))
            };
            let whole = !glued(run.start.checked_sub(1)) && !glued(Some(pieces.end));
            if whole && pieces.are_enough() {
                return Some(run.start..pieces.end);
            }
            from = pieces.end;
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        let digits: Vec<u8> = digits(span).collect();
        let pairs = digits.chunks_exact(2);
        let many = pairs.len();
        out.extend(pairs.take(limit).filter_map(hex_pair));
        if many > limit {
            Decoded::Cut
        } else {
            Decoded::Whole
        }
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        by_content(outcome)
    }
}

/// Digits of the first piece: what the search for runs can do.
const MIN_RUN: usize = 4;

/// A run of digits and those that are joined to it.
struct Pieces {
    end: usize,
    digits: usize,
    many: usize,
}

impl Pieces {
    fn of(haystack: &[u8], start: usize) -> Pieces {
        let run = |at: usize| RUN.run(haystack.get(at..).unwrap_or_default());
        let first = run(start);
        let mut pieces = Pieces {
            end: start + first,
            digits: first,
            many: 1,
        };
        while let Some(next) = joint::skip(haystack, pieces.end) {
            let len = run(next);
            if len == 0 {
                break;
            }
            pieces = Pieces {
                end: next + len,
                digits: pieces.digits + len,
                many: pieces.many + 1,
            };
        }
        pieces
    }

    fn are_enough(&self) -> bool {
        self.many > 1 && self.digits >= MIN_DIGITS && self.digits % 2 == 0
    }
}

/// The digits of all pieces.
fn digits(span: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let mut at = Some(0);
    let pieces = std::iter::from_fn(move || {
        let start = at?;
        let text = span.get(start..)?;
        let len = RUN.run(text);
        at = joint::skip(span, start + len).filter(|_| len > 0);
        text.get(..len)
    });
    pieces.flatten().copied()
}
