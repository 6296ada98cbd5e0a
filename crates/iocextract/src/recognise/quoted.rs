//! Quotes around a path: inside them spaces are part of it.

use crate::{
    byte_set::ByteSet,
    options::Options,
    text::{byte, byte_before, has_word, run_end, slice, tail},
};

/// Where the quoted text that starts at `start` ends, if it is one path and no command line.
pub(crate) fn end(line: &str, start: usize, options: Options) -> Option<usize> {
    if options.whole && start == 0 {
        return Some(line.len());
    }
    let quote = byte_before(line, start);
    if !matches!(quote, b'"' | b'\'' | b'`') {
        return None;
    }
    let close = start + memchr::memchr(quote, tail(line, start).as_bytes())?;
    // `\"C:\a b.exe\"`: the quotes of a string inside a string are escaped on both sides.
    let escaped = byte_before(line, start - 1) == b'\\' && byte_before(line, close) == b'\\';
    let end = close - usize::from(escaped);
    is_one_path(slice(line, start, end)).then_some(end)
}

/// Whether no argument follows and nothing stands in it that paths do not have.
fn is_one_path(text: &str) -> bool {
    let mut colons = 0;
    let mut at = 0;
    loop {
        at = run_end(text, at, is_plain);
        match byte(text, at) {
            _ if at >= text.len() => return !text.is_empty(),
            // The colon of a drive is the second character, or follows a device prefix.
            b':' if colons > 0 || byte(text, at + 1) == b' ' => return false,
            b':' => colons += 1,
            b' ' if begins_argument(text, at + 1) => return false,
            b'\t' | b'"' | b'<' | b'>' | b'|' | b'*' | b'?' | b'\n' => return false,
            _ => {}
        }
        at += 1;
    }
}

/// Bytes that paths have, whatever stands around them.
fn is_plain(b: u8) -> bool {
    const PLAIN: ByteSet = ByteSet::of(b"")
        .with_range(0, 0xff)
        .without(b": \t\"<>|*?\n");
    PLAIN.contains(b)
}

/// Whether a switch or another path begins at `at`, behind a space.
fn begins_argument(text: &str, at: usize) -> bool {
    match byte(text, at) {
        b'/' | b'-' | b'\\' => true,
        b'.' => [".\\", "..\\"].iter().any(|dots| has_word(text, at, dots)),
        _ => false,
    }
}
