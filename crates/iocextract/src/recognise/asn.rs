//! Numbers of autonomous systems: `AS64496`, `ASN 64496`, `AS1.10`.
//!
//! Sources: RFC 6793, section 2 (32 bits); RFC 5396 (`asplain` and `asdot`); RFC 7607 (0 is none).

use std::borrow::Cow;

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    kind::Kind,
    recognise::{context::has_word_before, scan::Scanner},
    text::{byte, char_at, char_before, has_word, head, run_end, slice},
};

/// Words that a number which names a product too needs before it.
const WORDS: [&str; 6] = ["asn", "bgp", "origin", "peer", "network", "autonomous"];

/// Judges the number whose `A` stands at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    let after = byte(scanner.line, at + 2);
    // `as` and a space is a word.
    let spaced = byte(scanner.line, at) == b'A' && !after.is_ascii_alphabetic();
    if after.is_ascii_digit() || matches!(after, b'n' | b'N') || spaced {
        judge_label(scanner, at);
    }
}

fn judge_label(scanner: &mut Scanner<'_, '_>, at: usize) {
    if let Some((digits, flags)) = label(scanner.line, at) {
        judge(scanner, at, digits, flags);
    }
}

/// Judges the number after the words in full, whose `A` stands at `at`.
pub(crate) fn scan_words(scanner: &mut Scanner<'_, '_>, at: usize) {
    const WORDS: &str = "autonomous system";
    const NUMBER: &str = " number";
    let line = scanner.line;
    if has_word(line, at, WORDS) {
        let end = at + WORDS.len();
        let named = usize::from(has_word(line, end, NUMBER));
        let digits = separator_end(line, end + named * NUMBER.len(), 3);
        judge(scanner, at, digits, Flags::NONE);
    }
}

fn judge(scanner: &mut Scanner<'_, '_>, at: usize, digits: usize, flags: Flags) {
    let line = scanner.line;
    let before = char_before(line, at);
    if before.is_alphanumeric() || matches!(before, '_' | '.') {
        return;
    }
    let Some((number, end)) = number(line, digits) else {
        return;
    };
    let after = char_at(line, end);
    let goes_on = after.is_alphanumeric()
        || after == '_'
        || (matches!(after, '.' | '-' | ',') && byte(line, end + 1).is_ascii_digit());
    // Products and file formats have short numbers: ASN.1, AS2, AS400.
    let bare = byte(line, digits - 1).is_ascii_alphabetic();
    let product = number < 100 || number == 400 || (number < 1000 && byte(line, at) == b'a');
    let flags = flags.with_if(number < 1000, Flag::Ambiguous);
    let known = bare && product && !scanner.options.whole && !has_word_before(line, at, 24, &WORDS);
    if !goes_on && !known {
        scanner.report(Candidate::new(Kind::Asn, at, end, flags));
    }
}

/// Where the number starts after what says that it is one.
fn label(line: &str, at: usize) -> Option<(usize, Flags)> {
    if has_word(line, at, "asn") {
        // A key of JSON ends with a quote.
        let quote = matches!(byte(line, at + 3), b'"' | b'\'') && byte(line, at + 4) == b':';
        return Some((
            separator_end(line, at + 3 + usize::from(quote), 3),
            Flags::NONE,
        ));
    }
    let upper = slice(line, at, at + 2);
    if byte(line, at + 2).is_ascii_digit() {
        let flags = Flags::NONE.with_if(upper == "as", Flag::Ambiguous);
        return matches!(upper, "AS" | "as").then_some((at + 2, flags));
    }
    let digits = separator_end(line, at + 2, 2);
    let spaced = upper == "AS" && digits > at + 2 && !follows_capitals(line, at);
    spaced.then(|| (digits, Flags::NONE.with(Flag::Ambiguous)))
}

fn separator_end(line: &str, at: usize, most: usize) -> usize {
    let separator = |b: u8| matches!(b, b' ' | b':' | b'#' | b'-' | b'=' | b'_');
    run_end(line, at, separator).min(at + most)
}

/// Whether a word in capitals stands before: then `AS` is a word too.
fn follows_capitals(line: &str, at: usize) -> bool {
    let before = head(line, at);
    let word = before.strip_suffix(' ').unwrap_or("");
    let last = word
        .bytes()
        .rev()
        .take(2)
        .filter(u8::is_ascii_uppercase)
        .count();
    last == 2
}

/// The number at `at`, plain or of two halves with a dot, and its end.
fn number(line: &str, at: usize) -> Option<(u32, usize)> {
    let end = run_end(line, at, |b| b.is_ascii_digit()).min(at + 11);
    let high = decimal(slice(line, at, end))?;
    if byte(line, end) == b'.' && byte(line, end + 1).is_ascii_digit() && high <= 0xffff {
        let low_end = run_end(line, end + 1, |b| b.is_ascii_digit()).min(end + 7);
        let low = decimal(slice(line, end + 1, low_end)).filter(|&low| low <= 0xffff)?;
        return Some((high << 16 | low, low_end));
    }
    (high > 0).then_some((high, end))
}

fn decimal(digits: &str) -> Option<u32> {
    let plain = digits.len() == 1 || !digits.starts_with('0');
    plain.then(|| digits.parse().ok())?
}

/// `AS` and the number in its plain form.
pub(crate) fn value(text: &str) -> Cow<'_, str> {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let number = number(text, text.len() - digits.len());
    match number {
        Some((number, _)) => Cow::Owned(format!("AS{number}")),
        None => Cow::Borrowed(text),
    }
}
