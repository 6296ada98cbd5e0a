//! Slow, obvious twins, and other people's encoders.

#![cfg(all(feature = "digest", feature = "gzip", feature = "tar", feature = "zip"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use std::io::{Read, Write};
use std::ops::Range;

use b64unpack::{Alphabet, Digests, Finder, Tree, Unpacker};
use proptest::prelude::*;

/// Runs of the standard alphabet with their padding, byte by byte.
fn slow_find(haystack: &[u8], min_len: usize, symbols: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < haystack.len() {
        let start = at;
        while at < haystack.len() && symbols.contains(&haystack[at]) {
            at += 1;
        }
        let len = at - start;
        if len >= min_len {
            let mut end = at;
            while (end - start) % 4 >= 2 && haystack.get(end) == Some(&b'=') {
                end += 1;
            }
            // One `=` behind a group of two is kept as it stands, a third symbol short.
            found.push(start..end);
            at = end;
        }
        at = at.max(start + 1);
    }
    found
}

const COMMON: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_finder_finds_what_its_twin_finds(
        bytes in proptest::collection::vec(prop::sample::select(b"aZ09+/-_=\n \xffB".to_vec()), 0..200),
        min_len in 2usize..20,
        url_safe in any::<bool>(),
    ) {
        let (alphabet, own) =
            if url_safe { (Alphabet::UrlSafe, b"-_") } else { (Alphabet::Standard, b"+/") };
        let finder = Finder::new().min_len(min_len).alphabet(alphabet).line_breaks(false);
        let found: Vec<_> = finder.find_iter(&bytes).map(|candidate| candidate.range()).collect();
        prop_assert_eq!(found, slow_find(&bytes, min_len, &[COMMON, own].concat()));
    }
}

/// Members with their names.
type Members = Vec<(String, Vec<u8>)>;

fn members() -> impl Strategy<Value = Members> {
    let name = "[a-z]{1,8}(/[a-z.]{1,150}){0,2}";
    let data = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..2000),
        "[a-c]{0,3000}".prop_map(String::into_bytes),
    ];
    proptest::collection::vec((name, data), 1..6).prop_map(|mut members: Members| {
        for (place, (name, _)) in members.iter_mut().enumerate() {
            // The tar crate refuses to write such a path.
            *name = format!("{place}-{}", name.replace("..", "._"));
        }
        members
    })
}

fn first_level(tree: &Tree) -> Members {
    let members = tree.roots().map(|member| {
        (
            member.member_name().unwrap().into_owned(),
            member.bytes().to_vec(),
        )
    });
    members.collect()
}

fn unpack(container: &[u8]) -> Tree {
    Unpacker::new().container_input(true).unpack(container)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn zip_gives_back_what_the_zip_crate_wrote(members in members(), stored in any::<bool>()) {
        let method = if stored {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, data) in &members {
            out.start_file(name.as_str(), options).unwrap();
            out.write_all(data).unwrap();
        }
        let bytes = out.finish().unwrap().into_inner();
        let tree = unpack(&bytes);
        prop_assert_eq!(first_level(&tree), members.clone());
        prop_assert!(!tree.problems().iter().any(|problem| problem.payload().is_none()));

        // Without its directory, from the local headers alone.
        let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
        prop_assume!(memchr::memmem::find_iter(&bytes, b"PK\x01\x02").count() == members.len());
        prop_assert_eq!(first_level(&unpack(&bytes[..directory])), members);
    }

    #[test]
    fn tar_gives_back_what_the_tar_crate_wrote(members in members(), ustar in any::<bool>()) {
        let mut out = tar::Builder::new(Vec::new());
        for (name, data) in &members {
            let long = name.len() > 100;
            let mut header =
                if ustar && !long { tar::Header::new_ustar() } else { tar::Header::new_gnu() };
            header.set_size(data.len() as u64);
            out.append_data(&mut header, name, &data[..]).unwrap();
        }
        let bytes = out.into_inner().unwrap();
        // The crate may write a name in its own words (`a/.` as `a`), so it reads it back, too.
        let mut expected = Members::new();
        for entry in tar::Archive::new(&bytes[..]).entries().unwrap() {
            let mut entry = entry.unwrap();
            let mut data = Vec::new();
            entry.read_to_end(&mut data).unwrap();
            expected.push((String::from_utf8_lossy(&entry.path_bytes()).into_owned(), data));
        }
        prop_assert_eq!(expected.len(), members.len());
        prop_assert_eq!(first_level(&unpack(&bytes)), expected);
    }

    #[test]
    fn gzip_gives_back_what_flate2_wrote(
        members in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..5000), 1..5),
        level in 0u32..10,
    ) {
        let mut out = Vec::new();
        for data in &members {
            let mut encoder = flate2::GzBuilder::new()
                .filename("name").comment("comment").extra(vec![1, 2, 3])
                .write(out, flate2::Compression::new(level));
            encoder.write_all(data).unwrap();
            out = encoder.finish().unwrap();
        }
        let tree = unpack(&out);
        let found: Vec<Vec<u8>> = tree.roots().map(|member| member.bytes().to_vec()).collect();
        prop_assert_eq!(&found, &members);
        let mut joined = Vec::new();
        flate2::read::MultiGzDecoder::new(&out[..]).read_to_end(&mut joined).unwrap();
        prop_assert_eq!(joined, members.concat());
    }
}

/// A size in the directory that leads out of the archive is reported, and costs no byte of what
/// is there: the deflate stream itself says where it ends.
#[test]
fn a_size_out_of_bounds_loses_nothing() {
    let text = "a line that is written again and again\n".repeat(5000);
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    out.start_file("a.txt", options).unwrap();
    out.write_all(text.as_bytes()).unwrap();
    let mut bytes = out.finish().unwrap().into_inner();
    let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    bytes[directory + 20..directory + 24].copy_from_slice(&0x7fff_ffff_u32.to_le_bytes());

    let tree = unpack(&bytes);
    assert_eq!(
        first_level(&tree),
        [("a.txt".to_owned(), text.into_bytes())]
    );
    let kinds: Vec<_> = tree
        .problems()
        .iter()
        .map(|problem| problem.kind().name())
        .collect();
    assert_eq!(kinds, ["bounds"]);

    // A limit that cuts the same member is reported besides.
    let limits = b64unpack::Limits::DEFAULT.entry_bytes(100);
    let tree = Unpacker::new()
        .container_input(true)
        .limits(limits)
        .unpack(&bytes);
    let kinds: Vec<_> = tree
        .problems()
        .iter()
        .map(|problem| problem.kind().name())
        .collect();
    assert_eq!(kinds, ["bounds", "limit:entry_bytes"]);
}

/// Entries that share one body are read a few times, so that nothing is hidden, and not each
/// time, so that the work stays linear; what is not read is still listed and says why.
#[test]
fn entries_that_share_bytes_are_listed_and_read_within_reason() {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    out.start_file("a.txt", options).unwrap();
    out.write_all(&[b'x'; 10_000]).unwrap();
    let bytes = out.finish().unwrap().into_inner();
    let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    let end = memchr::memmem::find(&bytes, b"PK\x05\x06").unwrap();
    let header = &bytes[directory..end];
    let mut record = bytes[end..].to_vec();
    record[10..12].copy_from_slice(&100u16.to_le_bytes());
    record[12..16].copy_from_slice(&(100 * header.len() as u32).to_le_bytes());
    let shared = [&bytes[..directory], &header.repeat(100), &record].concat();

    let tree = unpack(&shared);
    assert_eq!(tree.len(), 100);
    let read = tree
        .iter()
        .filter(|payload| payload.bytes().len() == 10_000)
        .count();
    assert!((2..10).contains(&read), "{read} were read");
    let overlaps = |id| {
        tree.problems()
            .iter()
            .any(|p| p.payload() == Some(id) && p.kind().name() == "overlap")
    };
    assert!(
        tree.iter()
            .all(|p| p.bytes().is_empty() == overlaps(p.id()))
    );
    let of_the_archive = |p: &&b64unpack::Problem| p.payload().is_none();
    let kinds: Vec<_> = tree
        .problems()
        .iter()
        .filter(of_the_archive)
        .map(|p| p.kind().name())
        .collect();
    assert_eq!(kinds, ["overlap"]);
}

/// RFC 1321, A.5; FIPS 180-4 examples.
#[test]
fn digests_of_the_standards() {
    let abc = Digests::of(b"abc");
    assert_eq!(abc.md5_hex(), "900150983cd24fb0d6963f7d28e17f72");
    assert_eq!(abc.sha1_hex(), "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_eq!(
        abc.sha256_hex(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    let empty = Digests::of(b"");
    assert_eq!(empty.md5_hex(), "d41d8cd98f00b204e9800998ecf8427e");
    assert_eq!(empty.sha1()[..2], [0xda, 0x39]);
    assert_eq!(empty.sha256()[..2], [0xe3, 0xb0]);
    assert_eq!(empty.md5()[..2], [0xd4, 0x1d]);
}
