//! Quotes around a path: inside them spaces are part of it.

use crate::{
    options::Options,
    text::{byte_before, slice, tail},
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
    let argument = [" /", " -", " \\", " .\\", " ..\\", "\t"]
        .iter()
        .any(|mark| text.contains(mark));
    // The colon of a drive is the second character, or follows a device prefix.
    let colons = text.matches(':').count() > 1 || text.contains(": ");
    !text.is_empty() && !argument && !colons && !text.contains(['"', '<', '>', '|', '*', '?', '\n'])
}
