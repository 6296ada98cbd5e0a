//! A text as the original's patterns see it: one byte a character.
//!
//! The patterns tell apart ASCII characters, white space and hardly anything else, so each
//! character is folded to a one-byte *shape*: an ASCII character is itself. That makes every
//! position a character count, as in the original, and costs nothing for ASCII text.
//!
//! Four characters beyond ASCII match `[a-z]` when case is ignored (the documentation of
//! Python's `re.IGNORECASE` names them): they fold to the letters they stand for.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::python_regex::{DECIMAL, WORD};

/// The shape of white space beyond ASCII.
pub(super) const SPACE: u8 = 0x80;
/// The shape of any other character beyond ASCII.
pub(super) const OTHER: u8 = 0x81;

/// How many characters lie between two marks. A power of two.
const STRIDE: usize = 64;

/// A source text and its shapes. Positions count characters.
pub(super) struct Text<'h> {
    source: &'h str,
    shapes: Cow<'h, [u8]>,
    /// The byte offset of every `STRIDE`th character; empty for ASCII text, whose offsets are
    /// the positions.
    marks: Vec<usize>,
}

impl<'h> Text<'h> {
    pub(super) fn new(source: &'h str) -> Self {
        if source.is_ascii() {
            return Self {
                source,
                shapes: Cow::Borrowed(source.as_bytes()),
                marks: Vec::new(),
            };
        }
        let shapes = source.chars().map(shape).collect();
        let offsets = source.char_indices().step_by(STRIDE);
        Self {
            source,
            shapes: Cow::Owned(shapes),
            marks: offsets.map(|(offset, _)| offset).collect(),
        }
    }

    pub(super) fn source(&self) -> &'h str {
        self.source
    }

    pub(super) fn shapes(&self) -> &[u8] {
        &self.shapes
    }

    /// The length in characters.
    pub(super) fn len(&self) -> usize {
        self.shapes.len()
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &'h str {
        let bytes = self.byte_of(range.start)..self.byte_of(range.end);
        self.source.get(bytes).unwrap_or_default()
    }

    /// The byte offset of a position; the end of the text if the position is beyond it.
    pub(super) fn byte_of(&self, position: usize) -> usize {
        if self.marks.is_empty() {
            return position.min(self.source.len());
        }
        let Some(&mark) = self.marks.get(position / STRIDE) else {
            return self.source.len();
        };
        let after = self.source.get(mark..).unwrap_or_default();
        let offset = after.char_indices().nth(position % STRIDE);
        offset.map_or(self.source.len(), |(offset, _)| mark + offset)
    }

    /// The position of the character that starts at byte `offset`.
    pub(super) fn position_of(&self, offset: usize) -> usize {
        let after = self.marks.partition_point(|&mark| mark <= offset);
        let Some((mark, &start)) = after
            .checked_sub(1)
            .and_then(|i| self.marks.get(i).map(|m| (i, m)))
        else {
            return offset;
        };
        let between = self.source.get(start..offset).unwrap_or_default();
        mark * STRIDE + between.chars().count()
    }

    /// `\w` at a position.
    pub(super) fn is_word(&self, at: usize) -> bool {
        match self.shapes.get(at) {
            Some(&OTHER) => self.matches(&WORD_CHARACTER, at),
            Some(&shape) => shape == b'_' || shape.is_ascii_alphanumeric(),
            None => false,
        }
    }

    /// `\d` at a position.
    pub(super) fn is_decimal(&self, at: usize) -> bool {
        match self.shapes.get(at) {
            Some(&OTHER) => self.matches(&DECIMAL_DIGIT, at),
            Some(&shape) => shape.is_ascii_digit(),
            None => false,
        }
    }

    fn matches(&self, class: &Option<Regex>, at: usize) -> bool {
        let character = self.slice(at..at + 1);
        class
            .as_ref()
            .is_some_and(|class| class.is_match(character))
    }
}

// Constant patterns: a test proves that they compile.
static WORD_CHARACTER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(WORD).ok());
static DECIMAL_DIGIT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(DECIMAL).ok());

/// What Python calls white space in `\s` and `str.strip`: the Unicode property, and the four
/// information separators.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

fn shape(c: char) -> u8 {
    match c {
        '\u{130}' | '\u{131}' => b'i',
        '\u{17f}' => b's',
        '\u{212a}' => b'k',
        _ if c.is_whitespace() && !c.is_ascii() => SPACE,
        _ => u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or(OTHER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_offsets_answer_each_other() {
        for source in ["", "plain", &"aé\u{1f600}".repeat(70)] {
            let text = Text::new(source);
            for (position, (offset, c)) in source.char_indices().enumerate() {
                assert_eq!(text.byte_of(position), offset);
                assert_eq!(text.position_of(offset), position);
                assert_eq!(text.slice(position..position + 1), c.to_string());
            }
            assert_eq!(text.byte_of(text.len()), source.len());
            assert_eq!(text.byte_of(text.len() + 1000), source.len());
            assert_eq!(text.position_of(source.len()), text.len());
        }
    }

    // Python 3.11: `re.match(r"\w", c)` and `re.match(r"\d", c)` for each.
    #[test]
    fn word_characters_and_decimals_are_python_s() {
        let text = Text::new("é٣Ⅷ²\u{301}\u{203f}€");
        let words: Vec<bool> = (0..7).map(|at| text.is_word(at)).collect();
        assert_eq!(words, [true, true, true, true, false, false, false]);
        let digits: Vec<bool> = (0..7).map(|at| text.is_decimal(at)).collect();
        assert_eq!(digits, [false, true, false, false, false, false, false]);
    }
}
