//! Compressed streams of other people's encoders, whole, cut and damaged.

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

use std::io::Write;

use b64unpack::{Limits, Tree, Unpacker};
use proptest::prelude::*;

/// Name of the format, what compresses, and whether streams one behind the other are one file.
type Encoder = (&'static str, fn(&[u8]) -> Vec<u8>, bool);

const ENCODERS: [Encoder; 9] = [
    ("zlib", zlib, false),
    ("deflate", deflate, false),
    ("bzip2", bzip2, true),
    ("xz", xz, true),
    ("xz", xz_of_many_blocks, true),
    ("lzma", lzma, false),
    ("zstd", zstd, true),
    ("lz4", lz4, true),
    ("lz4", lz4_linked, true),
];

fn zlib(data: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(data).unwrap();
    out.finish().unwrap()
}

fn deflate(data: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(data).unwrap();
    out.finish().unwrap()
}

/// Blocks of 100 kB, so that there are several.
fn bzip2(data: &[u8]) -> Vec<u8> {
    let mut out = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    out.write_all(data).unwrap();
    out.finish().unwrap()
}

fn xz(data: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::XzOptions::with_preset(1);
    let mut out = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
    out.write_all(data).unwrap();
    out.finish().unwrap()
}

fn xz_of_many_blocks(data: &[u8]) -> Vec<u8> {
    let mut options = lzma_rust2::XzOptions::with_preset(1);
    options.set_block_size(Some(std::num::NonZeroU64::new(1 << 16).unwrap()));
    let mut out = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
    out.write_all(data).unwrap();
    out.finish().unwrap()
}

fn lzma(data: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::LzmaOptions::with_preset(1);
    let mut out = lzma_rust2::LzmaWriter::new_use_header(Vec::new(), &options, None).unwrap();
    out.write_all(data).unwrap();
    out.finish().unwrap()
}

fn zstd(data: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(data, ruzstd::encoding::CompressionLevel::Fastest)
}

fn lz4(data: &[u8]) -> Vec<u8> {
    let mut out = lz4_flex::frame::FrameEncoder::new(Vec::new());
    out.write_all(data).unwrap();
    out.finish().unwrap()
}

fn lz4_linked(data: &[u8]) -> Vec<u8> {
    use lz4_flex::frame::{BlockMode, BlockSize, FrameEncoder, FrameInfo};
    let info = FrameInfo::new()
        .block_mode(BlockMode::Linked)
        .block_size(BlockSize::Max64KB)
        .block_checksums(true)
        .content_checksum(true);
    let mut out = FrameEncoder::with_frame_info(info, Vec::new());
    out.write_all(data).unwrap();
    out.finish().unwrap()
}

/// Bytes in which some things are said again, near and far.
fn data() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..200),
        "[a-z ]{0,60}".prop_map(String::into_bytes),
        (any::<u8>(), 0usize..3000).prop_map(|(byte, len)| vec![byte; len]),
    ];
    let pieces = proptest::collection::vec(piece, 1..12);
    (
        pieces,
        proptest::collection::vec(any::<prop::sample::Index>(), 0..400),
    )
        .prop_map(|(pieces, order)| {
            let again = order.iter().flat_map(|index| index.get(&pieces).clone());
            pieces.concat().into_iter().chain(again).collect()
        })
}

fn encoder() -> impl Strategy<Value = Encoder> {
    prop::sample::select(ENCODERS.to_vec())
}

fn unpack(format: &str, bytes: &[u8], limits: Limits) -> Tree {
    let limits = limits.depth(1);
    Unpacker::new()
        .input_format(format)
        .limits(limits)
        .unpack(bytes)
}

/// Those of the stream; depth 1 hides what is in it.
fn problems(tree: &Tree) -> Vec<&'static str> {
    let kinds = tree.problems().iter().map(|problem| problem.kind().name());
    kinds.filter(|&kind| kind != "limit:depth").collect()
}

fn members(tree: &Tree) -> Vec<u8> {
    tree.roots()
        .flat_map(|member| member.bytes().to_vec())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_was_compressed_comes_out((name, compress, _) in encoder(), data in data()) {
        let tree = unpack(name, &compress(&data), Limits::DEFAULT.ratio(u64::MAX));
        prop_assert_eq!(problems(&tree), [""; 0]);
        prop_assert!(members(&tree) == data, "{}", name);
    }

    #[test]
    fn streams_one_behind_the_other_are_one_file(
        (name, compress, joined) in encoder(),
        left in data(),
        right in data(),
    ) {
        prop_assume!(joined);
        let both = [compress(&left), compress(&right)].concat();
        let tree = unpack(name, &both, Limits::DEFAULT.ratio(u64::MAX));
        prop_assert_eq!(problems(&tree), [""; 0]);
        prop_assert!(members(&tree) == [left, right].concat(), "{}", name);
    }

    #[test]
    fn a_cut_leaves_a_beginning(
        (name, compress, _) in encoder(),
        data in data(),
        cut in any::<prop::sample::Index>(),
    ) {
        let whole = compress(&data);
        let tree = unpack(name, &whole[..cut.index(whole.len())], Limits::DEFAULT);
        prop_assert!(data.starts_with(&members(&tree)), "{}", name);
        let kinds = problems(&tree);
        // Nothing at all is no stream; and of a zlib stream that has no header yet nothing is said.
        let nothing = tree.is_empty() && members(&tree).is_empty();
        prop_assert!(nothing || kinds.contains(&"truncated"), "{}: {:?}", name, kinds);
    }

    #[test]
    fn damage_does_no_harm(
        (name, compress, _) in encoder(),
        data in data(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        most in 0u64..100_000,
    ) {
        let mut bytes = compress(&data);
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let limits = Limits::DEFAULT.entry_bytes(most);
        let tree = unpack(name, &bytes, limits);
        prop_assert!(tree.iter().all(|member| member.bytes().len() as u64 <= most));
        let again = unpack(name, &bytes, limits);
        prop_assert_eq!(members(&tree), members(&again));
        prop_assert_eq!(tree.problems(), again.problems());
    }
}

/// Whether zlib itself finds nothing wrong with a raw stream. It waits for whole headers, so that
/// zeros follow what may be cut.
fn zlib_accepts(raw: &[u8]) -> bool {
    let raw = [raw, &[0; 64]].concat();
    let mut out = vec![0; 1 << 20];
    let flush = flate2::FlushDecompress::None;
    flate2::Decompress::new(false)
        .decompress(&raw, &mut out, flush)
        .is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn compressed_text_is_recognised(
        text in "[a-zA-Z .,;()$]{12,400}",
        level in 0u32..10,
    ) {
        use b64unpack::formats::{Deflate, Format, Zlib};
        let level = flate2::Compression::new(level);
        let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), level);
        raw.write_all(text.as_bytes()).unwrap();
        prop_assert!(Deflate.proves(&raw.finish().unwrap()));
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), level);
        zlib.write_all(text.as_bytes()).unwrap();
        prop_assert!(Zlib.proves(&zlib.finish().unwrap()));
    }

    #[test]
    fn what_zlib_accepts_is_not_refused_at_first_sight(
        data in data(),
        level in 0u32..10,
        flips in proptest::collection::vec(0usize..160, 0..3),
        noise in proptest::option::of(proptest::collection::vec(any::<u8>(), 1..80)),
    ) {
        use b64unpack::formats::{Format, Zlib};
        let mut out = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::new(level));
        out.write_all(&data).unwrap();
        let mut raw = noise.unwrap_or(out.finish().unwrap());
        for flip in flips {
            if let Some(byte) = raw.get_mut(flip / 8) {
                *byte ^= 1 << (flip % 8);
            }
        }
        let stream = [&[0x78, 0x9c], &raw[..]].concat();
        prop_assert!(!zlib_accepts(&raw) || Zlib.recognise(&stream), "{:02x?}", raw);
    }
}
