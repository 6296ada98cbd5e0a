//! The traditional encryption of PKWARE (APPNOTE 6.1), which analysts use with one password so
//! that no scanner stops a sample on its way.

/// The length of the header before encrypted data.
const HEADER: usize = 12;

/// Data decrypted with a password, if the check byte at the end of the header is right. By one
/// chance in 256 it is right for the wrong password.
pub(super) fn decrypt(data: &[u8], password: &[u8], check: u8) -> Option<Vec<u8>> {
    let (header, body) = data.split_at_checked(HEADER)?;
    let mut keys = Keys::new(password);
    let last = header.iter().fold(0, |_, &byte| keys.decrypt(byte));
    (last == check).then(|| body.iter().map(|&byte| keys.decrypt(byte)).collect())
}

struct Keys(u32, u32, u32);

impl Keys {
    fn new(password: &[u8]) -> Keys {
        let mut keys = Keys(0x1234_5678, 0x2345_6789, 0x3456_7890);
        password.iter().for_each(|&byte| keys.update(byte));
        keys
    }

    fn update(&mut self, byte: u8) {
        self.0 = crc32(self.0, byte);
        self.1 = self
            .1
            .wrapping_add(self.0 & 0xff)
            .wrapping_mul(134_775_813)
            .wrapping_add(1);
        let [.., high] = self.1.to_le_bytes();
        self.2 = crc32(self.2, high);
    }

    fn decrypt(&mut self, byte: u8) -> u8 {
        let [low, second, ..] = (self.2 | 2).to_le_bytes();
        let temp = u16::from_le_bytes([low, second]);
        let [_, mask] = temp.wrapping_mul(temp ^ 1).to_le_bytes();
        let plain = byte ^ mask;
        self.update(plain);
        plain
    }
}

/// One step of CRC-32, reflected, polynomial 0xEDB88320.
fn crc32(crc: u32, byte: u8) -> u32 {
    let [low, ..] = crc.to_le_bytes();
    let folded = TABLE.get(usize::from(low ^ byte)).copied();
    folded.unwrap_or_default() ^ crc >> 8
}

const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = (crc >> 1) ^ (0xedb8_8320 * (crc & 1));
            bit += 1;
        }
        #[expect(
            clippy::indexing_slicing,
            reason = "byte is below 256, and this is compiled"
        )]
        {
            table[byte] = crc;
        }
        byte += 1;
    }
    table
};
