//! Blocks of lines of one length, as MIME (RFC 2045, section 6.8) and PEM (RFC 7468) wrap them.

use super::{Piece, padding_end};
use crate::alphabet::{class, is_mixed};
use crate::joint::line_break;

/// Lines shorter than this are not taken for parts of one wrapped block (RFC 1421 wraps at 64
/// symbols, RFC 2045 at 76); words of one length in consecutive lines would be glued together.
pub(super) const MIN_LINE: usize = 60;

/// Follows a wrapped block from its first line; its end and classes if it has further lines.
pub(super) fn more_lines(haystack: &[u8], first: Piece) -> Option<(usize, u8)> {
    let width = first.end - first.start;
    let mut best = None;
    let (mut end, mut classes) = (first.end, first.classes);
    let between = haystack.get(end..).and_then(line_break)?;
    // All lines end and are indented alike.
    while haystack.get(end..).and_then(line_break) == Some(between) {
        let start = end + between;
        let line = line(haystack, start, classes, width);
        let symbols = line.end - line.start;
        let padded = padding_end(haystack, line.end, symbols);
        if symbols > width || symbols == 0 {
            break;
        }
        if symbols < width || padded > line.end {
            if padded > line.end || ends_block(haystack.get(line.end).copied(), symbols) {
                best = Some((padded, line.classes));
            }
            break;
        }
        (end, classes) = (line.end, line.classes);
        best = Some((end, classes));
    }
    best
}

/// The symbols from `start` that go with `classes`, one more than `width` at most.
fn line(haystack: &[u8], start: usize, classes: u8, width: usize) -> Piece {
    let mut line = Piece {
        start,
        end: start,
        classes,
    };
    for &byte in haystack
        .get(start..)
        .unwrap_or_default()
        .iter()
        .take(width + 1)
    {
        let both = line.classes | class(byte);
        if class(byte) == 0 || is_mixed(both) {
            break;
        }
        line = Piece {
            start,
            end: line.end + 1,
            classes: both,
        };
    }
    line
}

/// Whether an unpadded, shorter last line may end before `next`: not in front of further text. A
/// word of three letters is the end of a here-document (`EOF`, `END`).
fn ends_block(next: Option<u8>, symbols: usize) -> bool {
    let closes = next.is_none_or(|byte| b"\r\n\0\"'`)]}<;,\\".contains(&byte));
    closes && symbols % 4 != 1 && symbols >= 4
}
