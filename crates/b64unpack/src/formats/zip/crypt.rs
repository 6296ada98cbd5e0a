//! The traditional encryption of PKWARE (APPNOTE 6.1), which analysts use with one password so
//! that no scanner stops a sample on its way.

/// The passwords that are tried.
const PASSWORDS: [&str; 1] = ["infected"];

/// The length of the header before encrypted data.
const HEADER: usize = 12;

/// Data decrypted with one of the usual passwords, and the password, if the check byte at the
/// end of the header is right. By one chance in 256 it is right for the wrong password.
pub(super) fn decrypt(data: &[u8], check: u8) -> Option<(Vec<u8>, &'static str)> {
    let (header, body) = data.split_at_checked(HEADER)?;
    PASSWORDS.into_iter().find_map(|password| {
        let mut keys = Keys::new(password);
        let last = header.iter().fold(0, |_, &byte| keys.decrypt(byte));
        (last == check).then(|| {
            (
                body.iter().map(|&byte| keys.decrypt(byte)).collect(),
                password,
            )
        })
    })
}

struct Keys(u32, u32, u32);

impl Keys {
    fn new(password: &str) -> Keys {
        let mut keys = Keys(0x1234_5678, 0x2345_6789, 0x3456_7890);
        password.bytes().for_each(|byte| keys.update(byte));
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
    let start = u32::from(low ^ byte);
    let folded = (0..8).fold(start, |crc, _| {
        if crc & 1 == 1 {
            crc >> 1 ^ 0xedb8_8320
        } else {
            crc >> 1
        }
    });
    folded ^ crc >> 8
}
