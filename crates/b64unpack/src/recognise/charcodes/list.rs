//! Bare lists of decimal codes: `104,116,116,112`, `104 116 116 112`, `104-116-116-112`.

use super::super::Outcome;
use super::super::codes::number;
use super::super::notation::{Item, Notation, is_word, separator};
use super::super::number_list::{NumberList, Style};
use super::super::sense::distinct;
use crate::byte_set::ByteSet;
use crate::encoding::Encoding;
use crate::score::Verdict;

/// At least twelve numbers from 0 to 255 (or from -128, as signed bytes), with the same mark
/// between all of them, and such as make text or a known type of file; or sixteen where a script
/// says that they are bytes. Other numbers are measurements: those hardly ever read like text.
pub(in super::super) static LIST: NumberList = NumberList {
    encoding: Encoding::CharCodes,
    symbols: &SYMBOLS,
    // Twelve codes of two digits and what stands between.
    min_len: 35,
    style: |_| Style {
        notation: BYTES,
        least: 12,
    },
    is_glue: |byte| is_word(byte) || byte == b'.',
    sheds_first: false,
    least_bent: 48,
    verdict,
};

static SYMBOLS: ByteSet = ByteSet::of(b"0123456789 ,;:|-+/_~!\t\r\n");

const BYTES: Notation = Notation {
    item: byte,
    gap: |text| separator(text, b",;:|-+/_~!"),
};

fn verdict(outcome: &Outcome<'_>) -> Verdict {
    match outcome.bytes.len() {
        16.. if outcome.says_bytes() => outcome.noted(0.85),
        _ if distinct(outcome.bytes) < 8 => outcome.doubted(0.5),
        _ => outcome.guessed(),
    }
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
