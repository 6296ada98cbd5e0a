//! A bracketed class. In Python it has no operators and no classes inside, and white space counts.

use super::super::error::Error;
use super::escape::{Escape, escape};
use super::reader::Reader;
use super::translate::push_char;

/// Without regard to case, Python also takes these for one another: `i`, `I`, `İ` and `ı`.
const LETTERS_I: [char; 4] = ['i', 'I', '\u{130}', '\u{131}'];

/// Reads a class whose opening bracket has been read, and writes it in the syntax of `regex`.
pub(super) fn class(
    reader: &mut Reader<'_>,
    ignore_case: bool,
    out: &mut String,
) -> Result<(), Error> {
    let at = reader.at() - 1;
    let unterminated = Error::Syntax {
        reason: "a class without an end",
        at,
    };
    out.push('[');
    if reader.take('^') {
        out.push('^');
    }
    let mut is_first = true;
    loop {
        let c = reader.next().ok_or(unterminated.clone())?;
        if c == ']' && !is_first {
            out.push(']');
            return Ok(());
        }
        is_first = false;
        let first = member(reader, c)?;
        if !reader.starts_range() {
            push_member(&first, ignore_case, out);
            continue;
        }
        reader.next();
        let last = reader.next().ok_or(unterminated.clone())?;
        let last = member(reader, last)?;
        push_range(&first, &last, ignore_case, reader.at(), out)?;
    }
}

fn member(reader: &mut Reader<'_>, c: char) -> Result<Escape, Error> {
    match c {
        '\\' => escape(reader, true),
        _ => Ok(Escape::Char(c)),
    }
}

fn push_member(member: &Escape, ignore_case: bool, out: &mut String) {
    match member {
        Escape::Char(c) => push_with_case(*c, *c, ignore_case, out),
        Escape::Class(class) => out.push_str(class),
        // Not in a class.
        Escape::Assertion(_) => {}
    }
}

fn push_range(
    first: &Escape,
    last: &Escape,
    ignore_case: bool,
    at: usize,
    out: &mut String,
) -> Result<(), Error> {
    match (first, last) {
        (Escape::Char(first), Escape::Char(last)) if first <= last => {
            push_with_case(*first, *last, ignore_case, out);
            Ok(())
        }
        _ => Err(Error::Syntax {
            reason: "a bad range of characters",
            at,
        }),
    }
}

fn push_with_case(first: char, last: char, ignore_case: bool, out: &mut String) {
    push_char(first, out);
    if first != last {
        out.push('-');
        push_char(last, out);
    }
    if ignore_case && LETTERS_I.iter().any(|i| (first..=last).contains(i)) {
        out.extend(LETTERS_I);
    }
}
