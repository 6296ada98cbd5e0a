//! The look at many bytes and pairs of bytes at once, with AVX2: each half of a byte looks up its
//! flags.

use std::arch::x86_64::__m256i;

use pulp::cast;
use pulp::x86::V3;

use super::doubt::shown_at;
use super::look::{PADDING, shown};
use super::runs::Runs;
use super::sign::{COMMON, Halves, RARE, Signs};
use super::{Glance, LIST, NUMBERS};
use crate::alphabet::{SYMBOLS, class};
use crate::ascii_set::AsciiSet;
use crate::lanes::{LANES, halves, members, table, uppers};

/// The same as `one_by_one`, if the machine has AVX2; of words only unless it is to be `WHOLE`.
pub(super) fn at<const WHOLE: bool>(haystack: &[u8], word: usize) -> Option<Glance> {
    let simd = V3::try_new()?;
    Some(if word == USUAL {
        simd.vectorize(Look::<WHOLE, USUAL> {
            simd,
            haystack,
            word,
        })
    } else {
        simd.vectorize(Look::<WHOLE, 0> {
            simd,
            haystack,
            word,
        })
    })
}

/// The symbols of a word for which there is code of its own.
const USUAL: usize = 16;

/// With `WORD` symbols for a word, or else `word`.
struct Look<'h, const WHOLE: bool, const WORD: usize> {
    simd: V3,
    haystack: &'h [u8],
    word: usize,
}

impl<const WHOLE: bool, const WORD: usize> pulp::NullaryFnOnce for Look<'_, WHOLE, WORD> {
    type Output = Glance;

    #[inline(always)]
    fn call(self) -> Glance {
        let Look {
            simd,
            haystack,
            word,
        } = self;
        let mut seen = Seen::<WHOLE>::new(simd, if WORD == 0 { word } else { WORD });
        let mut rest = haystack;
        while let Some((bytes, behind)) = rest.split_first_chunk::<LANES>() {
            let Some((next, _)) = rest.get(1..).and_then(<[u8]>::split_first_chunk::<LANES>) else {
                break;
            };
            let goes_on = behind.first().is_some_and(|&byte| class(byte) != 0);
            seen.add(simd, cast(*bytes), cast(*next), 0, goes_on);
            rest = behind;
        }
        if !rest.is_empty() {
            let (bytes, known) = last(haystack, rest.len());
            let bytes = cast(bytes);
            seen.add(simd, bytes, behind(simd, bytes), known, false);
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
    (padded(haystack), 0)
}

/// The first bytes of a text, with padding behind its end.
#[inline(always)]
fn padded(text: &[u8]) -> [u8; LANES] {
    let mut bytes = [PADDING; LANES];
    for (place, &byte) in bytes.iter_mut().zip(text) {
        *place = byte;
    }
    bytes
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
    /// Whether a window lies within a word.
    within: bool,
    /// The dashes of the last window; a bit for each byte.
    dashes: u32,
    symbols: __m256i,
    words: Runs,
    numbers: __m256i,
    lists: Runs,
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
            within: false,
            dashes: 0,
            symbols: table(SYMBOL_SET.table()),
            words: Runs::of(word),
            numbers: table(NUMBER_SET.table()),
            lists: Runs::of(LIST),
        }
    }

    /// Adds a window, of which the first bytes are `known`, and whether it `goes_on` with a symbol.
    ///
    /// Of what can be within a word only anchors are; in a window of nothing but symbols they are
    /// taken for granted. In long runs of Base64 most windows are such, and what looks like a sign
    /// in them is an accident. (`join`, which puts strings together, stands behind a dash, or
    /// behind a byte that is no symbol.)
    #[inline(always)]
    fn add(&mut self, simd: V3, bytes: __m256i, next: __m256i, known: usize, goes_on: bool) {
        let firsts = halves(simd, bytes);
        let uppers = uppers(simd, firsts);
        let symbols = members(simd, self.symbols, firsts, uppers);
        if !WHOLE {
            return self.words.add(symbols >> known);
        }
        let numbers = members(simd, self.numbers, firsts, uppers);
        let dash = simd.avx2._mm256_cmpeq_epi8(bytes, cast([b'-'; LANES]));
        let before = self.dashes >> (LANES - 1);
        self.dashes = simd.avx2._mm256_movemask_epi8(dash) as u32;
        let within = goes_on && symbols == u32::MAX && before | self.dashes == 0;
        if within && self.words.there() && self.lists.can_pass(numbers) {
            self.within = true;
            self.words.pass(symbols);
            return self.lists.pass(numbers);
        }
        self.words.add(symbols >> known);
        self.lists.add(numbers >> known);
        if within {
            self.within = true;
            return;
        }
        let window = Window {
            firsts,
            seconds: halves(simd, next),
        };
        let common = pairs(simd, &self.common, &window);
        let rare = pairs(simd, &self.rare, &window);
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
        let simd = self.simd;
        let within = Glance::NOTHING.with_if(self.within, Glance::ANCHOR);
        let undoubted = |most: Glance| {
            if most.is_at_most(within) {
                return most;
            }
            simd.vectorize(Undoubted {
                simd,
                haystack,
                most,
            })
        };
        shown(common, rare, undoubted)
            .with(within)
            .with_if(self.words.there(), Glance::WORD)
            .with_if(self.lists.there(), Glance::NUMBERS)
    }
}

/// What the doubtful pairs of a haystack show, when the bytes beside them are looked at.
struct Undoubted<'h> {
    simd: V3,
    haystack: &'h [u8],
    /// What they show if none is denied.
    most: Glance,
}

impl pulp::NullaryFnOnce for Undoubted<'_> {
    type Output = Glance;

    #[inline(always)]
    fn call(self) -> Glance {
        let Undoubted {
            simd,
            haystack,
            most,
        } = self;
        let (common, rare) = (Tables::of(&COMMON), Tables::of(&RARE));
        let mut seen = Glance::NOTHING;
        let mut start = 0;
        while start < haystack.len() && seen != most {
            let window = Window::of(simd, part(haystack, start), part(haystack, start + 1));
            let flags = [pairs(simd, &common, &window), pairs(simd, &rare, &window)];
            let none = simd
                .avx2
                ._mm256_cmpeq_epi8(doubtful(simd, flags), cast([0u8; LANES]));
            let mut pairs = !(simd.avx2._mm256_movemask_epi8(none) as u32);
            while pairs != 0 {
                seen = seen.with(shown_at(haystack, start + pairs.trailing_zeros() as usize));
                pairs &= pairs - 1;
            }
            start += LANES;
        }
        seen
    }
}

/// The bytes from `at` on, with padding behind the end.
#[inline(always)]
fn part(haystack: &[u8], at: usize) -> __m256i {
    let text = haystack.get(at..).unwrap_or_default();
    cast(text.first_chunk().copied().unwrap_or_else(|| padded(text)))
}

/// The flags that are doubtful.
#[inline(always)]
fn doubtful(simd: V3, [common, rare]: [__m256i; 2]) -> __m256i {
    simd.avx2._mm256_or_si256(
        simd.avx2
            ._mm256_and_si256(common, cast([COMMON.doubtful; LANES])),
        simd.avx2
            ._mm256_and_si256(rare, cast([RARE.doubtful; LANES])),
    )
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

/// The flags that pairs have in both of their places.
#[inline(always)]
fn pairs(simd: V3, tables: &Tables, window: &Window) -> __m256i {
    let first = looked_up(simd, &tables.first, &window.firsts);
    let second = looked_up(simd, &tables.second, &window.seconds);
    simd.avx2._mm256_and_si256(first, second)
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
