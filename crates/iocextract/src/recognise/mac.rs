//! Hardware addresses: six octets with colons or hyphens, or three groups of four digits with dots.
//!
//! Sources: IEEE 802-2014, section 8.1 (hyphens, and colons for the bit-reversed form that is the
//! usual one now); Cisco's notation with dots.

use std::borrow::Cow;

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    kind::Kind,
    recognise::scan::Scanner,
    text::{byte, byte_before, char_at, char_before, has_word, run_start, slice},
};

/// `00:00:5e:00:53:01`.
const LEN: usize = 17;

/// Judges the address whose first colon or hyphen stands at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let again = at > 1 && byte(line, at + 3) == byte(line, at) && is_hex(line, at + 1);
    if again
        && is_hex(line, at - 1)
        && !matches!(
            at.checked_sub(3).map(|at| byte(line, at)),
            Some(b':' | b'-')
        )
    {
        judge(scanner, at - 2);
    }
}

/// Judges the address that starts at `start`.
fn judge(scanner: &mut Scanner<'_, '_>, start: usize) {
    let line = scanner.line;
    let sign = byte(line, start + 2);
    let groups = groups(line, start, sign);
    let before = char_before(line, start);
    if groups < 6 || before.is_alphanumeric() || matches!(before, ':' | '-' | '.' | '_') {
        return;
    }
    let end = start + 3 * groups - 1;
    let after = char_at(line, end);
    let goes_on = after.is_alphanumeric() || (after == char::from(sign) && is_hex(line, end + 1));
    if goes_on {
        return;
    }
    if groups == 6 {
        report(scanner, start, start + LEN);
    } else if groups == 14 && has_word(line, start.saturating_sub(4), "MAC=") {
        // Linux logs the head of an Ethernet frame: two addresses and a type.
        report(scanner, start, start + LEN);
        report(scanner, start + LEN + 1, start + 2 * LEN + 1);
    }
}

/// How many pairs of hexadecimal digits with `sign` between stand at `start`, 15 at most.
fn groups(line: &str, start: usize, sign: u8) -> usize {
    let mut at = start;
    for count in 0..15 {
        let first = count == 0 || byte_before(line, at) == sign;
        if !(first && is_hex(line, at) && is_hex(line, at + 1)) {
            return count;
        }
        at += 3;
    }
    15
}

fn is_hex(line: &str, at: usize) -> bool {
    byte(line, at).is_ascii_hexdigit()
}

/// Judges the address whose first dot stands at `at`, as in `0000.5e00.5301`.
#[inline]
pub(crate) fn scan_dots(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    if byte(line, at + 5) == b'.' && is_hex(line, at + 4) && at > 3 && is_hex(line, at - 4) {
        judge_dots(scanner, at);
    }
}

fn judge_dots(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let start = run_start(line, at, 5, |b| b.is_ascii_hexdigit());
    let text = slice(line, start, start + 14);
    let shape = at - start == 4
        && text.len() == 14
        && text.bytes().enumerate().all(|(index, b)| match index {
            4 | 9 => b == b'.',
            _ => b.is_ascii_hexdigit(),
        });
    let (before, after) = (char_before(line, start), char_at(line, start + 14));
    let joined = before.is_alphanumeric()
        || matches!(before, '.' | '-' | '_' | '@')
        || after.is_alphanumeric()
        || (after == '.' && byte(line, start + 15).is_ascii_alphanumeric());
    // Words spelled with six letters only make a name sooner.
    if shape && !joined && text.bytes().any(|b| b.is_ascii_digit()) {
        report(scanner, start, start + 14);
    }
}

fn report(scanner: &mut Scanner<'_, '_>, start: usize, end: usize) {
    let raw = slice(scanner.line, start, end);
    let first = byte(raw, 0) | 0x20;
    let uniform = digits(raw).all(|digit| u32::from(digit) == u32::from(first));
    let second = char::from(byte(raw, 1)).to_digit(16);
    // A date and a time may have hyphens, and a number dots.
    let decimal = byte(raw, 2) != b':' && digits(raw).all(|digit| digit.is_ascii_digit());
    let flags = Flags::NONE
        .with_if(uniform, Flag::Uniform)
        .with_if(second.is_some_and(|digit| digit & 1 == 1), Flag::Multicast)
        .with_if(decimal && !uniform, Flag::Ambiguous);
    scanner.report(Candidate::new(Kind::Mac, start, end, flags));
}

fn digits(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(char::is_ascii_hexdigit)
        .map(|digit| digit.to_ascii_lowercase())
}

/// Lower case, with colons.
pub(crate) fn value(text: &str) -> Cow<'_, str> {
    let mut value = String::with_capacity(LEN);
    for (index, digit) in digits(text).enumerate() {
        if index > 0 && index % 2 == 0 {
            value.push(':');
        }
        value.push(digit);
    }
    Cow::Owned(value)
}
