//! The text around a payload, which may say what it is.

use std::ops::Range;

use crate::formats::Format;

/// Bytes before and behind a payload that are looked at.
const REACH: usize = 512;

/// What stands before and behind a payload.
pub(crate) struct Around<'h> {
    before: &'h [u8],
    behind: &'h [u8],
}

impl<'h> Around<'h> {
    pub(crate) fn new(haystack: &'h [u8], range: &Range<usize>) -> Around<'h> {
        let before = range.start.saturating_sub(REACH)..range.start;
        let behind = haystack.get(range.end..).unwrap_or_default();
        Around {
            before: haystack.get(before).unwrap_or_default(),
            behind: behind.get(..REACH).unwrap_or(behind),
        }
    }

    /// Whether a format may be asked here: it has something to recognise it by, or is named.
    pub(crate) fn allows(&self, format: &dyn Format) -> bool {
        let words = format.context();
        words.is_empty() || words.iter().any(|word| self.says(word.as_bytes()))
    }

    /// Whether a format that may be asked here is sure of these bytes.
    pub(crate) fn proves(&self, format: &dyn Format, bytes: &[u8]) -> bool {
        self.allows(format) && format.proves(bytes)
    }

    /// Whether a word in lower case stands there, in any case. What is UTF-16 is read too.
    fn says(&self, word: &[u8]) -> bool {
        let Some(&first) = word.first() else {
            return false;
        };
        [self.before, self.behind].iter().any(|text| {
            memchr::memchr2_iter(first, first.to_ascii_uppercase(), text)
                .filter_map(|at| text.get(at..))
                .any(|rest| spells(rest, word, 1) || spells(rest, word, 2))
        })
    }
}

/// Whether every `step`th byte spells `word`, in any case.
fn spells(text: &[u8], word: &[u8], step: usize) -> bool {
    let mut letters = text.iter().step_by(step);
    word.iter()
        .all(|byte| letters.next().is_some_and(|b| b.eq_ignore_ascii_case(byte)))
}
