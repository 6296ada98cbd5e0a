//! A pattern, read character by character.

use std::iter::Peekable;
use std::str::Chars;

/// What is left of a pattern.
pub(super) struct Reader<'p> {
    chars: Peekable<Chars<'p>>,
    at: usize,
}

impl<'p> Reader<'p> {
    pub(super) fn new(pattern: &'p str) -> Self {
        Self {
            chars: pattern.chars().peekable(),
            at: 0,
        }
    }

    /// How many characters have been read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.chars.next()?;
        self.at += 1;
        Some(c)
    }

    pub(super) fn peek(&mut self) -> Option<char> {
        self.chars.peek().copied()
    }

    /// Reads `c` if it is next.
    pub(super) fn take(&mut self, c: char) -> bool {
        self.peek() == Some(c) && self.next().is_some()
    }

    /// Whether a hyphen is next that is not the last of its class.
    pub(super) fn starts_range(&mut self) -> bool {
        let mut ahead = self.chars.clone();
        ahead.next() == Some('-') && ahead.next() != Some(']')
    }

    /// Reads up to `end`, and `end`; `None` if it does not come.
    pub(super) fn until(&mut self, end: char) -> Option<String> {
        let mut read = String::new();
        loop {
            match self.next()? {
                c if c == end => return Some(read),
                c => read.push(c),
            }
        }
    }

    /// A counted repetition whose brace has been read; nothing is read if it is none.
    pub(super) fn counts(&mut self) -> Option<(String, String)> {
        let mut ahead = Self {
            chars: self.chars.clone(),
            at: self.at,
        };
        let least = ahead.digits();
        let most = if ahead.take(',') {
            ahead.digits()
        } else {
            least.clone()
        };
        let is_empty = ahead.at == self.at;
        if is_empty || !ahead.take('}') {
            return None;
        }
        *self = ahead;
        Some((least, most))
    }

    fn digits(&mut self) -> String {
        let mut digits = String::new();
        while let Some(digit) = self.peek().filter(char::is_ascii_digit) {
            self.next();
            digits.push(digit);
        }
        digits
    }
}
