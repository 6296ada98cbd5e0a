//! The lines of a dump: an offset, and the bytes from there on.

use std::ops::Range;

use super::super::super::codes::hex_pair;
use super::super::super::notation::is_word;
use crate::joint::line_break;

/// Bytes of a line.
const WIDTHS: Range<u64> = 4..65;
/// Of an offset.
const DIGITS: Range<usize> = 4..17;
/// Bytes between the last pair of a line and the next line: as many characters as pairs, and marks.
const MAX_TAIL: usize = 160;
/// Bytes of a line behind its offset.
const MAX_LINE: usize = 64 * 3 + MAX_TAIL;
/// Blanks between two bytes.
const MAX_BLANKS: usize = 3;
/// Of an offset: `od` counts in octal.
const RADICES: [u32; 2] = [16, 8];

/// The lines of a dump that a text begins with.
pub(super) struct Lines<'t> {
    text: &'t [u8],
    radix: u32,
    grouped: bool,
    width: u64,
    /// Where the last byte of a whole line ends, from the start of the line.
    column: usize,
    /// Where the next line begins, and its offset.
    next: Option<(usize, Offset)>,
}

/// One line: its bytes as they are written, and where they end in the text.
pub(super) struct Line<'t> {
    bytes: &'t [u8],
    end: usize,
}

impl<'t> Lines<'t> {
    /// The distance of two offsets says how many bytes are in the first line.
    pub(super) fn of(text: &'t [u8]) -> Option<Lines<'t>> {
        let mut read = RADICES.iter().filter_map(|&radix| {
            let first = Offset::read(text, radix)?;
            let (value, len, grouped) = (first.value, first.len, first.grouped);
            // Most numbers at the beginning of a line are followed by something else.
            let (few, _) = pairs(text.get(len..)?, WIDTHS.start, grouped);
            if few < WIDTHS.start {
                return None;
            }
            let distance = |offset: &Offset| offset.value.checked_sub(value);
            let follows =
                |offset: &Offset| distance(offset).is_some_and(|far| WIDTHS.contains(&far));
            let (_, second) = next_line(text, len, MAX_LINE, radix, follows)?;
            let width = distance(&second)?;
            let (count, end) = pairs(text.get(len..)?, width, grouped);
            (count == width).then_some(Lines {
                text,
                radix,
                grouped,
                width,
                column: len + end,
                next: Some((0, first)),
            })
        });
        read.next()
    }

    /// Where the last of at least two lines ends.
    pub(super) fn end(mut self) -> Option<usize> {
        self.next()?;
        self.last().map(|line| line.end)
    }
}

impl<'t> Iterator for Lines<'t> {
    type Item = Line<'t>;

    fn next(&mut self) -> Option<Line<'t>> {
        let (start, offset) = self.next.take()?;
        let line = self.text.get(start..)?;
        let line = line.get(..self.column).unwrap_or(line);
        let bytes = line.get(offset.len..)?;
        let (count, len) = pairs(bytes, self.width, self.grouped);
        let end = start + offset.len + len;
        if count == self.width {
            let due = offset.value.checked_add(count);
            let follows = |next: &Offset| Some(next.value) == due && next.grouped == self.grouped;
            self.next = next_line(self.text, end, MAX_TAIL, self.radix, follows);
        }
        let bytes = bytes.get(..len).filter(|bytes| !bytes.is_empty())?;
        Some(Line { bytes, end })
    }
}

impl<'t> Line<'t> {
    pub(super) fn codes(self) -> impl Iterator<Item = u32> + 't {
        let mut rest = self.bytes;
        std::iter::from_fn(move || {
            let pair = rest.get(blanks(rest)..)?;
            rest = pair.get(2..)?;
            hex_pair(pair).map(u32::from)
        })
    }
}

/// The offset of a line.
struct Offset {
    value: u64,
    /// Its length, with what separates it from the bytes.
    len: usize,
    /// Whether the bytes may be in groups.
    grouped: bool,
}

impl Offset {
    fn read(text: &[u8], radix: u32) -> Option<Offset> {
        let prefix = if text.starts_with(b"0x") { 2 } else { 0 };
        let digits = text.get(prefix..)?;
        let is_digit = |byte: &&u8| char::from(**byte).is_digit(radix);
        let len = digits.iter().take(DIGITS.end).take_while(is_digit).count();
        let digits = digits.get(..len).filter(|_| DIGITS.contains(&len))?;
        let value = u64::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok()?;
        let end = prefix + len;
        let grouped = text.get(end) == Some(&b':');
        let end = end + usize::from(grouped);
        let blanks = blanks(text.get(end..)?);
        (1..=MAX_BLANKS).contains(&blanks).then_some(Offset {
            value,
            len: end + blanks,
            grouped,
        })
    }
}

/// The line that begins within so many bytes, and whose offset follows.
fn next_line(
    text: &[u8],
    from: usize,
    most: usize,
    radix: u32,
    follows: impl Fn(&Offset) -> bool,
) -> Option<(usize, Offset)> {
    for at in from..from + most {
        let rest = text.get(at..)?;
        let start = line_break(rest).map(|len| at + len);
        let offset = start.and_then(|start| {
            let offset = Offset::read(text.get(start..)?, radix)?;
            follows(&offset).then_some((start, offset))
        });
        // Escapes may stand in the line itself.
        if offset.is_some() || rest.first() == Some(&b'\n') {
            return offset;
        }
    }
    None
}

/// How many bytes are written at the beginning of a text, and where the last of them ends.
fn pairs(text: &[u8], most: u64, grouped: bool) -> (u64, usize) {
    let (mut count, mut end) = (0, 0);
    while count < most {
        let rest = text.get(end..).unwrap_or_default();
        let gap = if count == 0 { 0 } else { blanks(rest) };
        let joined = gap == 0 && count > 0;
        let pair = rest.get(gap..).unwrap_or_default();
        let goes_on = pair.get(2).is_some_and(|&byte| is_word(byte));
        if hex_pair(pair).is_none() || gap > MAX_BLANKS || !grouped && (joined || goes_on) {
            break;
        }
        (count, end) = (count + 1, end + gap + 2);
    }
    (count, end)
}

/// Blanks at the beginning of a text, up to more than there may be.
fn blanks(text: &[u8]) -> usize {
    let blanks = text.iter().take(MAX_BLANKS + 1);
    blanks
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count()
}
