//! `\115\132\220`, as C, shells and `printf` write bytes in strings, and `\0115\0132\0220`, as
//! `echo` reads them.

use std::ops::Range;

use memchr::memchr_iter;

use super::super::codes::{number, push_bytes};
use super::super::escapes::{Escapes, gap, is_needless};
use super::super::notation::{Item, Notation};
use super::super::{Outcome, Recogniser};
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::glance::Glance;
use crate::score::Verdict;

/// At least eight escapes of one to three octal digits in a row (POSIX, `printf`), or of a zero and
/// three digits (POSIX, `echo` with the XSI option, `%b` of `printf`; `echo -e` of Bash), one of a
/// letter among them, also over string literals that are joined. Text is believed where most of it
/// is letters and digits of ASCII, which need no escape: others are written like this in lists of
/// files. A zero and fewer than three digits more are read as C does, not as `echo` does.
pub(in super::super) struct Octal;

const ESCAPES: Escapes = Escapes {
    digits: code,
    least: 8,
};

const NOTATION: Notation = Notation {
    item: |text| ESCAPES.item(text),
    gap,
};

impl Recogniser for Octal {
    fn encoding(&self) -> Encoding {
        Encoding::CharCodes
    }

    fn shown(&self) -> Glance {
        Glance::RARE
    }

    /// Nearly all letters are `\1` or `\01`.
    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let found = next(haystack, from)?;
            let start = first(haystack, from, found);
            match ESCAPES.list_at(haystack, start, NOTATION) {
                Ok(list) => return Some(list),
                Err(end) => from = end.max(found + 2),
            }
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        push_bytes(NOTATION.codes(span), limit, out)
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        // Short ones may be the names of folders.
        let padded = outcome.range.len() * 8 >= outcome.bytes.len() * 4 * 7;
        match outcome.bytes.len() {
            _ if outcome.text.is_some() && !is_needless(outcome) => outcome.doubted(0.5),
            _ if outcome.text.is_some() => outcome.noted(0.75),
            32.. if padded => outcome.noted(0.6),
            _ => outcome.content,
        }
    }
}

/// Where a backslash and a one are, or a backslash, a zero and a one.
fn next(haystack: &[u8], from: usize) -> Option<usize> {
    let rest = haystack.get(from..)?;
    let one = |at: &usize| {
        let behind = rest.get(at + 1..).unwrap_or_default();
        behind.starts_with(b"1") || behind.starts_with(b"01")
    };
    let found = memchr_iter(b'\\', rest).find(one)?;
    Some(from + found)
}

/// Where the escapes begin of which one is at `found`; not before `from`.
fn first(haystack: &[u8], from: usize, found: usize) -> usize {
    let doubled = found > from && haystack.get(found - 1) == Some(&b'\\');
    let mut start = found - usize::from(doubled);
    let prefix = 1 + usize::from(doubled);
    let before = |end: usize| {
        (prefix + 1..=prefix + 4).find_map(|len| {
            let start = end.checked_sub(len).filter(|start| *start >= from)?;
            let item = ESCAPES.item(haystack.get(start..end)?)?;
            (item.len == len).then_some(start)
        })
    };
    while let Some(earlier) = before(start) {
        start = earlier;
    }
    start
}

fn code(text: &[u8]) -> Option<Item> {
    let digit = |byte: &&u8| matches!(byte, b'0'..=b'7');
    let zero = text.starts_with(b"0");
    let digits = text.iter().take(4).take_while(digit).count();
    // Four digits are a zero and three more.
    let digits = if zero { digits } else { digits.min(3) };
    number(text.get(..digits)?, 8, 4).filter(|item| item.code < 256)
}
