//! The checks of a block (section 2.1.1.2) and the CRC-32 of the headers (section 6).

use sha2::{Digest, Sha256};

/// What kind of check a stream has for its blocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Check(pub(super) u8);

impl Check {
    /// Its length, which is defined for kinds to come, too.
    pub(super) fn len(self) -> usize {
        match self.0 {
            0 => 0,
            1..=3 => 4,
            4..=6 => 8,
            7..=9 => 16,
            10..=12 => 32,
            _ => 64,
        }
    }

    /// Whether `sum` is that of `bytes`; nothing if that is not known.
    pub(super) fn verifies(self, bytes: &[u8], sum: &[u8]) -> Option<bool> {
        match self.0 {
            0 => Some(true),
            1 => Some(sum == crc32(bytes).to_le_bytes()),
            4 => Some(sum == crc64(bytes).to_le_bytes()),
            10 => Some(sum == &Sha256::digest(bytes)[..]),
            _ => None,
        }
    }
}

/// The CRC-32 of IEEE 802.3.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u64; 256] = table(0xedb8_8320);
    !(crc(&TABLE, u64::from(u32::MAX), bytes) as u32)
}

/// The CRC-64 of ECMA-182.
fn crc64(bytes: &[u8]) -> u64 {
    const TABLE: [u64; 256] = table(0xc96c_5795_d787_0f42);
    !crc(&TABLE, u64::MAX, bytes)
}

fn crc(table: &[u64; 256], start: u64, bytes: &[u8]) -> u64 {
    let step = |crc: u64, &byte: &u8| {
        let place = usize::from(crc as u8 ^ byte);
        table.get(place).map_or(0, |entry| entry ^ (crc >> 8))
    };
    bytes.iter().fold(start, step)
}

/// What each byte adds, for the reversed polynomial.
const fn table(polynomial: u64) -> [u64; 256] {
    let mut table = [0; 256];
    let mut rest: &mut [u64] = &mut table;
    let mut byte = 0;
    while let Some((entry, after)) = rest.split_first_mut() {
        let mut value = byte;
        let mut bit = 0;
        while bit < 8 {
            value = (value >> 1) ^ (polynomial * (value & 1));
            bit += 1;
        }
        *entry = value;
        rest = after;
        byte += 1;
    }
    table
}
