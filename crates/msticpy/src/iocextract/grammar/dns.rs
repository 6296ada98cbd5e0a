//! `((?=[a-z0-9-]{1,63}\.)[a-z0-9]+(-[a-z0-9]+)*\.){1,126}[a-z]{2,63}`; defanged, each `\.` is
//! `\[?\.\]?`.
//!
//! A label has one way to match, up to its separator, and the look-ahead says no more than that
//! it has at most 63 characters. So the labels after a first one form a chain that does not
//! depend on where in the first the match starts. Backtracking takes as many labels as it can,
//! up to 126, and gives back one after another until two letters follow: the match ends in the
//! last place of the chain, at most 126 labels on, that starts with two letters.

use std::ops::Range;

use super::super::class::Class;
use super::{around_dot, next, separator};

const MOST_LABELS: usize = 126;
const LONGEST_LABEL: usize = 63;

const ALNUM: Class = Class::ALNUM;
const LABEL: Class = Class::ALNUM.with(b"-");
const LETTERS: Class = Class::LETTERS;

pub(super) fn find(shapes: &[u8], from: usize, defanged: bool) -> Option<Range<usize>> {
    let mut search = from;
    while let Some(dot) = next(b'.', shapes, search) {
        search = dot + 1;
        let dot = around_dot(shapes, dot, defanged);
        let floor = from.max(dot.start.saturating_sub(LONGEST_LABEL));
        let start = start_of_label(shapes, floor, dot.start);
        if start == dot.start {
            continue;
        }
        let first = Label {
            start,
            next: dot.end,
        };
        match first_match(shapes, first, defanged) {
            Ok(found) => return Some(found),
            // Every start in the chain fails as this one did.
            Err(end_of_chain) => search = search.max(end_of_chain),
        }
    }
    None
}

/// The end of the match that starts at `start`.
pub(super) fn match_at(shapes: &[u8], start: usize, defanged: bool) -> Option<usize> {
    let first = label(shapes, start, defanged)?;
    let last = last_suffix(shapes, first.next, 1, None, defanged)?;
    Some(end_of_suffix(shapes, last))
}

/// Whether the pattern matches everything from `start` on.
pub(super) fn matches_from(shapes: &[u8], start: usize, defanged: bool) -> bool {
    let labels = std::iter::successors(label(shapes, start, defanged), |label_before| {
        label(shapes, label_before.next, defanged)
    });
    labels.take(MOST_LABELS).any(|label| {
        starts_suffix(shapes, label.next) && end_of_suffix(shapes, label.next) == shapes.len()
    })
}

/// A label, and where the next one would start.
#[derive(Clone, Copy)]
struct Label {
    start: usize,
    next: usize,
}

/// The leftmost match that starts with `first` or a later label of its chain, or where the
/// chain ends.
///
/// `trail` is the label that the match would start with: as the chain gets longer than a match
/// may be, it follows the lead. So each label is looked at twice at most.
fn first_match(shapes: &[u8], first: Label, defanged: bool) -> Result<Range<usize>, usize> {
    let mut trail = first;
    let mut lead = first.next;
    let mut labels = 1;
    while !starts_suffix(shapes, lead) {
        lead = label(shapes, lead, defanged).ok_or(lead)?.next;
        if labels < MOST_LABELS {
            labels += 1;
        } else {
            trail = label(shapes, trail.next, defanged).ok_or(lead)?;
        }
    }
    let last = last_suffix(shapes, lead, labels, Some(lead), defanged).unwrap_or(lead);
    Ok(trail.start..end_of_suffix(shapes, last))
}

/// The last start of a suffix in the chain, from `lead`, which follows `labels` labels.
fn last_suffix(
    shapes: &[u8],
    mut lead: usize,
    mut labels: usize,
    mut best: Option<usize>,
    defanged: bool,
) -> Option<usize> {
    loop {
        if starts_suffix(shapes, lead) {
            best = Some(lead);
        }
        if labels == MOST_LABELS {
            return best;
        }
        let Some(label) = label(shapes, lead, defanged) else {
            return best;
        };
        lead = label.next;
        labels += 1;
    }
}

/// The label that starts at `start` and the separator after it.
fn label(shapes: &[u8], start: usize, defanged: bool) -> Option<Label> {
    let end = LABEL.end_of_run_within(shapes, start, LONGEST_LABEL);
    let next = separator(shapes, end, defanged)?;
    (end > start && start_of_label(shapes, start, end) == start).then_some(Label { start, next })
}

/// The leftmost start, from `floor` on, of `[a-z0-9]+(-[a-z0-9]+)*` that ends at `end`; `end`
/// if there is none.
fn start_of_label(shapes: &[u8], floor: usize, end: usize) -> usize {
    let mut start = ALNUM.start_of_run(shapes, floor, end);
    while start < end && start > floor + 1 && super::before(shapes, start) == Some(b'-') {
        let part = ALNUM.start_of_run(shapes, floor, start - 1);
        if part == start - 1 {
            break;
        }
        start = part;
    }
    start
}

fn starts_suffix(shapes: &[u8], at: usize) -> bool {
    LETTERS.holds(shapes, at) && LETTERS.holds(shapes, at + 1)
}

fn end_of_suffix(shapes: &[u8], start: usize) -> usize {
    LETTERS.end_of_run_within(shapes, start, 63)
}
