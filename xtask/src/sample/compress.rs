//! Compressed streams.

use std::io::{self, Write};

use bzip2::write::BzEncoder;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use lz4_flex::frame::FrameEncoder;
use lzma_rust2::{LzmaOptions, LzmaWriter, XzOptions, XzWriter};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

pub(super) fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

pub(super) fn zlib(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

pub(super) fn deflate(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

pub(super) fn bzip2(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

pub(super) fn xz(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = XzWriter::new(Vec::new(), XzOptions::with_preset(6))?;
    encoder.write_all(bytes)?;
    encoder.finish()
}

pub(super) fn lzma(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let (options, size) = (LzmaOptions::with_preset(6), bytes.len() as u64);
    let mut encoder = LzmaWriter::new_use_header(Vec::new(), &options, Some(size))?;
    encoder.write_all(bytes)?;
    encoder.finish()
}

pub(super) fn zstd(bytes: &[u8]) -> io::Result<Vec<u8>> {
    Ok(compress_to_vec(bytes, CompressionLevel::Fastest))
}

pub(super) fn lz4(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = FrameEncoder::new(Vec::new());
    encoder.write_all(bytes)?;
    encoder.finish().map_err(io::Error::other)
}

/// One uncompressed meta-block in a window of 16 bits, and an empty last one (RFC 7932, section 9).
pub(super) fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    const IS_UNCOMPRESSED: u32 = 1 << 20;
    const LAST_AND_EMPTY: u8 = 0b11;
    let len = u16::try_from(bytes.len().wrapping_sub(1)).map_err(io::Error::other)?;
    let [a, b, c, _] = (u32::from(len) << 4 | IS_UNCOMPRESSED).to_le_bytes();
    Ok([&[a, b, c], bytes, &[LAST_AND_EMPTY]].concat())
}
