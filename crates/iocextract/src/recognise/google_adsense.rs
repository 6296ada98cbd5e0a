//! Publishers of Google AdSense: `pub-` and 16 digits.
//!
//! Source: Google AdSense Help, "Find your publisher ID". What stands before it, as in `ca-pub-`,
//! names the product.

use crate::{
    candidate::Candidate,
    flags::Flags,
    kind::Kind,
    recognise::scan::Scanner,
    text::{byte, char_at, char_before, has_word, run_end},
};

const DIGITS: usize = 16;

/// Judges the publisher whose hyphen stands at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    if byte(scanner.line, at + 1).is_ascii_digit() {
        judge(scanner, at);
    }
}

fn judge(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let start = at
        .checked_sub(3)
        .filter(|&start| has_word(line, start, "pub"));
    let Some(start) = start.filter(|&start| !char_before(line, start).is_alphanumeric()) else {
        return;
    };
    let end = run_end(line, at + 1, |b| b.is_ascii_digit());
    if end - at - 1 == DIGITS && !char_at(line, end).is_alphanumeric() {
        scanner.report(Candidate::new(Kind::GoogleAdsense, start, end, Flags::NONE));
    }
}
