//! A 7z archive whose files are copied, one behind the other (`7zFormat.txt` of the LZMA SDK).

use std::io;

use super::archive::Entry;

pub(super) fn archive(entries: &[Entry<'_>]) -> io::Result<Vec<u8>> {
    let content: Vec<&[u8]> = entries.iter().map(|(_, bytes)| *bytes).collect();
    let content = content.concat();
    let header = header(entries, content.len())?;
    let start = [
        &size(content.len()).to_le_bytes()[..],
        &size(header.len()).to_le_bytes(),
        &crc(&header).to_le_bytes(),
    ]
    .concat();
    Ok([
        &b"7z\xbc\xaf\x27\x1c\x00\x04"[..],
        &crc(&start).to_le_bytes(),
        &start,
        &content,
        &header,
    ]
    .concat())
}

fn header(entries: &[Entry<'_>], len: usize) -> io::Result<Vec<u8>> {
    let (count, len) = (number(entries.len())?, number(len)?);
    let (names, mut sizes, mut sums) = (names(entries)?, Vec::new(), Vec::new());
    for (place, (_, bytes)) in entries.iter().enumerate() {
        // The last size is what is left.
        if place + 1 < entries.len() {
            sizes.extend(number(bytes.len())?);
        }
        sums.extend(crc(bytes).to_le_bytes());
    }
    // Header, main streams, packed streams at 0, one of them, its size, end.
    let packed = [&[1, 4, 6, 0, 1, 9][..], &len, &[0]].concat();
    // Unpack, one folder, one coder that copies, its size, end.
    let folder = [&[7, 0x0b, 1, 0, 1, 1, 0, 0x0c][..], &len, &[0]].concat();
    // Substreams, how many, their sizes, all their sums, end, end.
    let files = [
        &[8, 0x0d][..],
        &count,
        &[9],
        &sizes,
        &[0x0a, 1],
        &sums,
        &[0, 0],
    ]
    .concat();
    // Files, how many, names, end, end.
    let names = [
        &[5][..],
        &count,
        &[0x11],
        &number(names.len())?,
        &names,
        &[0, 0],
    ]
    .concat();
    Ok([packed, folder, files, names].concat())
}

/// UTF-16LE, each closed by a zero, behind a byte that says that they are here.
fn names(entries: &[Entry<'_>]) -> io::Result<Vec<u8>> {
    let names = entries
        .iter()
        .flat_map(|(name, _)| name.encode_utf16().chain([0]));
    Ok([0]
        .into_iter()
        .chain(names.flat_map(u16::to_le_bytes))
        .collect())
}

/// One byte, or two behind a set first bit.
fn number(value: usize) -> io::Result<Vec<u8>> {
    match u16::try_from(value)
        .map_err(io::Error::other)?
        .to_be_bytes()
    {
        [0, low @ 0..=0x7f] => Ok(vec![low]),
        [high @ 0..=0x3f, low] => Ok(vec![0x80 | high, low]),
        _ => Err(io::Error::other("a number of more than 14 bits")),
    }
}

const fn size(len: usize) -> u64 {
    len as u64
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}
