//! Hostile headers: memory and the number of allocations grow no faster than the input, and no
//! header takes a multiple of it. Counted, not timed.

#![cfg(feature = "full")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use allocation_counter::measure;
use b64unpack::Unpacker;

/// What a format takes for a container of about so many bytes.
type Generator = (&'static str, fn(usize) -> Vec<u8>);

const GENERATORS: &[Generator] = &[
    ("7z", sevenz_folders),
    ("7z", sevenz_digests),
    ("7z", sevenz_empty_files),
    ("zip", |len| b"PK\x03\x04".repeat(len / 4)),
    ("zip", |len| {
        [&b"PK\x05\x06"[..], &[0xff; 18]].concat().repeat(len / 22)
    }),
    ("tar", |len| vec![b'x'; len]),
    ("gzip", |len| {
        [&[0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0][..], &vec![b'a'; len]].concat()
    }),
    ("bzip2", |len| {
        b"BZh9\x17\x72\x45\x38\x50\x90\0\0\0\0".repeat(len / 14)
    }),
    ("lz4", |len| {
        [0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0].repeat(len / 8)
    }),
    ("zstd", |len| {
        [0x28, 0xb5, 0x2f, 0xfd, 0x20, 0, 1, 0, 0].repeat(len / 9)
    }),
];

#[test]
fn memory_is_linear() {
    for (place, (format, make)) in GENERATORS.iter().enumerate() {
        let cost = |len: usize| {
            let bytes = make(len);
            let unpacker = Unpacker::new().input_format(format);
            let cost = measure(|| {
                let tree = unpacker.unpack(&bytes);
                assert!(tree.len() <= 10_000);
            });
            (cost.bytes_max, cost.count_total)
        };
        let (small, large) = (cost(1 << 18), cost(1 << 20));
        // What is kept of ten thousand members, and the tables of a decoder.
        let fixed = 24 << 20;
        assert!(large.0 <= fixed + (4 << 20), "{place} {format}: {large:?}");
        assert!(
            large.0 <= 5 * small.0 + (1 << 20),
            "{place} {format}: {small:?} {large:?}"
        );
        assert!(
            large.1 <= 5 * small.1 + 1000,
            "{place} {format}: {small:?} {large:?}"
        );
    }
}

fn number(value: usize) -> Vec<u8> {
    [&[0xff][..], &(value as u64).to_le_bytes()].concat()
}

fn crc(bytes: &[u8]) -> [u8; 4] {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum().to_le_bytes()
}

/// A 7z archive of a header alone.
fn sevenz(header: &[u8]) -> Vec<u8> {
    let size = (header.len() as u64).to_le_bytes();
    let start = [&[0; 8][..], &size, &crc(header)].concat();
    [
        &b"7z\xbc\xaf\x27\x1c\0\x04"[..],
        &crc(&start),
        &start,
        header,
    ]
    .concat()
}

/// Folders of three bytes.
fn sevenz_folders(len: usize) -> Vec<u8> {
    let many = len / 8;
    let folders = [&[1, 4, 6, 0, 0, 0, 7, 0x0b][..], &number(many), &[0]].concat();
    let sizes = [
        &[0x0c][..],
        &vec![1; many],
        &[0, 0, 5],
        &number(many),
        &[0, 0],
    ]
    .concat();
    sevenz(&[folders, [1, 1, 0].repeat(many), sizes].concat())
}

/// A bit for each of eight times as many digests.
fn sevenz_digests(len: usize) -> Vec<u8> {
    let count = number(len * 8);
    sevenz(
        &[
            &[1, 4, 6, 0][..],
            &count,
            &[0x0a, 0],
            &vec![0; len],
            &[0, 0, 0],
        ]
        .concat(),
    )
}

/// A bit for each of eight times as many files.
fn sevenz_empty_files(len: usize) -> Vec<u8> {
    let (count, size) = (number(len * 8), number(len));
    sevenz(
        &[
            &[1, 5][..],
            &count,
            &[0x0e],
            &size,
            &vec![0xff; len],
            &[0, 0],
        ]
        .concat(),
    )
}
