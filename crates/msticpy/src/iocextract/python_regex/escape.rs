//! What a backslash starts.

use super::super::error::Error;
use super::reader::Reader;
use super::{DECIMAL, SPACE, WORD};

/// An escape sequence.
pub(super) enum Escape {
    Char(char),
    /// A class in the syntax of `regex`, brackets included.
    Class(String),
    /// An assertion in the syntax of `regex`.
    Assertion(&'static str),
}

/// Reads an escape sequence; its backslash, at `at`, has been read.
pub(super) fn escape(reader: &mut Reader<'_>, in_class: bool) -> Result<Escape, Error> {
    let at = reader.at() - 1;
    let Some(c) = reader.next() else {
        return Err(Error::Syntax {
            reason: "a backslash at the end",
            at,
        });
    };
    if let Some(class) = class(c) {
        return Ok(Escape::Class(class));
    }
    if let Some(assertion) = assertion(c).filter(|_| !in_class) {
        return Ok(Escape::Assertion(assertion));
    }
    let control = match c {
        'a' => '\u{7}',
        'b' if in_class => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        'x' => hexadecimal(reader, 2, at)?,
        'u' => hexadecimal(reader, 4, at)?,
        'U' => hexadecimal(reader, 8, at)?,
        '0'..='9' => octal(reader, c, in_class, at)?,
        'N' => {
            let what = "a character by its name";
            return Err(Error::Unsupported { what, at });
        }
        _ if c.is_ascii_alphabetic() => {
            let reason = "an unknown escape sequence";
            return Err(Error::Syntax { reason, at });
        }
        _ => c,
    };
    Ok(Escape::Char(control))
}

fn class(c: char) -> Option<String> {
    let class = match c.to_ascii_lowercase() {
        'd' => DECIMAL,
        's' => SPACE,
        'w' => WORD,
        _ => return None,
    };
    Some(if c.is_ascii_uppercase() {
        format!("[^{class}]")
    } else {
        class.to_owned()
    })
}

fn assertion(c: char) -> Option<&'static str> {
    match c {
        'A' => Some(r"\A"),
        'Z' => Some(r"\z"),
        'b' => Some(r"\b"),
        'B' => Some(r"\B"),
        _ => None,
    }
}

fn hexadecimal(reader: &mut Reader<'_>, digits: usize, at: usize) -> Result<char, Error> {
    let mut code = 0;
    for _ in 0..digits {
        let digit = reader.next().and_then(|c| c.to_digit(16));
        let digit = digit.ok_or(Error::Syntax {
            reason: "an incomplete escape sequence",
            at,
        })?;
        code = code * 16 + digit;
    }
    // A lone surrogate is a character in Python, but no text here can have one.
    char::from_u32(code).ok_or(Error::Syntax {
        reason: "no character has this code",
        at,
    })
}

/// `\0` and up to two digits more, or three digits that are no reference to a group.
fn octal(reader: &mut Reader<'_>, first: char, in_class: bool, at: usize) -> Result<char, Error> {
    let mut digits = String::from(first);
    while let Some(digit) = reader
        .peek()
        .filter(|c| matches!(c, '0'..='7') && digits.len() < 3)
    {
        reader.next();
        digits.push(digit);
    }
    let is_octal = first == '0' || in_class || digits.len() == 3;
    let code = u32::from_str_radix(&digits, 8)
        .ok()
        .filter(|&code| code <= 0o377);
    match code.and_then(char::from_u32) {
        Some(c) if is_octal => Ok(c),
        _ if is_octal => Err(Error::Syntax {
            reason: "not an octal escape sequence",
            at,
        }),
        _ => Err(Error::Unsupported {
            what: "a back-reference",
            at,
        }),
    }
}
