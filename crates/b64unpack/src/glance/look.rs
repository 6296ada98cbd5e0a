//! The look at every pair of bytes: many at once where the machine has the registers for it, else
//! one after the other.

use super::Glance;
use super::sign::{COMMON, RARE, Signs};

/// Stands behind the end of a haystack; a pair with it shows only what its first byte shows.
const PADDING: u8 = b'!';

/// What the pairs of bytes in a haystack show.
pub(super) fn pairs(haystack: &[u8]) -> Glance {
    #[cfg(all(feature = "simd", target_arch = "x86_64"))]
    if let Some(glance) = wide::pairs(haystack) {
        return glance;
    }
    one_by_one(haystack)
}

/// The flags of the first and of the second byte of a pair.
struct Flags {
    first: [u8; 256],
    second: [u8; 256],
}

impl Flags {
    const fn of(signs: &Signs) -> Flags {
        Flags {
            first: signs.first.of_bytes(),
            second: signs.second.of_bytes(),
        }
    }

    #[inline]
    fn both(&self, one: u8, two: u8) -> u8 {
        let first = self.first.get(usize::from(one)).copied().unwrap_or(0);
        first & self.second.get(usize::from(two)).copied().unwrap_or(0)
    }
}

static FLAGS: [Flags; 2] = [Flags::of(&COMMON), Flags::of(&RARE)];

fn one_by_one(haystack: &[u8]) -> Glance {
    let [common, rare] = &FLAGS;
    let seconds = haystack.iter().skip(1).chain([&PADDING]);
    let (mut seen_common, mut seen_rare) = (0, 0);
    for (&one, &two) in haystack.iter().zip(seconds) {
        seen_common |= common.both(one, two);
        seen_rare |= rare.both(one, two);
    }
    shown(seen_common, seen_rare)
}

/// What the flags show.
#[inline]
fn shown(common: u8, rare: u8) -> Glance {
    match (common, rare) {
        (0, 0) => Glance::NOTHING,
        _ => COMMON.shown(common).with(RARE.shown(rare)),
    }
}

#[cfg(all(feature = "simd", target_arch = "x86_64"))]
mod wide {
    use std::arch::x86_64::__m256i;

    use pulp::cast;
    use pulp::x86::V3;

    use super::super::Glance;
    use super::super::sign::{COMMON, Halves, RARE, Signs};
    use super::{PADDING, one_by_one, shown};

    /// Bytes in a register of AVX2.
    const LANES: usize = 32;

    /// The same as `one_by_one`, if the machine has AVX2.
    pub(super) fn pairs(haystack: &[u8]) -> Option<Glance> {
        let simd = V3::try_new()?;
        Some(simd.vectorize(Look { simd, haystack }))
    }

    struct Look<'h> {
        simd: V3,
        haystack: &'h [u8],
    }

    impl pulp::NullaryFnOnce for Look<'_> {
        type Output = Glance;

        #[inline(always)]
        fn call(self) -> Glance {
            let Look { simd, haystack } = self;
            let (common, rare) = (Tables::of(&COMMON), Tables::of(&RARE));
            let mut seen = [cast([0u8; LANES]); 2];
            let mut rest = haystack;
            while rest.len() > LANES {
                let window = Window::of(simd, rest);
                seen = look(simd, [&common, &rare], &window, seen);
                rest = rest.get(LANES..).unwrap_or_default();
            }
            // Some pairs are seen twice; the last byte has none.
            let mut last = [PADDING; LANES + 1];
            let before = haystack.len().checked_sub(LANES + 1);
            let tail = before.and_then(|before| haystack.get(before..));
            if let (None, Some((head, _))) = (tail, last.split_at_mut_checked(haystack.len())) {
                head.copy_from_slice(haystack);
            }
            let window = Window::of(simd, tail.unwrap_or(&last));
            let [common, rare] = look(simd, [&common, &rare], &window, seen);
            let end = haystack.last().copied().unwrap_or(PADDING);
            shown(flags(common), flags(rare)).with(one_by_one(&[end]))
        }
    }

    /// The halves of bytes and of those behind them.
    struct Window {
        firsts: [__m256i; 2],
        seconds: [__m256i; 2],
    }

    impl Window {
        /// Of the first bytes of a text.
        #[inline(always)]
        fn of(simd: V3, text: &[u8]) -> Window {
            let from = |at: usize| {
                let bytes = text.get(at..).and_then(<[u8]>::first_chunk::<LANES>);
                bytes.copied().unwrap_or([PADDING; LANES])
            };
            Window {
                firsts: halves(simd, from(0)),
                seconds: halves(simd, from(1)),
            }
        }
    }

    /// The low and the high halves of bytes.
    #[inline(always)]
    fn halves(simd: V3, bytes: [u8; LANES]) -> [__m256i; 2] {
        let (bytes, low) = (cast(bytes), cast([0x0fu8; LANES]));
        // A shift moves bits from byte to byte.
        let high = simd.avx2._mm256_srli_epi16::<4>(bytes);
        [
            simd.avx2._mm256_and_si256(bytes, low),
            simd.avx2._mm256_and_si256(high, low),
        ]
    }

    /// The tables of signs, in registers.
    struct Tables {
        first: [__m256i; 2],
        second: [__m256i; 2],
    }

    impl Tables {
        #[inline(always)]
        fn of(signs: &Signs) -> Tables {
            Tables {
                first: tables(&signs.first),
                second: tables(&signs.second),
            }
        }
    }

    /// Adds the flags of a window to those that were seen in each lane.
    #[inline(always)]
    fn look(simd: V3, tables: [&Tables; 2], window: &Window, seen: [__m256i; 2]) -> [__m256i; 2] {
        let flags = |Tables { first, second }: &Tables, seen| {
            let first = looked_up(simd, first, &window.firsts);
            let second = looked_up(simd, second, &window.seconds);
            let both = simd.avx2._mm256_and_si256(first, second);
            simd.avx2._mm256_or_si256(seen, both)
        };
        [flags(tables[0], seen[0]), flags(tables[1], seen[1])]
    }

    /// Those of all lanes.
    #[inline(always)]
    fn flags(lanes: __m256i) -> u8 {
        let lanes: [u64; LANES / 8] = cast(lanes);
        let lanes = lanes.iter().fold(0, |all, lanes| all | lanes);
        lanes.to_ne_bytes().iter().fold(0, |all, lane| all | lane)
    }

    /// The flags of each byte, by both of its halves.
    #[inline(always)]
    fn looked_up(simd: V3, [low, high]: &[__m256i; 2], halves: &[__m256i; 2]) -> __m256i {
        let low = simd.avx2._mm256_shuffle_epi8(*low, halves[0]);
        let high = simd.avx2._mm256_shuffle_epi8(*high, halves[1]);
        simd.avx2._mm256_and_si256(low, high)
    }

    /// Tables of 16 flags, in both parts of a register.
    #[inline(always)]
    fn tables(halves: &Halves) -> [__m256i; 2] {
        [cast([halves.low; 2]), cast([halves.high; 2])]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn many_at_once_show_what_one_after_the_other_do(
            text in proptest::collection::vec(prop_oneof![Just(b'x'), any::<u8>()], 0..200),
        ) {
            prop_assert_eq!(pairs(&text), one_by_one(&text));
        }
    }
}
