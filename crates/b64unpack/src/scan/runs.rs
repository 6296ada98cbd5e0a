//! The source of Base64: what the finder gives, and the parts of what makes no sense as a whole.

use std::ops::Range;

use super::names::is_name;
use super::tail;
use super::{Found, JUDGED, Rules, judge_base64};
use crate::alphabet::{COMMON, class};
use crate::candidate::{Candidate, Shape};
use crate::encoding::Encoding;
use crate::find::{Cursor, Finder, padding_end};
use crate::glance::Glance;
use crate::limits::Limit;

/// Where the search for Base64 stands.
#[derive(Debug)]
pub(super) struct Runs {
    cursor: Cursor,
    /// The next candidate, if it was looked for; `Some(None)` if there is none.
    next: Option<Option<Shape>>,
    /// A run in both alphabets that made no sense is cut where the alphabets meet.
    cut: Option<Parts>,
    /// A candidate that made no sense as a whole is taken apart.
    parts: Option<Parts>,
}

/// What is left of a candidate that is taken apart.
#[derive(Clone, Copy, Debug)]
struct Parts {
    at: usize,
    end: usize,
    by: By,
}

/// How a candidate is taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// Letters and digits between the symbols that paths and names use.
    Words,
    /// Each line of what looked like one wrapped block, each piece of what looked joined, each
    /// run in one alphabet.
    Runs,
}

impl Runs {
    /// At the start of a haystack of which this was seen.
    pub(super) fn new(haystack: &[u8], glance: Glance) -> Runs {
        Runs {
            cursor: Cursor::new(haystack, glance),
            next: None,
            cut: None,
            parts: None,
        }
    }

    /// The next candidate.
    pub(super) fn peek(&mut self, haystack: &[u8], rules: Rules<'_>) -> Option<Shape> {
        if self.next.is_none() {
            self.next = Some(self.find(haystack, rules));
        }
        self.next.flatten()
    }

    /// Judges the next candidate and goes on behind it, or in it if it is to be taken apart.
    pub(super) fn take(
        &mut self,
        haystack: &[u8],
        rules: Rules<'_>,
        room: (usize, Limit),
    ) -> Option<Found> {
        let candidate = Candidate::of(haystack, self.peek(haystack, rules)?);
        let end = candidate.end();
        self.next = None;
        match (&mut self.parts, &mut self.cut) {
            (Some(parts), _) | (None, Some(parts)) => parts.at = end,
            (None, None) => self.cursor.skip_to(end),
        }
        let found = if rules.passes_names() && is_name(&candidate) {
            None
        } else {
            judge_base64(candidate, haystack, rules, room)
        };
        if found.as_ref().is_some_and(Found::makes_sense) {
            return found;
        }
        if self.parts.is_none() && self.cut.is_none() {
            if let Some(tail) = tail::judge(&candidate, haystack, rules, room) {
                return Some(tail);
            }
        }
        if candidate.encoding() == Encoding::Base64Mixed && !candidate.is_joined() {
            self.cut = Some(Parts::of(&candidate, By::Runs));
            return None;
        }
        let apart = self.take_apart(&candidate, found.is_some(), haystack, rules);
        found.filter(|_| !apart)
    }

    /// Nothing that begins before `end` is looked at any more.
    pub(super) fn skip_to(&mut self, end: usize) {
        if self.next.flatten().is_some_and(|next| next.start() < end) {
            self.next = None;
        }
        for parts in [&mut self.cut, &mut self.parts].into_iter().flatten() {
            parts.at = parts.at.max(end);
        }
        self.cursor.skip_to(end);
    }

    /// Whether a candidate is better taken apart than taken as it is; then this is begun. No part
    /// is taken apart again, so that no symbol is decoded more than four times.
    fn take_apart(
        &mut self,
        candidate: &Candidate<'_>,
        found: bool,
        haystack: &[u8],
        rules: Rules<'_>,
    ) -> bool {
        if self.parts.is_some() {
            return false;
        }
        let has_marks = |byte: &u8| class(*byte) & !COMMON != 0;
        let by = if candidate.is_wrapped() || candidate.is_joined() {
            By::Runs
        } else if candidate.as_bytes().iter().any(has_marks) {
            By::Words
        } else {
            return false;
        };
        let parts = Parts::of(candidate, by);
        if found && !has_text(parts, haystack, rules) {
            return false;
        }
        self.parts = Some(parts);
        true
    }

    fn find(&mut self, haystack: &[u8], rules: Rules<'_>) -> Option<Shape> {
        for level in [&mut self.parts, &mut self.cut] {
            let part = level.and_then(|parts| parts.next(haystack, rules.finder));
            if let Some(part) = part {
                return Some(part.shape());
            }
            *level = None;
        }
        let mixed = rules.encodings.contains(Encoding::Base64Mixed);
        self.cursor.peek(haystack, &rules.finder.mixed(mixed))
    }
}

impl Parts {
    fn of(candidate: &Candidate<'_>, by: By) -> Parts {
        let Range { start, end } = candidate.range();
        Parts { at: start, end, by }
    }

    fn next(self, haystack: &[u8], finder: Finder) -> Option<Candidate<'_>> {
        let Parts { at, end, by } = self;
        match by {
            By::Words => word(haystack, at..end, finder.least()),
            By::Runs => {
                let runs = haystack.get(..end).unwrap_or(haystack);
                finder.line_breaks(false).find_at(runs, at)
            }
        }
    }
}

/// Whether a part of a candidate is text.
fn has_text(mut parts: Parts, haystack: &[u8], rules: Rules<'_>) -> bool {
    while let Some(part) = parts.next(haystack, rules.finder) {
        parts.at = part.end();
        let found = judge_base64(part, haystack, rules, (JUDGED, Limit::EntryBytes));
        if found.is_some_and(|found| found.text.is_some()) {
            return true;
        }
    }
    false
}

/// The next word of at least `min_len` letters and digits in `range`, with its padding, which may
/// stand behind the range: what the whole was due depends on its length.
fn word(haystack: &[u8], range: Range<usize>, min_len: usize) -> Option<Candidate<'_>> {
    let mut start = range.start;
    loop {
        let rest = haystack.get(start..range.end)?;
        start += rest.iter().position(|&byte| class(byte) == COMMON)?;
        let word = haystack.get(start..range.end)?;
        let common = |byte: &&u8| class(**byte) == COMMON;
        let len = word.iter().take_while(common).count();
        if len >= min_len {
            let end = padding_end(haystack, start + len, len);
            return Some(Candidate::new(haystack, start..end, Encoding::Base64, len));
        }
        start += len;
    }
}
