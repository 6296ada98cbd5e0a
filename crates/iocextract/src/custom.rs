//! Patterns of the caller's own.
//!
//! They are matched against the whole haystack, so that one may span lines; the lines it spans are
//! then searched as one.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use crate::{
    candidate::Candidate,
    flags::Flags,
    kind::{CustomId, Kind},
    text::{char_at, tail},
};

/// The capture group that is the indicator, where the rest of the pattern is its surroundings.
const GROUP: &str = "ioc";

/// The most memory that a list of words may take as a pattern.
const LARGEST: usize = 1 << 28;

/// A pattern, its name and its priority.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    name: Box<str>,
    regex: Regex,
    priority: u8,
}

impl Pattern {
    pub(crate) fn new(name: &str, regex: Regex, priority: u8) -> Pattern {
        Pattern {
            name: name.into(),
            regex,
            priority,
        }
    }

    /// A pattern of whole words, in this or in any case.
    pub(crate) fn of_words(
        name: &str,
        words: &[&str],
        any_case: bool,
        priority: u8,
    ) -> Result<Pattern, regex::Error> {
        // Of two that begin alike the longer is meant.
        let mut words = words.to_vec();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let words: Vec<_> = words.into_iter().map(regex::escape).collect();
        let pattern = format!(r"\b{{start-half}}(?:{})\b{{end-half}}", words.join("|"));
        let regex = RegexBuilder::new(&pattern)
            .case_insensitive(any_case)
            .size_limit(LARGEST)
            .build()?;
        Ok(Pattern::new(name, regex, priority))
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The first match at or after `from` with an indicator in it that is not empty, and where to
    /// go on after it.
    fn find_at(&self, haystack: &str, from: usize) -> Option<(Range<usize>, usize)> {
        let mut from = from;
        loop {
            let captures = self.regex.captures_at(haystack, from)?;
            let whole = captures.get(0)?;
            let ioc = captures.name(GROUP).unwrap_or(whole).range();
            if !ioc.is_empty() {
                return Some((ioc, whole.end()));
            }
            from = whole.end();
            if whole.is_empty() {
                from += char_at(haystack, from).len_utf8();
            }
            if from > haystack.len() {
                return None;
            }
        }
    }
}

/// How far one pattern has been matched.
#[derive(Clone, Debug, Default)]
enum Cursor {
    #[default]
    Unstarted,
    /// The next match, and where to go on after it.
    At(Range<usize>, usize),
    Done,
}

/// How far each pattern has been matched.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cursors(Vec<Cursor>);

impl Cursors {
    pub(crate) fn new(patterns: &[Pattern]) -> Cursors {
        Cursors(vec![Cursor::Unstarted; patterns.len()])
    }

    /// Adds the matches that start in `haystack[line]`, and returns where the lines end that they
    /// reach into.
    pub(crate) fn collect(
        &mut self,
        patterns: &[Pattern],
        haystack: &str,
        line: Range<usize>,
        out: &mut Vec<Candidate>,
    ) -> usize {
        let mut end = line.end;
        loop {
            let before = end;
            for (id, (cursor, pattern)) in (0..).zip(self.0.iter_mut().zip(patterns)) {
                while let Some(found) = cursor.take_before(pattern, haystack, end) {
                    end = end.max(line_end(haystack, found.end));
                    out.push(candidate(
                        CustomId(id),
                        pattern.priority,
                        &found,
                        line.start,
                    ));
                }
            }
            if end == before {
                return end;
            }
        }
    }
}

impl Cursor {
    /// The next match, if it starts before `end`.
    fn take_before(
        &mut self,
        pattern: &Pattern,
        haystack: &str,
        end: usize,
    ) -> Option<Range<usize>> {
        if matches!(self, Cursor::Unstarted) {
            *self = Cursor::after(pattern, haystack, 0);
        }
        match self {
            Cursor::At(found, resume) if found.start < end => {
                let (found, resume) = (found.clone(), *resume);
                *self = Cursor::after(pattern, haystack, resume);
                Some(found)
            }
            _ => None,
        }
    }

    fn after(pattern: &Pattern, haystack: &str, from: usize) -> Cursor {
        match pattern.find_at(haystack, from) {
            Some((found, resume)) => Cursor::At(found, resume),
            None => Cursor::Done,
        }
    }
}

fn candidate(id: CustomId, priority: u8, found: &Range<usize>, line_start: usize) -> Candidate {
    // Matches come in order, and those of earlier lines were taken with them.
    let start = found.start.saturating_sub(line_start);
    let end = found.end.saturating_sub(line_start);
    let mut candidate = Candidate::new(Kind::Custom(id), start, end, Flags::NONE);
    candidate.rank = priority;
    candidate
}

fn line_end(haystack: &str, from: usize) -> usize {
    let rest = tail(haystack, from).as_bytes();
    memchr::memchr(b'\n', rest).map_or(haystack.len(), |at| from + at)
}
