//! A small container of each format, by programs that are not ours.

use std::io::Write;

use serde::Deserialize;

use crate::common::{cases, unhex};

/// A container with what is in it.
pub(crate) struct Sample {
    pub(crate) bytes: Vec<u8>,
    pub(crate) members: Vec<Vec<u8>>,
    /// Whether members stand one behind the other, each with all that is needed to read it.
    pub(crate) in_order: bool,
}

impl Sample {
    pub(crate) fn slices(&self) -> Vec<&[u8]> {
        self.members.iter().map(Vec::as_slice).collect()
    }

    /// Whether what is left by a cut may be a whole container: it ends where a member does.
    pub(crate) fn ends(&self, cut: usize) -> bool {
        let padded = self.bytes.starts_with(b"a.txt\0");
        self.members.len() > 1 && (padded || self.bytes[cut..].starts_with(&[0x1f, 0x8b]))
    }
}

const A: &[u8] = b"alpha: the first of the files, the first of the files.\n";
const B: &[u8] = b"beta: the second one, of another content altogether.\n";

fn one(bytes: Vec<u8>) -> Vec<Sample> {
    vec![Sample {
        bytes,
        members: vec![A.to_vec()],
        in_order: true,
    }]
}

fn two(bytes: Vec<u8>, in_order: bool) -> Vec<Sample> {
    let members = vec![A.to_vec(), B.to_vec()];
    vec![Sample {
        bytes,
        members,
        in_order,
    }]
}

pub(crate) fn of(format: &str) -> Vec<Sample> {
    let level = flate2::Compression::default();
    match format {
        "gzip" => {
            let member = |text: &[u8]| {
                let mut out = flate2::GzBuilder::new()
                    .filename("a")
                    .write(Vec::new(), level);
                out.write_all(text).unwrap();
                out.finish().unwrap()
            };
            two([member(A), member(B)].concat(), true)
        }
        "zlib" => {
            let mut out = flate2::write::ZlibEncoder::new(Vec::new(), level);
            out.write_all(A).unwrap();
            one(out.finish().unwrap())
        }
        "deflate" => {
            let mut out = flate2::write::DeflateEncoder::new(Vec::new(), level);
            out.write_all(A).unwrap();
            one(out.finish().unwrap())
        }
        "bzip2" => {
            let mut out = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
            out.write_all(A).unwrap();
            one(out.finish().unwrap())
        }
        "xz" => {
            let options = lzma_rust2::XzOptions::with_preset(0);
            let mut out = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
            out.write_all(A).unwrap();
            one(out.finish().unwrap())
        }
        "lzma" => {
            let options = lzma_rust2::LzmaOptions::with_preset(0);
            let out = lzma_rust2::LzmaWriter::new_use_header(Vec::new(), &options, None);
            let mut out = out.unwrap();
            out.write_all(A).unwrap();
            one(out.finish().unwrap())
        }
        "zstd" => one(ruzstd::encoding::compress_to_vec(
            A,
            ruzstd::encoding::CompressionLevel::Fastest,
        )),
        "lz4" => {
            let mut out = lz4_flex::frame::FrameEncoder::new(Vec::new());
            out.write_all(A).unwrap();
            one(out.finish().unwrap())
        }
        "brotli" => texts(include_str!("../../testdata/formats/brotli.toml")),
        "zip" => zips(),
        "tar" => tar(),
        "7z" => archive(
            include_str!("../../testdata/archives/7z.toml"),
            &["Copy", "LZMA2"],
            false,
        ),
        "cab" => archive(
            include_str!("../../testdata/archives/cab.toml"),
            &["MSZIP", "stored"],
            false,
        ),
        "rar" => archive(
            include_str!("../../testdata/archives/rar.toml"),
            &["RAR 4, stored", "RAR 5, stored"],
            true,
        ),
        "ole" => ole(),
        _ => Vec::new(),
    }
}

fn zips() -> Vec<Sample> {
    let methods = [
        zip::CompressionMethod::Stored,
        zip::CompressionMethod::Deflated,
    ];
    let make = |method| {
        let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        for (name, text) in [("a.txt", A), ("b.txt", B)] {
            out.start_file(name, options).unwrap();
            out.write_all(text).unwrap();
        }
        out.finish().unwrap().into_inner()
    };
    // The directory has the last word, and stands behind all members.
    methods
        .into_iter()
        .flat_map(|method| two(make(method), false))
        .collect()
}

fn tar() -> Vec<Sample> {
    let mut out = tar::Builder::new(Vec::new());
    for (name, text) in [("a.txt", A), ("b.txt", B)] {
        let mut header = tar::Header::new_ustar();
        header.set_size(text.len() as u64);
        out.append_data(&mut header, name, text).unwrap();
    }
    two(out.into_inner().unwrap(), true)
}

/// Tables stand anywhere.
fn ole() -> Vec<Sample> {
    let out = std::io::Cursor::new(Vec::new());
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, out).unwrap();
    for (name, text) in [("/a", A), ("/b", B)] {
        file.create_stream(name).unwrap().write_all(text).unwrap();
    }
    file.flush().unwrap();
    two(file.into_inner().into_inner(), false)
}

#[derive(Deserialize)]
struct Case {
    name: String,
    hex: String,
    #[serde(default)]
    members: Vec<String>,
    #[serde(default)]
    texts: Vec<String>,
}

/// Some of the cases of a file, whose members are text.
fn archive(file: &str, names: &[&str], in_order: bool) -> Vec<Sample> {
    let all = cases::<Case>(file).into_iter();
    let named = all.filter(|case| names.contains(&case.name.as_str()));
    let text = |member: &String| member.split_once(" = ").unwrap().1.as_bytes().to_vec();
    let samples = named.map(|case| Sample {
        bytes: unhex(&case.hex),
        members: case.members.iter().map(text).collect(),
        in_order,
    });
    samples.collect()
}

/// The first case of a file of streams.
fn texts(file: &str) -> Vec<Sample> {
    let first = cases::<Case>(file).into_iter().take(1);
    let samples = first.map(|case| Sample {
        bytes: unhex(&case.hex),
        members: case.texts.into_iter().map(String::into_bytes).collect(),
        in_order: true,
    });
    samples.collect()
}
