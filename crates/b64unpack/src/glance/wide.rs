//! The look at many bytes and pairs of bytes at once, with AVX2: each half of a byte looks up its
//! flags.

use std::arch::x86_64::__m256i;

use pulp::cast;
use pulp::x86::V3;

use super::ascii_set::AsciiSet;
use super::doubt::{Marks, PART};
use super::look::{PADDING, shown};
use super::runs::Runs;
use super::sign::{COMMON, Halves, RARE, Signs};
use super::{Glance, LIST, NUMBERS};
use crate::alphabet::SYMBOLS;

/// Bytes in a register of AVX2.
const LANES: usize = PART;

/// The same as `one_by_one`, if the machine has AVX2; of words only unless it is to be `WHOLE`.
pub(super) fn at<const WHOLE: bool>(haystack: &[u8], word: usize) -> Option<Glance> {
    let simd = V3::try_new()?;
    Some(simd.vectorize(Look::<WHOLE> {
        simd,
        haystack,
        word,
    }))
}

struct Look<'h, const WHOLE: bool> {
    simd: V3,
    haystack: &'h [u8],
    word: usize,
}

impl<const WHOLE: bool> pulp::NullaryFnOnce for Look<'_, WHOLE> {
    type Output = Glance;

    #[inline(always)]
    fn call(self) -> Glance {
        let Look {
            simd,
            haystack,
            word,
        } = self;
        let mut seen = Seen::<WHOLE>::new(simd, word);
        let mut rest = haystack;
        while let Some((bytes, behind)) = rest.split_first_chunk::<LANES>() {
            let Some((next, _)) = rest.get(1..).and_then(<[u8]>::split_first_chunk::<LANES>) else {
                break;
            };
            seen.add(&Window::of(simd, cast(*bytes), cast(*next)), 0);
            rest = behind;
        }
        if !rest.is_empty() {
            let (bytes, known) = last(haystack, rest.len());
            let bytes = cast(bytes);
            seen.add(&Window::of(simd, bytes, behind(simd, bytes)), known);
        }
        seen.glance(haystack)
    }
}

/// The last bytes of a haystack, filled up with those before them or, where there are none, with
/// padding behind them; and how many there are before.
#[inline(always)]
fn last(haystack: &[u8], len: usize) -> ([u8; LANES], usize) {
    if let Some(bytes) = haystack.last_chunk::<LANES>() {
        return (*bytes, LANES - len);
    }
    let mut bytes = [PADDING; LANES];
    for (place, &byte) in bytes.iter_mut().zip(haystack) {
        *place = byte;
    }
    (bytes, 0)
}

/// Each byte in the place of the one before it, and in the last one a zero, which as a second byte
/// shows as little as the padding.
#[inline(always)]
fn behind(simd: V3, bytes: __m256i) -> __m256i {
    let upper = simd.avx2._mm256_permute2x128_si256::<0x81>(bytes, bytes);
    simd.avx2._mm256_alignr_epi8::<1>(upper, bytes)
}

/// What was seen so far.
struct Seen<const WHOLE: bool> {
    simd: V3,
    common: Tables,
    rare: Tables,
    /// The flags of the pairs in each lane.
    flags: [__m256i; 2],
    /// The flags that are doubtful.
    doubtful: [__m256i; 2],
    parts: u32,
    marks: Marks,
    symbols: __m256i,
    words: Runs,
    numbers: __m256i,
    lists: Runs,
    /// A bit for each upper half that ASCII has.
    uppers: __m256i,
}

impl<const WHOLE: bool> Seen<WHOLE> {
    #[inline(always)]
    fn new(simd: V3, word: usize) -> Seen<WHOLE> {
        static SYMBOL_SET: AsciiSet = AsciiSet::of(SYMBOLS);
        static NUMBER_SET: AsciiSet = AsciiSet::of(NUMBERS);
        Seen {
            simd,
            common: Tables::of(&COMMON),
            rare: Tables::of(&RARE),
            flags: [cast([0u8; LANES]); 2],
            doubtful: [cast([COMMON.doubtful; LANES]), cast([RARE.doubtful; LANES])],
            parts: 0,
            marks: Marks::NONE,
            symbols: table(SYMBOL_SET.low()),
            words: Runs::of(word),
            numbers: table(NUMBER_SET.low()),
            lists: Runs::of(LIST),
            uppers: table(&AsciiSet::HIGH),
        }
    }

    /// Adds a window, of which the first bytes are `known`.
    #[inline(always)]
    fn add(&mut self, window: &Window, known: usize) {
        let simd = self.simd;
        let uppers = simd.avx2._mm256_shuffle_epi8(self.uppers, window.firsts[1]);
        self.words
            .add(members(simd, self.symbols, uppers, window) >> known);
        if !WHOLE {
            return;
        }
        self.lists
            .add(members(simd, self.numbers, uppers, window) >> known);
        let common = pairs(simd, &self.common, window);
        let rare = pairs(simd, &self.rare, window);
        let doubtful = simd.avx2._mm256_or_si256(
            simd.avx2._mm256_and_si256(common, self.doubtful[0]),
            simd.avx2._mm256_and_si256(rare, self.doubtful[1]),
        );
        let none = simd.avx._mm256_testz_si256(doubtful, doubtful) == 1;
        self.marks.mark(self.parts, !none);
        self.parts += 1;
        self.flags = [
            simd.avx2._mm256_or_si256(self.flags[0], common),
            simd.avx2._mm256_or_si256(self.flags[1], rare),
        ];
    }

    #[inline(always)]
    fn glance(self, haystack: &[u8]) -> Glance {
        if !WHOLE {
            return Glance::NOTHING.with_if(self.words.there(), Glance::WORD);
        }
        let [common, rare] = self.flags.map(flags);
        shown(haystack, common, rare, self.marks)
            .with_if(self.words.there(), Glance::WORD)
            .with_if(self.lists.there(), Glance::NUMBERS)
    }
}

/// The halves of bytes and of those behind them.
struct Window {
    firsts: [__m256i; 2],
    seconds: [__m256i; 2],
}

impl Window {
    #[inline(always)]
    fn of(simd: V3, bytes: __m256i, next: __m256i) -> Window {
        Window {
            firsts: halves(simd, bytes),
            seconds: halves(simd, next),
        }
    }
}

/// The low and the high halves of bytes.
#[inline(always)]
fn halves(simd: V3, bytes: __m256i) -> [__m256i; 2] {
    let low = cast([0x0fu8; LANES]);
    // A shift moves bits from byte to byte.
    let high = simd.avx2._mm256_srli_epi16::<4>(bytes);
    [
        simd.avx2._mm256_and_si256(bytes, low),
        simd.avx2._mm256_and_si256(high, low),
    ]
}

/// The flags that pairs have in both of their places.
#[inline(always)]
fn pairs(simd: V3, tables: &Tables, window: &Window) -> __m256i {
    let first = looked_up(simd, &tables.first, &window.firsts);
    let second = looked_up(simd, &tables.second, &window.seconds);
    simd.avx2._mm256_and_si256(first, second)
}

/// A bit for each byte that is in a set.
#[inline(always)]
fn members(simd: V3, low: __m256i, uppers: __m256i, window: &Window) -> u32 {
    let low = simd.avx2._mm256_shuffle_epi8(low, window.firsts[0]);
    let both = simd.avx2._mm256_and_si256(low, uppers);
    let others = simd.avx2._mm256_cmpeq_epi8(both, cast([0u8; LANES]));
    !(simd.avx2._mm256_movemask_epi8(others) as u32)
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

#[inline(always)]
fn tables(halves: &Halves) -> [__m256i; 2] {
    [table(&halves.low), table(&halves.high)]
}

/// A table of 16 flags, in both parts of a register.
#[inline(always)]
fn table(flags: &[u8; 16]) -> __m256i {
    cast([*flags; 2])
}
