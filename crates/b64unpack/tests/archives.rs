//! The formats of archives, one by one: what other programs wrote, and what must be left of it
//! when it is cut or damaged.

#![cfg(any(
    feature = "cab",
    feature = "rar",
    feature = "sevenz",
    feature = "zip-aes"
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
use b64unpack::{Limits, Payload, Tree, Unpacker};
use common::{cases, is_recognised, problems, unhex};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    hex: String,
    /// `name = text` or `name : hex`.
    members: Vec<String>,
    /// `kind` of a problem of the container, `number kind` of one of a member.
    #[serde(default)]
    problems: Vec<String>,
    passwords: Option<Vec<String>>,
    /// Lengths at which a cut archive is whole.
    #[serde(default)]
    wholes: Vec<usize>,
    /// The feature without which the members are not read.
    needs: Option<String>,
}

impl Case {
    /// Deriving keys takes long, and so do long files, so that not every byte and bit of what
    /// needs it is tried.
    fn step(&self) -> usize {
        if self.name.contains("AES") || self.name.contains("refer to the one before") {
            137
        } else {
            1
        }
    }
}

/// Only the archive itself: its members are not taken apart.
fn unpack(
    case: &Case,
    format: &'static [&'static dyn Format],
    bytes: &[u8],
    limits: Limits,
) -> Tree {
    let passwords: Option<Vec<&[u8]>> = case
        .passwords
        .as_ref()
        .map(|all| all.iter().map(String::as_bytes).collect());
    let unpacker = Unpacker::new().formats(format).limits(limits);
    match &passwords {
        Some(passwords) => unpacker
            .passwords(passwords)
            .container_input(true)
            .unpack(bytes),
        None => unpacker.container_input(true).unpack(bytes),
    }
}

fn show(member: Payload<'_>) -> String {
    let name = member.member_name().unwrap();
    let bytes = member.bytes();
    let plain = |&byte: &u8| byte == b'\n' || (b' '..=127).contains(&byte);
    if bytes.iter().all(plain) {
        return format!("{name} = {}", String::from_utf8_lossy(bytes));
    }
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{name} : {digits}")
}

fn has_feature(name: &str) -> bool {
    match name {
        "bzip2" => cfg!(feature = "bzip2"),
        "lzma" => cfg!(feature = "lzma"),
        "xz" => cfg!(feature = "xz"),
        "zip-aes" => cfg!(feature = "zip-aes"),
        "zip-deflate64" => cfg!(feature = "zip-deflate64"),
        "zstd" => cfg!(feature = "zstd"),
        _ => panic!("{name} is no feature"),
    }
}

fn check(file: &str, format: &'static [&'static dyn Format]) {
    for case in &cases::<Case>(file) {
        if case
            .needs
            .as_deref()
            .is_some_and(|feature| !has_feature(feature))
        {
            continue;
        }
        let bytes = unhex(&case.hex);
        assert!(is_recognised(&bytes, format[0]), "{}", case.name);
        let tree = unpack(case, format, &bytes, Limits::DEFAULT);
        let found: Vec<String> = tree.roots().map(show).collect();
        assert_eq!(found, case.members, "{}: {:?}", case.name, tree.problems());
        assert_eq!(
            problems(&tree),
            case.problems,
            "{}: {:?}",
            case.name,
            tree.problems()
        );
        check_limits(case, format, &bytes);
        check_cuts(case, format, &bytes);
        check_damage(case, format, &bytes);
    }
}

/// Wherever an archive is cut, and it is still recognised, that is reported.
fn check_cuts(case: &Case, format: &'static [&'static dyn Format], bytes: &[u8]) {
    for cut in (0..bytes.len()).step_by(case.step()) {
        let head = &bytes[..cut];
        let tree = unpack(case, format, head, Limits::DEFAULT);
        if format[0].recognise(head) && !case.wholes.contains(&cut) {
            assert!(!tree.problems().is_empty(), "{} cut at {cut}", case.name);
        }
    }
}

/// Limits are kept, and named.
fn check_limits(case: &Case, format: &'static [&'static dyn Format], bytes: &[u8]) {
    for most in [0, 1, 30] {
        let tree = unpack(
            case,
            format,
            bytes,
            Limits::DEFAULT.entry_bytes(most as u64),
        );
        assert!(
            tree.roots().all(|member| member.bytes().len() <= most),
            "{}",
            case.name
        );
        let longer =
            |member: &String| member.split_once([':', '=']).unwrap().1.len() > 2 * most + 1;
        let limited = problems(&tree)
            .iter()
            .any(|kind| kind.ends_with("limit:entry_bytes"));
        assert!(
            limited || !case.members.iter().any(longer),
            "{}: {most}",
            case.name
        );
        let tree = unpack(case, format, bytes, Limits::DEFAULT.entries(1));
        assert!(tree.roots().count() <= 1);
        let limited = problems(&tree).contains(&"limit:entries".to_owned());
        assert_eq!(limited, case.members.len() > 1, "{}", case.name);
    }
}

/// Whatever bit is flipped, there is an answer, no more than the limits allow.
fn check_damage(case: &Case, format: &'static [&'static dyn Format], bytes: &[u8]) {
    let limits = Limits::DEFAULT.entry_bytes(1 << 16).total_bytes(1 << 17);
    for place in (0..bytes.len() * 8).step_by(case.step()) {
        let mut damaged = bytes.to_vec();
        damaged[place / 8] ^= 1 << (place % 8);
        let tree = unpack(case, format, &damaged, limits);
        let total: usize = tree.roots().map(|member| member.bytes().len()).sum();
        assert!(total <= 1 << 17, "{}", case.name);
    }
}

#[cfg(feature = "zip-aes")]
#[test]
fn zip() {
    check(
        include_str!("../testdata/archives/zip.toml"),
        &[&formats::Zip],
    );
}

#[cfg(feature = "sevenz")]
#[test]
fn sevenz() {
    check(
        include_str!("../testdata/archives/7z.toml"),
        &[&formats::SevenZ],
    );
}

#[cfg(feature = "cab")]
#[test]
fn cab() {
    check(
        include_str!("../testdata/archives/cab.toml"),
        &[&formats::Cab],
    );
}

#[cfg(feature = "rar")]
#[test]
fn rar() {
    check(
        include_str!("../testdata/archives/rar.toml"),
        &[&formats::Rar],
    );
}
