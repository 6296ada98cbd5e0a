//! The tar reader against what POSIX (pax, "ustar Interchange Format" and "pax Interchange
//! Format") and the GNU manual ("Basic Tar Format") say, block by block.

#![cfg(feature = "tar")]
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

use b64unpack::{Limits, Unpacker, formats};
use common::problems;

/// A header with a right checksum (POSIX), then the padded body.
struct Entry {
    block: [u8; 512],
    body: Vec<u8>,
}

impl Entry {
    fn new(name: &str, kind: u8, body: &[u8]) -> Entry {
        let mut entry = Entry {
            block: [0; 512],
            body: body.to_vec(),
        };
        entry.set(0, name.as_bytes());
        entry.set(100, b"0000644\0");
        entry.set(124, format!("{:011o}\0", body.len()).as_bytes());
        entry.set(156, &[kind]);
        entry.set(257, b"ustar\x0000");
        entry
    }

    fn set(&mut self, at: usize, field: &[u8]) {
        self.block[at..at + field.len()].copy_from_slice(field);
    }

    fn with(mut self, at: usize, field: &[u8]) -> Entry {
        self.set(at, field);
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut block = self.block;
        block[148..156].fill(b' ');
        let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
        block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        let mut bytes = [&block[..], &self.body].concat();
        bytes.resize(bytes.len().next_multiple_of(512), 0);
        bytes
    }
}

fn file(name: &str, body: &[u8]) -> Entry {
    Entry::new(name, b'0', body)
}

/// A pax header about the next entry.
fn pax(records: &[(&str, &str)]) -> Entry {
    let mut body = String::new();
    for (key, value) in records {
        let rest = format!(" {key}={value}\n");
        // The length counts its own digits.
        let len = (1..).find(|len| len.to_string().len() + rest.len() == *len);
        body += &format!("{}{rest}", len.unwrap());
    }
    Entry::new("pax", b'x', body.as_bytes())
}

fn archive(entries: &[Entry]) -> Vec<u8> {
    let mut bytes: Vec<u8> = entries.iter().flat_map(Entry::bytes).collect();
    bytes.extend([0; 1024]);
    bytes
}

/// `name = text` of each member, and the problems.
fn read(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let limits = Limits::DEFAULT.depth(1);
    let unpacker = Unpacker::new().formats(&[&formats::Tar]).limits(limits);
    let tree = unpacker.input_format("tar").unpack(bytes);
    let members = tree.roots().map(|member| {
        let text = String::from_utf8_lossy(member.bytes());
        format!("{} = {text}", member.member_name().unwrap())
    });
    (members.collect(), problems(&tree))
}

/// An archive, its members and problems.
#[track_caller]
fn check(bytes: &[u8], members: &[&str], problems: &[&str]) {
    let (found, said) = read(bytes);
    assert_eq!(found, members);
    assert_eq!(said, problems);
}

#[test]
fn numbers() {
    // Octal with leading spaces, without an end, and with a space as its end.
    for size in [
        &b"          3\0"[..],
        b"000000000003",
        b"          3 ",
        b"3\0\0\0\0\0\0\0\0\0\0\0",
    ] {
        check(
            &archive(&[file("a", b"abc").with(124, size), file("b", b"x")]),
            &["a = abc", "b = x"],
            &[],
        );
    }
    // Base-256 (GNU): the first byte is 0x80, the rest is the number.
    let mut binary = [0u8; 12];
    (binary[0], binary[11]) = (0x80, 3);
    check(
        &archive(&[file("a", b"abc").with(124, &binary), file("b", b"x")]),
        &["a = abc", "b = x"],
        &[],
    );
    // 2^63, all ones (-1) and -512: there is no such size, and what follows is found again.
    let mut large = [0u8; 12];
    (large[0], large[4]) = (0x80, 0x80);
    let mut back = [0xffu8; 12];
    (back[10], back[11]) = (0xfe, 0);
    for size in [large, [0xff; 12], back] {
        check(
            &archive(&[file("a", b"").with(124, &size), file("b", b"x")]),
            &["a = ", "b = x"],
            &["0 bounds"],
        );
    }
    check(
        &archive(&[file("a", b"").with(124, b"0000000009\0"), file("b", b"x")]),
        &["a = ", "b = x"],
        &["0 header"],
    );
}

#[test]
fn names() {
    let long = "d/".repeat(60) + "a";
    check(
        &archive(&[file("b", b"1").with(345, b"some/prefix")]),
        &["some/prefix/b = 1"],
        &[],
    );
    // GNU's magic has no prefix: other fields stand there.
    check(
        &archive(&[file("b", b"1")
            .with(257, b"ustar  \0")
            .with(345, b"12345670")]),
        &["b = 1"],
        &[],
    );
    // 100 characters need no zero.
    let full = "n".repeat(100);
    check(
        &archive(&[file(&full, b"1")]),
        &[&format!("{full} = 1")],
        &[],
    );
    // GNU's long name ends with a zero, and is of the next entry alone.
    let name = Entry::new("././@LongLink", b'L', format!("{long}\0").as_bytes());
    let link = Entry::new("././@LongLink", b'K', b"a long target\0");
    check(
        &archive(&[link, name, file("short", b"1"), file("b", b"2")]),
        &[&format!("{long} = 1"), "b = 2"],
        &[],
    );
    // A pax name is over both.
    let name = Entry::new("././@LongLink", b'L', b"of gnu\0");
    check(
        &archive(&[pax(&[("path", "of pax")]), name, file("short", b"1")]),
        &["of pax = 1"],
        &[],
    );
    check(
        &archive(&[
            file("../../etc/passwd", b"1"),
            file("/abs", b"2"),
            file("/abs", b"3"),
        ]),
        &["../../etc/passwd = 1", "/abs = 2", "/abs = 3"],
        &["2 duplicate_name"],
    );
}

#[test]
fn pax_records() {
    // The size of the records is over that of the header, as sizes beyond 8 GiB need it.
    check(
        &archive(&[
            pax(&[("size", "5")]),
            file("a", b"abcde").with(124, b"00000000000\0"),
            file("b", b"x"),
        ]),
        &["a = abcde", "b = x"],
        &[],
    );
    // It is the size of the file, not of the long name between them.
    let name = Entry::new("././@LongLink", b'L', b"long\0");
    check(
        &archive(&[
            pax(&[("size", "2")]),
            name,
            file("a", b"ab"),
            file("b", b"x"),
        ]),
        &["long = ab", "b = x"],
        &[],
    );
    // Global records are of all further entries, and those of an entry are over them.
    let global = Entry::new("g", b'g', pax(&[("path", "same")]).body.as_slice());
    check(
        &archive(&[
            global,
            file("a", b"1"),
            pax(&[("path", "own")]),
            file("b", b"2"),
        ]),
        &["same = 1", "own = 2"],
        &[],
    );
    // An empty value takes a record back (POSIX, "Keyword").
    let global = Entry::new(
        "g",
        b'g',
        pax(&[("path", "same"), ("size", "1")]).body.as_slice(),
    );
    check(
        &archive(&[
            global,
            pax(&[("path", ""), ("size", "")]),
            file("a", b"abc"),
        ]),
        &["a = abc"],
        &[],
    );
    // The last of two records of one key holds; others are read over.
    check(
        &archive(&[
            pax(&[("path", "one"), ("mtime", "1.5"), ("path", "two\n=three")]),
            file("a", b"1"),
        ]),
        &["two\n=three = 1"],
        &[],
    );
    for broken in [
        "5 a=b\n",
        "99 path=x\n",
        "path=x\n",
        "10 path=x",
        "x path=x\n",
        "-1 path=x\n",
    ] {
        let record = Entry::new("pax", b'x', broken.as_bytes());
        check(
            &archive(&[record, file("a", b"1")]),
            &["a = 1"],
            &["header"],
        );
    }
}

#[test]
fn kinds() {
    // v7: no magic, and a zero for the kind; a link has no bytes whatever its size says.
    check(
        &archive(&[file("a", b"1").with(156, b"\0").with(257, &[0; 8])]),
        &["a = 1"],
        &[],
    );
    let others = b"1234567".map(|kind| Entry::new("n", kind, b""));
    let names = ["n = "; 7];
    let said: Vec<String> = (1..7)
        .map(|place| format!("{place} duplicate_name"))
        .collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    check(&archive(&others), &names, &said);
    // What is unknown is a file (POSIX).
    check(
        &archive(&[Entry::new("a", b'Q', b"data")]),
        &["a = data"],
        &[],
    );
}

#[test]
fn sparse_files() {
    // Old GNU: one piece of three bytes, a real size of 1000.
    let old = Entry::new("s", b'S', b"abc")
        .with(257, b"ustar  \0")
        .with(386, b"00000000000\0")
        .with(398, b"00000000003\0")
        .with(483, b"00000001750\0");
    check(
        &archive(&[old, file("b", b"x")]),
        &["s = abc", "b = x"],
        &["0 unsupported"],
    );
    // With a second block of the map.
    let mut more = Entry::new("s", b'S', b"abc")
        .with(257, b"ustar  \0")
        .with(482, b"\x01")
        .with(483, b"00000001750\0")
        .bytes();
    more.splice(512..512, [0; 512]);
    let rest = archive(&[file("b", b"x")]);
    check(
        &[more, rest].concat(),
        &["s = abc", "b = x"],
        &["0 unsupported"],
    );
    // pax, 1.0: the map stands before the data, and the name in a record of its own.
    let records = [
        ("GNU.sparse.major", "1"),
        ("GNU.sparse.minor", "0"),
        ("GNU.sparse.name", "real"),
        ("GNU.sparse.realsize", "1000"),
    ];
    check(
        &archive(&[pax(&records), file("GNUSparseFile.0/real", b"1\n0\n3\nabc")]),
        &["real = 1\n0\n3\nabc"],
        &["0 unsupported"],
    );
    // 2^60 bytes of holes are beyond a limit.
    check(
        &archive(&[
            pax(&[("GNU.sparse.realsize", "1152921504606846976")]),
            file("s", b"abc"),
        ]),
        &["s = abc"],
        &["0 limit:entry_bytes"],
    );
}

#[test]
fn broken_archives() {
    let good = archive(&[file("a", b"1"), file("b", b"2"), file("c", b"3")]);
    // A wrong checksum: the next header is found.
    let mut wrong = good.clone();
    wrong[1024 + 148] ^= 1;
    check(&wrong, &["a = 1", "c = 3"], &["header"]);
    // The sum of signed bytes, as some old programs wrote it.
    let mut signed = file("\u{e4}", b"1").bytes();
    signed[148..156].fill(b' ');
    let sum: i32 = signed[..512]
        .iter()
        .map(|&byte| i32::from(byte as i8))
        .sum();
    signed[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    check(&signed, &["\u{e4} = 1"], &[]);
    // Without an end; with one block of it; with padding behind it; with no padding of the body.
    check(&good[..3072], &["a = 1", "b = 2", "c = 3"], &[]);
    check(&good[..3584], &["a = 1", "b = 2", "c = 3"], &[]);
    check(
        &[&good[..], &[0; 9216]].concat(),
        &["a = 1", "b = 2", "c = 3"],
        &[],
    );
    check(&good[..2561], &["a = 1", "b = 2", "c = 3"], &[]);
    // Cut in a header, and in a body.
    check(&good[..1024 + 100], &["a = 1"], &["truncated"]);
    let long = archive(&[file("a", b"1"), file("b", &[b'x'; 100])]);
    check(
        &long[..1536 + 10],
        &["a = 1", "b = xxxxxxxxxx"],
        &["1 truncated"],
    );
    // Nothing behind the description of an entry.
    check(&pax(&[("path", "x")]).bytes(), &[], &["truncated"]);
    // Another archive behind the end, which tar itself does not read.
    let two = [archive(&[file("a", b"1")]), archive(&[file("b", b"2")])].concat();
    check(&two, &["a = 1", "b = 2"], &["trailing_data"]);
    let behind = [archive(&[file("a", b"1")]), b"behind".repeat(100)].concat();
    check(&behind, &["a = 1"], &["trailing_data"]);
}
