//! [`Text`]: what is rewritten, and where the search in it stands.

use memchr::memmem;

use super::budget::Budget;
use super::candidate;
use super::problem::ProblemKind;

/// A text in which candidates are replaced.
#[derive(Debug)]
pub(super) struct Text {
    text: String,
    ascii: bool,
}

/// Where the search goes on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Position {
    /// The original counts characters.
    char: usize,
    byte: usize,
    /// Between `byte` and here there is no candidate: it has been looked at.
    clean: usize,
}

impl Text {
    pub(super) fn new(text: &str) -> Text {
        Text {
            text: text.to_owned(),
            ascii: text.is_ascii(),
        }
    }

    pub(super) fn into_string(self) -> String {
        self.text
    }

    /// The next candidate and its byte range.
    pub(super) fn find(&self, from: Position) -> Option<(&str, usize, usize)> {
        let (start, end) = candidate::find(&self.text, from.byte.max(from.clean))?;
        Some((self.text.get(start..end)?, start, end))
    }

    /// Puts `element` in every place of `candidate`, not only in the one at `start` that was found,
    /// and goes on as if the match had begun where the search did: so does the original.
    pub(super) fn replace(
        &mut self,
        candidate: &str,
        element: &str,
        (from, start): (Position, usize),
        budget: &mut Budget,
    ) -> Result<Position, ProblemKind> {
        if !budget.scan(self.text.len()) {
            return Err(ProblemKind::ScannedBytes);
        }
        let places = memmem::find_iter(self.text.as_bytes(), candidate);
        let places: Vec<usize> = places.collect();
        let growth = element.len().saturating_sub(candidate.len());
        if !budget.grow(growth.saturating_mul(places.len())) {
            return Err(ProblemKind::OutputBytes);
        }
        if let [place] = *places {
            // The place of one string in another lies between characters.
            self.text
                .replace_range(place..place + candidate.len(), element);
        } else {
            self.text = self.text.replace(candidate, element);
        }
        self.ascii &= element.is_ascii();
        // What lies between the old position and the match has no candidate in it, and is as it was
        // if nothing before it was replaced. Without this, each search would run over it again.
        let unchanged = start > from.byte && places.first() == Some(&start);
        let clean = if unchanged { start } else { 0 };
        Ok(self.position(from.char + element.chars().count(), clean))
    }

    /// The later position at byte `end`.
    pub(super) fn forward(&self, from: Position, end: usize) -> Position {
        let skipped = self.text.get(from.byte..end).unwrap_or_default();
        Position {
            char: from.char + skipped.chars().count(),
            byte: end,
            clean: end,
        }
    }

    fn position(&self, char: usize, clean: usize) -> Position {
        let byte = if self.ascii {
            char.min(self.text.len())
        } else {
            let mut chars = self.text.chars();
            if let Some(last) = char.checked_sub(1) {
                chars.nth(last);
            }
            self.text.len() - chars.as_str().len()
        };
        Position { char, byte, clean }
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, Position, Text};

    #[test]
    fn the_search_goes_on_inside_what_was_put_in() {
        let candidate = "c".repeat(32);
        let mut text = Text::new(&format!("ä {candidate} {candidate}"));
        let (_, start, _) = text.find(Position::default()).unwrap();
        let from = (Position::default(), start);
        let mut budget = Budget::new();
        let position = text.replace(&candidate, "<é>", from, &mut budget).unwrap();
        assert_eq!(text.text, "ä <é> <é>");
        assert_eq!((position.char, position.byte), (3, 4));
    }
}
