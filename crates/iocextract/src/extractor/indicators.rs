//! The search, line by line.

use std::iter::FusedIterator;

#[cfg(feature = "regex")]
use crate::custom::Cursors;
use crate::{
    candidate::Candidate,
    extractor::Extractor,
    flags::Flags,
    indicator::Indicator,
    kind::Kind,
    options::Options,
    overlap::settle,
    recognise::{scan::Scanner, signs::Map, yara_rule::Rules},
    text::{head, run_end, slice, tail},
};

/// An iterator over the indicators of a haystack.
///
/// No indicator spans lines, so lines are searched one by one, each in time linear in its length;
/// what it holds is the indicators of one line.
#[derive(Clone, Debug)]
pub struct Indicators<'e, 'h> {
    extractor: &'e Extractor,
    options: Options,
    haystack: &'h str,
    map: Map<'h>,
    /// Where the next line starts.
    at: usize,
    line_start: usize,
    /// What the line holds, and how much of it was told.
    candidates: Vec<Candidate>,
    given: usize,
    /// How many indicators the lines before gave.
    told: usize,
    rules: Rules,
    #[cfg(feature = "regex")]
    cursors: Cursors,
}

impl<'e, 'h> Indicators<'e, 'h> {
    pub(crate) fn new(extractor: &'e Extractor, haystack: &'h str) -> Indicators<'e, 'h> {
        Indicators::with_options(extractor, haystack, extractor.options)
    }

    pub(crate) fn with_options(
        extractor: &'e Extractor,
        haystack: &'h str,
        options: Options,
    ) -> Indicators<'e, 'h> {
        Indicators {
            extractor,
            options,
            haystack,
            map: Map::new(haystack.as_bytes(), options.is_loose()),
            at: 0,
            line_start: 0,
            candidates: Vec::new(),
            given: 0,
            told: 0,
            rules: Rules::default(),
            #[cfg(feature = "regex")]
            cursors: Cursors::new(extractor.wanted_patterns(options.kinds)),
        }
    }

    /// Begins anew with another haystack.
    pub(super) fn restart(&mut self, haystack: &'h str) {
        self.haystack = haystack;
        self.map.restart(haystack.as_bytes());
        (self.at, self.line_start, self.given, self.told) = (0, 0, 0, 0);
        self.candidates.clear();
        self.rules = Rules::default();
        #[cfg(feature = "regex")]
        {
            let patterns = self.extractor.wanted_patterns(self.options.kinds);
            self.cursors = Cursors::new(patterns);
        }
    }

    /// Searches the next line; `false` past the last one.
    fn advance(&mut self) -> bool {
        let start = self.past_blank_lines();
        if start >= self.haystack.len() {
            return false;
        }
        let end = self.map.line_end(start);
        self.told += self.candidates.len();
        self.candidates.clear();
        (self.given, self.line_start) = (0, start);
        let end = self.add_custom(start, end);
        let end = self.add_rules(start, end);
        self.at = end + 1;
        let line = slice(self.haystack, start, end);
        let above = head(self.haystack, start);
        Scanner::new(line, above, self.options, &mut self.candidates).run(&mut self.map, start);
        if self.candidates.len() > 1 {
            settle(&mut self.candidates, self.options.overlap);
        }
        true
    }

    /// Where the next line with something in it starts. A pattern may find something in blank lines
    /// too.
    fn past_blank_lines(&self) -> usize {
        #[cfg(feature = "regex")]
        if !self.extractor.patterns.is_empty() {
            return self.at;
        }
        run_end(self.haystack, self.at, |b| b == b'\n')
    }

    /// Adds what the caller's patterns find in the line, and returns its end, which they may move.
    #[cfg(feature = "regex")]
    fn add_custom(&mut self, start: usize, end: usize) -> usize {
        let patterns = self.extractor.wanted_patterns(self.options.kinds);
        self.cursors
            .collect(patterns, self.haystack, start..end, &mut self.candidates)
    }

    #[cfg(not(feature = "regex"))]
    fn add_custom(&mut self, _start: usize, end: usize) -> usize {
        let Extractor { .. } = self.extractor;
        end
    }

    /// Adds the YARA rules that start in the lines, and returns the end of the line where the last
    /// one ends.
    fn add_rules(&mut self, start: usize, mut end: usize) -> usize {
        if !self.options.kinds.contains(Kind::YaraRule) {
            return end;
        }
        let mut from = start;
        while let Some(rule) = self.rules.starting_before(self.haystack, from, end) {
            from = rule.end;
            let rest = tail(self.haystack, rule.end).as_bytes();
            let line_end =
                memchr::memchr(b'\n', rest).map_or(self.haystack.len(), |at| rule.end + at);
            end = end.max(line_end);
            let (first, last) = (rule.start.saturating_sub(start), rule.end - start);
            self.candidates
                .push(Candidate::new(Kind::YaraRule, first, last, Flags::NONE));
        }
        end
    }

    /// The next indicator of the line.
    fn tell(&mut self) -> Option<Indicator<'h>> {
        let candidate = self.candidates.get_mut(self.given)?;
        self.given += 1;
        let (start, end) = (candidate.start, candidate.end);
        Some(Indicator {
            kind: candidate.kind,
            start: self.line_start + start,
            raw: slice(
                self.haystack,
                self.line_start + start,
                self.line_start + end,
            ),
            decoded: candidate.decoded.take(),
            via: candidate.via,
            flags: candidate.flags,
            parent: candidate.parent.map(|index| self.told + index),
        })
    }
}

impl<'h> Iterator for Indicators<'_, 'h> {
    type Item = Indicator<'h>;

    fn next(&mut self) -> Option<Indicator<'h>> {
        loop {
            let indicator = self.tell();
            if indicator.is_some() || !self.advance() {
                return indicator;
            }
        }
    }
}

impl FusedIterator for Indicators<'_, '_> {}
