//! A place that could be Base64, borrowed from the haystack.

use std::ops::Range;

use crate::alphabet::class;
use crate::context::Context;
use crate::encoding::Encoding;
use crate::joint;

/// Symbols that could be Base64, with their padding and what stands between them: line breaks,
/// escapes, or the quotes and operators that join the pieces of a string.
#[derive(Clone, Copy)]
pub struct Candidate<'h> {
    bytes: &'h [u8],
    shape: Shape,
}

/// A candidate without its haystack, to be kept while the haystack is not at hand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    start: usize,
    end: usize,
    encoding: Encoding,
    layout: Layout,
    context: Option<Context>,
}

/// Where in a candidate its symbols are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// In lines.
    Lines {
        /// Symbols in each line but the last; all of them where there is one line.
        width: usize,
    },
    /// In pieces, with joints between them.
    Joined,
    /// In every other byte.
    Wide,
}

impl Shape {
    pub(crate) fn new(range: Range<usize>, encoding: Encoding, layout: Layout) -> Shape {
        Shape {
            start: range.start,
            end: range.end,
            encoding,
            layout,
            context: None,
        }
    }

    /// The same, announced by the text around it.
    pub(crate) fn in_context(self, context: Option<Context>) -> Shape {
        Shape { context, ..self }
    }

    pub(crate) fn start(&self) -> usize {
        self.start
    }
}

impl<'h> Candidate<'h> {
    /// `range` must lie in `haystack`; an empty candidate otherwise.
    pub(crate) fn new(
        haystack: &'h [u8],
        range: Range<usize>,
        encoding: Encoding,
        width: usize,
    ) -> Candidate<'h> {
        let layout = Layout::Lines { width };
        Candidate::of(haystack, Shape::new(range, encoding, layout))
    }

    /// The candidate of this shape in the haystack it was found in.
    pub(crate) fn of(haystack: &'h [u8], shape: Shape) -> Candidate<'h> {
        let bytes = haystack.get(shape.start..shape.end).unwrap_or_default();
        Candidate { bytes, shape }
    }

    pub(crate) fn shape(&self) -> Shape {
        self.shape
    }

    /// Where it begins in the haystack.
    pub fn start(&self) -> usize {
        self.shape.start
    }

    /// Where it ends in the haystack, behind its padding.
    pub fn end(&self) -> usize {
        self.shape.start + self.bytes.len()
    }

    /// The byte span in the haystack.
    pub fn range(&self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The bytes of the span as they stand.
    pub fn as_bytes(&self) -> &'h [u8] {
        self.bytes
    }

    /// The alphabet in which it is written.
    pub fn encoding(&self) -> Encoding {
        self.shape.encoding
    }

    /// Whether it goes over line breaks.
    pub fn is_wrapped(&self) -> bool {
        match self.shape.layout {
            Layout::Lines { width } => {
                let behind = self.bytes.get(width..).unwrap_or_default();
                joint::line_break(behind).is_some()
            }
            Layout::Joined | Layout::Wide => false,
        }
    }

    /// Whether it is in pieces, between which stand escapes or what joins strings.
    pub fn is_joined(&self) -> bool {
        self.shape.layout == Layout::Joined
    }

    /// Whether the text around it announces it, as `FromBase64String(` does.
    pub fn is_announced(&self) -> bool {
        self.shape.context.is_some()
    }

    pub(crate) fn context(&self) -> Option<Context> {
        self.shape.context
    }

    /// The symbols, in lines or pieces, without what stands between them and without padding.
    pub(crate) fn pieces(&self) -> Pieces<'h> {
        Pieces {
            rest: self.bytes,
            layout: self.shape.layout,
        }
    }

    /// Whether every piece but the last has full groups of four: then each can be decoded alone.
    pub(crate) fn has_whole_lines(&self) -> bool {
        matches!(self.shape.layout, Layout::Lines { .. })
    }
}

/// The pieces of a candidate.
#[derive(Clone, Debug)]
pub(crate) struct Pieces<'h> {
    rest: &'h [u8],
    layout: Layout,
}

impl<'h> Iterator for Pieces<'h> {
    type Item = &'h [u8];

    fn next(&mut self) -> Option<&'h [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let (piece, rest) = match self.layout {
            Layout::Lines { width } => line(self.rest, width),
            Layout::Joined => joined(self.rest),
            Layout::Wide => wide(self.rest),
        };
        self.rest = rest;
        Some(piece)
    }
}

fn line(text: &[u8], width: usize) -> (&[u8], &[u8]) {
    let (line, more) = text.split_at_checked(width).unwrap_or((text, &[]));
    // Padding may follow the first line directly; then nothing but padding is left.
    let rest = joint::line_break(more).and_then(|len| more.get(len..));
    (unpadded(line), rest.unwrap_or(more))
}

fn joined(text: &[u8]) -> (&[u8], &[u8]) {
    let symbols = text.iter().take_while(|&&byte| class(byte) != 0).count();
    let piece = text.get(..symbols).unwrap_or_default();
    let rest = joint::skip(text, symbols).and_then(|next| text.get(next..));
    (piece, rest.unwrap_or_default())
}

fn wide(text: &[u8]) -> (&[u8], &[u8]) {
    let (unit, rest) = text.split_at_checked(2).unwrap_or((text, &[]));
    let symbol = unit.get(..1).filter(|symbol| symbol != b"=");
    (symbol.unwrap_or_default(), rest)
}

impl std::fmt::Debug for Candidate<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Candidate")
            .field("range", &self.range())
            .field("encoding", &self.encoding())
            .finish_non_exhaustive()
    }
}

fn unpadded(line: &[u8]) -> &[u8] {
    let padding = line.iter().rev().take_while(|&&byte| byte == b'=').count();
    line.get(..line.len() - padding).unwrap_or_default()
}
