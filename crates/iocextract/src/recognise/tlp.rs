//! Labels of the Traffic Light Protocol: `TLP:AMBER+STRICT`.
//!
//! Source: FIRST, "Traffic Light Protocol", version 2.0 (2022): RED, AMBER, AMBER+STRICT, GREEN,
//! CLEAR; and version 1.0 for WHITE, which CLEAR replaces. Labels are written in capitals after
//! `TLP:` without a space; other spellings are read.

use std::borrow::Cow;

use crate::{
    candidate::Candidate,
    flags::Flags,
    kind::Kind,
    recognise::scan::Scanner,
    text::{byte, char_at, char_before, has_word, run_end, slice, tail},
};

/// The longer before those that they begin with.
const LABELS: [(&str, &str); 9] = [
    ("AMBER+STRICT", "AMBER+STRICT"),
    ("AMBER-STRICT", "AMBER+STRICT"),
    ("AMBER STRICT", "AMBER+STRICT"),
    ("AMBER + STRICT", "AMBER+STRICT"),
    ("AMBER", "AMBER"),
    ("RED", "RED"),
    ("GREEN", "GREEN"),
    ("CLEAR", "CLEAR"),
    ("WHITE", "WHITE"),
];

/// Judges the label whose `T` stands at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    if matches!(byte(scanner.line, at + 1), b'L' | b'l') {
        judge(scanner, at);
    }
}

fn judge(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    if !has_word(line, at, "TLP") || char_before(line, at).is_alphanumeric() {
        return;
    }
    let separator = |b: u8| matches!(b, b':' | b' ' | b'-' | b'_' | b'=');
    let color = run_end(line, at + 3, separator).min(at + 6);
    let Some((name, _)) = label(line, color) else {
        return;
    };
    let end = color + name.len();
    // `TLP green` could be the start of a sentence about lights.
    let loud = slice(line, at + 3, color).contains([':', '-', '='])
        || (byte(line, at) == b'T' && slice(line, color, end) == name);
    if loud && !char_at(line, end).is_alphanumeric() {
        scanner.report(Candidate::new(Kind::Tlp, at, end, Flags::NONE));
    }
}

/// Judges a label in lower case, whose separator stands at `at`.
#[inline]
pub(crate) fn scan_separator(scanner: &mut Scanner<'_, '_>, at: usize) {
    let lower = at
        .checked_sub(3)
        .filter(|&start| byte(scanner.line, start) == b't');
    if let Some(start) = lower {
        scan(scanner, start);
    }
}

fn label(line: &str, at: usize) -> Option<(&'static str, &'static str)> {
    LABELS
        .into_iter()
        .find(|(name, _)| has_word(line, at, name))
}

/// Capitals, and a colon.
pub(crate) fn value(text: &str) -> Cow<'_, str> {
    let color = tail(text, 3).trim_start_matches([':', ' ', '-', '_', '=']);
    match label(color, 0) {
        Some((_, name)) => Cow::Owned(format!("TLP:{name}")),
        None => Cow::Borrowed(text),
    }
}
