//! The candidates that begin at an anchor: what the context announces, and pieces that are joined.

use std::ops::Range;

use super::{Finder, Piece, padding_end};
use crate::alphabet::{class, encoding, is_mixed};
use crate::candidate::{Layout, Shape};
use crate::context::{self, Context};
use crate::joint;

/// The fewest characters, padding included, that make a candidate where the context announces it.
const LEAST: usize = 8;
/// Bytes of the name of a function with all that stands between its letters.
const LONGEST_NAME: usize = 64;

impl Finder {
    /// What the anchor at `at` announces, if nothing of it stands before `floor`; or where to go
    /// on.
    pub(super) fn at_anchor(
        &self,
        haystack: &[u8],
        at: usize,
        floor: usize,
    ) -> Result<Shape, usize> {
        if self.context {
            let ahead = context::announced(haystack, at);
            let behind = || context::announced_behind(haystack, at, floor);
            let shape = |(start, context)| {
                let there = start >= floor;
                there.then(|| self.announced_at(haystack, start, context))?
            };
            if let Some(shape) = ahead.and_then(shape).or_else(|| behind().and_then(shape)) {
                return Ok(shape);
            }
        }
        let piece = self.joined.then(|| self.piece_before(haystack, at, floor));
        let piece = piece.flatten().ok_or(at + 1)?;
        let chain = self.chain(haystack, piece);
        if chain.is_joined(self.min_len) {
            let announced = self.announced_in(haystack, &chain.range);
            return Ok(announced.unwrap_or_else(|| chain.shape(None)));
        }
        Err(chain.range.end.max(at + 1))
    }

    /// What the name of a function announces that is itself written in pieces.
    fn announced_in(&self, haystack: &[u8], name: &Range<usize>) -> Option<Shape> {
        if !self.context || name.len() > LONGEST_NAME {
            return None;
        }
        name.clone().find_map(|at| {
            let (start, context) = context::announced(haystack, at)?;
            let behind = start >= name.end;
            behind.then(|| self.announced_at(haystack, start, context))?
        })
    }

    /// The candidate that begins at `start`, where the context says that one does.
    fn announced_at(&self, haystack: &[u8], start: usize, context: Context) -> Option<Shape> {
        let first = self.symbols(haystack, start, 0);
        if self.joined {
            let chain = self.chain(haystack, first);
            if chain.joined && self.is_enough(chain.symbols) {
                return Some(chain.shape(Some(context)));
            }
        }
        self.is_enough(first.end - first.start)
            .then(|| self.candidate(haystack, first).in_context(Some(context)))
    }

    /// Whether so many symbols in a context make a candidate: with the padding that is due.
    fn is_enough(&self, symbols: usize) -> bool {
        let padded = symbols.next_multiple_of(4);
        symbols >= self.min_len || (symbols % 4 != 1 && padded >= LEAST)
    }

    /// The short piece of a string that ends where the joint of the anchor at `at` begins.
    fn piece_before(&self, haystack: &[u8], at: usize, floor: usize) -> Option<Piece> {
        let end = joint::start(haystack, at)?;
        joint::skip(haystack, end)?;
        let mut piece = Piece {
            start: end,
            end,
            classes: 0,
        };
        for &byte in haystack.get(floor..end)?.iter().rev() {
            let both = piece.classes | self.class(byte);
            if self.class(byte) == 0 || (is_mixed(both) && !self.mixed) {
                break;
            }
            if end - piece.start >= self.min_len {
                // Long enough to be found by itself.
                return None;
            }
            (piece.start, piece.classes) = (piece.start - 1, both);
        }
        piece.start += joint::escape_before(haystack, piece.start, end);
        (piece.start < end).then_some(piece)
    }

    /// The piece and all that are joined to it.
    pub(super) fn chain(&self, haystack: &[u8], first: Piece) -> Chain {
        let mut chain = Chain {
            range: first.start..first.end,
            symbols: first.end - first.start,
            classes: first.classes,
            joined: false,
        };
        let mut expression = None;
        while let Some(start) = joint::skip(haystack, chain.range.end) {
            let piece = self.symbols(haystack, start, chain.classes);
            let symbols = chain.symbols + piece.end - piece.start;
            let end = padding_end(haystack, piece.end, symbols);
            let quoted = joint::is_string(haystack, chain.range.end);
            if end == start || (quoted && !joint::ends_string(haystack, end)) {
                break;
            }
            // Elsewhere these are two arguments.
            let mut adjoin =
                || *expression.get_or_insert_with(|| joint::is_expression(haystack, first.start));
            if joint::is_adjacent(haystack, chain.range.end) && !adjoin() {
                break;
            }
            chain = Chain {
                range: first.start..end,
                symbols,
                classes: piece.classes,
                joined: true,
            };
            if end > piece.end && symbols % 4 + (end - piece.end) == 4 {
                break;
            }
        }
        chain
    }

    /// The symbols from `start` on that go with `classes`, or all of them.
    pub(super) fn symbols(&self, haystack: &[u8], start: usize, classes: u8) -> Piece {
        if let Some(piece) = self.symbols_at(haystack, start, classes) {
            return piece;
        }
        let mut piece = Piece {
            start,
            end: start,
            classes,
        };
        for &byte in haystack.get(start..).unwrap_or_default() {
            let both = piece.classes | self.class(byte);
            if self.class(byte) == 0 || (is_mixed(both) && !self.mixed) {
                break;
            }
            (piece.end, piece.classes) = (piece.end + 1, both);
        }
        piece
    }

    fn class(&self, byte: u8) -> u8 {
        class(byte) & self.alphabet.mask()
    }
}

/// Pieces and the joints between them.
pub(super) struct Chain {
    /// From the first symbol to the last, or its padding.
    range: Range<usize>,
    symbols: usize,
    classes: u8,
    /// Whether there is more than one piece.
    joined: bool,
}

impl Chain {
    /// Whether so many pieces have so many symbols.
    pub(super) fn is_joined(&self, symbols: usize) -> bool {
        self.joined && self.symbols >= symbols
    }

    pub(super) fn shape(&self, context: Option<Context>) -> Shape {
        let shape = Shape::new(self.range.clone(), encoding(self.classes), Layout::Joined);
        shape.in_context(context)
    }
}
