//! Classes of bytes by their halves: a class is a set of high halves and one of low halves, and a
//! byte is in it that has one of each. So many bytes at once are looked up half by half (W. Muła,
//! "SIMD-ized check which bytes are in a set", 2018).

/// Up to eight classes, by the low and the high half of a byte: it is in those whose bits both
/// have.
#[derive(Clone, Copy)]
pub(crate) struct Classes {
    pub(crate) low: [u8; 16],
    pub(crate) high: [u8; 16],
}

impl Classes {
    /// The classes that the rows give, the lowest bit first: high halves, and low halves.
    pub(crate) const fn of(rows: &[(&[u8], &[u8])]) -> Classes {
        let mut classes = Classes {
            low: [0; 16],
            high: [0; 16],
        };
        let (mut bit, mut rest) = (1_u8, rows);
        while let [(high, low), others @ ..] = rest {
            mark(&mut classes.high, high, bit);
            mark(&mut classes.low, low, bit);
            rest = others;
            if !rest.is_empty() {
                bit <<= 1;
            }
        }
        classes
    }

    /// The classes of a byte.
    #[inline(always)]
    pub(crate) fn classify(&self, byte: u8) -> u8 {
        let half = |table: &[u8; 16], half: u8| table.get(usize::from(half)).copied().unwrap_or(0);
        half(&self.low, byte & 15) & half(&self.high, byte >> 4)
    }
}

#[expect(clippy::indexing_slicing, reason = "halves of bytes are below 16")]
const fn mark(table: &mut [u8; 16], halves: &[u8], bit: u8) {
    let mut rest = halves;
    while let [half, others @ ..] = rest {
        table[(*half & 15) as usize] |= bit;
        rest = others;
    }
}
