//! `\115\132\220`, as C, shells and `printf` write bytes in strings.

use std::ops::Range;

use memchr::memchr_iter;

use super::super::codes::{number, push_bytes};
use super::super::notation::{Gap, Item, Notation, joint};
use super::super::{Outcome, Recogniser};
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::glance::Glance;
use crate::score::Verdict;

/// At least eight escapes of three octal digits in a row, also over string literals that are
/// joined. Text is believed where most of it is letters and digits of ASCII, which need no
/// escape: others are written like this in lists of files.
pub(in super::super) struct Octal;

const MIN_ITEMS: usize = 8;

const NOTATION: Notation = Notation {
    item: escape,
    gap: joined,
};

impl Recogniser for Octal {
    fn encoding(&self) -> Encoding {
        Encoding::CharCodes
    }

    fn shown(&self) -> Glance {
        Glance::RARE
    }

    /// Nearly all letters are `\1`.
    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let found = next(haystack, from)?;
            let start = first(haystack, from, found);
            let extent = NOTATION.extent(haystack.get(start..)?);
            if extent.items >= MIN_ITEMS {
                return Some(start..start + extent.end);
            }
            from = (start + extent.end).max(found + 2);
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        push_bytes(NOTATION.codes(span), limit, out)
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        let words = outcome.bytes.iter();
        let words = words.filter(|byte| byte.is_ascii_alphanumeric()).count();
        let needless = words * 2 >= outcome.bytes.len();
        match outcome.bytes.len() {
            _ if outcome.text.is_some() && !needless => outcome.doubted(0.5),
            _ if outcome.text.is_some() => outcome.noted(0.75),
            32.. => outcome.noted(0.6),
            _ => outcome.content,
        }
    }
}

/// Where a backslash and a one are.
fn next(haystack: &[u8], from: usize) -> Option<usize> {
    let rest = haystack.get(from..)?;
    let one = |at: &usize| rest.get(at + 1) == Some(&b'1');
    let found = memchr_iter(b'\\', rest).find(one)?;
    Some(from + found)
}

/// Where the escapes begin of which one is at `found`; not before `from`.
fn first(haystack: &[u8], from: usize, found: usize) -> usize {
    let doubled = found > from && haystack.get(found - 1) == Some(&b'\\');
    let (mut start, len) = if doubled { (found - 1, 5) } else { (found, 4) };
    while let Some(before) = start.checked_sub(len).filter(|before| *before >= from) {
        let item = haystack.get(before..start).and_then(escape);
        if item.is_none_or(|item| item.len != len) {
            break;
        }
        start = before;
    }
    start
}

/// The backslash may be escaped itself, as in JSON.
fn escape(text: &[u8]) -> Option<Item> {
    let prefix = if text.starts_with(br"\\") { 2 } else { 1 };
    let digits = text.get(prefix..prefix + 3)?;
    let item = number(digits, 8, 3)?;
    let whole = text.starts_with(br"\") && item.len == 3 && item.code < 256;
    whole.then_some(Item {
        len: prefix + 3,
        code: item.code,
    })
}

/// Nothing, or the joint of two literals.
fn joined(text: &[u8]) -> Option<Gap> {
    let len = match text {
        [b'\\', ..] => 0,
        _ => joint(text)?,
    };
    Some(Gap { len, mark: 0 })
}
