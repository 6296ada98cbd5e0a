//! The look at many pairs of bytes at once, with AVX2: each half of a byte looks up its flags.

use std::arch::x86_64::__m256i;

use pulp::cast;
use pulp::x86::V3;

use super::Glance;
use super::look::{PADDING, one_by_one, shown};
use super::sign::{COMMON, Halves, RARE, Signs};

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
