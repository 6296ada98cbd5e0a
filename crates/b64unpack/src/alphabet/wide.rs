//! Runs of symbols, read a register at a time.

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
        static STANDARDS: AsciiSet = AsciiSet::of(b"+/");
        static URL_SAFES: AsciiSet = AsciiSet::of(b"-_");
        let Grow { simd, run, text } = self;
        let (whole, last, known) = registers(text)?;
        let sets = [
            table(ALL.table()),
            table(STANDARDS.table()),
            table(URL_SAFES.table()),
        ];
        let whole = whole.map(|bytes| (bytes, 0));
        for (bytes, known) in whole.chain([(last, known)]) {
            let halves = halves(simd, bytes);
            let uppers = uppers(simd, halves);
            let symbols = members(simd, sets[0], halves, uppers);
            // What is known stands in the lower bits.
            let len = symbols.checked_shr(known).unwrap_or(0).trailing_ones();
            let own = u32::MAX.checked_shr(LANES as u32 - len).unwrap_or(0) << (known & 31);
            let standard = members(simd, sets[1], halves, uppers) & own;
            let url_safe = members(simd, sets[2], halves, uppers) & own;
            let flag = |there: u32, class: u8| if there == 0 { 0 } else { class };
            let classes = flag(standard, STANDARD)
                | flag(url_safe, URL_SAFE)
                | flag(own & !standard & !url_safe, COMMON);
            if !run.add(len as usize, classes) {
                return Some(false);
            }
            if len + known < LANES as u32 {
                break;
            }
        }
        Some(true)
    }
}
