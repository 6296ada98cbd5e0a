//! `\x4d\x5a\x90`, as C, Python and JavaScript write bytes in string literals.

use std::ops::Range;

use memchr::memmem;

use super::super::codes::{hex_pair, push_bytes};
use super::super::notation::{Gap, Item, Notation, joint};
use super::super::{Outcome, Recogniser};
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::glance::Glance;
use crate::score::Verdict;

/// At least six escapes in a row, also over string literals that are joined, as shellcode is
/// printed. From twelve on they are believed whatever they stand for, as nothing else is written
/// like this; fewer may be part of a pattern. Text that is not ASCII is refused: source code writes
/// its letters like this.
pub(in super::super) struct Escaped;

const MIN_ITEMS: usize = 6;

const NOTATION: Notation = Notation {
    item: escape,
    gap: joined,
};

impl Recogniser for Escaped {
    fn encoding(&self) -> Encoding {
        Encoding::Hex
    }

    fn shown(&self) -> Glance {
        Glance::RARE
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let found = from + memmem::find(haystack.get(from..)?, b"\\x")?;
            let before = found.saturating_sub(1).max(from);
            let doubled = haystack.get(before..found) == Some(b"\\");
            let start = if doubled { before } else { found };
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
        let words = outcome
            .bytes
            .iter()
            .filter(|byte| byte.is_ascii_alphanumeric());
        let needless = words.count() * 2 >= outcome.bytes.len();
        match outcome.bytes.len() {
            _ if outcome.text.is_some() && !needless => outcome.doubted(0.5),
            32.. => outcome.noted(0.9),
            12.. => outcome.noted(0.75),
            _ => outcome.content,
        }
    }
}

/// The backslash may be escaped itself, as in JSON.
fn escape(text: &[u8]) -> Option<Item> {
    let (len, digits) = match text {
        [b'\\', b'\\', b'x', digits @ ..] => (5, digits),
        [b'\\', b'x', digits @ ..] => (4, digits),
        _ => return None,
    };
    let code = hex_pair(digits)?.into();
    Some(Item { len, code })
}

/// Nothing, or the joint of two literals.
fn joined(text: &[u8]) -> Option<Gap> {
    let len = match text {
        [b'\\', ..] => 0,
        _ => joint(text)?,
    };
    Some(Gap { len, mark: 0 })
}
