//! Telephone numbers: international ones with `+`, and those of North America as they are printed
//! there. Other things are numbered alike, so the confidence is low.
//!
//! Sources: ITU-T E.164 (a country code and at most 15 digits) and its list of assigned codes;
//! ITU-T E.123 for spaces and brackets; the North American Numbering Plan (`NXX-NXX-XXXX`, N from
//! 2 on).

use std::borrow::Cow;

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    ip::parse_ipv4,
    kind::Kind,
    recognise::scan::Scanner,
    text::{byte, byte_before, char_at, char_before, run_end, run_start, slice},
};

const MOST_DIGITS: usize = 15;

/// A group that is longer makes no number.
const LONGEST: usize = 32;

/// Country codes of one and two digits; all others have three and begin with one of [`LONG`].
const SHORT: [&str; 46] = [
    "1", "7", "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45",
    "46", "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
    "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
];

/// The first two digits of country codes of three.
const LONG: [&str; 23] = [
    "21", "22", "23", "24", "25", "26", "29", "35", "37", "38", "42", "50", "59", "67", "68", "69",
    "80", "85", "87", "88", "96", "97", "99",
];

/// Judges the number whose plus sign stands at `at`.
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    if at < scanner.phone_end || scanner.is_taken(at) || !is_free(line, at) {
        return;
    }
    let end = number_end(line, at + 1);
    scanner.phone_end = end;
    let text = slice(line, at + 1, end);
    let count = text.bytes().filter(u8::is_ascii_digit).count();
    if matches!(count, 8..=15)
        && text.starts_with(|c: char| c.is_ascii_digit() || c == '(')
        && !ends_in_one(text)
        && has_country(text)
        && parse_ipv4(text).is_none()
        && is_end(line, end)
    {
        scanner.report(Candidate::new(Kind::Phone, at, end, Flags::NONE));
    }
}

/// Whether one digit stands alone at the end: that of a decimal fraction.
fn ends_in_one(text: &str) -> bool {
    let mut signs = text.bytes().rev();
    let last = signs.next().is_some_and(|b| b.is_ascii_digit());
    last && signs.next().is_some_and(|b| !b.is_ascii_digit())
}

/// Whether the digits of a number with eight or more begin with a code.
fn has_country(text: &str) -> bool {
    let mut digits = text.bytes().filter(u8::is_ascii_digit);
    let (first, second) = (digits.next().unwrap_or(0), digits.next().unwrap_or(0));
    let starts = |code: &&str| match code.as_bytes() {
        [one] => *one == first,
        code => code == [first, second],
    };
    SHORT.iter().chain(&LONG).any(starts)
}

/// The end of a number: groups of digits with a sign or a pair of brackets between, as many as
/// make no more than 15 digits.
fn number_end(line: &str, start: usize) -> usize {
    let digits = |at| run_end(line, at, |b: u8| b.is_ascii_digit());
    let mut end = digits(start).min(start + LONGEST);
    let mut count = end - start;
    // A number in one piece is whole.
    while count < 10 || end - start > count {
        let group = gap_end(line, end);
        let group_end = digits(group).min(group + LONGEST);
        count += group_end - group;
        if group_end == group || count > MOST_DIGITS {
            break;
        }
        end = group_end;
    }
    end
}

/// The end of what stands between two groups: one sign, or two if one is a bracket.
fn gap_end(line: &str, at: usize) -> usize {
    let sign = |b: u8| matches!(b, b' ' | b'-' | b'.' | b'/');
    let bracket = |b: u8| matches!(b, b'(' | b')');
    let (first, second) = (byte(line, at), byte(line, at + 1));
    match (sign(first), bracket(first)) {
        (true, _) if bracket(second) => at + 2,
        (_, true) if sign(second) => at + 2,
        (true, _) | (_, true) => at + 1,
        _ => at,
    }
}

fn is_free(line: &str, start: usize) -> bool {
    let before = char_before(line, start);
    !before.is_alphanumeric() && !matches!(before, '+' | '-' | '.' | '/' | '_' | '%' | '@' | '\\')
}

fn is_end(line: &str, end: usize) -> bool {
    let after = char_at(line, end);
    let next = byte(line, end + 1);
    let joined = matches!(after, '-' | '.' | ':' | '/') && next.is_ascii_alphanumeric();
    !after.is_alphanumeric() && !joined && !matches!(after, '_' | '+' | '=' | '%' | '@')
}

/// Judges a North American number whose area code ends at `at`, with a hyphen or a dot, or whose
/// bracket opens there.
#[inline]
pub(crate) fn scan_american(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let digit = |at: usize| byte(line, at).is_ascii_digit();
    let shape = match byte(line, at) {
        b'(' => digit(at + 1) && byte(line, at + 4) == b')',
        b'[' => false,
        sign => byte(line, at + 4) == sign && digit(at + 1) && at > 2 && digit(at - 1),
    };
    if shape && at >= scanner.phone_end && !scanner.is_taken(at) {
        judge_american(scanner, at);
    }
}

fn judge_american(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let found = match byte(line, at) {
        b'(' => bracketed(line, at),
        sign => joined(line, at, sign),
    };
    let Some((start, exchange)) = found else {
        return;
    };
    let end = exchange + 8;
    if is_free(line, start) && is_end(line, end) && is_local(slice(line, exchange, end)) {
        scanner.phone_end = end;
        scanner.report(Candidate::new(
            Kind::Phone,
            start,
            end,
            Flags::NONE.with(Flag::Ambiguous),
        ));
    }
}

/// `(NXX) `, with its start and what follows.
fn bracketed(line: &str, at: usize) -> Option<(usize, usize)> {
    let closes = is_area(slice(line, at + 1, at + 4)) && byte(line, at + 4) == b')';
    let space = usize::from(matches!(byte(line, at + 5), b' ' | b'-'));
    closes.then(|| (country_start(line, at), at + 5 + space))
}

/// `NXX-`, with its start and what follows, if the next sign is the same.
fn joined(line: &str, at: usize, sign: u8) -> Option<(usize, usize)> {
    let area = at.checked_sub(3)?;
    let same = byte(line, at + 4) == sign && is_area(slice(line, area, at));
    same.then(|| (country_start(line, area), at + 1))
}

/// Where the country code `1` starts that stands before the area code.
fn country_start(line: &str, area: usize) -> usize {
    let sign = run_start(line, area, 1, |b| matches!(b, b'-' | b'.' | b' '));
    if byte_before(line, sign) == b'1'
        && sign < area
        && !byte_before(line, sign - 1).is_ascii_alphanumeric()
    {
        sign - 1
    } else {
        area
    }
}

fn is_area(text: &str) -> bool {
    let mut digits = text.bytes();
    text.len() == 3
        && digits.next().is_some_and(|b| b > b'1')
        && text.bytes().all(|b| b.is_ascii_digit())
}

/// `NXX-XXXX`, with any sign between.
fn is_local(text: &str) -> bool {
    let sign = text.as_bytes().get(3);
    let exchange = is_area(text.get(..3).unwrap_or(""));
    let line = text.get(4..).unwrap_or("");
    let four = line.len() == 4 && line.bytes().all(|b| b.is_ascii_digit());
    exchange && four && sign.is_some_and(|sign| matches!(sign, b'-' | b'.' | b' '))
}

/// `+` and the digits; hyphens where the country is left out.
pub(crate) fn value(text: &str) -> Cow<'_, str> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match (
        digits.len(),
        digits.split_at_checked(3),
        digits.split_at_checked(6),
    ) {
        (10, Some((area, _)), Some((head, line))) if !text.starts_with('+') => {
            let exchange = slice(head, 3, 6);
            Cow::Owned(format!("{area}-{exchange}-{line}"))
        }
        _ => Cow::Owned(format!("+{digits}")),
    }
}
