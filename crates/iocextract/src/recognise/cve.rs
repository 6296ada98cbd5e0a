//! Numbers of the CVE list: `CVE-2021-44228`, with other dashes and separators too.
//!
//! Source: CVE record format 5, `cveId`: `^CVE-[0-9]{4}-[0-9]{4,19}$`; the list begins with 1999.

use std::borrow::Cow;

use crate::{
    candidate::Candidate,
    flags::Flags,
    kind::Kind,
    marks::Reading,
    recognise::scan::Scanner,
    text::{byte, byte_before, char_at, char_before, has_word, head, run_end, slice},
};

const LONGEST: usize = 19;

/// Judges the number whose second separator stands at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    // The year begins with `19` or `20`.
    let line = scanner.line;
    if byte_before(line, at).is_ascii_digit() && at > 3 && matches!(byte(line, at - 4), b'1' | b'2')
    {
        judge(scanner, at);
    }
}

fn judge(scanner: &mut Scanner<'_, '_>, at: usize) {
    let (line, reading) = (scanner.line, Reading::from(scanner.options));
    let dash = dash_len(line, at, reading);
    let Some(year_at) = at.checked_sub(4).filter(|_| dash > 0) else {
        return;
    };
    if !is_year(slice(line, year_at, at)) {
        return;
    }
    let before = head(line, year_at);
    let name = without_separator(before, reading);
    if name.len() == before.len() || !ends_with_cve(name) {
        return;
    }
    let start = name.len() - 3;
    let digits = at + dash;
    let end = run_end(line, digits, |b| b.is_ascii_digit());
    let sound = matches!(end - digits, 4..=LONGEST)
        && !char_before(line, start).is_alphanumeric()
        && !char_at(line, end).is_alphanumeric();
    if sound {
        scanner.report(Candidate::new(Kind::Cve, start, end, Flags::NONE));
    }
}

/// The length of the separator at `at`: a dash or an underscore, plain or in brackets.
fn dash_len(line: &str, at: usize, reading: Reading) -> usize {
    match byte(line, at) {
        b'-' | b'_' => 1,
        b'[' | b'(' if reading.defanged && byte(line, at + 1) == b'-' => {
            3 * usize::from(matches!(byte(line, at + 2), b']' | b')'))
        }
        0xe2 if is_dash(char_at(line, at)) => 3,
        _ => 0,
    }
}

/// Hyphens, dashes and the minus sign that word processors put in place of `-`.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn is_year(digits: &str) -> bool {
    let year = digits.bytes().all(|b| b.is_ascii_digit());
    year && digits
        .parse()
        .is_ok_and(|year: u16| (1999..2100).contains(&year))
}

/// The text without the separator between `CVE` and the year.
fn without_separator(text: &str, reading: Reading) -> &str {
    if reading.defanged && (text.ends_with("[-]") || text.ends_with("(-)")) {
        return head(text, text.len() - 3);
    }
    if let Some(rest) = text.strip_suffix(": ") {
        return rest;
    }
    text.strip_suffix(|c: char| is_dash(c) || matches!(c, '_' | ' ' | ':'))
        .unwrap_or(text)
}

fn ends_with_cve(text: &str) -> bool {
    text.len() >= 3 && has_word(text, text.len() - 3, "CVE")
}

/// Upper case, and plain hyphens.
pub(crate) fn value(text: &str) -> Cow<'_, str> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.split_at_checked(4) {
        Some((year, number)) => Cow::Owned(format!("CVE-{year}-{number}")),
        None => Cow::Borrowed(text),
    }
}
