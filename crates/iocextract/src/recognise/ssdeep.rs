//! ssdeep: a block size and two hashes, `3:AIO9AJraNvsgzsVqSwHqiUZ:AeOcZ2iUZ`.
//!
//! Source: ssdeep, `fuzzy.h` and `fuzzy.c` (`MIN_BLOCKSIZE` 3 and doubled from there,
//! `SPAMSUM_LENGTH` 64, symbols of Base64; the second hash is of blocks twice as large, so it has
//! no more symbols than the first).

use crate::{
    candidate::Candidate,
    flags::Flags,
    kind::Kind,
    recognise::context::has_word_before,
    recognise::scan::Scanner,
    text::{byte, byte_before, char_at, char_before, has_word, run_start, slice},
};

const LONGEST: usize = 64;

/// How many symbols both hashes need if no word says what they are: fewer are a time.
const ENOUGH: usize = 12;

/// Judges the hash whose first colon stands at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    if byte_before(scanner.line, at).is_ascii_digit() && is_symbol(byte(scanner.line, at + 1)) {
        judge(scanner, at);
    }
}

fn judge(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let start = run_start(line, at, 11, |b| b.is_ascii_digit());
    if start == at || !is_block_size(slice(line, start, at)) || is_joined(line, start) {
        return;
    }
    let Some(colon) = hash_end(line, at + 1).filter(|&colon| byte(line, colon) == b':') else {
        return;
    };
    let Some(end) = hash_end(line, colon + 1) else {
        return;
    };
    let (first, second) = (slice(line, at + 1, colon), slice(line, colon + 1, end));
    let time = !has_letter(first) && !has_letter(second);
    let said = || !time && has_word_before(line, start, 24, &["ssdeep", "fuzzy", "spamsum"]);
    let after = char_at(line, end);
    let ends = !after.is_alphanumeric() && !matches!(after, ':' | '=');
    // Made-up examples may break the rule of the lengths; what else is so long is none.
    let lengths = second.len() <= first.len() || first.len() >= 16;
    if ends && lengths && (is_plain(first, second) || said()) {
        scanner.report(Candidate::new(Kind::Ssdeep, start, end, Flags::NONE));
    }
}

/// Three, doubled some times.
fn is_block_size(digits: &str) -> bool {
    let size = digits.parse::<u64>().ok().filter(|size| size % 3 == 0);
    !digits.starts_with('0') && size.is_some_and(|size| (size / 3).is_power_of_two())
}

fn is_joined(line: &str, start: usize) -> bool {
    let before = char_before(line, start);
    let labelled = || has_word(line, start.saturating_sub(7), "ssdeep:");
    before.is_alphanumeric()
        || matches!(before, '.' | '-' | '_' | '+')
        || (before == ':' && !labelled())
}

/// The end of the hash that starts at `start`.
fn hash_end(line: &str, start: usize) -> Option<usize> {
    let end = start
        + line
            .as_bytes()
            .get(start..)?
            .iter()
            .take(LONGEST + 1)
            .take_while(|&&b| is_symbol(b))
            .count();
    (end - start <= LONGEST).then_some(end)
}

fn is_symbol(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/')
}

fn has_letter(hash: &str) -> bool {
    hash.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Whether the hashes speak for themselves.
fn is_plain(first: &str, second: &str) -> bool {
    let mixed = |test: fn(&u8) -> bool| first.as_bytes().iter().any(test);
    first.len() + second.len() >= ENOUGH
        && has_letter(second)
        && mixed(u8::is_ascii_uppercase)
        && mixed(u8::is_ascii_lowercase)
}
