//! The lengths of matches ("The match length decoding").

use super::range::{EVEN, Probability, Range};

/// The shortest match.
const SHORTEST: usize = 2;

#[derive(Clone, Debug)]
pub(super) struct Length {
    choice: [Probability; 2],
    low: [[Probability; 8]; 16],
    middle: [[Probability; 8]; 16],
    high: [Probability; 256],
}

impl Length {
    pub(super) fn new() -> Length {
        Length {
            choice: [EVEN; 2],
            low: [[EVEN; 8]; 16],
            middle: [[EVEN; 8]; 16],
            high: [EVEN; 256],
        }
    }

    /// A length of 2 to 273 bytes.
    pub(super) fn read(&mut self, range: &mut Range<'_>, alignment: usize) -> Option<usize> {
        let [first, second] = &mut self.choice;
        let beyond = if range.bit(first)? == 0 {
            range.tree(self.low.get_mut(alignment)?, 3)?
        } else if range.bit(second)? == 0 {
            8 + range.tree(self.middle.get_mut(alignment)?, 3)?
        } else {
            16 + range.tree(&mut self.high, 8)?
        };
        Some(SHORTEST + beyond)
    }
}
