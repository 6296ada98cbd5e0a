//! Hexadecimal digits, two a byte (RFC 4648, section 8), in the ways that source code, dumps and
//! databases write them.

mod dump;
mod escaped;
mod joined;
mod list;
mod plain;

pub(super) use dump::Dump;
pub(super) use escaped::Escaped;
pub(super) use joined::Joined;
pub(super) use list::LIST;
pub(super) use plain::Plain;

use super::Outcome;
use super::sense::reads_like_text;
use crate::score::Verdict;
use crate::text::TextEncoding;

const DIGITS: &[u8] = b"0123456789ABCDEFabcdef";

/// Digests, keys and identifiers are written like this, so that only the content speaks. Long
/// decimal numbers decode to printable bytes, more often than not: of those, much text is asked,
/// and so is of what is no text but in UTF-16.
fn by_content(outcome: &Outcome<'_>) -> Verdict {
    let decimal = !outcome
        .span()
        .iter()
        .any(|byte| matches!(byte, b'a'..=b'f' | b'A'..=b'F'));
    let chance = outcome.text.is_some_and(|text| match text.encoding() {
        TextEncoding::Utf8 => decimal && outcome.bytes.len() < 24,
        _ => !reads_like_text(&text),
    });
    outcome.doubted(if chance { 0.5 } else { 1.0 })
}
