//! Sets of ASCII characters.

#[cfg(all(feature = "simd", target_arch = "x86_64"))]
mod wide;

/// A set of ASCII characters, made at compile time.
pub(crate) struct AsciiSet {
    members: [bool; 128],
    /// For each lower half of a byte the upper ones with which it is in the set, a bit for each.
    #[cfg(all(feature = "simd", target_arch = "x86_64"))]
    table: [u8; 16],
}

impl AsciiSet {
    pub(crate) const NONE: AsciiSet = AsciiSet {
        members: [false; 128],
        #[cfg(all(feature = "simd", target_arch = "x86_64"))]
        table: [0; 16],
    };

    pub(crate) const fn of(mut bytes: &[u8]) -> AsciiSet {
        let mut set = AsciiSet::NONE;
        while let [byte, rest @ ..] = bytes {
            set = set.with(*byte);
            bytes = rest;
        }
        set
    }

    /// With all from `first` to `last`.
    pub(crate) const fn with_range(mut self, first: u8, last: u8) -> AsciiSet {
        let mut byte = first;
        while byte <= last {
            self = self.with(byte);
            byte += 1;
        }
        self
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "evaluated at compile time: an index out of bounds would not build"
    )]
    const fn with(mut self, byte: u8) -> AsciiSet {
        self.members[byte as usize] = true;
        #[cfg(all(feature = "simd", target_arch = "x86_64"))]
        {
            self.table[(byte & 15) as usize] |= 1 << (byte >> 4);
        }
        self
    }

    pub(crate) fn contains(&self, byte: u8) -> bool {
        self.members
            .get(usize::from(byte))
            .copied()
            .unwrap_or(false)
    }

    /// How many bytes of a text are in the set.
    pub(crate) fn count(&self, text: &[u8]) -> usize {
        #[cfg(all(feature = "simd", target_arch = "x86_64"))]
        if let Some(count) = wide::count(&self.table, text) {
            return count;
        }
        text.iter().filter(|&&byte| self.contains(byte)).count()
    }

    /// What the lower halves of bytes look up.
    #[cfg(all(feature = "simd", target_arch = "x86_64"))]
    pub(crate) const fn table(&self) -> &[u8; 16] {
        &self.table
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn many_at_once_are_counted_as_one_by_one(
            text in proptest::collection::vec(prop_oneof![any::<u8>(), 0u8..128], 0..200),
        ) {
            static SET: AsciiSet = AsciiSet::of(b"\t+/Z").with_range(b'a', b'q');
            let slow = text.iter().filter(|byte| matches!(byte, b'\t' | b'+' | b'/' | b'Z' | b'a'..=b'q'));
            prop_assert_eq!(SET.count(&text), slow.count());
        }
    }
}
