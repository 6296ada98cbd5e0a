//! Properties of Google Analytics: `UA-12345678-1`, and `G-` with ten letters and digits.
//!
//! Sources: Google, "Universal Analytics: Tracking ID / property number" (account and property);
//! "Google Analytics 4: Measurement ID".

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    kind::Kind,
    recognise::scan::Scanner,
    text::{byte, byte_before, char_at, char_before, has_word, run_end, slice},
};

/// Judges the property whose first hyphen stands at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    if matches!(byte_before(scanner.line, at), b'A' | b'a' | b'G') {
        judge(scanner, at);
    }
}

fn judge(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let found = universal(line, at).or_else(|| measurement(line, at));
    let Some((start, end, flags)) = found else {
        return;
    };
    let before = char_before(line, start);
    let joined = before.is_alphanumeric()
        || matches!(before, '-' | '_')
        || char_at(line, end).is_alphanumeric()
        || matches!(byte(line, end), b'-' | b'_');
    if !joined {
        scanner.report(Candidate::new(Kind::GoogleAnalytics, start, end, flags));
    }
}

/// `UA`, an account of four to ten digits, and mostly a property of up to four.
fn universal(line: &str, at: usize) -> Option<(usize, usize, Flags)> {
    let start = at
        .checked_sub(2)
        .filter(|&start| has_word(line, start, "UA"))?;
    let digits = |from: usize| run_end(line, from, |b| b.is_ascii_digit());
    let account = digits(at + 1);
    if !matches!(account - at - 1, 4..=10) {
        return None;
    }
    let property = digits(account + 1);
    let has_property = byte(line, account) == b'-' && matches!(property - account - 1, 1..=4);
    let end = if has_property { property } else { account };
    Some((
        start,
        end,
        Flags::NONE.with_if(!has_property, Flag::Ambiguous),
    ))
}

/// `G-` and ten capitals and digits, some of each.
fn measurement(line: &str, at: usize) -> Option<(usize, usize, Flags)> {
    let start = at
        .checked_sub(1)
        .filter(|&start| byte(line, start) == b'G')?;
    let symbol = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let end = run_end(line, at + 1, symbol);
    let text = slice(line, at + 1, end);
    let mixed =
        text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().any(|b| b.is_ascii_uppercase());
    (text.len() == 10 && mixed).then_some((start, end, Flags::NONE))
}
