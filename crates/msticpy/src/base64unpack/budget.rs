//! What one call may cost. The original has no limit: 13 KB of text take 862 MB there.
//!
//! Each limit is a constant that any input may use, and a share in proportion to the input, which
//! keeps large ordinary columns clear of it.

/// Bytes that the fragments of one call may decode and unpack to, beside four for each byte of
/// input.
pub const MAX_DECODED_BYTES: usize = 64 << 20;

/// Bytes that the texts of one call may grow by, beside eight for each byte of input.
pub const MAX_OUTPUT_BYTES: usize = 256 << 20;

/// Bytes that one call may search for further places of a fragment, beside 64 for each byte of
/// input: texts of up to 4 MB never reach it.
pub const MAX_SCANNED_BYTES: u64 = 8 << 30;

/// What is left to a call.
#[derive(Debug)]
pub(super) struct Budget {
    decoded: usize,
    output: usize,
    scanned: u64,
}

impl Budget {
    pub(super) const fn new() -> Budget {
        Budget {
            decoded: MAX_DECODED_BYTES,
            output: MAX_OUTPUT_BYTES,
            scanned: MAX_SCANNED_BYTES,
        }
    }

    /// Adds the share of an input of `bytes`.
    pub(super) fn admit(&mut self, bytes: usize) {
        self.decoded = self.decoded.saturating_add(bytes.saturating_mul(4));
        self.output = self.output.saturating_add(bytes.saturating_mul(8));
        self.scanned = self
            .scanned
            .saturating_add((bytes as u64).saturating_mul(64));
    }

    /// Bytes that may still be decoded.
    pub(super) const fn left(&self) -> usize {
        self.decoded
    }

    /// Spends decoded `bytes`; false if that is more than is left, and then nothing is left.
    pub(super) fn spend(&mut self, bytes: usize) -> bool {
        let enough = bytes <= self.decoded;
        self.decoded = self.decoded.saturating_sub(bytes);
        enough
    }

    /// Spends `bytes` by which a text grows; false, and nothing spent, if that is more than is left.
    pub(super) fn grow(&mut self, bytes: usize) -> bool {
        let left = self.output.checked_sub(bytes);
        self.output = left.unwrap_or(self.output);
        left.is_some()
    }

    /// Spends searched `bytes`; false if that is more than is left.
    pub(super) fn scan(&mut self, bytes: usize) -> bool {
        let left = self.scanned.checked_sub(bytes as u64);
        self.scanned = left.unwrap_or(0);
        left.is_some()
    }
}
