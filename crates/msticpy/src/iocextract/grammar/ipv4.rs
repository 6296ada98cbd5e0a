//! `(?:[0-9]{1,3}\.){3}[0-9]{1,3}`; defanged, each `\.` is `\[?\.\]?`.
//!
//! No digit is a separator, so a start has one way to match: each group is the run of digits
//! up to its separator. The starts that share their first separator stand or fall together,
//! and the leftmost of them is up to three digits before it.

use std::ops::Range;

use super::super::class::Class;
use super::{around_dot, next, separator};

const DIGITS: Class = Class::DIGITS;

pub(super) fn find(shapes: &[u8], from: usize, defanged: bool) -> Option<Range<usize>> {
    let mut search = from;
    while let Some(dot) = next(b'.', shapes, search) {
        let first = around_dot(shapes, dot, defanged);
        let floor = first.start.saturating_sub(3).max(from);
        let start = DIGITS.start_of_run(shapes, floor, first.start);
        let end = rest(shapes, first.end, defanged);
        if let Some(end) = end.filter(|_| start < first.start) {
            return Some(start..end);
        }
        search = dot + 1;
    }
    None
}

/// The end of the three groups after the first separator.
fn rest(shapes: &[u8], from: usize, defanged: bool) -> Option<usize> {
    let second = separator(shapes, group(shapes, from)?, defanged)?;
    let third = separator(shapes, group(shapes, second)?, defanged)?;
    group(shapes, third)
}

fn group(shapes: &[u8], from: usize) -> Option<usize> {
    let end = DIGITS.end_of_run_within(shapes, from, 3);
    (end > from).then_some(end)
}
