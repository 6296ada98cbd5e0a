//! From tests on each byte of a block to one bit for each byte.

use crate::recognise::signs::{BLOCK, Before, Judge};

/// A way to gather bits.
pub(crate) trait Gather: Copy {
    /// The lowest bit of each byte; the others are zero.
    fn gather(self, flags: [u8; BLOCK]) -> u64;

    /// The bytes that satisfy `test`.
    #[inline(always)]
    fn mask(self, block: &[u8; BLOCK], test: impl Fn(u8) -> bool) -> u64 {
        self.gather(block.map(|byte| u8::from(test(byte))))
    }
}

/// Eight bytes at a time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Portable;

impl Gather for Portable {
    #[inline(always)]
    fn gather(self, flags: [u8; BLOCK]) -> u64 {
        /// Moves the lowest bit of byte number k to bit 56 + k.
        const UP: u64 = 0x0102_0408_1020_4080;
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
impl Gather for pulp::x86::V3 {
    #[inline(always)]
    fn gather(self, flags: [u8; BLOCK]) -> u64 {
        let half = |flags: [u8; BLOCK / 2]| {
            // Instructions gather the highest bits.
            let bits = self.avx2._mm256_slli_epi16::<7>(pulp::cast(flags));
            u32::from_ne_bytes(self.avx2._mm256_movemask_epi8(bits).to_ne_bytes())
        };
        let [low, high]: [[u8; BLOCK / 2]; 2] = pulp::cast(flags);
        u64::from(half(high)) << 32 | u64::from(half(low))
    }
}
