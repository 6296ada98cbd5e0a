//! A cabinet of one stored folder (MS-CAB, section 2).

use std::io;

use super::archive::Entry;

const HEADER: usize = 36;
const FOLDER: usize = 8;
/// The first of January 1980.
const DATE: u16 = 0x21;

/// The files are one block of at most 32 KiB.
pub(super) fn archive(entries: &[Entry<'_>]) -> io::Result<Vec<u8>> {
    let (mut files, mut content) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        files.extend(word(bytes.len())?);
        files.extend(word(content.len())?);
        // The folder, date, time, attributes.
        files.extend([0, 0]);
        files.extend(DATE.to_le_bytes());
        files.extend([0; 4]);
        files.extend([name.as_bytes(), b"\0"].concat());
        content.extend_from_slice(bytes);
    }
    let start = HEADER + FOLDER + files.len();
    let len = half(content.len())?;
    // Without a sum.
    let block = [&[0; 4][..], &len, &len, &content].concat();
    let header = [
        &b"MSCF\0\0\0\0"[..],
        &word(start + block.len())?,
        &[0; 4],
        &word(HEADER + FOLDER)?,
        &[0; 4],
        // Version 1.3, one folder.
        &[3, 1, 1, 0],
        &half(entries.len())?,
        &[0; 6],
    ];
    // Its block, one of them, stored.
    let folder = [&word(start)?[..], &[1, 0, 0, 0]].concat();
    Ok([header.concat(), folder, files, block].concat())
}

fn word(value: usize) -> io::Result<[u8; 4]> {
    let value = u32::try_from(value).map_err(io::Error::other)?;
    Ok(value.to_le_bytes())
}

fn half(value: usize) -> io::Result<[u8; 2]> {
    let value = u16::try_from(value).map_err(io::Error::other)?;
    Ok(value.to_le_bytes())
}
