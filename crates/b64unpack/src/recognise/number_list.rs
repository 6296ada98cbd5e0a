//! Bare lists of numbers: bytes in decimal and in hexadecimal are told from measurements,
//! fingerprints and dumps in the same way.

use std::ops::Range;

use super::codes::push_bytes;
use super::notation::Notation;
use super::{Ground, Outcome, Recogniser};
use crate::byte_set::ByteSet;
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::glance::Glance;
use crate::score::Verdict;

/// Numbers below 256 with the same mark between all of them, that nothing is glued to.
pub(super) struct NumberList {
    pub(super) encoding: Encoding,
    /// What numbers, their prefixes and what stands between them are written with.
    pub(super) symbols: &'static ByteSet,
    /// Fewer symbols are no list.
    pub(super) min_len: usize,
    /// How the list is written that a text may begin with.
    pub(super) style: fn(&[u8]) -> Style,
    /// Whether a byte before or behind a list makes it a part of something else.
    pub(super) is_glue: fn(u8) -> bool,
    /// Whether the first number of a list may be glued to what stands before: then it begins with
    /// the next one. Else the whole list is something else.
    pub(super) sheds_first: bool,
    pub(super) least_bent: usize,
    pub(super) verdict: fn(&Outcome<'_>) -> Verdict,
}

/// How a list is written, and how many numbers it has at least.
pub(super) struct Style {
    pub(super) notation: Notation,
    pub(super) least: usize,
}

impl Recogniser for NumberList {
    fn encoding(&self) -> Encoding {
        self.encoding
    }

    fn ground(&self) -> Ground {
        Ground::Numbers
    }

    fn shown(&self) -> Glance {
        Glance::NUMBERS
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let start = self.symbols.find_start(haystack, from, self.min_len)?;
            match self.in_run(haystack, start) {
                Ok(list) => return Some(list),
                Err(end) => from = end,
            }
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        push_bytes((self.style)(span).notation.codes(span), limit, out)
    }

    fn least_bent(&self) -> usize {
        self.least_bent
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        (self.verdict)(outcome)
    }
}

impl NumberList {
    /// The first list in the run that begins here, or where the run ends. Each item is read twice at
    /// most: one that ends a list may begin the next. The end of a run is not looked for ahead, as
    /// there may be many lists before it.
    fn in_run(&self, haystack: &[u8], start: usize) -> Result<Range<usize>, usize> {
        let mut at = start;
        loop {
            let text = haystack.get(at..).unwrap_or_default();
            if !text
                .first()
                .is_some_and(|&byte| self.symbols.contains(byte))
            {
                return Err(at);
            }
            let is_glued = self.is_glued(haystack, at.checked_sub(1));
            if is_glued && self.sheds_first {
                at += 1;
                continue;
            }
            let Style { notation, least } = (self.style)(text);
            let extent = notation.extent(text);
            let end = at + extent.end;
            if extent.items >= least && !is_glued && !self.is_glued(haystack, Some(end)) {
                return Ok(at..end);
            }
            at += extent.last.max(1);
        }
    }

    fn is_glued(&self, haystack: &[u8], place: Option<usize>) -> bool {
        let byte = place.and_then(|place| haystack.get(place));
        byte.is_some_and(|&byte| (self.is_glue)(byte))
    }
}
