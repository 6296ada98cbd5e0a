//! The sources of other encodings: the next span of each.
//!
//! Most recognisers search the haystack by themselves. Those whose spans can only lie in certain
//! runs of bytes share the search for these: they are asked about one run after the other, all
//! of them about the same one, so that a haystack without such runs costs one search, not one
//! for each encoding.

use std::ops::Range;

use super::Rules;
use crate::encoding::Encodings;
use crate::glance::{self, Glance};
use crate::recognise::{self, Ground, MARGIN, Recogniser};

/// Where each source stands.
#[derive(Debug)]
pub(super) struct Others {
    sources: Vec<Source>,
    /// Whose sources in words are still to be added.
    words: Option<Encodings>,
    /// The run of Base64 symbols that is being read.
    word: Range<usize>,
    /// The run of digits and separators that is being read.
    numbers: Range<usize>,
    /// Nothing that begins before is looked at any more.
    from: usize,
}

struct Source {
    recogniser: &'static dyn Recogniser,
    ground: Ground,
    next: Next,
}

/// What a source offers next.
#[derive(Clone, Copy, Debug)]
enum Next {
    /// To be looked for from here.
    From(usize),
    Span(usize, usize),
    /// There is none in the rest of the haystack, or of the run that is being read.
    Done,
}

impl Others {
    /// The sources of the encodings that are wanted and may be there. Those in words wait until
    /// there is one to be read.
    pub(super) fn new(glance: Glance, rules: Rules<'_>) -> Others {
        let encodings = rules.encodings;
        // A finder that passes over short runs is of no help.
        let told = rules.finder.least() <= recognise::WORD;
        let words = (told && glance.shows(Glance::WORD.with(Glance::ANCHOR))).then_some(encodings);
        let mut others = Others {
            sources: Vec::new(),
            words,
            word: 0..0,
            numbers: 0..0,
            from: 0,
        };
        if !told
            || encodings.has_any_word()
            || !glance.is_at_most(Glance::WORD.with(Glance::ANCHOR))
        {
            others.add(encodings, |recogniser| match recogniser.ground() {
                _ if !glance.shows(recogniser.shown()) => None,
                Ground::Word if told => None,
                Ground::Word => Some(Ground::Text),
                ground => Some(ground),
            });
        }
        others
    }

    /// Adds the sources of encodings, where they have a ground.
    fn add(&mut self, encodings: Encodings, ground: impl Fn(&dyn Recogniser) -> Option<Ground>) {
        let wanted = recognise::ALL.iter();
        let wanted = wanted.filter(|recogniser| recogniser.is_wanted(encodings));
        self.sources.extend(wanted.filter_map(|&recogniser| {
            Some(Source {
                recogniser,
                ground: ground(recogniser)?,
                next: Next::From(self.from),
            })
        }));
    }

    /// The source whose next span begins first, and where.
    pub(super) fn first(&mut self, haystack: &[u8]) -> Option<(usize, usize)> {
        self.read_numbers(haystack);
        let mut first: Option<(usize, usize)> = None;
        for place in 0..self.sources.len() {
            let start = self.span(place, haystack).map(|span| span.start);
            if let Some(start) = start.filter(|start| first.is_none_or(|first| *start < first.1)) {
                first = Some((place, start));
            }
        }
        first
    }

    /// The next span of a source, which goes on behind it.
    pub(super) fn take(
        &mut self,
        place: usize,
        haystack: &[u8],
    ) -> Option<(&'static dyn Recogniser, Range<usize>)> {
        let span = self.span(place, haystack)?;
        let source = self.sources.get_mut(place)?;
        source.next = Next::From(span.end.max(span.start + 1));
        Some((source.recogniser, span))
    }

    /// Nothing that begins before `end` is looked at any more.
    pub(super) fn skip_to(&mut self, end: usize) {
        self.from = self.from.max(end);
        for source in &mut self.sources {
            match source.next {
                Next::From(at) | Next::Span(at, _) if at < end => source.next = Next::From(end),
                _ => {}
            }
        }
    }

    /// Whether a source is to be asked about runs of Base64 symbols.
    pub(super) fn want_words(&self) -> bool {
        self.words.is_some() || self.want(Ground::Word)
    }

    /// Goes on to a run of Base64 symbols, if it is a new one and there is nothing more in the
    /// last one; whether there is a span in the run that is being read.
    pub(super) fn read_word(&mut self, run: &Range<usize>, haystack: &[u8]) -> bool {
        if let Some(encodings) = self.words.take() {
            let in_words = |ground: &Ground| *ground == Ground::Word;
            self.add(encodings, |recogniser| {
                Some(recogniser.ground()).filter(in_words)
            });
        }
        if self.any(Ground::Word, haystack) {
            return true;
        }
        if run.end <= self.word.end {
            return false;
        }
        // What is read backwards has its padding before the run.
        self.word = run.start.saturating_sub(2).max(self.word.end)..run.end;
        self.begin(Ground::Word, self.word.start);
        self.any(Ground::Word, haystack)
    }

    /// Goes on to the next run of digits and separators that has a span in it.
    fn read_numbers(&mut self, haystack: &[u8]) {
        let wanted = self.want(Ground::Numbers);
        while wanted && !self.any(Ground::Numbers, haystack) {
            let from = self.numbers.end.max(self.from);
            let Some(run) = glance::numbers(haystack, from) else {
                self.numbers = haystack.len()..haystack.len();
                return;
            };
            self.begin(Ground::Numbers, run.start);
            self.numbers = run;
        }
    }

    fn want(&self, ground: Ground) -> bool {
        self.sources.iter().any(|source| source.ground == ground)
    }

    /// Whether a source has a span in the run that is being read.
    fn any(&mut self, ground: Ground, haystack: &[u8]) -> bool {
        (0..self.sources.len()).any(|place| {
            let there = self.sources.get(place);
            there.is_some_and(|source| source.ground == ground)
                && self.span(place, haystack).is_some()
        })
    }

    /// Lets the sources look for spans from here.
    fn begin(&mut self, ground: Ground, start: usize) {
        let start = start.max(self.from);
        for source in &mut self.sources {
            if source.ground == ground {
                source.next = Next::From(start);
            }
        }
    }

    /// The next span of a source.
    fn span(&mut self, place: usize, haystack: &[u8]) -> Option<Range<usize>> {
        let source = self.sources.get_mut(place)?;
        if let Next::From(at) = source.next {
            let end = match source.ground {
                Ground::Text => haystack.len(),
                Ground::Word => self.word.end.saturating_add(MARGIN),
                Ground::Numbers => self.numbers.end.saturating_add(MARGIN),
            };
            let span = source
                .recogniser
                .find_in(haystack, at..end.min(haystack.len()));
            source.next = span.map_or(Next::Done, |span| Next::Span(span.start, span.end));
        }
        match source.next {
            Next::Span(start, end) => Some(start..end),
            Next::From(_) | Next::Done => None,
        }
    }
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source")
            .field("encoding", &self.recogniser.encoding())
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}
