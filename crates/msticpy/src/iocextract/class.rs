//! Character classes over the one-byte shapes of [`Text`](super::text::Text).

use super::text::{OTHER, SPACE};

/// A set of shapes: the 128 ASCII characters, [`SPACE`] and [`OTHER`].
#[derive(Clone, Copy)]
pub(super) struct Class {
    ascii: u128,
    space: bool,
    other: bool,
}

impl Class {
    pub(super) const NONE: Self = Self {
        ascii: 0,
        space: false,
        other: false,
    };
    pub(super) const DIGITS: Self = Self::NONE.range(b'0', b'9');
    pub(super) const LETTERS: Self = Self::NONE.range(b'a', b'z').range(b'A', b'Z');
    pub(super) const ALNUM: Self = Self::LETTERS.range(b'0', b'9');
    pub(super) const HEX: Self = Self::DIGITS.range(b'a', b'f').range(b'A', b'F');

    /// The ASCII characters of `bytes` as well.
    pub(super) const fn with(mut self, bytes: &[u8]) -> Self {
        let mut rest = bytes;
        while let Some((&byte, tail)) = rest.split_first() {
            self.ascii |= 1 << byte;
            rest = tail;
        }
        self
    }

    /// The ASCII characters from `first` to `last` as well.
    pub(super) const fn range(mut self, first: u8, last: u8) -> Self {
        let mut byte = first;
        while byte <= last {
            self.ascii |= 1 << byte;
            byte += 1;
        }
        self
    }

    /// `[^…]` of ASCII characters: everything else, beyond ASCII too.
    pub(super) const fn all_but(bytes: &[u8]) -> Self {
        Self {
            ascii: !Self::NONE.with(bytes).ascii,
            space: true,
            other: true,
        }
    }

    /// Without the white space beyond ASCII.
    pub(super) const fn but_spaces(mut self) -> Self {
        self.space = false;
        self
    }

    pub(super) const fn has(&self, shape: u8) -> bool {
        match shape {
            0..128 => self.ascii >> shape & 1 == 1,
            SPACE => self.space,
            OTHER => self.other,
            _ => false,
        }
    }

    /// Whether there is a character of this class at `at`.
    pub(super) fn holds(&self, shapes: &[u8], at: usize) -> bool {
        shapes.get(at).is_some_and(|&shape| self.has(shape))
    }

    /// Where the run of this class that starts at `from` ends.
    pub(super) fn end_of_run(&self, shapes: &[u8], from: usize) -> usize {
        let run = shapes.iter().skip(from);
        from + run.take_while(|&&shape| self.has(shape)).count()
    }

    /// The same, at most `most` characters on.
    pub(super) fn end_of_run_within(&self, shapes: &[u8], from: usize, most: usize) -> usize {
        let run = shapes.iter().skip(from).take(most);
        from + run.take_while(|&&shape| self.has(shape)).count()
    }

    /// Where the run of this class that ends at `end` starts, not before `floor`.
    pub(super) fn start_of_run(&self, shapes: &[u8], floor: usize, end: usize) -> usize {
        let before = shapes.get(floor..end).unwrap_or_default();
        let run = before.iter().rev();
        end - run.take_while(|&&shape| self.has(shape)).count()
    }
}
