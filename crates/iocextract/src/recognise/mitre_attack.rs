//! Numbers of MITRE ATT&CK: techniques `T1059.001`, tactics `TA0001`, groups `G0016`, software
//! `S0154`, mitigations `M1036`, campaigns `C0027`, data sources `DS0017`.
//!
//! Source: MITRE ATT&CK, "Design and Philosophy" (2020), section 3, and the STIX data's
//! `external_id`. Techniques are numbered from T1001, those of industrial systems from T0800.

use std::borrow::Cow;

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    kind::Kind,
    marks::{Reading, dot},
    recognise::context::has_word_before,
    recognise::scan::Scanner,
    text::{byte, byte_before, char_at, char_before, has_word, run_start, slice},
};

/// Words that say that a number is one of these.
const WORDS: [&str; 14] = [
    "attack",
    "mitre",
    "att",
    "ck",
    "technique",
    "techniques",
    "group",
    "groups",
    "software",
    "mitigation",
    "mitigations",
    "campaign",
    "malware",
    "tactic",
];

/// Judges the number whose first digit stands at `at`, behind one or two letters.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let two = at > 1 && byte(line, at - 2).is_ascii_alphabetic();
    let start = at.saturating_sub(1 + usize::from(two));
    if matches!(byte(line, start), b'C' | b'D' | b'G' | b'M' | b'S' | b'T') {
        judge_word(scanner, start);
    }
}

fn judge_word(scanner: &mut Scanner<'_, '_>, start: usize) {
    let before = char_before(scanner.line, start);
    if !before.is_alphanumeric() && !matches!(before, '_' | '.') {
        judge(scanner, start, false);
    }
}

/// Judges a number in lower case: of a technique with a dot at `at` in it, or after the dot of a
/// tag, as in `attack.t1059`.
#[inline]
pub(crate) fn scan_dot(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let technique = at > 4 && byte(line, at - 5) == b't' && byte(line, at - 1).is_ascii_digit();
    if technique || matches!(byte_before(line, at), b'k' | b'K') {
        judge_dot(scanner, at);
    }
}

fn judge_dot(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let tag = at
        .checked_sub(6)
        .is_some_and(|start| has_word(line, start, "attack"));
    if tag {
        judge(scanner, at + 1, false);
        return;
    }
    let start = run_start(line, at, 5, |b| b == b't' || b.is_ascii_digit());
    let free = !char_before(line, start).is_alphanumeric() && char_before(line, start) != '_';
    if at - start == 5 && byte(line, start) == b't' && free && byte_before(line, start) != b'.' {
        judge(scanner, start, true);
    }
}

fn judge(scanner: &mut Scanner<'_, '_>, start: usize, needs_part: bool) {
    let (line, reading) = (scanner.line, Reading::from(scanner.options));
    let letters = 1 + usize::from(byte(line, start + 1).is_ascii_alphabetic());
    let digits = slice(line, start + letters, start + letters + 4);
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    let number = digits.parse().unwrap_or(0);
    let prefix = slice(line, start, start + letters).to_ascii_uppercase();
    let Some(firm) = is_assigned(&prefix, number) else {
        return;
    };
    let stem = start + letters + 4;
    let part = if prefix == "T" {
        part_len(line, stem, reading)
    } else {
        0
    };
    let end = stem + part;
    let after = char_at(line, end);
    let goes_on = after.is_alphanumeric()
        || after == '_'
        || (matches!(after, '.' | '-') && byte(line, end + 1).is_ascii_digit());
    if goes_on || (needs_part && part == 0) {
        return;
    }
    let said = firm || is_said(line, start);
    let flags = Flags::NONE.with_if(!said, Flag::Ambiguous);
    scanner.report(Candidate::new(Kind::MitreAttack, start, end, flags));
}

/// Whether a number can be assigned, and if so whether nothing else is numbered like that.
fn is_assigned(prefix: &str, number: u16) -> Option<bool> {
    let (range, firm) = match prefix {
        "T" if number < 1000 => (800..=899, true),
        "T" => (1001..=1999, true),
        "TA" => (1..=199, true),
        "G" | "S" => (1..=1999, false),
        "M" if number < 1000 => (800..=999, false),
        "M" => (1001..=1099, false),
        "C" | "DS" | "DC" => (1..=199, false),
        _ => return None,
    };
    range.contains(&number).then_some(firm)
}

/// The length of the number of a part of a technique: a dot or a slash, and three digits.
fn part_len(line: &str, at: usize, reading: Reading) -> usize {
    let mark = match byte(line, at) {
        b'/' => 1,
        b' ' => 0,
        _ => dot(line, at, reading).map_or(0, |mark| mark.len),
    };
    let digits = slice(line, at + mark, at + mark + 3);
    let sound = mark > 0
        && digits.len() == 3
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !byte(line, at + mark + 3).is_ascii_digit();
    if sound { mark + 3 } else { 0 }
}

/// Whether a bracket, a tag or a word before says what the number is.
fn is_said(line: &str, start: usize) -> bool {
    matches!(byte_before(line, start), b'(' | b'[' | b'.' | b'/')
        || has_word_before(line, start, 32, &WORDS)
}

/// Upper case, and a plain dot.
pub(crate) fn value(text: &str) -> Cow<'_, str> {
    let stem = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let part = slice(text, text.len().saturating_sub(3), text.len());
    let stem = slice(text, 0, stem).to_ascii_uppercase();
    if stem.len() == text.len() {
        return Cow::Owned(stem);
    }
    Cow::Owned(format!("{stem}.{part}"))
}
