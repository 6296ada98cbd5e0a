//! The search of one payload for further Base64, one find at a time.

use std::borrow::Cow;
use std::ops::Range;

use crate::alphabet::{COMMON, Encoding, class};
use crate::candidate::Candidate;
use crate::decode::Decoded;
use crate::find::{Finder, padding_end};
use crate::formats::Fault;
use crate::identify::{FileType, identify};
use crate::limits::{Budget, Limit};
use crate::problem::ProblemKind;
use crate::score::Evidence;
use crate::text::{Text, TextEncoding, narrow};

/// Bytes by which a candidate is judged even if fewer may be kept.
const JUDGED: usize = 4096;

/// Where a search stands.
#[derive(Debug)]
pub(crate) struct Scan {
    /// The haystack with one byte for each 16-bit unit, if it is UTF-16.
    narrow: Option<Vec<u8>>,
    at: usize,
    /// A candidate that made no sense as a whole is taken apart up to here.
    parts: Option<Parts>,
    done: bool,
}

/// How a candidate is taken apart, and its end.
#[derive(Clone, Copy, Debug)]
enum Parts {
    /// Letters and digits between the symbols that paths and names use.
    Words(usize),
    /// Each line of what looked like one wrapped block.
    Lines(usize),
}

/// A candidate that was decoded and believed.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) range: Range<usize>,
    pub(crate) encoding: Encoding,
    pub(crate) bytes: Vec<u8>,
    pub(crate) text: Option<TextEncoding>,
    pub(crate) file_type: Option<FileType>,
    pub(crate) confidence: f32,
    pub(crate) truncated: bool,
    pub(crate) faults: Vec<Fault>,
}

/// What a search needs besides its state.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    pub(crate) finder: Finder,
    pub(crate) min_confidence: f32,
}

impl Scan {
    pub(crate) fn new(haystack: &[u8]) -> Scan {
        Scan {
            narrow: narrow(haystack),
            at: 0,
            parts: None,
            done: false,
        }
    }

    /// The next payload in `haystack`, or the limit that ends the search.
    pub(crate) fn next(
        &mut self,
        haystack: &[u8],
        rules: Rules,
        budget: &mut Budget,
    ) -> Option<Result<Found, Fault>> {
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
        rules: Rules,
        budget: &mut Budget,
    ) -> Option<Result<Found, Fault>> {
        while !self.done {
            let candidate = self.candidate(haystack, rules)?;
            if !budget.take_candidate() {
                return Some(Err(spent(Limit::Candidates, candidate.start())));
            }
            let (room, limit) = budget.room(0);
            self.at = candidate.end();
            let found = judge(candidate, room, limit, rules.min_confidence);
            if self.take_apart(&candidate, found.as_ref(), rules) {
                continue;
            }
            let Some(found) = found else {
                continue;
            };
            if room == 0 {
                return Some(Err(spent(limit, candidate.start())));
            }
            if !budget.take_node() {
                return Some(Err(spent(Limit::Nodes, candidate.start())));
            }
            budget.spend(found.bytes.len());
            return Some(Ok(found));
        }
        None
    }

    /// Whether a candidate is better taken apart than taken as it is; then this is begun. No part
    /// is taken apart again, so that no symbol is decoded more than three times.
    fn take_apart(
        &mut self,
        candidate: &Candidate<'_>,
        found: Option<&Found>,
        rules: Rules,
    ) -> bool {
        if self.parts.is_some() || found.is_some_and(Found::makes_sense) {
            return false;
        }
        let parts = if candidate.is_wrapped() {
            Parts::Lines(candidate.end())
        } else if candidate
            .as_bytes()
            .iter()
            .any(|&byte| class(byte) & !COMMON != 0)
        {
            Parts::Words(candidate.end())
        } else {
            return false;
        };
        if found.is_some() && !has_text(candidate, parts, rules) {
            return false;
        }
        self.parts = Some(parts);
        self.at = candidate.start();
        true
    }

    fn candidate<'h>(&mut self, haystack: &'h [u8], rules: Rules) -> Option<Candidate<'h>> {
        if let Some(parts) = self.parts {
            if let Some(part) = parts.next(haystack, self.at, rules.finder) {
                return Some(part);
            }
            self.at = self.at.max(parts.end());
            self.parts = None;
        }
        rules.finder.find_at(haystack, self.at)
    }
}

impl Parts {
    fn end(self) -> usize {
        match self {
            Parts::Words(end) | Parts::Lines(end) => end,
        }
    }

    fn next(self, haystack: &[u8], at: usize, finder: Finder) -> Option<Candidate<'_>> {
        match self {
            Parts::Words(end) => word(haystack, at..end, finder.least()),
            Parts::Lines(end) => {
                let lines = haystack.get(..end).unwrap_or(haystack);
                finder.line_breaks(false).find_at(lines, at)
            }
        }
    }
}

/// Whether a part of a candidate is text.
fn has_text(candidate: &Candidate<'_>, parts: Parts, rules: Rules) -> bool {
    let bytes = candidate.as_bytes();
    let parts = match parts {
        Parts::Words(_) => Parts::Words(bytes.len()),
        Parts::Lines(_) => Parts::Lines(bytes.len()),
    };
    let mut at = 0;
    while let Some(part) = parts.next(bytes, at, rules.finder) {
        at = part.end();
        let found = judge(part, JUDGED, Limit::EntryBytes, rules.min_confidence);
        if found.is_some_and(|found| found.text.is_some()) {
            return true;
        }
    }
    false
}

impl Found {
    /// Whether it was believed for what it holds, not for its spelling.
    fn makes_sense(&self) -> bool {
        self.text.is_some() || self.file_type.is_some()
    }

    fn scaled(mut self, scale: usize, len: usize) -> Found {
        self.range = self.range.start * scale..(self.range.end * scale).min(len);
        self
    }
}

/// Decodes a candidate and keeps it if it is likely enough.
fn judge(candidate: Candidate<'_>, room: usize, limit: Limit, least: f32) -> Option<Found> {
    let mut bytes = Vec::new();
    let decoded = candidate.decode_up_to(room.max(JUDGED), &mut bytes);
    if bytes.is_empty() {
        return None;
    }
    let text = Text::detect(&bytes);
    let file_type = identify(&bytes);
    let left_over = decoded == Decoded::LeftOver;
    let evidence = Evidence {
        candidate,
        bytes: &bytes,
        text,
        file_type,
        left_over,
    };
    let confidence = evidence.confidence();
    if confidence < least {
        return None;
    }
    let text = text.map(|text| text.encoding());
    let mut found = Found {
        range: candidate.range(),
        encoding: candidate.encoding(),
        bytes,
        text,
        file_type,
        confidence,
        truncated: false,
        faults: Vec::new(),
    };
    found.cut(room, limit, decoded);
    Some(found)
}

impl Found {
    /// Takes the bytes down to what may be kept, and says so.
    fn cut(&mut self, room: usize, limit: Limit, decoded: Decoded) {
        if decoded == Decoded::Cut || self.bytes.len() > room {
            self.bytes.truncate(room);
            self.truncated = true;
            self.fault(ProblemKind::Limit(limit), format!("cut after {room} bytes"));
        } else if decoded == Decoded::LeftOver {
            self.truncated = true;
            self.fault(ProblemKind::Truncated, "one symbol is left over at the end");
        }
    }

    fn fault(&mut self, kind: ProblemKind, message: impl Into<Cow<'static, str>>) {
        let offset = self.bytes.len();
        self.faults.push(Fault {
            kind,
            offset,
            message: message.into(),
        });
    }
}

fn spent(limit: Limit, offset: usize) -> Fault {
    let message = Cow::Borrowed("the search ends here");
    Fault {
        kind: ProblemKind::Limit(limit),
        offset,
        message,
    }
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
