//! Lists of bytes: `0x4d, 0x5a, 0x90`, `&H4D, &H5A`, `4d 5a 90`, `4D-5A-90`, `4d:5a:90`.

use std::ops::Range;

use super::super::codes::{hex_pair, number, push_bytes};
use super::super::notation::{Gap, Item, Notation, is_word, separator};
use super::super::sense::distinct;
use super::super::{Ground, Outcome, Recogniser};
use super::by_content;
use crate::byte_set::ByteSet;
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::glance::Glance;
use crate::score::Verdict;

/// At least eight numbers with a prefix, or twelve pairs of digits, with the same mark between
/// all of them. With a prefix they are source code: whatever they stand for, 16 are believed where
/// a script says that they are bytes, and 32 unless they are few values. Pairs are fingerprints, addresses and
/// dumps of memory: there only the content speaks.
pub(in super::super) struct List;

/// Digits, prefixes and separators.
static RUN: ByteSet = ByteSet::of(b"0123456789ABCDEFabcdefxX&Hh ,;:-_|~!\\\t\r\n");

/// Eight numbers with a prefix and twelve pairs are longer than this.
const MIN_LEN: usize = 31;

const PREFIXED: Notation = Notation {
    item: prefixed,
    gap: |text| separator(text, b",;"),
};
const PAIRS: Notation = Notation {
    item: pair,
    gap: pair_gap,
};

impl Recogniser for List {
    fn encoding(&self) -> Encoding {
        Encoding::Hex
    }

    fn ground(&self) -> Ground {
        Ground::Numbers
    }

    fn shown(&self) -> Glance {
        Glance::NUMBERS
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let run = RUN.find_run(haystack, from, MIN_LEN)?;
            if let Some(list) = list_in(haystack, &run) {
                return Some(list);
            }
            from = run.end;
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        push_bytes(notation(span).codes(span), limit, out)
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        let prefix = prefixed(outcome.span()).is_some();
        match outcome.bytes.len() {
            _ if !prefix => by_content(outcome),
            16.. if outcome.says_bytes() => outcome.noted(0.85),
            32.. if distinct(outcome.bytes) >= 8 => outcome.noted(0.6),
            _ => outcome.content,
        }
    }
}

/// The first list that is long enough. Each item is read twice at most: one that ends a list may
/// begin the next.
fn list_in(haystack: &[u8], run: &Range<usize>) -> Option<Range<usize>> {
    let mut at = run.start;
    while at < run.end {
        let text = haystack.get(at..run.end)?;
        let glued = at
            .checked_sub(1)
            .and_then(|before| haystack.get(before))
            .is_some_and(|&byte| is_word(byte));
        if glued {
            at += 1;
            continue;
        }
        let notation = notation(text);
        let extent = notation.extent(text);
        let least = if prefixed(text).is_some() { 8 } else { 12 };
        let whole = haystack
            .get(at + extent.end)
            .is_none_or(|&byte| !is_word(byte));
        if extent.items >= least && whole {
            return Some(at..at + extent.end);
        }
        at += extent.last.max(1);
    }
    None
}

fn notation(text: &[u8]) -> Notation {
    if prefixed(text).is_some() {
        PREFIXED
    } else {
        PAIRS
    }
}

/// `0x` or Visual Basic's `&H` and one or two digits.
fn prefixed(text: &[u8]) -> Option<Item> {
    let ([b'0', b'x' | b'X'] | [b'&', b'H' | b'h']) = text.first_chunk()? else {
        return None;
    };
    let Item { len, code } = number(text.get(2..)?, 16, 2)?;
    Some(Item { len: len + 2, code })
}

/// Two digits that are not part of a longer word.
fn pair(text: &[u8]) -> Option<Item> {
    let code = hex_pair(text)?;
    let ends = text
        .get(2)
        .is_none_or(|&byte| !byte.is_ascii_alphanumeric());
    ends.then_some(Item {
        len: 2,
        code: code.into(),
    })
}

fn pair_gap(text: &[u8]) -> Option<Gap> {
    separator(text, b"-:,;_|~!")
}
