//! The header and the body of a YARA rule: literals, comments and words, to the brace that closes it.

use memchr::memmem;

use crate::text::{byte, byte_before, head, run_end, slice, tail};

/// Where the body opens after `rule NAME : TAGS {`.
pub(super) fn header_end(text: &str, keyword: usize) -> Option<usize> {
    let after = keyword + "rule".len();
    let name = space_end(text, after);
    if is_word(byte_before(text, keyword)) || name == after {
        return None;
    }
    let name_end = word_end(text, name);
    let mut at = space_end(text, name_end);
    if byte(text, at) == b':' {
        at = tags_end(text, at + 1)?;
    }
    (byte(text, at) == b'{' && name_end > name).then_some(at + 1)
}

/// The end of the tags that stand at `at`; the keyword is none of them.
fn tags_end(text: &str, at: usize) -> Option<usize> {
    let mut at = space_end(text, at);
    loop {
        let end = word_end(text, at);
        if end == at {
            return Some(at);
        }
        if slice(text, at, end) == "rule" {
            return None;
        }
        at = space_end(text, end);
    }
}

/// The walk through the body of a rule.
pub(super) struct Body<'t> {
    text: &'t str,
    at: usize,
    condition: bool,
}

impl<'t> Body<'t> {
    /// The body that opens before `at`.
    pub(super) fn new(text: &'t str, at: usize) -> Body<'t> {
        Body {
            text,
            at,
            condition: false,
        }
    }

    /// The end of the rule past its brace, or where it turned out to be none.
    pub(super) fn read(mut self) -> Result<usize, usize> {
        let mut depth = 1_usize;
        while self.at < self.text.len() {
            match byte(self.text, self.at) {
                b'{' => depth += 1,
                b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += 1;
                        return if self.condition {
                            Ok(self.at)
                        } else {
                            Err(self.at)
                        };
                    }
                }
                b'"' => self.literal(b'"')?,
                b'/' => self.slash()?,
                b if is_word(b) => {
                    self.word()?;
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
        Err(self.at)
    }

    fn word(&mut self) -> Result<(), usize> {
        let start = self.at;
        self.at = word_end(self.text, start);
        let word = slice(self.text, start, self.at);
        let named = matches!(
            byte_before(self.text, start),
            b'$' | b'#' | b'@' | b'!' | b'.'
        );
        if word == "rule" && !named && header_end(self.text, start).is_some() {
            return Err(start);
        }
        let colon = || byte(self.text, space_end(self.text, self.at)) == b':';
        self.condition |= word == "condition" && colon();
        Ok(())
    }

    /// Goes to the quote or slash that closes a literal of one line.
    fn literal(&mut self, close: u8) -> Result<(), usize> {
        loop {
            self.at += 1;
            match byte(self.text, self.at) {
                b'\\' if byte(self.text, self.at + 1) != b'\n' => self.at += 1,
                b'\n' => return Err(self.at.min(self.text.len())),
                b if b == close => return Ok(()),
                _ => {}
            }
        }
    }

    /// Goes over a comment, or over a regular expression where a value stands; a slash elsewhere
    /// divides.
    fn slash(&mut self) -> Result<(), usize> {
        let rest = tail(self.text, self.at + 2).as_bytes();
        match byte(self.text, self.at + 1) {
            b'/' => {
                let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                self.at += 1 + end;
            }
            b'*' => {
                let end = memmem::find(rest, b"*/").ok_or(self.text.len())?;
                self.at += 3 + end;
            }
            _ if self.is_value() => self.literal(b'/')?,
            _ => {}
        }
        Ok(())
    }

    /// Whether a value stands at the slash: after `=`, `matches`, a bracket or a comma.
    fn is_value(&self) -> bool {
        let before = head(self.text, self.at).trim_end();
        before.ends_with(['=', '(', ',']) || before.ends_with("matches")
    }
}

fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

fn word_end(text: &str, at: usize) -> usize {
    run_end(text, at, is_word)
}

fn space_end(text: &str, at: usize) -> usize {
    run_end(text, at, |b| b.is_ascii_whitespace())
}
