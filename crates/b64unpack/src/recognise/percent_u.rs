//! `%u0041`, as JavaScript's `escape` writes what is no Latin-1 (ECMA-262, annex B.2.1), and the
//! `\u0041` of its string literals and of JSON.

use std::ops::Range;

use memchr::memmem;

use super::codes::{hex_pair, push_units};
use super::notation::{Gap, Item, Notation, joint};
use super::{Outcome, Recogniser};
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::glance::Glance;
use crate::score::Verdict;

/// At least four `%u`, with `%41` among them, or eight `\u`, also over string literals that are
/// joined.
///
/// Half of the units and more are ASCII: then they stand for a text, which comes out in UTF-8.
/// Else they are the memory of a script, as shellcode is written (`%u9090`): two bytes each, the
/// low one first. Letters that are not ASCII are written like this in ordinary addresses and
/// JSON; so `\u` is believed only where most of the text needed no escape, and `%u` there or
/// where the units are not of one script.
pub(super) struct PercentU {
    prefix: &'static [u8; 2],
    min_items: usize,
    notation: Notation,
}

pub(super) static PERCENT: PercentU = PercentU {
    prefix: b"%u",
    min_items: 4,
    notation: Notation {
        item: percent,
        gap: |text| gap(text, b'%'),
    },
};
pub(super) static BACKSLASH: PercentU = PercentU {
    prefix: b"\\u",
    min_items: 8,
    notation: Notation {
        item: backslash,
        gap: |text| gap(text, b'\\'),
    },
};

impl Recogniser for PercentU {
    fn encoding(&self) -> Encoding {
        Encoding::PercentU
    }

    fn shown(&self) -> Glance {
        Glance::RARE
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let start = from + memmem::find(haystack.get(from..)?, self.prefix)?;
            let extent = self.notation.extent(haystack.get(start..)?);
            if extent.items >= self.min_items {
                return Some(start..start + extent.end);
            }
            from = start + extent.end.max(2);
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        push_units(self.notation.codes(span), limit, out)
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        let units = self.notation.codes(outcome.span());
        let kinds = Kinds::of(units);
        let needless = kinds.words * 2 >= kinds.all;
        match kinds.all {
            _ if needless && outcome.text.is_some() => outcome.noted(0.75),
            16.. if self.prefix == b"%u" && kinds.is_binary() => outcome.noted(0.75),
            _ if outcome.text.is_some() => outcome.doubted(0.5),
            _ => outcome.content,
        }
    }
}

/// How many units are of which kind.
#[derive(Default)]
struct Kinds {
    all: usize,
    /// Letters, digits and spaces of ASCII.
    words: usize,
    /// What scripts are written in with escapes: up to Greek, Cyrillic, Arabic; Chinese,
    /// Japanese, Korean; surrogates.
    letters: usize,
    /// The same byte twice.
    twins: usize,
    /// Units at the beginning that do nothing (`nop; nop` of x86), on which shellcode lands.
    sled: usize,
}

impl Kinds {
    fn of(units: impl Iterator<Item = u32>) -> Kinds {
        let mut kinds = Kinds::default();
        for unit in units {
            kinds.sled += usize::from(kinds.sled == kinds.all && unit == 0x9090);
            kinds.all += 1;
            let word =
                u8::try_from(unit).is_ok_and(|byte| byte == b' ' || byte.is_ascii_alphanumeric());
            kinds.words += usize::from(word);
            kinds.letters += usize::from(matches!(
                unit,
                0x20..=0x6ff | 0x3000..=0x9fff | 0xac00..=0xdfff | 0xff00..=0xffef
            ));
            kinds.twins += usize::from(unit >> 8 == unit & 0xff);
        }
        kinds
    }

    /// Random units are letters of all scripts, two of three; a sled is the same byte all over.
    fn is_binary(&self) -> bool {
        self.letters * 8 < self.all * 7 || self.twins * 4 > self.all || self.sled >= 2
    }
}

/// `%u0041`, or `%41` for a unit below 256.
fn percent(text: &[u8]) -> Option<Item> {
    match text {
        [b'%', b'u' | b'U', digits @ ..] => unit(digits),
        [b'%', digits @ ..] => Some(Item {
            len: 3,
            code: hex_pair(digits)?.into(),
        }),
        _ => None,
    }
}

fn backslash(text: &[u8]) -> Option<Item> {
    unit(text.strip_prefix(b"\\u")?)
}

/// The item of four digits behind two bytes of prefix.
fn unit(digits: &[u8]) -> Option<Item> {
    let (high, low) = (hex_pair(digits)?, hex_pair(digits.get(2..)?)?);
    Some(Item {
        len: 6,
        code: u16::from_be_bytes([high, low]).into(),
    })
}

/// Nothing, or the joint of two literals.
fn gap(text: &[u8], prefix: u8) -> Option<Gap> {
    let len = if text.first() == Some(&prefix) {
        0
    } else {
        joint(text)?
    };
    Some(Gap { len, mark: 0 })
}
