//! The digests that checksums are cut from.

use sha2::{Digest, Sha256};
use sha3::{Keccak256, Sha3_256};

/// SHA-256 twice, as Bitcoin and its kin do.
pub(crate) fn sha256d(parts: &[u8]) -> [u8; 32] {
    Sha256::digest(Sha256::digest(parts)).into()
}

/// Keccak with the padding it had before it was SHA-3, as Ethereum and Monero do.
pub(crate) fn keccak256(bytes: &[u8]) -> [u8; 32] {
    Keccak256::digest(bytes).into()
}

/// SHA3-256 (FIPS 202) of some parts in a row.
pub(crate) fn sha3_256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha3_256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// CRC-32 as in ISO 3309, bit by bit: what is summed is a few dozen bytes.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    let register = bytes.iter().fold(u32::MAX, |register, &byte| {
        (0..8).fold(register ^ u32::from(byte), |register, _| {
            let low = register & 1;
            register >> 1 ^ if low == 1 { 0xedb8_8320 } else { 0 }
        })
    });
    !register
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn published_vectors() {
        // FIPS 202 examples; the Keccak team's vector for the original padding; the check value
        // of CRC-32 in ITU-T V.42.
        let sha3 = "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a";
        assert_eq!(hex(&sha3_256(&[])), sha3);
        let keccak = "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470";
        assert_eq!(hex(&keccak256(b"")), keccak);
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }
}
