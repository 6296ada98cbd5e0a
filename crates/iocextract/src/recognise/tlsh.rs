//! TLSH: 70 hexadecimal digits, with `T1` in front since version 4.
//!
//! Source: TLSH, `include/tlsh.h` and `Change_History.md` (a header of three bytes and 32 bytes of
//! buckets, in upper case; the prefix tells the version).

use std::borrow::Cow;

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    kind::Kind,
    text::slice,
};

const DIGITS: usize = 70;

/// The hash that the run of letters and digits from `start` to `end` is.
pub(crate) fn judge(line: &str, start: usize, end: usize) -> Option<Candidate> {
    let text = slice(line, start, end);
    let digits = digits(text);
    if digits.len() != DIGITS || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let upper = digits.bytes().any(|b| b.is_ascii_uppercase());
    let lower = digits.bytes().any(|b| b.is_ascii_lowercase());
    // A number, or two cases, is something else that happens to be as long.
    if upper == lower {
        return None;
    }
    let flags = Flags::NONE.with_if(text.len() == DIGITS, Flag::Ambiguous);
    Some(Candidate::new(Kind::Tlsh, start, end, flags))
}

fn digits(text: &str) -> &str {
    text.strip_prefix("T1")
        .or_else(|| text.strip_prefix("t1"))
        .unwrap_or(text)
}

/// Upper case, with the prefix.
pub(crate) fn value(text: &str) -> Cow<'_, str> {
    Cow::Owned(format!("T1{}", digits(text).to_ascii_uppercase()))
}
