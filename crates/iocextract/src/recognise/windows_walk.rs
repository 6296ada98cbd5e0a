//! The walk along the names of a Windows path.

use crate::{
    byte_set::ByteSet,
    name::{is_invisible, is_label_char},
    text::{byte, char_at, char_before, run_end, slice, trimmed_end},
};

/// How far ahead a folder with spaces may end.
const FOLDER_AHEAD: usize = 64;

/// The walk along the names of a path.
pub(super) struct Walk<'l> {
    pub(super) line: &'l str,
    /// Where the quotes close, if they hold the path and nothing else.
    pub(super) close: Option<usize>,
    pub(super) quote: u8,
    pub(super) names: usize,
    pub(super) round: usize,
    pub(super) square: usize,
}

impl Walk<'_> {
    /// The end of the path whose first separator stands at `at`.
    pub(super) fn end(&mut self, at: usize) -> usize {
        let mut end = at;
        let mut at = at;
        loop {
            let slash = byte(self.line, at) == b'/';
            let separator = if slash {
                at + 1
            } else {
                run_end(self.line, at, |b| b == b'\\')
            };
            let limit = if self.names == 0 { 4 } else { 2 };
            if separator == at || separator - at > limit || self.is_closed(separator) {
                return end;
            }
            let name_end = self.name_end(separator);
            if name_end == separator {
                return if self.names > 0 { separator } else { end };
            }
            self.names += 1;
            (at, end) = (name_end, name_end);
            let slash = byte(self.line, at) == b'/';
            if slash && has_extension(slice(self.line, separator, name_end)) {
                return end;
            }
        }
    }

    fn is_closed(&self, at: usize) -> bool {
        self.close.is_some_and(|close| at > close)
    }

    /// Where the name that starts at `start` ends.
    fn name_end(&mut self, start: usize) -> usize {
        let mut at = start;
        if self.names == 0
            && byte(self.line, at).is_ascii_alphabetic()
            && byte(self.line, at + 1) == b':'
        {
            // The drive after a device prefix.
            at += 2;
        }
        loop {
            at = match self.close {
                Some(close) => run_end(self.line, at, is_plain_in_quotes).min(close.max(at)),
                None => run_end(self.line, at, is_plain),
            };
            let c = char_at(self.line, at);
            let goes_on = match self.close {
                Some(close) => at < close && !is_forbidden(c) && c != '\\' && c != '/',
                None => self.goes_on(start, at, c),
            };
            if !goes_on {
                break;
            }
            at += c.len_utf8();
        }
        if self.close == Some(at) {
            return at;
        }
        if matches!(byte(self.line, at), b'\\' | b'/') {
            return at;
        }
        trimmed_end(self.line, start, at, |b| {
            matches!(b, b'.' | b'!' | b'\'' | b' ')
        })
    }

    /// Whether `c` at `at` is part of the unquoted name that starts at `start`.
    fn goes_on(&mut self, start: usize, at: usize, c: char) -> bool {
        match c {
            '\\' | '/' | ',' | ';' | '&' | '`' => false,
            ' ' => goes_on_after_space(self.line, start, at),
            '\'' => {
                self.quote != b'\''
                    && is_word(char_before(self.line, at))
                    && is_word(char_at(self.line, at + 1))
            }
            '(' => {
                self.round += 1;
                true
            }
            '[' => {
                self.square += 1;
                true
            }
            ')' => take(&mut self.round),
            ']' => take(&mut self.square),
            _ => !is_forbidden(c),
        }
    }
}

/// ASCII characters that any name goes on with, whatever stands around them.
fn is_plain(b: u8) -> bool {
    const PLAIN: ByteSet = ByteSet::ALPHANUMERIC.with(b"_-.~$@+=");
    PLAIN.contains(b)
}

/// ASCII characters that a name in quotes goes on with.
fn is_plain_in_quotes(b: u8) -> bool {
    const PLAIN: ByteSet = ByteSet::of(b"")
        .with_range(b' ', b'~')
        .without(b"\"<>|*?:\\/");
    PLAIN.contains(b)
}

fn take(depth: &mut usize) -> bool {
    let opened = *depth > 0;
    *depth = depth.saturating_sub(1);
    opened
}

/// Whether a folder's name goes on after the space at `at`: a backslash must follow soon, and
/// what stands before it must be words.
fn goes_on_after_space(line: &str, start: usize, at: usize) -> bool {
    if has_extension(slice(line, start, at)) {
        return false;
    }
    let rest = line.as_bytes().get(at..).unwrap_or(&[]);
    let ahead = rest.iter().take(FOLDER_AHEAD);
    /// What no folder's name has, or a path in text.
    const ENDS: ByteSet = ByteSet::of(b"\\/\"<>|*?:;,=&'`%$").with_range(0, b' ' - 1);
    let Some(length) = ahead.copied().position(|b| ENDS.contains(b)) else {
        return false;
    };
    if byte(line, at + length) != b'\\' {
        return false;
    }
    let words = rest.get(..length).unwrap_or(&[]);
    let odd = words
        .windows(2)
        .any(|pair| matches!(pair, [b' ', b'-' | b' ' | b'.']));
    let last = words.last().copied().unwrap_or(b' ');
    !odd && !matches!(last, b' ' | b'.')
}

/// Whether a name ends with a dot and two to four letters or digits, a letter first.
fn has_extension(name: &str) -> bool {
    let mut end = name.bytes().rev().take(6);
    let length = end
        .by_ref()
        .position(|b| !b.is_ascii_alphanumeric())
        .unwrap_or(0);
    let dot = name.len().saturating_sub(length + 1);
    matches!(length, 2..=4)
        && dot > 0
        && byte(name, dot) == b'.'
        && byte(name, dot + 1).is_ascii_alphabetic()
}

/// Characters that no name has, or that no name has in text.
fn is_forbidden(c: char) -> bool {
    if c.is_ascii() {
        return c < ' ' || matches!(c, '"' | '<' | '>' | '|' | '*' | '?' | ':' | '\u{7f}');
    }
    is_invisible(c) || !(is_label_char(c) || matches!(c, '\u{a0}'..='\u{ff}'))
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
