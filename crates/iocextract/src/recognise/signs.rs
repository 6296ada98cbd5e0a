//! Which bytes of a text indicators are found by, some blocks ahead of where they are asked for.

use crate::recognise::{
    block::{AHEAD, BLOCK, Before, Judge, Signs},
    gather::with_widest,
};

/// So far from any block that none seems to be at hand.
const NONE: usize = usize::MAX / 2;

/// The signs of a text, some blocks ahead of where they are asked for.
#[derive(Clone, Debug)]
pub(crate) struct Map<'t> {
    text: &'t [u8],
    /// Whether the words and signs of loose spellings count.
    loose: bool,
    /// The number of the first block at hand; of none before the first is asked for.
    first: usize,
    signs: [Signs; AHEAD],
    /// What the block behind those at hand needs to know.
    last: Before,
}

impl<'t> Map<'t> {
    pub(crate) fn new(text: &'t [u8], loose: bool) -> Map<'t> {
        Map {
            text,
            loose,
            first: NONE,
            signs: [Signs::default(); AHEAD],
            last: Before::default(),
        }
    }

    /// Begins anew with another text.
    pub(crate) fn restart(&mut self, text: &'t [u8]) {
        (self.text, self.first) = (text, NONE);
    }

    /// The signs of the block of this number.
    #[inline]
    pub(crate) fn block(&mut self, index: usize) -> Signs {
        let at_hand = self.signs.get(index.wrapping_sub(self.first));
        if let Some(signs) = at_hand {
            return *signs;
        }
        self.fill(index);
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

    fn fill(&mut self, index: usize) {
        let follows = index == self.first + AHEAD;
        self.first = index;
        let start = BLOCK * index;
        // The block before is judged anew where it is not at hand.
        let before = if follows { 0 } else { BLOCK.min(start) };
        let judge = Judge {
            rest: self.text.get(start - before..).unwrap_or(&[]),
            before: if follows {
                self.last
            } else {
                Before::default()
            },
            skipped: before / BLOCK,
            loose: self.loose,
            signs: &mut self.signs,
        };
        self.last = with_widest(judge);
    }
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
            before: Before::default(),
            skipped: 0,
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
