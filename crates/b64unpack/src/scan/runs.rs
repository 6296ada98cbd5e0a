//! The source of Base64: what the finder gives, and the parts of what makes no sense as a whole.

use std::ops::Range;

use super::{Found, JUDGED, Rules, judge_base64};
use crate::alphabet::{COMMON, class};
use crate::candidate::{Candidate, Shape};
use crate::encoding::Encoding;
use crate::find::{Cursor, Finder, padding_end};
use crate::limits::Limit;

/// Where the search for Base64 stands.
#[derive(Debug, Default)]
pub(super) struct Runs {
    cursor: Cursor,
    /// The next candidate, if it was looked for; `Some(None)` if there is none.
    next: Option<Option<Shape>>,
    /// A candidate that made no sense as a whole is taken apart from here to there.
    parts: Option<(usize, Parts)>,
}

/// How a candidate is taken apart, and its end.
#[derive(Clone, Copy, Debug)]
enum Parts {
    /// Letters and digits between the symbols that paths and names use.
    Words(usize),
    /// Each line of what looked like one wrapped block, each piece of what looked joined.
    Runs(usize),
}

impl Runs {
    /// The next candidate.
    pub(super) fn peek(&mut self, haystack: &[u8], finder: Finder) -> Option<Shape> {
        if self.next.is_none() {
            self.next = Some(self.find(haystack, finder));
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
        let candidate = Candidate::of(haystack, self.peek(haystack, rules.finder)?);
        self.next = None;
        match &mut self.parts {
            Some((at, _)) => *at = candidate.end(),
            None => self.cursor.skip_to(candidate.end()),
        }
        let found = judge_base64(candidate, haystack, rules, room);
        let apart = self.take_apart(&candidate, found.as_ref(), haystack, rules);
        found.filter(|_| !apart)
    }

    /// Nothing that begins before `end` is looked at any more.
    pub(super) fn skip_to(&mut self, end: usize) {
        if self.next.flatten().is_some_and(|next| next.start() < end) {
            self.next = None;
        }
        if let Some((at, _)) = &mut self.parts {
            *at = end.max(*at);
        }
        self.cursor.skip_to(end);
    }

    /// Whether a candidate is better taken apart than taken as it is; then this is begun. No part
    /// is taken apart again, so that no symbol is decoded more than three times.
    fn take_apart(
        &mut self,
        candidate: &Candidate<'_>,
        found: Option<&Found>,
        haystack: &[u8],
        rules: Rules<'_>,
    ) -> bool {
        if self.parts.is_some() || found.is_some_and(Found::makes_sense) {
            return false;
        }
        let parts = if candidate.is_wrapped() || candidate.is_joined() {
            Parts::Runs(candidate.end())
        } else if candidate
            .as_bytes()
            .iter()
            .any(|&byte| class(byte) & !COMMON != 0)
        {
            Parts::Words(candidate.end())
        } else {
            return false;
        };
        if found.is_some() && !has_text(candidate, parts, haystack, rules) {
            return false;
        }
        self.parts = Some((candidate.start(), parts));
        true
    }

    fn find(&mut self, haystack: &[u8], finder: Finder) -> Option<Shape> {
        if let Some((at, parts)) = self.parts {
            if let Some(part) = parts.next(haystack, at, finder) {
                return Some(part.shape());
            }
            self.parts = None;
        }
        self.cursor.peek(haystack, &finder)
    }
}

impl Parts {
    fn next(self, haystack: &[u8], at: usize, finder: Finder) -> Option<Candidate<'_>> {
        match self {
            Parts::Words(end) => word(haystack, at..end, finder.least()),
            Parts::Runs(end) => {
                let runs = haystack.get(..end).unwrap_or(haystack);
                finder.line_breaks(false).find_at(runs, at)
            }
        }
    }
}

/// Whether a part of a candidate is text.
fn has_text(candidate: &Candidate<'_>, parts: Parts, haystack: &[u8], rules: Rules<'_>) -> bool {
    let mut at = candidate.start();
    while let Some(part) = parts.next(haystack, at, rules.finder) {
        at = part.end();
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
