//! The local parts of e-mail addresses (RFC 5321, section 4.1.2; RFC 5322, section 3.2.3), read
//! backwards from the at sign.
//!
//! The atoms of RFC 5322 have signs that delimit in logs, queries and prose. They count where
//! they do not delimit: `department=shipping` after a slash is an atom, `to=bob` is a parameter.

use crate::{
    name::{changes_script, is_invisible, is_label_char},
    text::{byte, byte_before, char_at, char_before, head, run_start, slice},
};

/// RFC 5321, section 4.5.3.1.1.
const LONGEST: usize = 64;

/// Defanged dots that people put into local parts.
const DOTS: [&str; 4] = ["[.]", "(.)", "[dot]", "(dot)"];

/// What a search for a local part knows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Where the text before was judged already.
    pub(crate) floor: usize,
    /// Whether defanged dots count.
    pub(crate) defanged: bool,
    /// Whether it stands inside a URL or a path, where slashes and the like delimit.
    pub(crate) inside: bool,
}

/// Where the local part that ends at `end` starts.
pub(crate) fn start(line: &str, end: usize, bounds: Bounds) -> Option<usize> {
    if byte_before(line, end) == b'"' {
        return quoted_start(line, end);
    }
    let mut start = end;
    while start > bounds.floor {
        let len = step_back(line, start, bounds)?;
        if len == 0 {
            break;
        }
        start -= len;
        if end - start > 2 * LONGEST {
            return None;
        }
    }
    let local = without_query(slice(line, start, end));
    let local = without_punctuation(local);
    let plain = plain(local);
    let plain = plain.as_deref().unwrap_or(local);
    let valid = !plain.is_empty()
        && plain.len() <= LONGEST
        && !plain.starts_with('.')
        && !plain.ends_with('.');
    valid.then_some(end - local.len())
}

/// The length of what belongs to the local part before `at`: nothing where it starts.
fn step_back(line: &str, at: usize, bounds: Bounds) -> Option<usize> {
    let c = char_before(line, at);
    if is_atom(c) || (!bounds.inside && is_delimiting_atom(c)) {
        let after = char_at(line, at);
        return Some(if changes_script(c, after) {
            0
        } else {
            c.len_utf8()
        });
    }
    Some(match c {
        ']' | ')' if bounds.defanged => dot_before(line, at),
        _ => 0,
    })
}

fn is_atom(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || b"._%+-'!#$*~^".contains(&(c as u8))
    } else {
        is_label_char(c) && !is_invisible(c)
    }
}

/// Atoms that separate more often than not.
fn is_delimiting_atom(c: char) -> bool {
    matches!(c, '=' | '/' | '?' | '&')
}

/// Where the quoted local part starts whose closing quote ends at `end`.
///
/// A quote before an at sign may as well open a string, so that the other quote must not close
/// one: nothing but a delimiter stands before it.
fn quoted_start(line: &str, end: usize) -> Option<usize> {
    let close = end - 1;
    if is_escaped(line, close) {
        return None;
    }
    let inner = line.as_bytes().get(..close)?.iter().rev().take(LONGEST);
    let open = inner
        .enumerate()
        .map(|(index, &b)| (close - 1 - index, b))
        .take_while(|&(_, b)| b >= b' ')
        .find(|&(at, b)| b == b'"' && !is_escaped(line, at))
        .map(|(at, _)| at)?;
    let before = char_before(line, open);
    let starts = before.is_whitespace() || "<([,;:=".contains(before);
    (starts && close - open > 1).then_some(open)
}

/// Whether backslashes before `at` take the byte there out of its role.
fn is_escaped(line: &str, at: usize) -> bool {
    (at - run_start(line, at, LONGEST, |b| b == b'\\')) % 2 == 1
}

/// Whether `text` is made of what local parts are made of.
pub(crate) fn is_local_part(text: &str) -> bool {
    if is_quoted(text) {
        return true;
    }
    let atoms = |c| is_atom(c) || is_delimiting_atom(c);
    !text.is_empty() && text.chars().all(atoms)
}

fn is_quoted(text: &str) -> bool {
    text.len() > 2 && text.starts_with('"') && quoted_start(text, text.len()) == Some(0)
}

/// The length of the defanged dot that ends at `end`, if one does.
fn dot_before(line: &str, end: usize) -> usize {
    let ends = |dot: &&&str| {
        let start = end.checked_sub(dot.len());
        start.is_some_and(|start| slice(line, start, end).eq_ignore_ascii_case(dot))
    };
    DOTS.iter().find(ends).map_or(0, |dot| dot.len())
}

/// The local part without a path, a query or an assignment before it.
fn without_query(local: &str) -> &str {
    let Some(equals) = local.find('=') else {
        return local.rsplit('/').next().unwrap_or(local);
    };
    let key = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let before = head(local, equals).trim_end_matches(key);
    let parameter = before.is_empty() || before.ends_with(['?', '&', '=']);
    if parameter || local.starts_with('/') {
        return local.rsplit(is_delimiting_atom).next().unwrap_or(local);
    }
    local
}

/// The local part without percent escapes and punctuation in front, which belong to the text.
fn without_punctuation(local: &str) -> &str {
    let mut local = local;
    loop {
        let rest = local.trim_start_matches(['.', '-', '\'', '*', '+', '=', '/', '?', '&']);
        let escape = byte(rest, 0) == b'%'
            && byte(rest, 1).is_ascii_hexdigit()
            && byte(rest, 2).is_ascii_hexdigit();
        let rest = if escape {
            slice(rest, 3, rest.len())
        } else {
            rest.trim_start_matches('%')
        };
        if rest.len() == local.len() {
            return rest;
        }
        local = rest;
    }
}

/// The local part with plain dots, if it has others.
pub(crate) fn plain(local: &str) -> Option<String> {
    if !local.contains(['[', '(']) || local.starts_with('"') {
        return None;
    }
    let mut plain = local.to_owned();
    for dot in DOTS {
        plain = plain
            .replace(dot, ".")
            .replace(&dot.to_ascii_uppercase(), ".");
    }
    Some(plain)
}
