//! Sets of bytes, asked with one look into a table.

/// A set of bytes.
pub(crate) struct ByteSet([bool; 256]);

impl ByteSet {
    /// The set of these bytes.
    pub(crate) const fn of(bytes: &[u8]) -> ByteSet {
        ByteSet([false; 256]).with(bytes)
    }

    /// The set of the letters and digits of ASCII.
    pub(crate) const ALPHANUMERIC: ByteSet = {
        let mut set = [false; 256];
        let mut b = 0_u8;
        #[expect(clippy::indexing_slicing, reason = "a byte is below 256")]
        while b < 0x80 {
            set[b as usize] = b.is_ascii_alphanumeric();
            b += 1;
        }
        ByteSet(set)
    };

    /// This set and these bytes.
    pub(crate) const fn with(mut self, bytes: &[u8]) -> ByteSet {
        let mut rest = bytes;
        #[expect(clippy::indexing_slicing, reason = "a byte is below 256")]
        while let [first, others @ ..] = rest {
            self.0[*first as usize] = true;
            rest = others;
        }
        self
    }

    /// This set and the bytes from `first` to `last`.
    pub(crate) const fn with_range(mut self, first: u8, last: u8) -> ByteSet {
        let mut b = first as usize;
        #[expect(clippy::indexing_slicing, reason = "a byte is below 256")]
        while b <= last as usize {
            self.0[b] = true;
            b += 1;
        }
        self
    }

    /// This set without these bytes.
    pub(crate) const fn without(mut self, bytes: &[u8]) -> ByteSet {
        let mut rest = bytes;
        #[expect(clippy::indexing_slicing, reason = "a byte is below 256")]
        while let [first, others @ ..] = rest {
            self.0[*first as usize] = false;
            rest = others;
        }
        self
    }

    /// Whether `b` is in the set.
    #[inline(always)]
    pub(crate) fn contains(&self, b: u8) -> bool {
        self.0.get(usize::from(b)).copied().unwrap_or(false)
    }
}
