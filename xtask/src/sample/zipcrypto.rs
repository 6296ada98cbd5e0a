//! A zip archive under a password, by APPNOTE 6.3.10, section 6.1. The `zip` crate fills the header
//! of such an entry from the system's random source, and the sample data must not change.

/// The password of archives with samples of malware, by custom.
const INFECTED: &[u8] = b"infected";
/// What would be random bytes.
const SALT: [u8; 11] = *b"chaffinches";

const IS_ENCRYPTED: u16 = 1;
const VERSION: u16 = 20;
/// The first of January 1980.
const DATE: u16 = 0x21;

/// An archive of one stored entry.
pub(super) fn archive(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    let packed = encrypt(bytes, crc.sum());
    let common = common(name, bytes.len(), packed.len(), crc.sum());
    let local = [
        &b"PK\x03\x04"[..],
        common.as_slice(),
        name.as_bytes(),
        &packed,
    ]
    .concat();
    let made_by = VERSION.to_le_bytes();
    // Comment, disk, attributes and the offset of the local header: all are zero.
    let directory = [
        &b"PK\x01\x02"[..],
        &made_by,
        &common,
        &[0; 14],
        name.as_bytes(),
    ]
    .concat();
    let end = [
        &1_u16.to_le_bytes()[..],
        &1_u16.to_le_bytes(),
        &number(directory.len()),
        &number(local.len()),
        &[0; 2],
    ];
    [
        local,
        directory,
        b"PK\x05\x06\0\0\0\0".to_vec(),
        end.concat(),
    ]
    .concat()
}

/// The fields that both headers have, in their order, up to the length of the extra field.
fn common(name: &str, len: usize, packed: usize, crc: u32) -> Vec<u8> {
    let stored = 0_u16;
    let small = |value: u16| value.to_le_bytes();
    let [a, b, _, _] = number(name.len());
    [
        &small(VERSION)[..],
        &small(IS_ENCRYPTED),
        &small(stored),
        &small(0),
        &small(DATE),
        &crc.to_le_bytes(),
        &number(packed),
        &number(len),
        &[a, b],
        &small(0),
    ]
    .concat()
}

/// The sample files are far below 4 GiB.
fn number(len: usize) -> [u8; 4] {
    u32::try_from(len).unwrap_or(u32::MAX).to_le_bytes()
}

fn encrypt(bytes: &[u8], crc: u32) -> Vec<u8> {
    let mut keys = Keys([0x1234_5678, 0x2345_6789, 0x3456_7890]);
    INFECTED.iter().for_each(|&byte| keys.update(byte));
    let [.., check] = crc.to_le_bytes();
    let plain = SALT.iter().chain([&check]).chain(bytes);
    plain.map(|&byte| keys.encrypt(byte)).collect()
}

struct Keys([u32; 3]);

impl Keys {
    fn encrypt(&mut self, plain: u8) -> u8 {
        let [.., third] = self.0;
        let mixed = third | 2;
        let [_, stream, ..] = mixed.wrapping_mul(mixed ^ 1).to_le_bytes();
        self.update(plain);
        plain ^ stream
    }

    fn update(&mut self, plain: u8) {
        let [first, second, third] = &mut self.0;
        *first = crc_step(*first, plain);
        *second = second.wrapping_add(*first & 0xff);
        *second = second.wrapping_mul(134_775_813).wrapping_add(1);
        let [.., top] = second.to_le_bytes();
        *third = crc_step(*third, top);
    }
}

/// One byte into a CRC-32 that is not inverted.
fn crc_step(crc: u32, byte: u8) -> u32 {
    (0..8).fold(crc ^ u32::from(byte), |crc, _| match crc & 1 {
        0 => crc >> 1,
        _ => crc >> 1 ^ 0xedb8_8320,
    })
}
