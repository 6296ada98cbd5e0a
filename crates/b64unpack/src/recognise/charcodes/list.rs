//! Bare lists of decimal codes: `104,116,116,112`, `104 116 116 112`, `104-116-116-112`.

use std::ops::Range;

use super::super::codes::{number, push_bytes};
use super::super::notation::{Item, Notation, is_word, separator};
use super::super::sense::distinct;
use super::super::{Ground, Outcome, Recogniser};
use crate::byte_set::ByteSet;
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::glance::Glance;
use crate::score::Verdict;

/// At least twelve numbers from 0 to 255 (or from -128, as signed bytes), with the same mark
/// between all of them, and such as make text or a known type of file; or sixteen where a script
/// says that they are bytes. Other numbers are measurements: those hardly ever read like text.
pub(in super::super) struct List;

const MIN_ITEMS: usize = 12;
/// Twelve codes of two digits and what stands between.
const MIN_LEN: usize = 35;

static RUN: ByteSet = ByteSet::of(b"0123456789 ,;:|-+/_~!\t\r\n");

const BYTES: Notation = Notation {
    item: byte,
    gap: |text| separator(text, b",;:|-+/_~!"),
};

impl Recogniser for List {
    fn encoding(&self) -> Encoding {
        Encoding::CharCodes
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
        push_bytes(BYTES.codes(span), limit, out)
    }

    fn least_bent(&self) -> usize {
        48
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        match outcome.bytes.len() {
            16.. if outcome.says_bytes() => outcome.noted(0.85),
            _ if distinct(outcome.bytes) < 8 => outcome.doubted(0.5),
            _ => outcome.guessed(),
        }
    }
}

/// The first list that is long enough. Each item is read twice at most: one that ends a list may
/// begin the next.
fn list_in(haystack: &[u8], run: &Range<usize>) -> Option<Range<usize>> {
    let mut at = run.start;
    while at < run.end {
        let text = haystack.get(at..run.end)?;
        let before = at.checked_sub(1).and_then(|before| haystack.get(before));
        let extent = BYTES.extent(text);
        let behind = haystack.get(at + extent.end);
        let whole = |byte: Option<&u8>| byte.is_none_or(|&byte| !is_word(byte) && byte != b'.');
        if extent.items >= MIN_ITEMS && whole(before) && whole(behind) {
            return Some(at..at + extent.end);
        }
        at += extent.last.max(1);
    }
    None
}

/// A byte in decimal, with or without a sign.
fn byte(text: &[u8]) -> Option<Item> {
    if let Some(digits) = text.strip_prefix(b"-") {
        let Item { len, code } = number(digits, 10, 3)?;
        let code = 256u32
            .checked_sub(code)
            .filter(|code| (128..256).contains(code))?;
        return Some(Item { len: len + 1, code });
    }
    number(text, 10, 3).filter(|item| item.code < 256)
}
