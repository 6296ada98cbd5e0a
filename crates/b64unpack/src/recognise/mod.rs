//! Encodings other than Base64: one recogniser a file, one list of them.
//!
//! A recogniser says where something could be written in its encoding, and decodes it. Whether
//! that was meant is judged by what comes out.

mod hex;

use std::ops::Range;

use crate::decode::Decoded;
use crate::encoding::Encoding;

/// Finds and decodes one encoding.
pub(crate) trait Recogniser: Sync {
    /// What it recognises.
    fn encoding(&self) -> Encoding;

    /// The first span that begins at or after `at` and could be in this encoding. To go over a
    /// haystack from span to span must take time linear in its length.
    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>>;

    /// Appends what a span found stands for, `limit` bytes at most.
    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded;
}

/// How many recognisers there are.
pub(crate) const COUNT: usize = ALL.len();

/// Every recogniser.
pub(crate) const ALL: [&dyn Recogniser; 1] = [&hex::Hex];
