//! The formats of compressed streams, one by one: vectors of the reference implementations, and
//! what must be left of them when they are cut or damaged.

#![cfg(any(
    feature = "brotli",
    feature = "bzip2",
    feature = "deflate",
    feature = "lz4",
    feature = "lzma",
    feature = "xz",
    feature = "zlib",
    feature = "zstd"
))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

mod common;

use b64unpack::formats::{self, Format};
use b64unpack::{Limits, Tree, Unpacker};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::{cases, is_recognised, problems, unhex};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    hex: String,
    /// The members.
    texts: Vec<String>,
    /// `kind` of a problem of the container, `number kind` of one of a member.
    #[serde(default)]
    problems: Vec<String>,
    /// Bytes that the reference had given after so many bytes.
    gives: Option<Vec<usize>>,
}

fn unpack(format: &'static [&'static dyn Format], bytes: &[u8], limits: Limits) -> Tree {
    let unpacker = Unpacker::new().formats(format).limits(limits);
    // What has nothing to be recognised by is named.
    if format[0].context().is_empty() {
        unpacker.container_input(true).unpack(bytes)
    } else {
        unpacker.input_format(format[0].name()).unpack(bytes)
    }
}

fn members(tree: &Tree) -> Vec<&[u8]> {
    tree.roots().map(|member| member.bytes()).collect()
}

/// In Base64 in a log, found by what it is or, if it has no magic, by the words around.
fn check_in_a_log(case: &Case, name: &str, context: bool) {
    let encoded = STANDARD.encode(unhex(&case.hex));
    let found = |log: String| {
        let tree = Unpacker::new().unpack(log);
        let chain = format!("base64>{name}");
        let mut payloads = tree
            .iter()
            .filter(|payload| payload.chain().to_string() == chain);
        payloads
            .next()
            .map(|payload| String::from_utf8_lossy(payload.bytes()).into_owned())
    };
    let plain = found(format!("value={encoded} and so on"));
    let named = found(format!("[IO.Compression.{name}Stream]::new('{encoded}')"));
    let expected = case.texts.first();
    assert_eq!(named.as_ref(), expected, "{}", case.name);
    assert_eq!(
        plain.as_ref(),
        expected.filter(|_| !context),
        "{}",
        case.name
    );
}

/// Runs every law over every case of a file. `checked` formats have a checksum of what is in them.
fn check(file: &str, format: &'static [&'static dyn Format], checked: bool) {
    for case in &cases::<Case>(file) {
        let bytes = unhex(&case.hex);
        assert!(is_recognised(&bytes, format[0]), "{}", case.name);
        let tree = unpack(format, &bytes, Limits::DEFAULT);
        let texts: Vec<&[u8]> = case.texts.iter().map(String::as_bytes).collect();
        let found = members(&tree);
        let found: Vec<_> = found
            .iter()
            .map(|bytes| String::from_utf8_lossy(bytes))
            .collect();
        assert_eq!(found, case.texts, "{}", case.name);
        assert_eq!(problems(&tree), case.problems, "{}", case.name);
        if let Some(gives) = &case.gives {
            check_in_a_log(case, format[0].name(), !format[0].context().is_empty());
            check_cuts(&case.name, format, &bytes, &texts, gives);
        }
        check_limits(&case.name, format, &bytes, &texts);
        let intact = (checked && case.problems.is_empty()).then_some(&texts[..]);
        check_damage(&case.name, format, &bytes, intact);
    }
}

/// Wherever a stream is cut, what the reference gave is there, and the cut is reported.
fn check_cuts(
    name: &str,
    format: &'static [&'static dyn Format],
    bytes: &[u8],
    texts: &[&[u8]],
    gives: &[usize],
) {
    assert_eq!(gives.len(), bytes.len(), "{name}");
    for (cut, &least) in gives.iter().enumerate() {
        let head = &bytes[..cut];
        let tree = unpack(format, head, Limits::DEFAULT);
        let found = members(&tree).concat();
        if format[0].context().is_empty() && !format[0].recognise(head) {
            assert!(found.is_empty());
            assert!(least < 64, "{name} cut at {cut}: not recognised");
            continue;
        }
        assert!(found.len() >= least, "{name} cut at {cut}: {}", found.len());
        assert!(texts.concat().starts_with(&found), "{name} cut at {cut}");
        let kinds = problems(&tree);
        let reported = kinds.iter().any(|kind| kind.ends_with("truncated"));
        assert!(reported, "{name} cut at {cut}: {kinds:?}");
    }
}

/// A limit keeps the first bytes.
fn check_limits(name: &str, format: &'static [&'static dyn Format], bytes: &[u8], texts: &[&[u8]]) {
    for most in [0, 1, 30, 100] {
        let tree = unpack(format, bytes, Limits::DEFAULT.entry_bytes(most as u64));
        let cut: Vec<&[u8]> = texts
            .iter()
            .map(|text| &text[..text.len().min(most)])
            .collect();
        // Behind a member that was cut the next one is not looked for.
        let found = members(&tree);
        assert_eq!(found, cut[..found.len()], "{name} at most {most}");
        let limited = problems(&tree)
            .iter()
            .any(|kind| kind.ends_with("limit:entry_bytes"));
        let long = texts.first().is_some_and(|text| text.len() > most);
        assert!(limited || !long, "{name} at most {most}");
    }
}

/// Whatever bit is flipped, there is an answer, no more than the limits allow; where there is a
/// checksum, nothing wrong goes by in silence.
fn check_damage(
    name: &str,
    format: &'static [&'static dyn Format],
    bytes: &[u8],
    intact: Option<&[&[u8]]>,
) {
    let limits = Limits::DEFAULT.entry_bytes(1 << 16).total_bytes(1 << 17);
    for place in 0..bytes.len() * 8 {
        let mut damaged = bytes.to_vec();
        damaged[place / 8] ^= 1 << (place % 8);
        let tree = unpack(format, &damaged, limits);
        assert!(
            members(&tree).iter().all(|bytes| bytes.len() <= 1 << 16),
            "{name}"
        );
        if let (Some(intact), [], [_, ..]) = (intact, tree.problems(), &members(&tree)[..]) {
            assert_eq!(members(&tree), intact, "{name}: bit {place}");
        }
    }
}

#[cfg(feature = "zlib")]
#[test]
fn zlib() {
    check(
        include_str!("../testdata/formats/zlib.toml"),
        &[&formats::Zlib],
        true,
    );
}

#[cfg(feature = "deflate")]
#[test]
fn deflate() {
    check(
        include_str!("../testdata/formats/deflate.toml"),
        &[&formats::Deflate],
        false,
    );
}

#[cfg(feature = "bzip2")]
#[test]
fn bzip2() {
    check(
        include_str!("../testdata/formats/bzip2.toml"),
        &[&formats::Bzip2],
        true,
    );
}

#[cfg(feature = "xz")]
#[test]
fn xz() {
    check(
        include_str!("../testdata/formats/xz.toml"),
        &[&formats::Xz],
        false,
    );
}

#[cfg(feature = "lzma")]
#[test]
fn lzma() {
    check(
        include_str!("../testdata/formats/lzma.toml"),
        &[&formats::Lzma],
        false,
    );
}

#[cfg(feature = "zstd")]
#[test]
fn zstd() {
    check(
        include_str!("../testdata/formats/zstd.toml"),
        &[&formats::Zstd],
        false,
    );
}

#[cfg(feature = "lz4")]
#[test]
fn lz4() {
    check(
        include_str!("../testdata/formats/lz4.toml"),
        &[&formats::Lz4],
        false,
    );
}

#[cfg(feature = "brotli")]
#[test]
fn brotli() {
    check(
        include_str!("../testdata/formats/brotli.toml"),
        &[&formats::Brotli],
        false,
    );
}

/// Raw streams have no magic: hardly any other bytes may pass for one.
#[cfg(feature = "deflate")]
#[test]
fn other_bytes_are_no_deflate() {
    use formats::Deflate;

    // splitmix64, so that every run sees the same bytes.
    let mut state = 7u64;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 32
    };
    let mut taken = 0;
    for _ in 0..200_000 {
        let len = 8 + next() as usize % 120;
        let bytes: Vec<u8> = (0..len).map(|_| next() as u8).collect();
        taken += usize::from(Deflate.proves(&bytes));
    }
    assert!(taken <= 2, "{taken} of 200,000 random strings");
    for byte in 0..=255 {
        for len in [8, 31, 100, 5000] {
            assert!(!Deflate.proves(&vec![byte; len]), "{len} times {byte}");
            let two: Vec<u8> = (0..len)
                .map(|place| byte.rotate_left(place as u32 % 2 * 3))
                .collect();
            assert!(!Deflate.proves(&two), "{two:?}");
        }
    }
    let words = include_str!("formats.rs");
    for line in words.lines() {
        assert!(!Deflate.proves(line.as_bytes()), "{line}");
    }
}
