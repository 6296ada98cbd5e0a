//! Where Base64 might be: a scan that reads about every sixteenth byte of text without any.
//!
//! A run of at least `min_len` symbols that begins at `s` covers `s + min_len - 1`. So the scan
//! looks at that byte only, walks back from it while it sees symbols, and, where it meets another
//! byte, goes on `min_len` bytes behind that one. This is the skip of Boyer and Moore applied to
//! a class of bytes. No byte is read more than a constant number of times.

mod anchor;
mod announced;
mod cursor;
mod wide;
mod wrapped;

use self::wrapped::{MIN_LINE, more_lines};
use crate::alphabet::{self, Alphabet, COMMON, class, encoding, is_mixed};
use crate::candidate::{Candidate, Layout, Shape};
use crate::context::{self, Context};
use crate::glance::Glance;
use crate::joint;

pub(crate) use self::cursor::Cursor;

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
    context: bool,
    joined: bool,
    wide: bool,
    /// A run in both alphabets is given whole, not cut.
    mixed: bool,
}

impl Default for Finder {
    fn default() -> Finder {
        Finder::new()
    }
}

impl Finder {
    /// At least 16 symbols of either alphabet, over line breaks where a block is wrapped and over
    /// what joins pieces; fewer where the context announces them.
    pub const fn new() -> Finder {
        Finder {
            min_len: 16,
            alphabet: Alphabet::Either,
            line_breaks: true,
            context: true,
            joined: true,
            wide: true,
            mixed: false,
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

    /// Whether a candidate may go over line breaks, also as `\n` in a string or `&#10;` in XML, and
    /// with white space before each line, the same before all. It does so only where
    /// all lines but the last have one length of at least 60 symbols, divisible by 4, and only the
    /// last is shorter or padded.
    #[must_use]
    pub const fn line_breaks(self, yes: bool) -> Finder {
        Finder {
            line_breaks: yes,
            ..self
        }
    }

    /// Whether Base64 of 8 characters and more is a candidate where the text around announces it:
    /// behind `-EncodedCommand` and what PowerShell takes for it, in the string that
    /// `FromBase64String`, `b64decode`, `atob` and their like decode, in a `data:` URI, before
    /// `| base64 -d` and `.unpack1("m")`.
    #[must_use]
    pub const fn context(self, yes: bool) -> Finder {
        Finder {
            context: yes,
            ..self
        }
    }

    /// Whether the pieces of a string that is written as a concatenation (`'SQBF' + 'AFgA'`), also
    /// with the quotes of HTML or JSON (`&quot;`, `\u0027`), or with escapes of a shell (`SQ^BF`)
    /// are one candidate. Literals one behind the other are (`'SQBF' 'AFgA'`, as in C and Python)
    /// where the first one has `min_len` symbols and begins an expression.
    #[must_use]
    pub const fn joined(self, yes: bool) -> Finder {
        Finder {
            joined: yes,
            ..self
        }
    }

    /// Whether symbols with a zero behind each are candidates, as UTF-16 has them. (An
    /// [`Unpacker`](crate::Unpacker) reads a haystack that is UTF-16 as a whole as what it is.)
    #[must_use]
    pub const fn wide(self, yes: bool) -> Finder {
        Finder { wide: yes, ..self }
    }

    /// The first candidate.
    pub fn find<'h>(&self, haystack: &'h [u8]) -> Option<Candidate<'h>> {
        self.find_iter(haystack).next()
    }

    /// All candidates, left to right, not overlapping.
    #[inline]
    pub fn find_iter<'h>(&self, haystack: &'h [u8]) -> Candidates<'h> {
        let glance = if self.has_anchors() || self.wide {
            Glance::of(haystack, self.min_len)
        } else {
            Glance::of_words(haystack, self.min_len)
        };
        Candidates {
            finder: *self,
            haystack,
            cursor: Cursor::new(haystack, glance),
        }
    }

    /// Runs of at least `min_len` symbols only, wherever they stand.
    const fn runs(self) -> Finder {
        self.context(false).joined(false).wide(false).mixed(false)
    }

    /// Whether a run in both alphabets is given whole, as a candidate in
    /// [`Encoding::Base64Mixed`](crate::Encoding::Base64Mixed), or cut where the other begins.
    pub(crate) const fn mixed(self, yes: bool) -> Finder {
        let both = matches!(self.alphabet, Alphabet::Either);
        Finder {
            mixed: yes && both,
            ..self
        }
    }

    /// The fewest symbols that make a candidate.
    pub(crate) const fn least(&self) -> usize {
        self.min_len
    }

    const fn has_anchors(&self) -> bool {
        self.context || self.joined
    }

    /// The first run that begins at or after `at`, whatever stands around it.
    pub(crate) fn find_at<'h>(&self, haystack: &'h [u8], at: usize) -> Option<Candidate<'h>> {
        self.runs().find_word(haystack, at)
    }

    /// The first candidate that begins at or after `at`, apart from what only an anchor tells.
    pub(crate) fn find_word<'h>(&self, haystack: &'h [u8], mut at: usize) -> Option<Candidate<'h>> {
        loop {
            at = self.next_run(haystack, at, usize::MAX).ok()?;
            match self.run_at(haystack, at) {
                Ok(shape) => return Some(Candidate::of(haystack, shape)),
                Err(resume) => at = resume,
            }
        }
    }

    /// Where the next run of at least `min_len` symbols begins; or, if none begins before
    /// `until`, where to go on, which is the end of the haystack if there is none at all.
    fn next_run(&self, haystack: &[u8], at: usize, until: usize) -> Result<usize, usize> {
        alphabet::next_run(haystack, at..until, self.min_len, self.alphabet.mask())
    }

    /// The candidate that the run at `start` begins, or where to go on.
    fn run_at(&self, haystack: &[u8], start: usize) -> Result<Shape, usize> {
        let mut piece = self
            .symbols_at(haystack, start, 0)
            .unwrap_or_else(|| self.piece(haystack, start));
        piece.start += joint::escape_before(haystack, piece.start, piece.end);
        if self.joined {
            let chain = self.chain(haystack, piece);
            if chain.is_joined(self.min_len) {
                return Ok(chain.shape(None));
            }
        }
        if piece.end - piece.start >= self.min_len {
            return Ok(self.candidate(haystack, piece));
        }
        Err(piece.end.max(start + 1))
    }

    /// All symbols from `start` on, if they go together, and with those of the classes `before`.
    fn symbols_at(&self, haystack: &[u8], start: usize, before: u8) -> Option<Piece> {
        let rest = haystack.get(start..).unwrap_or_default();
        let run = alphabet::run(rest, self.alphabet.mask(), before, self.mixed)?;
        Some(Piece {
            start,
            end: start + run.len,
            classes: run.classes,
        })
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
            if is_mixed(piece.classes | class) {
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
    fn candidate(&self, haystack: &[u8], piece: Piece) -> Shape {
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
        let layout = Layout::Lines { width: symbols };
        let shape = Shape::new(piece.start..end, encoding(classes), layout);
        let piped = self.context && context::is_piped(haystack, end);
        shape.in_context(piped.then_some(Context::Hint))
    }
}

/// The candidates of [`Finder::find_iter`].
#[derive(Clone, Debug)]
pub struct Candidates<'h> {
    finder: Finder,
    haystack: &'h [u8],
    cursor: Cursor,
}

impl<'h> Iterator for Candidates<'h> {
    type Item = Candidate<'h>;

    #[inline]
    fn next(&mut self) -> Option<Candidate<'h>> {
        let shape = self.cursor.peek(self.haystack, &self.finder)?;
        let candidate = Candidate::of(self.haystack, shape);
        self.cursor.skip_to(candidate.end());
        Some(candidate)
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
