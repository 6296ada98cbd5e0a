//! A set of ASCII characters by their halves: the lower one looks up for which upper ones it is in
//! the set, a bit for each of the eight.

/// What the lower halves of bytes look up.
pub(super) struct AsciiSet([u8; 16]);

impl AsciiSet {
    /// What the upper halves look up: their bit.
    pub(super) const HIGH: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0];

    #[expect(
        clippy::indexing_slicing,
        reason = "evaluated at compile time: an index out of bounds would not build"
    )]
    pub(super) const fn of(mut bytes: &[u8]) -> AsciiSet {
        let mut low = [0; 16];
        while let [byte, rest @ ..] = bytes {
            assert!(byte.is_ascii());
            low[(*byte & 15) as usize] |= 1 << (*byte >> 4);
            bytes = rest;
        }
        AsciiSet(low)
    }

    pub(super) const fn low(&self) -> &[u8; 16] {
        &self.0
    }
}
