//! What one text may grow to. The original has no limit: 13 KB of text take 862 MB there.

/// Bytes that all fragments of one text may decode and unpack to.
pub const MAX_DECODED_BYTES: usize = 64 << 20;

/// Bytes that the rewritten text may grow to.
pub const MAX_OUTPUT_BYTES: usize = 256 << 20;

/// What is left to decode and unpack to.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
}

impl Budget {
    pub(super) const fn new() -> Budget {
        Budget {
            left: MAX_DECODED_BYTES,
        }
    }

    pub(super) const fn left(&self) -> usize {
        self.left
    }

    /// Spends `bytes`; false if that is more than is left, and then nothing is left.
    pub(super) fn spend(&mut self, bytes: usize) -> bool {
        let enough = bytes <= self.left;
        self.left = self.left.saturating_sub(bytes);
        enough
    }
}
