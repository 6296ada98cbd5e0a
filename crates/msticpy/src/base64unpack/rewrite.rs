//! The driver: replaces candidates in the text, then searches what that made, level by level.

use std::collections::HashSet;
use std::sync::Arc;

use super::Unpacked;
use super::budget::Budget;
use super::items::{Items, items};
use super::markup::{Place, markup};
use super::problem::{Problem, ProblemKind};
use super::record::Record;
use super::text::{Position, Text};

/// Levels that are searched: the first and twenty more.
const LEVELS: usize = 21;
/// A level ends after the candidate that exceeds this.
const FRAGMENTS: usize = 50;

/// One call of the original in a fresh process: what it remembers from text to text.
#[derive(Debug)]
pub(super) struct Call {
    utf16: bool,
    /// What looked like Base64 and was not. The original keeps it for the life of the process.
    undecodable: HashSet<String>,
    budget: Budget,
}

impl Call {
    pub(super) fn new(utf16: bool) -> Call {
        Call {
            utf16,
            undecodable: HashSet::new(),
            budget: Budget::new(),
        }
    }

    /// Everything that the original does with one text.
    pub(super) fn rewrite(&mut self, input: &str) -> Unpacked {
        self.budget.admit(input.len());
        let mut rewriting = Rewriting {
            call: self,
            text: Text::new(input),
            records: Vec::new(),
            problems: Vec::new(),
            ended: false,
        };
        rewriting.levels();
        Unpacked {
            output: rewriting.text.into_string(),
            records: rewriting.records,
            problems: rewriting.problems,
        }
    }
}

struct Rewriting<'a> {
    call: &'a mut Call,
    text: Text,
    records: Vec<Record>,
    problems: Vec<Problem>,
    /// A limit bit: nothing more is decoded.
    ended: bool,
}

impl Rewriting<'_> {
    fn levels(&mut self) {
        let mut prefix = String::new();
        for depth in 1..=LEVELS {
            match self.level(&prefix, depth) {
                Some(last) if prefix.is_empty() => prefix = format!("{last}."),
                Some(last) => prefix = format!("{prefix}.{last}."),
                None => break,
            }
        }
    }

    /// Searches the text once from the start. The index of the last fragment, if there is a next
    /// level: if the last candidate could be decoded, whatever became of those before it.
    fn level(&mut self, prefix: &str, depth: usize) -> Option<usize> {
        let (mut from, mut index, mut decoded) = (Position::default(), 0, false);
        while let Some((candidate, start, end)) = self.text.find(from) {
            if self.call.undecodable.contains(candidate) {
                from = self.text.forward(from, end);
                continue;
            }
            let candidate = candidate.to_owned();
            index += 1;
            let place = Place {
                prefix: prefix.to_owned(),
                depth,
                index,
            };
            if let Some(element) = self.fragment(&candidate, &place) {
                decoded = true;
                let budget = &mut self.call.budget;
                let place_found = (from, start);
                match self.text.replace(&candidate, &element, place_found, budget) {
                    Ok(next) => from = next,
                    Err(kind) => self.report(kind, None, &place),
                }
            } else {
                decoded = false;
                from = self.text.forward(from, end);
                self.call.undecodable.insert(candidate);
            }
            if self.ended {
                return None;
            }
            if index > FRAGMENTS {
                break;
            }
        }
        decoded.then_some(index)
    }

    /// What replaces `candidate`; nothing if it cannot be decoded.
    fn fragment(&mut self, candidate: &str, place: &Place) -> Option<String> {
        let Call { utf16, budget, .. } = &mut *self.call;
        let Items { items, problems } = items(candidate, *utf16, budget);
        for (kind, member) in problems {
            self.report(kind, member, place);
        }
        if items.is_empty() {
            return None;
        }
        let element = markup(&items, place);
        let original: Arc<str> = Arc::from(candidate);
        for (_, mut record) in items {
            record.reference = place.reference();
            record.original_string = Arc::clone(&original);
            self.records.push(record);
        }
        Some(element)
    }

    fn report(&mut self, kind: ProblemKind, member: Option<String>, place: &Place) {
        self.ended |= kind.is_limit();
        self.problems.push(Problem {
            kind,
            reference: place.reference(),
            member,
        });
    }
}
