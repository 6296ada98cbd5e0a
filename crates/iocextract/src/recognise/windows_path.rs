//! Windows paths: from a drive, a server, a device, a variable, or dots.
//!
//! Backslashes may be doubled, as they are inside JSON and program text. A quoted path goes to the
//! quote. An unquoted one goes over a space only where a folder goes on after it, and ends where
//! a name has its extension.

use crate::{
    byte_set::ByteSet,
    candidate::Candidate,
    flags::Flags,
    kind::Kind,
    name::{is_invisible, is_label_char},
    recognise::quoted,
    recognise::scan::Scanner,
    text::{byte, byte_before, char_at, char_before, run_end, run_start, slice, trimmed_end},
};

/// How far ahead a folder with spaces may end.
const FOLDER_AHEAD: usize = 64;

/// The longest name of a variable that is looked for.
const LONGEST_VARIABLE: usize = 32;

/// Judges the path whose drive's colon stands at `at`.
#[inline]
pub(crate) fn scan_drive(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let separator = match byte(line, at + 1) {
        b'\\' => true,
        b'/' => byte(line, at + 2) != b'/',
        _ => false,
    };
    if !separator || scanner.is_taken(at) || !byte_before(line, at).is_ascii_alphabetic() {
        return;
    }
    let start = at - 1;
    if !is_word(char_before(line, start)) && !is_flag(line, start) {
        report(scanner, start, at + 1, 1);
    }
}

/// Judges the path whose first backslash stands at `at`.
pub(crate) fn scan_backslash(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    if scanner.is_taken(at) || at < scanner.backslashes_end {
        return;
    }
    let end = run_end(line, at, |b| b == b'\\');
    scanner.backslashes_end = end;
    let before = char_before(line, at);
    if before == '.' {
        dotted(scanner, at);
    } else if before == '%' {
        variable(scanner, at);
    } else if !is_word(before) && !matches!(before, ')' | '}' | ']' | '*' | '+' | '?' | '/') {
        rooted(scanner, at, end - at);
    }
}

/// `.\a` and `..\a`.
fn dotted(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let start = run_start(line, at, 3, |b| b == b'.');
    let before = char_before(line, start);
    if at - start <= 2 && !is_word(before) && !matches!(before, '\\' | '/' | ']' | ')' | '*') {
        report(scanner, start, at, 1);
    }
}

/// `%APPDATA%\a`.
fn variable(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let named = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'(' | b')');
    let name = run_start(line, at - 1, LONGEST_VARIABLE, named);
    let long = at - 1 - name >= 2;
    if long && name > 0 && byte_before(line, name) == b'%' && byte_before(line, name - 1) != b'\\' {
        report(scanner, name - 1, at, 1);
    }
}

/// `\\server\share`, `\\?\C:\a`, `\??\C:\a` and `\Windows\a`, with single or doubled backslashes.
fn rooted(scanner: &mut Scanner<'_, '_>, at: usize, backslashes: usize) {
    let line = scanner.line;
    let after = at + backslashes;
    let device = match (backslashes, byte(line, after), byte(line, after + 1)) {
        (2 | 4, b'?' | b'.', b'\\') => Some(after + 1),
        (1 | 2, b'?', b'?') if byte(line, after + 2) == b'\\' => Some(after + 2),
        _ => None,
    };
    if let Some(next) = device {
        report(scanner, at, next, 1);
        return;
    }
    let server = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'$' | b'-' | b'@');
    let first_end = run_end(line, after, server);
    let share = byte(line, first_end) == b'\\' && first_end - after >= 2;
    let preceded_by_scheme = char_before(line, at) == ':' && is_word(char_before(line, at - 1));
    let single = backslashes == 1
        && byte(line, first_end + 1) != b'\\'
        && !is_code(slice(line, after, first_end));
    if share && !preceded_by_scheme && (matches!(backslashes, 2 | 4) || single) {
        report(scanner, at, at, 2);
    }
}

/// Whether a name after one backslash is an escape of program text (`x41`, `u0041`) or a font of
/// `roff` (`fB`, `fI`, `fR`).
fn is_code(name: &str) -> bool {
    let hex = |digits: Option<&str>| {
        digits.is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    let font = name.starts_with('f') && name.get(1..2).is_some_and(|it| "BIRP".contains(it));
    font || match name.as_bytes().first() {
        Some(b'x') => hex(name.get(1..3)),
        Some(b'u') => hex(name.get(1..5)),
        _ => false,
    }
}

/// Whether the letter at `start` is a flag of a regular expression, as in `(?i:\d)` or `(?-u:\b)`.
fn is_flag(line: &str, start: usize) -> bool {
    match byte_before(line, start) {
        b'?' => true,
        b'-' => start > 1 && byte_before(line, start - 1) == b'?',
        _ => false,
    }
}

/// Walks from the separator at `next`, and reports the path if it has enough names.
fn report(scanner: &mut Scanner<'_, '_>, start: usize, next: usize, names: usize) {
    let line = scanner.line;
    let close = quoted::end(line, start, scanner.options);
    let mut walk = Walk {
        line,
        close,
        quote: byte_before(line, start),
        names: 0,
        round: 0,
        square: 0,
    };
    let end = walk.end(next);
    // What was walked over is judged, found or not.
    scanner.backslashes_end = scanner.backslashes_end.max(end);
    if walk.names >= names {
        scanner.path_end = end;
        scanner.report(Candidate::new(Kind::WindowsPath, start, end, Flags::NONE));
    }
}

/// The walk along the names of a path.
struct Walk<'l> {
    line: &'l str,
    /// Where the quotes close, if they hold the path and nothing else.
    close: Option<usize>,
    quote: u8,
    names: usize,
    round: usize,
    square: usize,
}

impl Walk<'_> {
    /// The end of the path whose first separator stands at `at`.
    fn end(&mut self, at: usize) -> usize {
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
            if has_extension(slice(self.line, separator, name_end)) && byte(self.line, at) == b'/' {
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

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
