//! Blocks brought into lanes a register at a time, with AVX2.

#![expect(
    clippy::indexing_slicing,
    reason = "places are counted by loops over the lengths of constant arrays"
)]

use std::arch::x86_64::__m256i;

use pulp::cast;
use pulp::x86::V3;

use super::md5_lanes::{Transpose, Words};
use super::padded::BLOCK;

/// Words in a register.
const ROW: usize = 8;

impl Transpose<16> for V3 {
    #[inline(always)]
    fn words(self, blocks: [&[u8; BLOCK]; 16]) -> Words<16> {
        let mut words = [[cast([0; ROW]); 2]; 16];
        for half in 0..2 {
            let blocks = &blocks[ROW * half..][..ROW];
            for part in 0..2 {
                let mut rows = [cast([0; ROW]); ROW];
                for (row, block) in rows.iter_mut().zip(blocks) {
                    let block: [[u8; 4 * ROW]; 2] = cast(**block);
                    *row = cast(block[part]);
                }
                let columns = transposed(self, rows);
                for (word, column) in words[ROW * part..].iter_mut().zip(columns) {
                    word[half] = column;
                }
            }
        }
        cast(words)
    }
}

/// The first word of each row, the second of each, and so on.
#[inline(always)]
fn transposed(simd: V3, [a, b, c, d, e, f, g, h]: [__m256i; ROW]) -> [__m256i; ROW] {
    let upper = in_halves(simd, [a, b, c, d]);
    let lower = in_halves(simd, [e, f, g, h]);
    let mut columns = [upper, lower];
    for place in 0..4 {
        let (upper, lower) = (upper[place], lower[place]);
        columns[0][place] = simd.avx2._mm256_permute2x128_si256::<0x20>(upper, lower);
        columns[1][place] = simd.avx2._mm256_permute2x128_si256::<0x31>(upper, lower);
    }
    cast(columns)
}

/// The first words of both halves of each row, the second ones, and so on.
#[inline(always)]
fn in_halves(simd: V3, [a, b, c, d]: [__m256i; 4]) -> [__m256i; 4] {
    let [ab, ab_behind] = [
        simd.avx2._mm256_unpacklo_epi32(a, b),
        simd.avx2._mm256_unpackhi_epi32(a, b),
    ];
    let [cd, cd_behind] = [
        simd.avx2._mm256_unpacklo_epi32(c, d),
        simd.avx2._mm256_unpackhi_epi32(c, d),
    ];
    [
        simd.avx2._mm256_unpacklo_epi64(ab, cd),
        simd.avx2._mm256_unpackhi_epi64(ab, cd),
        simd.avx2._mm256_unpacklo_epi64(ab_behind, cd_behind),
        simd.avx2._mm256_unpackhi_epi64(ab_behind, cd_behind),
    ]
}
