//! Which bytes of a text indicators are found by, as bits: the first byte of a block is the lowest.
//!
//! All of a block is judged at once, without branches, so that compilers make vectors of it. What
//! is none of these costs nothing more.

use crate::recognise::gather::{Gather, with_widest};

/// Bytes in a block.
pub(crate) const BLOCK: usize = 64;

/// How many blocks are judged at a time.
const AHEAD: usize = 8;

/// So far from any block that none seems to be at hand.
const NONE: usize = usize::MAX / 2;

/// What stands beyond the end of a text: a byte that nothing is found by.
const BLANK: u8 = b' ';

/// The bytes of one block that are worth a look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// Separators, and the numbers and words of kinds that are found by those.
    pub(crate) anchors: u64,
    /// ASCII letters and digits.
    pub(crate) words: u64,
    /// Line feeds.
    lines: u64,
}

/// The signs of a text, some blocks ahead of where they are asked for.
#[derive(Clone, Debug)]
pub(crate) struct Map<'t> {
    text: &'t [u8],
    /// Whether the words and signs of loose spellings count.
    loose: bool,
    /// The number of the first block at hand; of none before the first is asked for.
    first: usize,
    signs: [Signs; AHEAD],
}

impl<'t> Map<'t> {
    pub(crate) fn new(text: &'t [u8], loose: bool) -> Map<'t> {
        Map {
            text,
            loose,
            first: NONE,
            signs: [Signs::default(); AHEAD],
        }
    }

    /// The signs of the block of this number.
    #[inline]
    pub(crate) fn block(&mut self, index: usize) -> Signs {
        let at_hand = self.signs.get(index.wrapping_sub(self.first));
        if let Some(signs) = at_hand {
            return *signs;
        }
        self.first = index;
        self.fill();
        self.signs.first().copied().unwrap_or_default()
    }

    /// The end of the line that goes on at `from`.
    pub(crate) fn line_end(&mut self, from: usize) -> usize {
        let mut index = from / BLOCK;
        let mut before = u64::MAX << (from % BLOCK);
        while BLOCK * index < self.text.len() {
            let lines = self.block(index).lines & before;
            if lines != 0 {
                return BLOCK * index + lines.trailing_zeros() as usize;
            }
            (index, before) = (index + 1, u64::MAX);
            // The rest of a long line is not judged twice.
            if index == self.first + AHEAD {
                let from = BLOCK * index;
                let rest = self.text.get(from..).unwrap_or(&[]);
                return memchr::memchr(b'\n', rest).map_or(self.text.len(), |at| from + at);
            }
        }
        self.text.len()
    }

    fn fill(&mut self) {
        let start = BLOCK * self.first;
        let before = start.checked_sub(1).and_then(|at| self.text.get(at));
        let before = before.copied().unwrap_or(BLANK);
        let rest = self.text.get(start..).unwrap_or(&[]);
        with_widest(Judge {
            rest,
            word: u64::from(before.is_ascii_alphanumeric()),
            letter: u64::from(before.is_ascii_alphabetic()),
            loose: self.loose,
            signs: &mut self.signs,
        });
    }
}

/// The judging of blocks one after the other.
pub(crate) struct Judge<'m> {
    rest: &'m [u8],
    /// Whether the byte before is a letter or a digit, in the lowest bit.
    word: u64,
    letter: u64,
    loose: bool,
    signs: &'m mut [Signs; AHEAD],
}

impl Judge<'_> {
    #[inline(always)]
    pub(crate) fn run(mut self, gather: impl Gather) {
        for index in 0..AHEAD {
            let signs = match self.rest.split_first_chunk::<BLOCK>() {
                Some((block, rest)) => {
                    self.rest = rest;
                    self.block(gather, block)
                }
                None if self.rest.is_empty() => return,
                None => {
                    let mut block = [BLANK; BLOCK];
                    if let Some(head) = block.get_mut(..self.rest.len()) {
                        head.copy_from_slice(self.rest);
                    }
                    self.rest = &[];
                    self.block(gather, &block)
                }
            };
            if let Some(slot) = self.signs.get_mut(index) {
                *slot = signs;
            }
        }
    }

    #[inline(always)]
    fn block(&mut self, gather: impl Gather, block: &[u8; BLOCK]) -> Signs {
        let digits = gather.mask(block, |b| b.wrapping_sub(b'0') < 10);
        let letters = gather.mask(block, |b| (b | 0x20).wrapping_sub(b'a') < 26);
        let words = digits | letters;
        let separators = gather.mask(block, is_separator);
        // A stop and a space end a sentence.
        let stops = gather.mask(block, |b| b == b'.') & gather.mask(block, |b| b == b' ') >> 1;
        let starts = !(words << 1 | self.word);
        let a = gather.mask(block, |b| b | 0x20 == b'a');
        let s_or_u = gather.mask(block, |b| (b | 0x20 == b's') | (b | 0x20 == b'u'));
        let t = gather.mask(block, |b| b == b'T');
        let l = gather.mask(block, |b| b | 0x20 == b'l');
        let abbreviations = starts & (a & next(s_or_u, 1) | t & next(l, 1));
        let numbers = digits
            & (letters << 1 | self.letter)
            & next(digits, 1)
            & next(digits, 2)
            & next(digits, 3);
        let loose = if self.loose {
            a | gather.mask(block, |b| (b == b',') | (b | 0x20 == b'd'))
        } else {
            0
        };
        (self.word, self.letter) = (words >> (BLOCK - 1), letters >> (BLOCK - 1));
        Signs {
            anchors: (separators & !stops) | abbreviations | numbers | loose,
            words,
            lines: gather.mask(block, |b| b == b'\n'),
        }
    }
}

/// The bits of the bytes `by` further on; those of the next block may be anything.
fn next(bits: u64, by: u32) -> u64 {
    bits >> by | !(u64::MAX >> by)
}

/// Whether a separator begins with `b`, plain or defanged, or a dash, or text of two bytes a
/// character goes on with it. Comparisons without branches are what compilers make vectors of.
#[inline(always)]
fn is_separator(b: u8) -> bool {
    let dash_dot_slash = b.wrapping_sub(b'-') < 3;
    let percent_ampersand = b.wrapping_sub(b'%') < 2;
    let square_backslash = b.wrapping_sub(b'[') < 2;
    let leads = (b & 0xfe == 0xe2) | (b == 0xef);
    let more = (b == b'@') | (b == b'_') | (b == b'{') | (b == b'\0');
    let plain = (b == b'(') | (b == b'+') | (b == b':') | (b == b'<');
    dash_dot_slash | percent_ampersand | square_backslash | leads | more | plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::gather::Portable;

    fn positions(text: &str) -> Vec<usize> {
        let mut map = Map::new(text.as_bytes(), false);
        let blocks = 0..text.len().div_ceil(BLOCK);
        blocks
            .flat_map(|index| {
                let anchors = map.block(index).anchors;
                let bits = (0..BLOCK).filter(move |bit| anchors >> bit & 1 == 1);
                bits.map(move |bit| BLOCK * index + bit)
            })
            .collect()
    }

    #[test]
    fn anchors_of_a_sentence() {
        let text = "A. b.c (d) AS12 asleep has T1059 TLP:RED";
        assert_eq!(positions(text), [4, 7, 11, 16, 28, 33, 36]);
        // The same behind other blocks.
        let behind = format!("{}{text}", " ".repeat(1000 * BLOCK - 20));
        let moved = [4, 7, 11, 16, 28, 33, 36].map(|at| at + 1000 * BLOCK - 20);
        assert_eq!(positions(&behind), moved);
    }

    #[test]
    fn wide_registers_see_what_narrow_ones_see() {
        let text: Vec<u8> = (0..8 * BLOCK).map(|at| (at * 31 % 256) as u8).collect();
        let mut map = Map::new(&text, true);
        map.block(0);
        let mut signs = [Signs::default(); AHEAD];
        Judge {
            rest: &text,
            word: 0,
            letter: 0,
            loose: true,
            signs: &mut signs,
        }
        .run(Portable);
        assert_eq!(map.signs, signs);
    }

    #[test]
    fn ends_of_lines() {
        let text = format!("{}\n\n{}\nend", "a".repeat(100), "b".repeat(5000));
        let mut map = Map::new(text.as_bytes(), false);
        let ends = [0, 101, 102, 5103].map(|from| map.line_end(from));
        assert_eq!(ends, [100, 101, 5102, 5106]);
    }
}
