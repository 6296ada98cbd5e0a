//! Bytes as escapes of string literals, one behind the other: `\x4d\x5a`, `\115\132`.

use std::ops::Range;

use super::Outcome;
use super::notation::{Gap, Item, Notation, joint};

/// A way to write escapes, and how many are taken for a list.
pub(super) struct Escapes {
    /// The escape that a text begins with, behind one backslash; the backslash may be escaped
    /// itself, as in JSON.
    pub(super) digits: fn(&[u8]) -> Option<Item>,
    pub(super) least: usize,
}

impl Escapes {
    /// The list that begins at `start`, if it is long enough; else where it ends.
    pub(super) fn list_at(
        &self,
        haystack: &[u8],
        start: usize,
        notation: Notation,
    ) -> Result<Range<usize>, usize> {
        let text = haystack.get(start..).unwrap_or_default();
        let extent = notation.extent(text);
        let span = start..start + extent.end;
        if extent.items >= self.least {
            Ok(span)
        } else {
            Err(span.end)
        }
    }

    /// The escape that a text begins with.
    pub(super) fn item(&self, text: &[u8]) -> Option<Item> {
        let prefix = 1 + usize::from(text.starts_with(br"\\"));
        let body = text.starts_with(br"\").then(|| text.get(prefix..))??;
        let Item { len, code } = (self.digits)(body)?;
        Some(Item {
            len: prefix + len,
            code,
        })
    }
}

/// Nothing, or the joint of two literals.
pub(super) fn gap(text: &[u8]) -> Option<Gap> {
    let len = match text {
        [b'\\', ..] => 0,
        _ => joint(text)?,
    };
    Some(Gap { len, mark: 0 })
}

/// Whether most of a text is letters and digits of ASCII, which need no escape: other letters are
/// written like this in source code and in lists of files.
pub(super) fn is_needless(outcome: &Outcome<'_>) -> bool {
    let words = outcome.bytes.iter();
    let words = words.filter(|byte| byte.is_ascii_alphanumeric()).count();
    words * 2 >= outcome.bytes.len()
}
