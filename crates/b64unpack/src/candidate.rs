//! A place that could be Base64, borrowed from the haystack.

use std::ops::Range;

use crate::encoding::Encoding;

/// A run of symbols that could be Base64, with its padding and the line breaks inside it.
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
    /// Symbols in each line but the last; all of them where there is one line.
    width: usize,
}

impl Shape {
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
        let Range { start, end } = range;
        let shape = Shape {
            start,
            end,
            encoding,
            width,
        };
        Candidate::of(haystack, shape)
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
        self.bytes.len() > self.shape.width && self.bytes.contains(&b'\n')
    }

    /// The symbols of each line, without line breaks and padding.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &'h [u8]> + use<'h> {
        let mut rest = self.bytes;
        let width = self.shape.width;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let (line, more) = rest.split_at_checked(width).unwrap_or((rest, &[]));
            let breaks = more
                .iter()
                .take_while(|&&byte| matches!(byte, b'\r' | b'\n'))
                .count();
            // Padding may follow the first line directly; then nothing but padding is left.
            rest = more.get(breaks..).unwrap_or_default();
            Some(unpadded(line))
        })
    }
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
