//! Short words in lower case, without an allocation.

/// A word of up to `N` bytes, its ASCII letters in lower case; empty if it is longer.
pub(crate) struct Lower<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> Lower<N> {
    #[inline]
    pub(crate) fn of(word: &str) -> Lower<N> {
        let mut bytes = [0; N];
        if word.len() > N {
            return Lower { bytes, len: 0 };
        }
        for (slot, b) in bytes.iter_mut().zip(word.bytes()) {
            *slot = b.to_ascii_lowercase();
        }
        Lower {
            bytes,
            len: word.len(),
        }
    }

    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&[])
    }
}
