//! From the classes of each byte of a block to one bit for each byte.

use crate::recognise::{
    block::{BLOCK, Before, Judge},
    classes::Classes,
};

/// A way to classify and to gather.
pub(crate) trait Gather: Copy {
    /// The classes of each byte of a block.
    type Classified: Copy;

    fn classify(self, block: &[u8; BLOCK], classes: &Classes) -> Self::Classified;

    /// The bytes that are in one of the classes with these bits.
    fn any(self, classified: Self::Classified, bits: u8) -> u64;
}

/// Eight bytes at a time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Portable;

impl Gather for Portable {
    type Classified = [u8; BLOCK];

    #[inline(always)]
    fn classify(self, block: &[u8; BLOCK], classes: &Classes) -> [u8; BLOCK] {
        block.map(|byte| classes.classify(byte))
    }

    #[inline(always)]
    fn any(self, classified: [u8; BLOCK], bits: u8) -> u64 {
        /// Moves the lowest bit of byte number k to bit 56 + k.
        const UP: u64 = 0x0102_0408_1020_4080;
        let flags = classified.map(|classes| u8::from(classes & bits != 0));
        let groups = flags.chunks_exact(8).rev();
        groups.fold(0, |mask, group| {
            let bytes = group.try_into().unwrap_or_default();
            mask << 8 | u64::from_le_bytes(bytes).wrapping_mul(UP) >> 56
        })
    }
}

/// Runs the work with the widest registers that the machine has.
#[cfg(all(feature = "simd", target_arch = "x86_64"))]
pub(crate) fn with_widest(judge: Judge<'_>) -> Before {
    use pulp::{NullaryFnOnce, x86::V3};

    struct Wide<'m>(V3, Judge<'m>);

    impl NullaryFnOnce for Wide<'_> {
        type Output = Before;

        #[inline(always)]
        fn call(self) -> Before {
            self.1.run(self.0)
        }
    }

    match V3::try_new() {
        Some(wide) => wide.vectorize(Wide(wide, judge)),
        None => judge.run(Portable),
    }
}

#[cfg(not(all(feature = "simd", target_arch = "x86_64")))]
pub(crate) fn with_widest(judge: Judge<'_>) -> Before {
    judge.run(Portable)
}

#[cfg(all(feature = "simd", target_arch = "x86_64"))]
mod wide {
    use std::arch::x86_64::__m256i;

    use pulp::{cast, x86::V3};

    use super::{BLOCK, Classes, Gather};

    const LANES: usize = BLOCK / 2;

    impl Gather for V3 {
        type Classified = [__m256i; 2];

        #[inline(always)]
        fn classify(self, block: &[u8; BLOCK], classes: &Classes) -> [__m256i; 2] {
            let [first, second]: [[u8; LANES]; 2] = cast(*block);
            let tables = [cast([classes.low; 2]), cast([classes.high; 2])];
            [
                looked_up(self, cast(first), tables),
                looked_up(self, cast(second), tables),
            ]
        }

        #[inline(always)]
        fn any(self, [first, second]: [__m256i; 2], bits: u8) -> u64 {
            let bits = cast([bits; LANES]);
            let none = u64::from(without(self, second, bits)) << LANES
                | u64::from(without(self, first, bits));
            !none
        }
    }

    /// The classes of each byte, by both of its halves.
    #[inline(always)]
    fn looked_up(simd: V3, bytes: __m256i, [low, high]: [__m256i; 2]) -> __m256i {
        let fifteen = cast([0x0f_u8; LANES]);
        // A shift moves bits from byte to byte.
        let halves = simd.avx2._mm256_srli_epi16::<4>(bytes);
        let halves = simd.avx2._mm256_and_si256(halves, fifteen);
        let high = simd.avx2._mm256_shuffle_epi8(high, halves);
        let halves = simd.avx2._mm256_and_si256(bytes, fifteen);
        let low = simd.avx2._mm256_shuffle_epi8(low, halves);
        simd.avx2._mm256_and_si256(low, high)
    }

    /// The bytes that have none of the bits.
    #[inline(always)]
    fn without(simd: V3, classes: __m256i, bits: __m256i) -> u32 {
        let wanted = simd.avx2._mm256_and_si256(classes, bits);
        let none = simd.avx2._mm256_cmpeq_epi8(wanted, cast([0_u8; LANES]));
        u32::from_ne_bytes(simd.avx2._mm256_movemask_epi8(none).to_ne_bytes())
    }
}
