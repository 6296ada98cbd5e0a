//! From Python's syntax to that of the crate `regex`, in one pass without recursion.
//!
//! What the two read alike is copied; what they read differently is written out; what only a
//! backtracking engine can do is refused.

use super::super::error::Error;
use super::class::class;
use super::escape::{Escape, escape};
use super::reader::Reader;

/// Translates a whole pattern.
pub(super) fn translate(pattern: &str) -> Result<String, Error> {
    let mut translator = Translator {
        reader: Reader::new(pattern),
        // `MULTILINE` cannot be turned off, `IGNORECASE` can.
        out: String::from("(?im)"),
        flags: Flags {
            ignore_case: true,
            verbose: true,
            dot_all: false,
        },
        groups: Vec::new(),
        last: Last::Nothing,
    };
    translator.run()?;
    Ok(translator.out)
}

/// Writes a character that stands for itself, in a class or outside.
pub(super) fn push_char(c: char, out: &mut String) {
    if c.is_ascii_alphanumeric() {
        out.push(c);
    } else {
        out.push_str(&format!(r"\x{{{:x}}}", u32::from(c)));
    }
}

#[derive(Clone, Copy)]
struct Flags {
    ignore_case: bool,
    verbose: bool,
    dot_all: bool,
}

/// What a quantifier would apply to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Item,
    Quantified,
}

struct Translator<'p> {
    reader: Reader<'p>,
    out: String,
    flags: Flags,
    /// The flags outside each open group.
    groups: Vec<Flags>,
    last: Last,
}

impl Translator<'_> {
    fn run(&mut self) -> Result<(), Error> {
        while let Some(c) = self.reader.next() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' if self.flags.verbose => {}
                '#' if self.flags.verbose => {
                    self.reader.until('\n');
                }
                '(' => self.open()?,
                ')' => self.close()?,
                '|' => {
                    self.out.push('|');
                    self.last = Last::Nothing;
                }
                '*' | '+' | '?' => self.quantifier(c.encode_utf8(&mut [0; 4]))?,
                '{' => self.brace()?,
                _ => self.item(c)?,
            }
        }
        match self.groups.is_empty() {
            true => Ok(()),
            false => Err(self.syntax("a group without an end")),
        }
    }

    fn item(&mut self, c: char) -> Result<(), Error> {
        self.last = Last::Item;
        match c {
            '[' => return class(&mut self.reader, self.flags.ignore_case, &mut self.out),
            '.' if self.flags.dot_all => self.out.push_str("(?s:.)"),
            '.' => self.out.push_str(r"[^\n]"),
            '^' | '$' => {
                self.out.push(c);
                self.last = Last::Nothing;
            }
            '\\' => match escape(&mut self.reader, false)? {
                Escape::Char(c) => self.literal(c),
                Escape::Class(class) => self.out.push_str(&class),
                Escape::Assertion(assertion) => {
                    self.out.push_str(assertion);
                    self.last = Last::Nothing;
                }
            },
            _ => self.literal(c),
        }
        Ok(())
    }

    fn literal(&mut self, c: char) {
        self.last = Last::Item;
        match c {
            'i' | 'I' | '\u{130}' | '\u{131}' if self.flags.ignore_case => {
                self.out.push_str("[iI\u{130}\u{131}]");
            }
            _ => push_char(c, &mut self.out),
        }
    }

    fn brace(&mut self) -> Result<(), Error> {
        let Some((least, most)) = self.reader.counts() else {
            self.literal('{');
            return Ok(());
        };
        let least = if least.is_empty() { "0" } else { &least };
        if !most.is_empty() && number(least) > number(&most) {
            return Err(self.syntax("a repetition whose least count is above its most"));
        }
        self.quantifier(&format!("{{{least},{most}}}"))
    }

    fn quantifier(&mut self, quantifier: &str) -> Result<(), Error> {
        match self.last {
            Last::Nothing => return Err(self.syntax("nothing to repeat")),
            Last::Quantified => return Err(self.syntax("a repetition of a repetition")),
            Last::Item => self.last = Last::Quantified,
        }
        self.out.push_str(quantifier);
        if self.reader.take('?') {
            self.out.push('?');
        } else if self.reader.take('+') {
            return Err(self.unsupported("a possessive repetition"));
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Error> {
        let outside = self.groups.pop();
        self.flags = outside.ok_or_else(|| self.syntax("an end without a group"))?;
        self.out.push(')');
        self.last = Last::Item;
        Ok(())
    }

    fn open(&mut self) -> Result<(), Error> {
        if !self.reader.take('?') {
            self.enter("(", self.flags);
            return Ok(());
        }
        match self.reader.next() {
            Some(':') => self.enter("(?:", self.flags),
            Some('#') => {
                let end = self.reader.until(')');
                end.ok_or_else(|| self.syntax("a comment without an end"))?;
            }
            Some('P') => self.named()?,
            Some('=' | '!' | '<') => return Err(self.unsupported("a look-around")),
            Some('>') => return Err(self.unsupported("an atomic group")),
            Some('(') => return Err(self.unsupported("a conditional group")),
            Some(c) => self.with_flags(c)?,
            None => return Err(self.syntax("a group without an end")),
        }
        Ok(())
    }

    fn enter(&mut self, opening: &str, inside: Flags) {
        self.groups.push(self.flags);
        self.flags = inside;
        self.out.push_str(opening);
        self.last = Last::Nothing;
    }

    /// `(?P<name>` or `(?P=name)`.
    fn named(&mut self) -> Result<(), Error> {
        if self.reader.take('=') {
            return Err(self.unsupported("a back-reference"));
        }
        let name = match self.reader.take('<') {
            true => self.reader.until('>'),
            false => None,
        };
        let is_start = |c: char| c.is_alphabetic() || c == '_';
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        match name {
            Some(name) if name.starts_with(is_start) && name.chars().all(is_part) => {
                self.enter(&format!("(?P<{name}>"), self.flags);
                Ok(())
            }
            _ => Err(self.syntax("a bad name of a group")),
        }
    }

    /// `(?flags)`, at the start of the pattern only, or `(?flags-flags:`; `c` is read already.
    fn with_flags(&mut self, c: char) -> Result<(), Error> {
        let is_start = self.reader.at() == 3;
        let mut flags = self.flags;
        let mut on = true;
        let mut next = Some(c);
        loop {
            match next {
                Some('i') => flags.ignore_case = on,
                Some('x') => flags.verbose = on,
                Some('s') => flags.dot_all = on,
                Some('m' | 'u') if on => {}
                Some('m') => return Err(self.unsupported("a pattern of single lines")),
                Some('a') if on => return Err(self.unsupported("matching of ASCII alone")),
                Some('-') if on => on = false,
                Some(':') => break,
                Some(')') if on && is_start => {
                    self.flags = flags;
                    return Ok(());
                }
                _ => return Err(self.syntax("unknown flags")),
            }
            next = self.reader.next();
        }
        let case = if flags.ignore_case { "(?i:" } else { "(?-i:" };
        self.enter(case, flags);
        Ok(())
    }

    fn syntax(&self, reason: &'static str) -> Error {
        Error::Syntax {
            reason,
            at: self.reader.at(),
        }
    }

    fn unsupported(&self, what: &'static str) -> Error {
        Error::Unsupported {
            what,
            at: self.reader.at(),
        }
    }
}

/// Counts beyond any that the engine takes are all alike.
fn number(digits: &str) -> u64 {
    digits.parse().unwrap_or(u64::MAX)
}
