//! A RAR 5 archive of stored files ("RAR 5.0 archive format").

use std::io;

use super::archive::Entry;

const MAIN: usize = 1;
const FILE: usize = 2;
const END: usize = 5;
/// A header with data behind it, and a file with a CRC.
const HAS_DATA: usize = 2;
const HAS_CRC: usize = 4;

pub(super) fn archive(entries: &[Entry<'_>]) -> io::Result<Vec<u8>> {
    let mut out = b"Rar!\x1a\x07\x01\x00".to_vec();
    out.extend(block(&numbers(&[MAIN, 0, 0])));
    for (name, bytes) in entries {
        let mut fields = numbers(&[FILE, HAS_DATA, bytes.len(), HAS_CRC, bytes.len(), 0o644]);
        fields.extend(crc(bytes).to_le_bytes());
        // Stored, on Unix.
        fields.extend(numbers(&[0, 1, name.len()]));
        fields.extend(name.as_bytes());
        out.extend(block(&fields));
        out.extend_from_slice(bytes);
    }
    out.extend(block(&numbers(&[END, 0, 0])));
    Ok(out)
}

/// A header behind its sum and its length.
fn block(fields: &[u8]) -> Vec<u8> {
    let header = [&numbers(&[fields.len()])[..], fields].concat();
    [&crc(&header).to_le_bytes()[..], &header].concat()
}

/// Seven bits a byte, the lowest first.
fn numbers(values: &[usize]) -> Vec<u8> {
    let mut out = Vec::new();
    for &value in values {
        let mut rest = value;
        while rest > 0x7f {
            out.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }
    out
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}
