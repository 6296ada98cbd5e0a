//! Runs of symbols, read a register at a time.

use std::arch::x86_64::__m256i;

use pulp::cast;
use pulp::x86::V3;

use super::{COMMON, Growing, STANDARD, SYMBOLS, URL_SAFE};
use crate::ascii_set::AsciiSet;
use crate::lanes::{LANES, halves, members, registers, table, uppers};

/// Adds the symbols that a text begins with; whether all belong to the run. Nothing, where the
/// machine has no AVX2 or the text does not fill a register.
pub(super) fn grow(run: &mut Growing, text: &[u8]) -> Option<bool> {
    let simd = V3::try_new()?;
    simd.vectorize(Grow { simd, run, text })
}

struct Grow<'a> {
    simd: V3,
    run: &'a mut Growing,
    text: &'a [u8],
}

impl pulp::NullaryFnOnce for Grow<'_> {
    type Output = Option<bool>;

    #[inline(always)]
    fn call(self) -> Option<bool> {
        static ALL: AsciiSet = AsciiSet::of(SYMBOLS);
        let Grow { simd, run, text } = self;
        let (whole, last, known) = registers(text)?;
        let symbols = table(ALL.table());
        for bytes in whole {
            let window = Window::of(simd, symbols, bytes);
            if window.symbols != u32::MAX {
                return Some(run.add_first(&window, 0));
            }
            if !run.add(LANES, window.classes(u32::MAX)) {
                return Some(false);
            }
        }
        Some(run.add_first(&Window::of(simd, symbols, last), known))
    }
}

impl Growing {
    /// Adds the symbols that a window has behind the bytes that are `known`.
    #[inline(always)]
    fn add_first(&mut self, window: &Window, known: u32) -> bool {
        // What is known stands in the lower bits.
        let len = window
            .symbols
            .checked_shr(known)
            .unwrap_or(0)
            .trailing_ones();
        let own = u32::MAX.checked_shr(LANES as u32 - len).unwrap_or(0) << (known & 31);
        self.add(len as usize, window.classes(own))
    }
}

/// What the bytes of a register are, a bit for each.
struct Window {
    symbols: u32,
    standard: u32,
    url_safe: u32,
}

impl Window {
    #[inline(always)]
    fn of(simd: V3, symbols: __m256i, bytes: __m256i) -> Window {
        let halves = halves(simd, bytes);
        Window {
            symbols: members(simd, symbols, halves, uppers(simd, halves)),
            standard: either(simd, bytes, [b'+', b'/']),
            url_safe: either(simd, bytes, [b'-', b'_']),
        }
    }

    /// The classes of these of the bytes, which are symbols.
    #[inline(always)]
    fn classes(&self, own: u32) -> u8 {
        let flag = |some: u32, class: u8| if some & own == 0 { 0 } else { class };
        flag(self.standard, STANDARD)
            | flag(self.url_safe, URL_SAFE)
            | flag(!(self.standard | self.url_safe), COMMON)
    }
}

/// Which bytes are one of two.
#[inline(always)]
fn either(simd: V3, bytes: __m256i, [one, other]: [u8; 2]) -> u32 {
    let one = simd.avx2._mm256_cmpeq_epi8(bytes, cast([one; LANES]));
    let other = simd.avx2._mm256_cmpeq_epi8(bytes, cast([other; LANES]));
    simd.avx2
        ._mm256_movemask_epi8(simd.avx2._mm256_or_si256(one, other)) as u32
}
