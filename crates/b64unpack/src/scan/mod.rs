//! The search of one payload for further payloads, one find at a time.
//!
//! Base64 and each other encoding are sources of spans, each read once from left to right. The
//! span that begins first is judged; if it is believed, the spans that overlap it are its rivals,
//! and the most likely of them is what was meant.

mod found;
mod runs;

use std::borrow::Cow;
use std::ops::Range;

use self::found::{JUDGED, judge_base64, judge_other, judge_xor};
use self::runs::Runs;
use crate::encoding::Encodings;
use crate::find::Finder;
use crate::formats::{Fault, Format};
use crate::limits::{Budget, Limit};
use crate::problem::ProblemKind;
use crate::recognise::{self, COUNT};
use crate::text::narrow;

pub(crate) use self::found::Found;

/// Where a search stands.
#[derive(Debug)]
pub(crate) struct Scan {
    /// The haystack with one byte for each 16-bit unit, if it is UTF-16.
    narrow: Option<Vec<u8>>,
    runs: Runs,
    others: [Slot; COUNT],
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

/// What one other encoding offers next.
#[derive(Clone, Copy, Debug)]
enum Slot {
    /// To be looked for from here.
    From(usize),
    Span(usize, usize),
    Done,
}

/// One of the sources.
#[derive(Clone, Copy)]
enum Source {
    Base64,
    Other(usize),
}

impl Scan {
    /// A search of the input.
    pub(crate) fn new(haystack: &[u8]) -> Scan {
        Scan {
            narrow: narrow(haystack),
            runs: Runs::default(),
            others: [Slot::From(0); COUNT],
            whole: false,
            done: false,
        }
    }

    /// A search of what was decoded: that may be another payload as a whole.
    pub(crate) fn of_decoded(bytes: &[u8]) -> Scan {
        Scan {
            whole: true,
            ..Scan::new(bytes)
        }
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
        let base = if rules.encodings.is_base64() {
            self.runs.peek(haystack, rules.finder)
        } else {
            None
        };
        let mut first = base.map(|shape| (Source::Base64, shape.start()));
        for index in 0..COUNT {
            let Some(span) = self.other(index, haystack, rules) else {
                continue;
            };
            if first.is_none_or(|(_, start)| span.start < start) {
                first = Some((Source::Other(index), span.start));
            }
        }
        first
    }

    /// The next span of another encoding.
    fn other(&mut self, index: usize, haystack: &[u8], rules: Rules<'_>) -> Option<Range<usize>> {
        let (slot, recogniser) = self.others.get_mut(index).zip(recognise::ALL.get(index))?;
        if let Slot::From(at) = *slot {
            let wanted = rules.encodings.contains(recogniser.encoding());
            let span = wanted.then(|| recogniser.find_at(haystack, at)).flatten();
            *slot = span.map_or(Slot::Done, |span| Slot::Span(span.start, span.end));
        }
        match *slot {
            Slot::Span(start, end) => Some(start..end),
            Slot::From(_) | Slot::Done => None,
        }
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
            Source::Base64 => self.runs.take(haystack, rules, room),
            Source::Other(index) => {
                let span = self.other(index, haystack, rules)?;
                let (slot, recogniser) =
                    self.others.get_mut(index).zip(recognise::ALL.get(index))?;
                *slot = Slot::From(span.end.max(span.start + 1));
                judge_other(*recogniser, haystack, span, rules, room)
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
        for slot in &mut self.others {
            match *slot {
                Slot::From(at) | Slot::Span(at, _) if at < end => *slot = Slot::From(end),
                _ => {}
            }
        }
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
