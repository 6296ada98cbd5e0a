//! `(?:^|[^A-Fa-f0-9])(?P<hash>[A-Fa-f0-9]{N})(?:$|[^A-Fa-f0-9])`, over several lines.
//!
//! A hash is a whole run of N hexadecimal digits. The characters around it are part of the
//! match: the one behind is consumed, unless a line ends there, and a consumed character cannot
//! stand before the next hash.

use super::super::class::Class;
use super::{Match, before};

const HEX: Class = Class::HEX;

pub(super) fn find(shapes: &[u8], from: usize, digits: usize) -> Option<Match> {
    let mut start = from;
    // A run that `from` cuts in two has lost its left neighbour to the match before.
    while start < shapes.len() {
        let end = HEX.end_of_run(shapes, start);
        if end - start == digits && is_open_before(shapes, from, start) {
            let at_line_end = shapes.get(end).is_none_or(|&shape| shape == b'\n');
            return Some(Match {
                value: start..end,
                whole: start..end + usize::from(!at_line_end),
                host: None,
            });
        }
        start = end + 1;
    }
    None
}

fn is_open_before(shapes: &[u8], from: usize, start: usize) -> bool {
    start > from || matches!(before(shapes, start), None | Some(b'\n'))
}

pub(super) fn matches_all(shapes: &[u8], digits: usize) -> bool {
    let start = usize::from(!HEX.holds(shapes, 0));
    let end = HEX.end_of_run(shapes, start);
    end - start == digits && shapes.len() - end <= 1
}
