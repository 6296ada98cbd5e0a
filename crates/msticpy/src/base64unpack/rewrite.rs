//! The driver: replaces candidates in the text, then searches what that made, level by level.

use std::collections::HashSet;
use std::sync::Arc;

use super::Unpacked;
use super::budget::{Budget, MAX_OUTPUT_BYTES};
use super::candidate;
use super::items::{Items, items};
use super::markup::{Place, markup};
use super::problem::{Problem, ProblemKind};

/// Levels that are searched: the first and twenty more.
const LEVELS: usize = 21;
/// A level ends after the candidate that exceeds this.
const FRAGMENTS: usize = 50;

/// Everything that the original's `unpack` does with a text.
pub(super) fn rewrite(input: &str, utf16: bool) -> Unpacked {
    let mut state = State {
        result: Unpacked {
            output: input.to_owned(),
            ..Unpacked::default()
        },
        undecodable: HashSet::new(),
        budget: Budget::new(),
        utf16,
    };
    let mut prefix = String::new();
    for depth in 1..=LEVELS {
        match state.level(&prefix, depth) {
            Some(last) if prefix.is_empty() => prefix = format!("{last}."),
            Some(last) => prefix = format!("{prefix}.{last}."),
            None => break,
        }
    }
    state.result
}

struct State {
    result: Unpacked,
    /// What looked like Base64 and was not. The original keeps it for the life of the process.
    undecodable: HashSet<String>,
    budget: Budget,
    utf16: bool,
}

impl State {
    /// Searches the text once from the start. The index of the last fragment, if there is a next
    /// level: if the last candidate could be decoded, whatever became of those before it.
    fn level(&mut self, prefix: &str, depth: usize) -> Option<usize> {
        let (mut from, mut index, mut decoded) = (Position::default(), 0, false);
        while let Some((start, end)) = candidate::find(&self.result.output, from.byte) {
            let candidate = self.result.output.get(start..end)?.to_owned();
            if self.undecodable.contains(&candidate) {
                from = from.forward(&self.result.output, end);
                continue;
            }
            index += 1;
            let place = Place {
                prefix: prefix.to_owned(),
                depth,
                index,
            };
            match self.fragment(&candidate, &place) {
                Fragment::Decoded(length) => {
                    decoded = true;
                    // As if the match had begun where the search did.
                    from = Position::of(&self.result.output, from.char + length);
                }
                Fragment::Undecodable => {
                    decoded = false;
                    from = from.forward(&self.result.output, end);
                    self.undecodable.insert(candidate);
                }
                Fragment::Exhausted => return None,
            }
            if index > FRAGMENTS {
                break;
            }
        }
        decoded.then_some(index)
    }

    fn fragment(&mut self, candidate: &str, place: &Place) -> Fragment {
        let Items { items, problems } = items(candidate, self.utf16, &mut self.budget);
        let exhausted = problems
            .iter()
            .any(|(kind, _)| *kind == ProblemKind::DecodedBytes);
        for (kind, member) in problems {
            self.report(kind, member, place);
        }
        if items.is_empty() {
            return if exhausted {
                Fragment::Exhausted
            } else {
                Fragment::Undecodable
            };
        }
        let element = markup(&items, place);
        let original: Arc<str> = Arc::from(candidate);
        for (_, mut record) in items {
            record.reference = place.reference();
            record.original_string = Arc::clone(&original);
            self.result.records.push(record);
        }
        // Every occurrence is replaced, not only the one that was found.
        let output = &self.result.output;
        let occurrences = output.matches(candidate).count();
        let growth = occurrences.saturating_mul(element.len().saturating_sub(candidate.len()));
        if output.len().saturating_add(growth) > MAX_OUTPUT_BYTES {
            self.report(ProblemKind::OutputBytes, None, place);
            return Fragment::Exhausted;
        }
        self.result.output = output.replace(candidate, &element);
        if exhausted {
            Fragment::Exhausted
        } else {
            Fragment::Decoded(element.chars().count())
        }
    }

    fn report(&mut self, kind: ProblemKind, member: Option<String>, place: &Place) {
        let reference = place.reference();
        self.result.problems.push(Problem {
            kind,
            reference,
            member,
        });
    }
}

enum Fragment {
    /// Replaced by an element of so many characters.
    Decoded(usize),
    Undecodable,
    /// A limit bit; nothing more is decoded.
    Exhausted,
}

/// A place in the text; the original counts characters.
#[derive(Clone, Copy, Debug, Default)]
struct Position {
    char: usize,
    byte: usize,
}

impl Position {
    fn of(text: &str, char: usize) -> Position {
        let byte = text
            .char_indices()
            .nth(char)
            .map_or(text.len(), |(byte, _)| byte);
        Position { char, byte }
    }

    /// The later place at byte `end`.
    fn forward(self, text: &str, end: usize) -> Position {
        let skipped = text
            .get(self.byte..end)
            .map_or(0, |skipped| skipped.chars().count());
        Position {
            char: self.char + skipped,
            byte: end,
        }
    }
}
