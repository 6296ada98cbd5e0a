//! SHA-1 and SHA-256 (FIPS 180-4) of a message, both together.
//!
//! The instructions that processors have for either wait for one another, so that a core is half
//! idle; those for the other digest have nothing to do with them. Where the digests take turns,
//! block by block, both take little more time than one.

use std::slice::from_ref;

use sha1::block_api::compress;
use sha2::block_api::compress256;

use super::padded::Padded;

/// The state of SHA-1 before the first block (section 5.3.1).
const SHA1: [u32; 5] = [
    0x6745_2301,
    0xefcd_ab89,
    0x98ba_dcfe,
    0x1032_5476,
    0xc3d2_e1f0,
];
/// That of SHA-256 (section 5.3.3).
const SHA256: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

pub(super) fn sha1_and_sha256(message: &[u8]) -> ([u8; 20], [u8; 32]) {
    let padded = Padded::new(message, u64::to_be_bytes);
    let (mut sha1, mut sha256) = (SHA1, SHA256);
    for block in padded.blocks() {
        compress(&mut sha1, from_ref(block));
        compress256(&mut sha256, from_ref(block));
    }
    (as_bytes(sha1), as_bytes(sha256))
}

/// Words as bytes, the high one first (section 3.1).
fn as_bytes<const WORDS: usize, const BYTES: usize>(words: [u32; WORDS]) -> [u8; BYTES] {
    const { assert!(BYTES == 4 * WORDS) };
    let mut bytes = [0; BYTES];
    for (four, word) in bytes.chunks_exact_mut(4).zip(words) {
        four.copy_from_slice(&word.to_be_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use sha1::{Digest, Sha1};
    use sha2::Sha256;

    use super::*;

    /// Of every length that makes another padding, and of many blocks.
    #[test]
    fn as_one_after_the_other() {
        let byte = |place: usize| (place.wrapping_mul(0x9e37_79b9) >> 13) as u8;
        for len in (0..200).chain([5_000]) {
            let message: Vec<u8> = (len..2 * len).map(byte).collect();
            let (sha1, sha256) = sha1_and_sha256(&message);
            assert_eq!(sha1, <[u8; 20]>::from(Sha1::digest(&message)), "{len}");
            assert_eq!(sha256, <[u8; 32]>::from(Sha256::digest(&message)), "{len}");
        }
    }
}
