//! The members of a set, counted a register at a time.

use pulp::x86::V3;

use crate::lanes::{halves, members, registers, table, uppers};

/// The number of bytes in the set with this table, where the machine has AVX2 and the text
/// fills a register.
pub(super) fn count(set: &[u8; 16], text: &[u8]) -> Option<usize> {
    let simd = V3::try_new()?;
    simd.vectorize(Count { simd, set, text })
}

struct Count<'a> {
    simd: V3,
    set: &'a [u8; 16],
    text: &'a [u8],
}

impl pulp::NullaryFnOnce for Count<'_> {
    type Output = Option<usize>;

    #[inline(always)]
    fn call(self) -> Option<usize> {
        let Count { simd, set, text } = self;
        let (whole, last, known) = registers(text)?;
        let set = table(set);
        let mut count = 0;
        for bytes in whole {
            let halves = halves(simd, bytes);
            count += members(simd, set, halves, uppers(simd, halves)).count_ones();
        }
        let halves = halves(simd, last);
        let members = members(simd, set, halves, uppers(simd, halves));
        let rest = members.checked_shr(known).unwrap_or(0).count_ones();
        Some((count + rest) as usize)
    }
}
