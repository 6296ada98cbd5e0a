//! A pseudo-random source that gives the same numbers on every machine.

/// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
pub(super) struct Rng(u64);

impl Rng {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `0..bound`. The bias of the remainder is far below what sample data could show.
    pub(super) const fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// A number in `low..=high`.
    pub(super) const fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// One of the choices.
    #[expect(
        clippy::indexing_slicing,
        reason = "the index is a remainder modulo the length"
    )]
    pub(super) const fn pick<T: Copy, const N: usize>(&mut self, choices: &[T; N]) -> T {
        const { assert!(N > 0, "nothing to choose from") };
        choices[(self.next() % N as u64) as usize]
    }

    /// `len` symbols of an alphabet.
    pub(super) fn symbols<const N: usize>(&mut self, alphabet: &[u8; N], len: usize) -> String {
        (0..len).map(|_| char::from(self.pick(alphabet))).collect()
    }

    /// `len` lower-case hexadecimal digits, at least one letter and one digit among them.
    pub(super) fn hex(&mut self, len: usize) -> String {
        loop {
            let text = self.symbols(b"0123456789abcdef", len);
            if text.bytes().any(|b| b.is_ascii_digit())
                && text.bytes().any(|b| b.is_ascii_lowercase())
            {
                return text;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rng;

    /// The first outputs for seed 1234567 as published with the reference implementation
    /// (Vigna, `splitmix64.c`; quoted by Rosetta Code, "Pseudo-random numbers/Splitmix64").
    #[test]
    fn equals_the_reference() {
        let mut rng = Rng::new(1_234_567);
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(expected.map(|_| rng.next()), expected);
    }
}
