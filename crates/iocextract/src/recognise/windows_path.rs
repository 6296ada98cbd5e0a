//! Windows paths: from a drive, a server, a device, a variable, or dots.
//!
//! Backslashes may be doubled, as they are inside JSON and program text. A quoted path goes to the
//! quote. An unquoted one goes over a space only where a folder goes on after it, and ends where
//! a name has its extension.

use crate::{
    candidate::Candidate,
    flags::Flags,
    kind::Kind,
    recognise::quoted,
    recognise::scan::Scanner,
    recognise::windows_walk::{Walk, is_word},
    text::{byte, byte_before, char_before, run_end, run_start, slice},
};

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
