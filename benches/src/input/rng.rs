//! SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.

pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) const fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// A number in `0.0..1.0`, of 53 random bits.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "the index is a remainder modulo the length"
    )]
    pub(crate) const fn pick<T: Copy, const N: usize>(&mut self, choices: &[T; N]) -> T {
        const { assert!(N > 0, "nothing to choose from") };
        choices[(self.next() % N as u64) as usize]
    }

    pub(crate) fn letters(&mut self, len: u64) -> String {
        (0..len)
            .map(|_| char::from(self.pick(b"abcdefghijklmnopqrstuvwxyz")))
            .collect()
    }

    pub(crate) fn hex(&mut self, len: u64) -> String {
        (0..len)
            .map(|_| char::from(self.pick(b"0123456789abcdef")))
            .collect()
    }
}
