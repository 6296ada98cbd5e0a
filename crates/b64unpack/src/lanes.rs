//! Bytes in a register of AVX2, and sets of bytes looked up for all of them at once, half by half
//! (W. Muła, "SIMD-ized check which bytes are in a set", 2018).

use std::arch::x86_64::__m256i;

use pulp::cast;
use pulp::x86::V3;

/// Bytes in a register.
pub(crate) const LANES: usize = 32;

/// The low and the high halves of bytes.
#[inline(always)]
pub(crate) fn halves(simd: V3, bytes: __m256i) -> [__m256i; 2] {
    let low = cast([0x0fu8; LANES]);
    // A shift moves bits from byte to byte.
    let high = simd.avx2._mm256_srli_epi16::<4>(bytes);
    [
        simd.avx2._mm256_and_si256(bytes, low),
        simd.avx2._mm256_and_si256(high, low),
    ]
}

/// What each of 16 halves looks up, in both parts of a register.
#[inline(always)]
pub(crate) fn table(values: &[u8; 16]) -> __m256i {
    cast([*values; 2])
}

/// A bit for each upper half that ASCII has.
const UPPERS: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0];

/// The bits of the upper halves.
#[inline(always)]
pub(crate) fn uppers(simd: V3, [_, high]: [__m256i; 2]) -> __m256i {
    simd.avx2._mm256_shuffle_epi8(table(&UPPERS), high)
}

/// A bit for each byte that is in the set of ASCII that has this table.
#[inline(always)]
pub(crate) fn members(simd: V3, set: __m256i, [low, _]: [__m256i; 2], uppers: __m256i) -> u32 {
    let low = simd.avx2._mm256_shuffle_epi8(set, low);
    let both = simd.avx2._mm256_and_si256(low, uppers);
    let others = simd.avx2._mm256_cmpeq_epi8(both, cast([0u8; LANES]));
    !(simd.avx2._mm256_movemask_epi8(others) as u32)
}

/// The bytes of a text, a register at a time. In the last one the first bytes are those of the one
/// before, as many as are said; `None` for a text that does not fill one.
#[inline(always)]
pub(crate) fn registers(text: &[u8]) -> Option<(impl Iterator<Item = __m256i>, __m256i, u32)> {
    let last = *text.last_chunk::<LANES>()?;
    let whole = text.chunks_exact(LANES);
    let rest = whole.remainder().len();
    let whole = whole.filter_map(|chunk| chunk.first_chunk::<LANES>().map(|chunk| cast(*chunk)));
    Some((whole, cast(last), (LANES - rest) as u32))
}
