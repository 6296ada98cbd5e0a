//! `(?<![:.\w])(?:[A-F0-9]{0,4}:){2,7}[A-F0-9]{0,4}(?![:.\w])`.
//!
//! Hexadecimal digits and colons are themselves forbidden on either side, so a match is always
//! a whole run of them: the run with its segments and its neighbours is all there is to check.

use std::ops::Range;

use super::super::class::Class;
use super::super::text::Text;
use super::{at, before, next};

const RUN: Class = Class::HEX.with(b":");

pub(super) fn find(text: &Text<'_>, from: usize) -> Option<Range<usize>> {
    let shapes = text.shapes();
    let mut search = from;
    while let Some(colon) = next(b':', shapes, search) {
        let start = RUN.start_of_run(shapes, 0, colon);
        let end = RUN.end_of_run(shapes, colon);
        if start >= from && !touches(text, start, end) && is_address(shapes, start..end) {
            return Some(start..end);
        }
        search = end;
    }
    None
}

/// Whether a forbidden character stands next to the run.
fn touches(text: &Text<'_>, start: usize, end: usize) -> bool {
    let shapes = text.shapes();
    before(shapes, start) == Some(b'.')
        || start.checked_sub(1).is_some_and(|left| text.is_word(left))
        || at(shapes, end) == Some(b'.')
        || text.is_word(end)
}

fn is_address(shapes: &[u8], run: Range<usize>) -> bool {
    let run = shapes.get(run).unwrap_or_default();
    let colons = run.iter().filter(|&&shape| shape == b':').count();
    (2..=7).contains(&colons)
        && run
            .split(|&shape| shape == b':')
            .all(|part| part.len() <= 4)
}
