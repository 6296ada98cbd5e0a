//! Compressed streams and archives.

use std::io::Write;

use super::*;
use crate::contents::program;

pub(super) const ALL: &[Kind] = &[
    ("gzip", |rng| packed(rng, "GzipStream", gzip)),
    ("zlib", |rng| packed(rng, "ZLibStream", zlib)),
    ("deflate", |rng| packed(rng, "DeflateStream", deflate)),
    ("bzip2", |rng| packed(rng, "bz2", bzip2)),
    ("xz", |rng| packed(rng, "xz", xz)),
    ("lzma", |rng| packed(rng, "lzma", lzma)),
    ("zstd", |rng| packed(rng, "zstd", zstd)),
    ("lz4", |rng| packed(rng, "lz4", lz4)),
    ("zip", |rng| packed(rng, "ZipArchive", |b| zip(b, false))),
    ("zip, infected", |rng| {
        packed(rng, "ZipArchive", |b| zip(b, true))
    }),
    ("tar", |rng| packed(rng, "tar", tar)),
    ("tar in gzip", |rng| {
        packed(rng, "tar xz", |b| gzip(&tar(b)))
    }),
    ("program", |rng| bytes(rng, program)),
];

pub(super) fn packed(rng: &mut Rng, word: &str, pack: impl Fn(&[u8]) -> Vec<u8>) -> Planted {
    let hidden = script(rng, 40).into_bytes();
    let encoded = STANDARD.encode(pack(&hidden));
    let text = format!(
        "powershell -c \"IEX (New-Object IO.StreamReader(New-Object IO.Compression.{word}([IO.MemoryStream][Convert]::FromBase64String('{encoded}'),[IO.Compression.CompressionMode]::Decompress))).ReadToEnd()\""
    );
    Planted {
        text: text.into_bytes(),
        hidden,
    }
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

pub(super) fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut out = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::XzOptions::default();
    let mut out = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn lzma(bytes: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::LzmaOptions::default();
    let mut out = lzma_rust2::LzmaWriter::new_use_header(Vec::new(), &options, None).unwrap();
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn lz4(bytes: &[u8]) -> Vec<u8> {
    let mut out = lz4_flex::frame::FrameEncoder::new(Vec::new());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

pub(super) fn zip(bytes: &[u8], encrypted: bool) -> Vec<u8> {
    use zip::unstable::write::FileOptionsExt;
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default();
    let options = if encrypted {
        plain.with_deprecated_encryption(b"infected").unwrap()
    } else {
        plain
    };
    out.start_file("a.txt", options).unwrap();
    out.write_all(bytes).unwrap();
    out.finish().unwrap().into_inner()
}

fn tar(bytes: &[u8]) -> Vec<u8> {
    let mut out = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_ustar();
    header.set_size(bytes.len() as u64);
    out.append_data(&mut header, "a.txt", bytes).unwrap();
    out.into_inner().unwrap()
}
