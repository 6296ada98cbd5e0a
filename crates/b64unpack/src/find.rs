//! Where Base64 might be: a scan that reads about every sixteenth byte of text without any.
//!
//! A run of at least `min_len` symbols that begins at `s` covers `s + min_len - 1`. So the scan
//! looks at that byte only, walks back from it while it sees symbols, and, where it meets another
//! byte, goes on `min_len` bytes behind that one. This is the skip of Boyer and Moore applied to
//! a class of bytes. No byte is read more than a constant number of times.

use crate::alphabet::{Alphabet, COMMON, STANDARD, URL_SAFE, class, encoding};
use crate::candidate::Candidate;

/// Lines shorter than this are not taken for parts of one wrapped block (RFC 1421 wraps at 64
/// symbols, RFC 2045 at 76); words of one length in consecutive lines would be glued together.
const MIN_LINE: usize = 60;

/// Finds runs of symbols that could be Base64. A configured value, cheap to copy.
///
/// A candidate is written in one alphabet. A run that mixes both is cut where the second one
/// begins; a short prefix that is only glued on (`key-` before `+` and `/`) is left away.
///
/// ```
/// let finder = b64unpack::Finder::new().min_len(8);
/// let found = finder.find(b"x = aGVsbG8gd29ybGQ=;").unwrap();
/// assert_eq!(found.range(), 4..20);
/// assert_eq!(found.decode().unwrap(), b"hello world");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finder {
    min_len: usize,
    alphabet: Alphabet,
    line_breaks: bool,
}

impl Default for Finder {
    fn default() -> Finder {
        Finder::new()
    }
}

impl Finder {
    /// At least 16 symbols of either alphabet, over line breaks where a block is wrapped.
    pub const fn new() -> Finder {
        Finder {
            min_len: 16,
            alphabet: Alphabet::Either,
            line_breaks: true,
        }
    }

    /// The fewest symbols (without padding) that make a candidate; 2 at least, as fewer encode
    /// nothing.
    #[must_use]
    pub const fn min_len(self, symbols: usize) -> Finder {
        let min_len = if symbols < 2 { 2 } else { symbols };
        Finder { min_len, ..self }
    }

    /// Which symbols count.
    #[must_use]
    pub const fn alphabet(self, alphabet: Alphabet) -> Finder {
        Finder { alphabet, ..self }
    }

    /// Whether a candidate may go over line breaks. It does so only where all lines but the last
    /// have one length of at least 60 symbols, divisible by 4, and only the last is shorter or
    /// padded.
    #[must_use]
    pub const fn line_breaks(self, yes: bool) -> Finder {
        Finder {
            line_breaks: yes,
            ..self
        }
    }

    /// The first candidate.
    pub fn find<'h>(&self, haystack: &'h [u8]) -> Option<Candidate<'h>> {
        self.find_at(haystack, 0)
    }

    /// All candidates, left to right, not overlapping.
    pub fn find_iter<'h>(&self, haystack: &'h [u8]) -> Candidates<'h> {
        Candidates {
            finder: *self,
            haystack,
            at: 0,
        }
    }

    /// The fewest symbols that make a candidate.
    pub(crate) const fn least(&self) -> usize {
        self.min_len
    }

    /// The first candidate that begins at or after `at`; what stands before it is not looked at.
    pub(crate) fn find_at<'h>(&self, haystack: &'h [u8], mut at: usize) -> Option<Candidate<'h>> {
        loop {
            let start = self.next_run(haystack, at)?;
            let piece = self.piece(haystack, start);
            if piece.end - piece.start >= self.min_len {
                return Some(self.candidate(haystack, piece));
            }
            at = piece.end.max(start + 1);
        }
    }

    /// Where the next run of at least `min_len` symbols begins.
    fn next_run(&self, haystack: &[u8], at: usize) -> Option<usize> {
        let mask = self.alphabet.mask();
        let mut start = at;
        loop {
            let window = haystack.get(start..start.checked_add(self.min_len)?)?;
            match window.iter().rposition(|&byte| class(byte) & mask == 0) {
                Some(bad) => start += bad + 1,
                None => return Some(start),
            }
        }
    }

    /// The longest run from `start` in one alphabet. Where the second alphabet begins, what
    /// stands before the last symbol of the first one was only glued on if it is too short by
    /// itself and the second one goes on for long enough; then it is left away.
    fn piece(&self, haystack: &[u8], start: usize) -> Piece {
        let mut piece = Piece {
            start,
            end: start,
            classes: 0,
        };
        let mut own = start;
        for &byte in haystack.get(start..).unwrap_or_default() {
            let class = class(byte) & self.alphabet.mask();
            if class == 0 {
                break;
            }
            if mixed(piece.classes | class) {
                if own - piece.start >= self.min_len || !self.goes_on(haystack, piece) {
                    break;
                }
                piece = Piece {
                    start: own,
                    end: piece.end,
                    classes: COMMON,
                };
            }
            piece.end += 1;
            piece.classes |= class;
            if class != COMMON {
                own = piece.end;
            }
        }
        piece
    }

    /// Whether at least `min_len` symbols follow a piece before one of its own alphabet does.
    fn goes_on(&self, haystack: &[u8], piece: Piece) -> bool {
        let foreign = |&&byte: &&u8| {
            let class = class(byte) & self.alphabet.mask();
            class != 0 && (class == COMMON || class & piece.classes == 0)
        };
        let rest = haystack.get(piece.end..).unwrap_or_default();
        rest.iter().take(self.min_len).take_while(foreign).count() == self.min_len
    }

    /// The candidate that begins with `piece`: more lines of it, and its padding.
    fn candidate<'h>(&self, haystack: &'h [u8], piece: Piece) -> Candidate<'h> {
        let symbols = piece.end - piece.start;
        let padded = padding_end(haystack, piece.end, symbols);
        let wraps = self.line_breaks
            && padded == piece.end
            && symbols >= MIN_LINE.max(self.min_len)
            && symbols % 4 == 0;
        let lines = if wraps {
            more_lines(haystack, piece)
        } else {
            None
        };
        let (end, classes) = lines.unwrap_or((padded, piece.classes));
        Candidate::new(haystack, piece.start..end, encoding(classes), symbols)
    }
}

/// The candidates of [`Finder::find_iter`].
#[derive(Clone, Debug)]
pub struct Candidates<'h> {
    finder: Finder,
    haystack: &'h [u8],
    at: usize,
}

impl<'h> Iterator for Candidates<'h> {
    type Item = Candidate<'h>;

    fn next(&mut self) -> Option<Candidate<'h>> {
        let found = self.finder.find_at(self.haystack, self.at);
        self.at = found.map_or(self.haystack.len(), |candidate| candidate.end());
        found
    }
}

impl std::iter::FusedIterator for Candidates<'_> {}

/// A run in one alphabet, without padding.
#[derive(Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    /// The classes of its symbols, or-ed together.
    classes: u8,
}

/// Whether symbols with these classes, or-ed together, belong to no one alphabet.
fn mixed(classes: u8) -> bool {
    classes & STANDARD != 0 && classes & URL_SAFE != 0
}

/// The end of the padding that `symbols` symbols before `at` may have: as many `=` as fill the
/// last group of four, or none.
pub(crate) fn padding_end(haystack: &[u8], at: usize, symbols: usize) -> usize {
    let due = match symbols % 4 {
        2 => 2,
        3 => 1,
        _ => return at,
    };
    let rest = haystack.get(at..).unwrap_or_default();
    at + rest
        .iter()
        .take(due)
        .take_while(|&&byte| byte == b'=')
        .count()
}

/// Follows a wrapped block from its first line; its end and classes if it has further lines.
fn more_lines(haystack: &[u8], first: Piece) -> Option<(usize, u8)> {
    let width = first.end - first.start;
    let mut best = None;
    let (mut end, mut classes) = (first.end, first.classes);
    while let Some(start) = after_line_break(haystack, end) {
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
        if class(byte) == 0 || mixed(both) {
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

/// Whether an unpadded, shorter last line may end before `next`: not in front of further text.
fn ends_block(next: Option<u8>, symbols: usize) -> bool {
    let closes = next.is_none_or(|byte| b"\r\n\0\"'`)]}<;,".contains(&byte));
    closes && symbols % 4 != 1
}

/// The position behind a line break at `at`.
fn after_line_break(haystack: &[u8], at: usize) -> Option<usize> {
    match haystack.get(at..)? {
        [b'\r', b'\n', ..] => Some(at + 2),
        [b'\n', ..] => Some(at + 1),
        _ => None,
    }
}
