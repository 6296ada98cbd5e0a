//! `(?:^|[^A-Fa-f0-9])(?P<hash>[A-Fa-f0-9]{N})(?:$|[^A-Fa-f0-9])`, over several lines.
//!
//! A hash is a whole run of N hexadecimal digits. The characters around it are part of the
//! match: the one behind is consumed, unless a line ends there, and a consumed character cannot
//! stand before the next hash.

use super::super::class::Class;
use super::{Match, before};

const HEX: Class = Class::HEX;

/// Looks first where the last digit of a hash would be that starts at `start`: if there is none,
/// no hash starts from there up to that place, and all of it is passed over.
pub(super) fn find(shapes: &[u8], from: usize, digits: usize) -> Option<Match> {
    let mut start = from;
    loop {
        let probe = start + digits - 1;
        if !HEX.has(*shapes.get(probe)?) {
            start = probe + 1;
            continue;
        }
        let run = HEX.start_of_run(shapes, start, probe)..HEX.end_of_run(shapes, probe);
        if run.len() == digits && is_open_before(shapes, from, run.start) {
            let at_line_end = shapes.get(run.end).is_none_or(|&shape| shape == b'\n');
            return Some(Match {
                whole: run.start..run.end + usize::from(!at_line_end),
                value: run,
                host: None,
            });
        }
        start = run.end + 1;
    }
}

/// Whether the character before is there to be matched: the match that ends at `from` may have
/// taken it.
fn is_open_before(shapes: &[u8], from: usize, start: usize) -> bool {
    start > from || matches!(before(shapes, start), None | Some(b'\n'))
}

pub(super) fn matches_all(shapes: &[u8], digits: usize) -> bool {
    let start = usize::from(!HEX.holds(shapes, 0));
    let end = HEX.end_of_run(shapes, start);
    end - start == digits && shapes.len() - end <= 1
}
