//! `\x4d\x5a\x90`, as C, Python and JavaScript write bytes in string literals.

use std::ops::Range;

use memchr::memmem;

use super::super::codes::{hex_pair, push_bytes};
use super::super::escapes::{Escapes, gap, is_needless};
use super::super::notation::{Item, Notation};
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

const ESCAPES: Escapes = Escapes {
    digits: pair,
    least: 6,
};

const NOTATION: Notation = Notation {
    item: |text| ESCAPES.item(text),
    gap,
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
        match outcome.bytes.len() {
            _ if outcome.text.is_some() && !is_needless(outcome) => outcome.doubted(0.5),
            32.. => outcome.noted(0.9),
            12.. => outcome.noted(0.75),
            _ => outcome.content,
        }
    }
}

fn pair(text: &[u8]) -> Option<Item> {
    let code = hex_pair(text.strip_prefix(b"x")?)?.into();
    Some(Item { len: 3, code })
}
