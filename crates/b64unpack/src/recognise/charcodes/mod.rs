//! Character codes: what obfuscated scripts build strings from.

mod calls;
mod list;
mod octal;
mod split;

pub(super) use calls::Calls;
pub(super) use list::LIST;
pub(super) use octal::Octal;
pub(super) use split::Split;

use super::codes::number;
use super::notation::{Item, Notation, separator};

/// Codes in decimal, or in hexadecimal behind `0x`, between commas.
const CODES: Notation = Notation {
    item: code,
    gap: |text| separator(text, b","),
};

/// A code point in decimal, or in hexadecimal behind `0x` or `&H`.
fn code(text: &[u8]) -> Option<Item> {
    let item = match text {
        [b'0', b'x' | b'X', digits @ ..] | [b'&', b'H' | b'h', digits @ ..] => {
            let Item { len, code } = number(digits, 16, 6)?;
            Item { len: len + 2, code }
        }
        _ => number(text, 10, 7)?,
    };
    (item.code <= 0x10_ffff).then_some(item)
}

/// Where `word` begins if a text ends with it, in any case.
fn ends(text: &[u8], word: &[u8]) -> Option<usize> {
    let start = text.len().checked_sub(word.len())?;
    text.get(start..)?
        .eq_ignore_ascii_case(word)
        .then_some(start)
}
