//! Hexadecimal digits, two a byte (RFC 4648, section 8), in the ways that source code, dumps and
//! databases write them.

mod escaped;
mod list;
mod plain;

pub(super) use escaped::Escaped;
pub(super) use list::List;
pub(super) use plain::Plain;

use super::Outcome;
use crate::score::Verdict;

const DIGITS: &[u8] = b"0123456789ABCDEFabcdef";

/// Digests, keys and identifiers are written like this, so that only the content speaks. Long
/// decimal numbers decode to printable bytes, more often than not: of those, much text is asked.
fn by_content(outcome: &Outcome<'_>) -> Verdict {
    let decimal = !outcome
        .span()
        .iter()
        .any(|byte| matches!(byte, b'a'..=b'f' | b'A'..=b'F'));
    let chance = decimal && outcome.bytes.len() < 24 && outcome.text.is_some();
    outcome.doubted(if chance { 0.5 } else { 1.0 })
}
