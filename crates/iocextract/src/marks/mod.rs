//! The grammar of separators: a dot, an at sign or a colon, plain or defanged.
//!
//! ```text
//! dot   = "." / "[.]" "(.)" "{.}" "<.>" / the same with "," or "dot" inside
//!       / "[." ".]" "(." ".)" / ".[" label "]" / "[." label "]" / "[]" before a plain name
//!       / "\." / U+3002 U+FF0E U+FF61 / escape / SP bracketed SP         loose: " dot " / "[]"
//! at    = "@" / "[@]" "(@)" ... / "[at]" ... / "[@" "@]" ... / escape / SP bracketed SP   loose: " at "
//! colon = ":" / "[:]" "(:)" ... / escape
//! ```
//!
//! An escape is that of a percent-encoded, HTML, JSON or program text: see [`crate::escape`].

mod mark;
mod reading;

pub(crate) use self::{mark::Mark, reading::Reading};

use crate::{
    escape,
    style::Style,
    text::{byte, char_at, has_word},
};

/// Whether a dot that is not plain may stand at `at`, going by the bytes after it: most signs that
/// one begins with begin something else.
#[inline]
pub(crate) fn may_be_defanged_dot(line: &str, at: usize) -> bool {
    let next = byte(line, at + 1);
    match byte(line, at) {
        b'[' | b'(' | b'{' | b'<' => may_be_bracketed_dot(next, byte(line, at + 2)),
        b' ' => match next {
            b'[' | b'(' | b'{' | b'<' => {
                may_be_bracketed_dot(byte(line, at + 2), byte(line, at + 3))
            }
            b'd' | b'D' => matches!(byte(line, at + 2), b'o' | b'O'),
            _ => false,
        },
        b'%' => next == b'2',
        b'&' => matches!(next, b'#' | b'p' | b'P'),
        b'\\' => matches!(next, b'.' | b'x' | b'u'),
        0xe3 => next == 0x80,
        0xef => matches!(next, 0xbc | 0xbd),
        _ => false,
    }
}

/// Whether a dot in brackets may begin with these two bytes behind the bracket.
#[inline]
pub(crate) fn may_be_bracketed_dot(first: u8, second: u8) -> bool {
    match first {
        b'.' | b',' => is_word_byte(second) || matches!(second, b']' | b')' | b'}' | b'>' | b' '),
        b'd' | b'D' => matches!(second, b'o' | b'O'),
        b' ' => matches!(second, b'.' | b',' | b'd' | b'D'),
        b']' => is_word_byte(second),
        _ => false,
    }
}

/// The dot at `at`.
pub(crate) fn dot(line: &str, at: usize, reading: Reading) -> Option<Mark> {
    let first = byte(line, at);
    if first == b'.' {
        return dot_and_bracket(line, at, reading);
    }
    if !reading.defanged {
        return None;
    }
    match first {
        b'[' | b'(' | b'{' | b'<' => {
            bracketed(line, at, is_dot_sign, "dot", reading).or_else(|| lone_dot(line, at, reading))
        }
        b' ' if reading.gaps && byte(line, at + 1) == b'.' => is_word_byte(byte(line, at + 2))
            .then(|| Mark::defanged(2))
            .flatten(),
        b' ' => spaced(line, at, is_dot_sign, "dot", reading),
        b'\\' if byte(line, at + 1) == b'.' => reading
            .reads(Style::Backslash)
            .then(|| Mark::defanged(2))
            .flatten(),
        b'%' | b'&' | b'\\' => escaped(line, at, b'.', reading),
        0xe3 | 0xef if reading.reads(Style::WideStop) && is_wide_dot(char_at(line, at)) => {
            Mark::defanged(3)
        }
        _ => None,
    }
}

/// The at sign at `at`.
pub(crate) fn at_sign(line: &str, at: usize, reading: Reading) -> Option<Mark> {
    let first = byte(line, at);
    if first == b'@' {
        let closes =
            reading.reads(Style::HalfBracket) && matches!(byte(line, at + 1), b']' | b')' | b'}');
        let lone = closes && is_word_byte(byte(line, at + 2));
        return if lone { Mark::defanged(2) } else { Mark::PLAIN };
    }
    if !reading.defanged {
        return None;
    }
    match first {
        b'[' | b'(' | b'{' | b'<' => {
            let lone = reading.reads(Style::HalfBracket)
                && first != b'<'
                && byte(line, at + 1) == b'@'
                && is_word_byte(byte(line, at + 2));
            bracketed(line, at, |sign| sign == b'@', "at", reading)
                .or_else(|| lone.then(|| Mark::defanged(2)).flatten())
        }
        b' ' => spaced(line, at, |sign| sign == b'@', "at", reading),
        b'%' | b'&' | b'\\' => escaped(line, at, b'@', reading),
        _ => None,
    }
}

/// The colon at `at`.
pub(crate) fn colon(line: &str, at: usize, reading: Reading) -> Option<Mark> {
    match byte(line, at) {
        b':' => Mark::PLAIN,
        b'[' | b'(' | b'{' | b'<' if reading.reads(Style::SchemeSign) => {
            bracketed(line, at, |sign| sign == b':', "", reading)
        }
        b'&' | b'\\' if reading.defanged => escaped(line, at, b':', reading),
        _ => None,
    }
}

/// The escape of `sign` at `at`.
pub(crate) fn escaped(line: &str, at: usize, sign: u8, reading: Reading) -> Option<Mark> {
    let style = if byte(line, at) == b'%' {
        Style::Percent
    } else {
        Style::Escape
    };
    if !reading.reads(style) {
        return None;
    }
    let (found, len) = escape::read(line, at)?;
    (found == sign).then(|| Mark::defanged(len)).flatten()
}

/// The bracket that closes `open`.
pub(crate) fn closing(open: u8) -> Option<u8> {
    match open {
        b'[' => Some(b']'),
        b'(' => Some(b')'),
        b'{' => Some(b'}'),
        b'<' => Some(b'>'),
        _ => None,
    }
}

/// The dots that IDNA reads as full stops (RFC 3490, section 3.1).
pub(crate) fn is_wide_dot(c: char) -> bool {
    c != '.' && crate::suffix::is_dot(c)
}

fn is_dot_sign(sign: u8) -> bool {
    matches!(sign, b'.' | b',')
}

/// `.`, `.]`, or `.[` if a bracket closes right after the label.
fn dot_and_bracket(line: &str, at: usize, reading: Reading) -> Option<Mark> {
    match byte(line, at + 1) {
        b']' | b')' | b'}'
            if reading.reads(Style::HalfBracket) && is_word_byte(byte(line, at + 2)) =>
        {
            Mark::defanged(2)
        }
        b'[' if reading.reads(Style::HalfBracket) && closes_after_letters(line, at + 2, b']') => {
            Mark::opening()
        }
        _ => Mark::PLAIN,
    }
}

/// `[.` without its other half, or with it after the label; `[]` without its dot.
fn lone_dot(line: &str, at: usize, reading: Reading) -> Option<Mark> {
    let (open, second) = (byte(line, at), byte(line, at + 1));
    if !is_word_byte(byte(line, at + 2)) {
        return None;
    }
    match (open, second) {
        (_, b'.') if !reading.reads(Style::HalfBracket) => None,
        (b'[', b'.') if closes_after_letters(line, at + 2, b']') => Mark::opening(),
        (b'[', b'.') => Mark::defanged(2),
        // `files (.com)` names an extension.
        (b'(' | b'{', b'.') => {
            let closes =
                closing(open).is_some_and(|close| closes_after_letters(line, at + 2, close));
            (!closes).then(|| Mark::defanged(2)).flatten()
        }
        (b'[', b']') if reading.reads(Style::AnyEmptyBrackets) => Mark::defanged(2),
        (b'[', b']') if is_plain_name(line, at + 2) => reading
            .reads(Style::EmptyBrackets)
            .then(|| Mark::defanged(2))
            .flatten(),
        _ => None,
    }
}

/// Whether a top-level name stands at `at` that no program calls a variable, as in `byte[]in`.
fn is_plain_name(line: &str, at: usize) -> bool {
    let names = ["com", "net", "org", "info", "biz", "ru", "cn"];
    names
        .iter()
        .any(|name| has_word(line, at, name) && !is_word_byte(byte(line, at + name.len())))
}

/// A sign or a word in brackets, which may have spaces inside.
fn bracketed(
    line: &str,
    at: usize,
    is_sign: impl Fn(u8) -> bool,
    word: &str,
    reading: Reading,
) -> Option<Mark> {
    let close = closing(byte(line, at))?;
    let inner = skip_space(line, at + 1);
    let sign = byte(line, inner);
    let after = if is_sign(sign) && (sign == b':' || reading.reads_bracket(byte(line, at))) {
        inner + 1
    } else if !word.is_empty() && has_word(line, inner, word) && reading.reads(Style::Word) {
        inner + word.len()
    } else {
        return None;
    };
    let end = skip_space(line, after);
    (byte(line, end) == close)
        .then(|| Mark::defanged(end + 1 - at))
        .flatten()
}

/// A bracketed sign with a space on both sides; loosely the word alone.
fn spaced(
    line: &str,
    at: usize,
    is_sign: impl Fn(u8) -> bool,
    word: &str,
    reading: Reading,
) -> Option<Mark> {
    let inner = match bracketed(line, at + 1, is_sign, word, reading) {
        Some(mark) if reading.reads(Style::Spaced) => mark.len,
        None if reading.reads(Style::BareWord) && has_word(line, at + 1, word) => word.len(),
        _ => return None,
    };
    let end = at + 1 + inner;
    (byte(line, end) == b' ' && is_word_byte(byte(line, end + 1)))
        .then(|| Mark::defanged(end + 1 - at))
        .flatten()
}

fn skip_space(line: &str, at: usize) -> usize {
    at + usize::from(byte(line, at) == b' ')
}

/// Whether letters and then `close` stand at `at`. No top-level name is longer than a label.
fn closes_after_letters(line: &str, at: usize, close: u8) -> bool {
    let rest = line.as_bytes().get(at..).unwrap_or(&[]);
    let letters = rest.iter().take(64).take_while(|b| b.is_ascii_alphabetic());
    match letters.count() {
        0 => false,
        // What goes on behind the bracket is no label of its own.
        count => byte(line, at + count) == close && !is_word_byte(byte(line, at + count + 1)),
    }
}

/// Whether a word may begin or go on with `b`.
#[inline]
pub(crate) fn is_word_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b >= 0x80
}
