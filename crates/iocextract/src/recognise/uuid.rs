//! UUIDs: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.
//!
//! Source: RFC 9562, section 4. The version is not looked at: Microsoft's older ones have none.

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    kind::Kind,
    recognise::scan::Scanner,
    text::{byte, char_at, char_before, slice},
};

const LEN: usize = 36;

/// Judges the UUID whose first hyphen stands at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    if at > 7 && byte(line, at + 5) == b'-' && byte(line, at + 10) == b'-' {
        judge(scanner, at - 8);
    }
}

/// Judges the UUID that starts at `start`.
fn judge(scanner: &mut Scanner<'_, '_>, start: usize) {
    let line = scanner.line;
    let text = slice(line, start, start + LEN);
    let shape = text.bytes().enumerate().all(|(index, b)| match index {
        8 | 13 | 18 | 23 => b == b'-',
        _ => b.is_ascii_hexdigit(),
    });
    let joined = char_before(line, start).is_alphanumeric()
        || char_at(line, start + LEN).is_alphanumeric()
        || (byte(line, start + LEN) == b'-' && byte(line, start + LEN + 1).is_ascii_hexdigit());
    if text.len() != LEN || !shape || joined {
        return;
    }
    let mut digits = text.bytes().filter(|&b| b != b'-');
    let first = digits.next();
    let uniform = digits.all(|digit| Some(digit) == first);
    let flags = Flags::NONE.with_if(uniform, Flag::Uniform);
    scanner.report(Candidate::new(Kind::Uuid, start, start + LEN, flags));
}
