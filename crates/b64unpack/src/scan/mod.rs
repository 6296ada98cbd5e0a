//! The search of one payload for further payloads, one find at a time.
//!
//! Base64 and each other encoding are sources of spans, each read once from left to right. The
//! span that begins first is judged; if it is believed, the spans that overlap it are its rivals,
//! and the most likely of them is what was meant.

mod found;
mod names;
mod only_names;
mod others;
mod runs;
mod tail;

use std::borrow::Cow;

use self::found::{JUDGED, judge_base64, judge_other, judge_xor};
use self::others::Others;
use self::runs::Runs;
use crate::candidate::Candidate;
use crate::encoding::{Encoding, Encodings};
use crate::find::Finder;
use crate::formats::{Fault, Format};
use crate::glance::Glance;
use crate::limits::{Budget, Limit};
use crate::problem::ProblemKind;
use crate::recognise;
use crate::recognise::xor::is_settled;
use crate::text::{Text, narrow};

pub(crate) use self::found::Found;

/// Where a search stands.
#[derive(Debug)]
pub(crate) struct Scan {
    /// The haystack with one byte for each 16-bit unit, if it is UTF-16.
    narrow: Option<Vec<u8>>,
    runs: Runs,
    others: Others,
    /// Whether the haystack as a whole is to be tried under a key.
    whole: bool,
    done: bool,
}

/// What a search needs besides its state.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub(crate) finder: Finder,
    pub(crate) encodings: Encodings,
    pub(crate) formats: &'a [&'a dyn Format],
    pub(crate) min_confidence: f32,
}

impl Rules<'_> {
    /// The fewest symbols of a word in which something is to be found.
    #[inline]
    pub(crate) fn word(&self) -> usize {
        self.finder.least().min(recognise::WORD)
    }

    /// Whether nothing is to be found in what shows no more than this.
    #[inline]
    pub(crate) fn are_nothing(&self, glance: Glance) -> bool {
        glance.is_nothing() && !self.encodings.has_any_word()
    }

    /// Whether there are only names in a haystack of which this was seen. They are not counted as
    /// candidates then.
    pub(crate) fn are_names(&self, haystack: &[u8], glance: Glance) -> bool {
        only_names::are_all(haystack, glance, *self)
    }

    /// Whether names are passed over without being decoded.
    fn passes_names(&self) -> bool {
        self.min_confidence > 0.1
    }
}

/// One of the sources.
#[derive(Clone, Copy)]
enum Source {
    Base64,
    /// By its place among the others.
    Other(usize),
}

impl Scan {
    /// A search of the input, of which this was seen.
    pub(crate) fn new(haystack: &[u8], glance: Glance, rules: Rules<'_>) -> Scan {
        // UTF-16 has zeros.
        let narrow = glance
            .shows(Glance::RARE)
            .then(|| narrow(haystack))
            .flatten();
        let glance = narrow
            .as_deref()
            .map_or(glance, |narrow| Glance::of(narrow, rules.word()));
        Scan {
            runs: Runs::new(narrow.as_deref().unwrap_or(haystack), glance),
            others: Others::new(glance, rules),
            narrow,
            whole: false,
            done: false,
        }
    }

    /// A search of what was decoded, if there is anything to be looked for: unless it is known to
    /// have no key, it may be another payload as a whole.
    pub(crate) fn of_decoded(
        bytes: &[u8],
        text: Option<Text<'_>>,
        keyed: bool,
        rules: Rules<'_>,
    ) -> Option<Scan> {
        let glance = Glance::of(bytes, rules.word());
        let keyed = keyed && rules.encodings.contains(Encoding::Xor);
        let whole = keyed && !is_settled(bytes, text);
        let there = whole || !(rules.are_nothing(glance) || rules.are_names(bytes, glance));
        there.then(|| Scan {
            whole,
            ..Scan::new(bytes, glance, rules)
        })
    }

    /// The next payload in `haystack`, or the limit that ends the search.
    pub(crate) fn next(
        &mut self,
        haystack: &[u8],
        rules: Rules<'_>,
        budget: &mut Budget,
    ) -> Option<Result<Found, Fault>> {
        if std::mem::take(&mut self.whole) {
            let found = whole(haystack, rules, budget);
            if found.is_some() {
                self.done = matches!(found, Some(Err(_)));
                return found;
            }
        }
        let narrow = self.narrow.take();
        let found = self.search(narrow.as_deref().unwrap_or(haystack), rules, budget);
        self.done = !matches!(found, Some(Ok(_)));
        let scale = if narrow.is_some() { 2 } else { 1 };
        self.narrow = narrow;
        found.map(|found| match found {
            Ok(found) => Ok(found.scaled(scale, haystack.len())),
            Err(fault) => Err(Fault {
                offset: fault.offset * scale,
                ..fault
            }),
        })
    }

    fn search(
        &mut self,
        haystack: &[u8],
        rules: Rules<'_>,
        budget: &mut Budget,
    ) -> Option<Result<Found, Fault>> {
        while !self.done {
            let (source, start) = self.first(haystack, rules)?;
            if !budget.take_candidate() {
                return Some(Err(spent(Limit::Candidates, start)));
            }
            let (room, limit) = budget.room(0);
            let Some(mut found) = self.take(source, haystack, rules, (room, limit)) else {
                continue;
            };
            self.prefer_rivals(&mut found, haystack, rules, (room, limit));
            self.skip_to(found.range.end);
            return Some(paid(found, (room, limit), start, budget));
        }
        None
    }

    /// The source whose next span begins first, and where.
    fn first(&mut self, haystack: &[u8], rules: Rules<'_>) -> Option<(Source, usize)> {
        let base = self.first_base64(haystack, rules);
        let other = self.others.first(haystack);
        match (base, other) {
            (Some(base), Some((_, start))) if base <= start => Some((Source::Base64, base)),
            (_, Some((place, start))) => Some((Source::Other(place), start)),
            (base, None) => base.map(|base| (Source::Base64, base)),
        }
    }

    /// Where the next candidate for Base64 begins. If that is not wanted, the others are told of
    /// it in its place.
    fn first_base64(&mut self, haystack: &[u8], rules: Rules<'_>) -> Option<usize> {
        if rules.encodings.is_base64() {
            return Some(self.runs.peek(haystack, rules)?.start());
        }
        while self.others.want_words() {
            let run = Candidate::of(haystack, self.runs.peek(haystack, rules)?).range();
            if self.others.read_word(&run, haystack) {
                break;
            }
            self.runs.skip_to(run.end);
        }
        None
    }

    /// Judges the next span of a source and goes on behind it.
    fn take(
        &mut self,
        source: Source,
        haystack: &[u8],
        rules: Rules<'_>,
        room: (usize, Limit),
    ) -> Option<Found> {
        match source {
            Source::Base64 => {
                let run = Candidate::of(haystack, self.runs.peek(haystack, rules)?).range();
                let found = self.runs.take(haystack, rules, room);
                // The same symbols do not make sense in two ways.
                let settled = found.as_ref().is_some_and(Found::is_plain);
                if !settled && self.others.want_words() {
                    self.others.read_word(&run, haystack);
                }
                found
            }
            Source::Other(place) => {
                let (recogniser, span) = self.others.take(place, haystack)?;
                judge_other(recogniser, haystack, span, rules, room)
            }
        }
    }

    /// Puts the most likely of the spans that overlap `found` in its place.
    fn prefer_rivals(
        &mut self,
        found: &mut Found,
        haystack: &[u8],
        rules: Rules<'_>,
        room: (usize, Limit),
    ) {
        let end = found.range.end;
        while let Some((source, start)) = self.first(haystack, rules) {
            if start >= end {
                break;
            }
            if let Some(rival) = self.take(source, haystack, rules, room) {
                if rival.beats(found) {
                    *found = rival;
                }
            }
        }
    }

    /// Nothing that begins before `end` is looked at any more.
    fn skip_to(&mut self, end: usize) {
        self.runs.skip_to(end);
        self.others.skip_to(end);
    }
}

/// The haystack as a whole, if it makes sense under a key.
fn whole(haystack: &[u8], rules: Rules<'_>, budget: &mut Budget) -> Option<Result<Found, Fault>> {
    let room = budget.room(0);
    let found = judge_xor(haystack, rules, room)?;
    if !budget.take_candidate() {
        return Some(Err(spent(Limit::Candidates, 0)));
    }
    Some(paid(found, room, 0, budget))
}

/// What was found, if the budget has room for it.
fn paid(
    found: Found,
    (room, limit): (usize, Limit),
    start: usize,
    budget: &mut Budget,
) -> Result<Found, Fault> {
    if room == 0 {
        return Err(spent(limit, start));
    }
    if !budget.take_node() {
        return Err(spent(Limit::Nodes, start));
    }
    budget.spend(found.bytes.len());
    Ok(found)
}

fn spent(limit: Limit, offset: usize) -> Fault {
    let message = Cow::Borrowed("the search ends here");
    Fault {
        kind: ProblemKind::Limit(limit),
        offset,
        message,
    }
}
