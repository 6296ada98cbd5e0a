//! Lists of bytes: `0x4d, 0x5a, 0x90`, `&H4D, &H5A`, `4d 5a 90`, `4D-5A-90`, `4d:5a:90`.

use super::super::Outcome;
use super::super::codes::{hex_pair, number};
use super::super::notation::{Item, Notation, is_word, separator};
use super::super::number_list::{NumberList, Style};
use super::super::sense::distinct;
use super::by_content;
use crate::byte_set::ByteSet;
use crate::encoding::Encoding;
use crate::score::Verdict;

/// At least eight numbers with a prefix, or twelve pairs of digits, with the same mark between
/// all of them. With a prefix they are source code: whatever they stand for, 16 are believed where
/// a script says that they are bytes, and 32 unless they are few values. Pairs are fingerprints,
/// addresses and dumps of memory: there only the content speaks.
pub(in super::super) static LIST: NumberList = NumberList {
    encoding: Encoding::Hex,
    symbols: &SYMBOLS,
    // Eight numbers with a prefix and twelve pairs are longer than this.
    min_len: 31,
    style,
    is_glue: is_word,
    sheds_first: true,
    least_bent: 0,
    verdict,
};

/// Digits, prefixes and separators.
static SYMBOLS: ByteSet = ByteSet::of(b"0123456789ABCDEFabcdefxX&Hh ,;:-_|~!\\\t\r\n");

const PREFIXED: Notation = Notation {
    item: prefixed,
    gap: |text| separator(text, b",;"),
};
const PAIRS: Notation = Notation {
    item: pair,
    gap: |text| separator(text, b"-:,;_|~!"),
};

fn style(text: &[u8]) -> Style {
    let (notation, least) = match prefixed(text) {
        Some(_) => (PREFIXED, 8),
        None => (PAIRS, 12),
    };
    Style { notation, least }
}

fn verdict(outcome: &Outcome<'_>) -> Verdict {
    let prefix = prefixed(outcome.span()).is_some();
    match outcome.bytes.len() {
        _ if !prefix => by_content(outcome),
        16.. if outcome.says_bytes() => outcome.noted(0.85),
        32.. if distinct(outcome.bytes) >= 8 => outcome.noted(0.6),
        _ => outcome.content,
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
