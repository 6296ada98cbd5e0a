//! Laws that hold for all inputs.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use std::ops::ControlFlow;

use b64unpack::{Alphabet, Encodings, Finder, Limits, Payload, Text, Tree, Unpacker, identify};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use proptest::prelude::*;

/// Bytes that look like something: runs of symbols, line breaks, signatures of archives.
fn likely() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..40),
        "[A-Za-z0-9+/]{0,90}={0,3}".prop_map(String::into_bytes),
        "[A-Za-z0-9_-]{0,90}={0,3}".prop_map(String::into_bytes),
        "([A-Za-z0-9+/]{64}\r?\n){1,3}".prop_map(String::into_bytes),
        Just(b"PK\x03\x04\x14\0\0\0\x08\0".to_vec()),
        Just(b"PK\x01\x02".to_vec()),
        Just(b"PK\x05\x06\0\0\0\0\x01\0\x01\0".to_vec()),
        Just(b"PK\x06\x06".to_vec()),
        Just(b"PK\x06\x07".to_vec()),
        Just(b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec()),
        Just(vec![0; 512]),
        Just(b"\xff\xfe".to_vec()),
        Just(b"a\0b\0c\0d\0e\0f\0g\0h\0".to_vec()),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// A container of one of the formats, damaged in a few bytes.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let whole = prop_oneof![Just(zip()), Just(tar()), Just(gzip())];
    let damage = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    (whole, damage, any::<prop::sample::Index>()).prop_map(|(mut bytes, damage, cut)| {
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let cut = cut.index(bytes.len() * 2);
        bytes.truncate(cut.max(1));
        bytes
    })
}

fn zip() -> Vec<u8> {
    use std::io::Write;
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, data) in [("a.txt", "alpha ".repeat(30)), ("b", "beta".to_owned())] {
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(data.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn tar() -> Vec<u8> {
    let mut out = tar::Builder::new(Vec::new());
    for (name, data) in [("a.txt", &b"alpha"[..]), (&"long/".repeat(40), b"beta")] {
        let mut header = tar::Header::new_gnu();
        header.set_size(data.len() as u64);
        out.append_data(&mut header, name, data).unwrap();
    }
    out.into_inner().unwrap()
}

fn gzip() -> Vec<u8> {
    use std::io::Write;
    let mut out = Vec::new();
    for data in [&b"first member"[..], b"second"] {
        let mut encoder = flate2::write::GzEncoder::new(out, flate2::Compression::fast());
        encoder.write_all(data).unwrap();
        out = encoder.finish().unwrap();
    }
    out
}

/// Small limits, so that they bite.
fn limits() -> impl Strategy<Value = Limits> {
    (
        0u32..6,
        0usize..20,
        0usize..6,
        0u64..300,
        0u64..2000,
        0usize..40,
        0usize..12,
    )
        .prop_map(
            |(depth, nodes, entries, entry_bytes, total_bytes, candidates, name_bytes)| {
                Limits::DEFAULT
                    .depth(depth)
                    .nodes(nodes)
                    .entries(entries)
                    .entry_bytes(entry_bytes)
                    .total_bytes(total_bytes)
                    .candidates(candidates)
                    .name_bytes(name_bytes)
            },
        )
}

/// What must be true of every tree.
fn check_tree(haystack: &[u8], tree: &Tree) {
    let mut children = 0;
    for (place, payload) in tree.iter().enumerate() {
        assert_eq!(payload.id().index(), place);
        assert!((0.0..=1.0).contains(&payload.confidence()));
        let parent = payload.parent().map(|parent| tree.get(parent).unwrap());
        assert_eq!(
            payload.depth(),
            parent.map_or(0, |parent| parent.depth()) + 1
        );
        assert!(
            parent.is_none_or(|parent| parent.id() < payload.id()),
            "parents come first"
        );
        assert_ne!(
            payload.range().is_some(),
            payload.member_name().is_some() || payload.encoding().is_none()
        );
        if let Some(range) = payload.range() {
            let bytes = parent.map_or(haystack, |parent| parent.bytes());
            assert!(range.start < range.end && range.end <= bytes.len());
        }
        let of_it: Vec<_> = tree.children(payload.id()).collect();
        assert!(
            of_it
                .iter()
                .all(|child| child.parent() == Some(payload.id()))
        );
        check_order(&of_it);
        children += of_it.len();
    }
    let roots: Vec<_> = tree.roots().collect();
    check_order(&roots);
    assert_eq!(
        roots.len() + children,
        tree.len(),
        "everything is somebody's child"
    );
    for problem in tree.problems() {
        let len = problem
            .payload()
            .map_or(haystack.len(), |id| tree.get(id).unwrap().bytes().len());
        assert!(problem.offset() <= len, "{problem}");
    }
}

fn check_order(siblings: &[Payload<'_>]) {
    for pair in siblings.windows(2) {
        assert!(pair[0].id() < pair[1].id());
        if let (Some(left), Some(right)) = (pair[0].range(), pair[1].range()) {
            assert!(left.end <= right.start);
        }
    }
}

fn strings(tree: &Tree) -> Vec<String> {
    let payloads = tree
        .iter()
        .map(|payload| format!("{payload:?} {:?}", payload.bytes()));
    payloads
        .chain(tree.problems().iter().map(|problem| format!("{problem:?}")))
        .collect()
}

proptest! {
    #[test]
    fn any_bytes_give_a_sound_tree_twice(
        bytes in prop_oneof![likely(), damaged(), proptest::collection::vec(any::<u8>(), 0..300)],
        container in any::<bool>(),
        least in 0f32..1.0,
    ) {
        let unpacker = Unpacker::new().container_input(container).min_confidence(least);
        let tree = unpacker.unpack(&bytes);
        check_tree(&bytes, &tree);
        prop_assert_eq!(strings(&tree), strings(&unpacker.unpack(&bytes)));
        prop_assert!(tree.iter().all(|payload| payload.confidence() >= least));
    }

    /// A short haystack is glanced at before it is searched, a long one is not.
    #[test]
    fn what_stands_far_behind_changes_nothing(
        bytes in prop_oneof![likely(), damaged(), proptest::collection::vec(any::<u8>(), 0..300)],
        encodings in prop_oneof![Just(Encodings::DEFAULT), Just(Encodings::ALL), Just(Encodings::BASE64)],
    ) {
        let short = [&bytes[..], b"\n!"].concat();
        let long = [&short[..], &b"\n!".repeat(2100)].concat();
        let unpacker = Unpacker::new().encodings(encodings);
        prop_assert_eq!(strings(&unpacker.unpack(&short)), strings(&unpacker.unpack(&long)));
        let ranges = |text: &[u8]| -> Vec<_> {
            Finder::new().find_iter(text).map(|candidate| candidate.range()).collect()
        };
        prop_assert_eq!(ranges(&short), ranges(&long));
    }

    #[test]
    fn no_limit_is_overrun(
        bytes in prop_oneof![likely(), damaged()],
        limits in limits(),
        container in any::<bool>(),
    ) {
        let unpacker =
            Unpacker::new().container_input(container).limits(limits).min_confidence(0.0);
        let tree = unpacker.unpack(&bytes);
        check_tree(&bytes, &tree);
        let free = Unpacker::new().container_input(container).min_confidence(0.0).unpack(&bytes);
        let total: usize = tree.iter().map(|payload| payload.bytes().len()).sum();
        let everything: usize = free.iter().map(|payload| payload.bytes().len()).sum();
        let limited = tree.problems().iter().any(|p| p.kind().name().starts_with("limit:"));
        prop_assert!(limited || (total == everything && tree.len() == free.len()), "silent loss");
    }

    #[test]
    fn visiting_sees_what_unpacking_keeps(bytes in prop_oneof![likely(), damaged()]) {
        let unpacker = Unpacker::new().container_input(true).min_confidence(0.0);
        let tree = unpacker.unpack(&bytes);
        let mut seen = Vec::new();
        let problems = unpacker.visit(&bytes, |payload| {
            seen.push((payload.id(), payload.chain().to_string(), payload.bytes().to_vec()));
            ControlFlow::Continue(())
        });
        let kept: Vec<_> =
            tree.iter().map(|p| (p.id(), p.chain().to_string(), p.bytes().to_vec())).collect();
        prop_assert_eq!(seen, kept);
        prop_assert_eq!(&problems[..], tree.problems());
    }

    #[test]
    fn what_was_encoded_is_found_and_decoded(
        bytes in proptest::collection::vec(any::<u8>(), 12..3000),
        engine in 0usize..4,
        before in "[ .,;:!]{0,5}",
        after in "( [a-z .,]{0,20})?",
    ) {
        let encoded = match engine {
            0 => STANDARD.encode(&bytes),
            1 => STANDARD_NO_PAD.encode(&bytes),
            2 => URL_SAFE.encode(&bytes),
            _ => URL_SAFE_NO_PAD.encode(&bytes),
        };
        let alphabet = if engine < 2 { Alphabet::Standard } else { Alphabet::UrlSafe };
        let text = format!("{before}{encoded}{after}");
        for finder in [Finder::new(), Finder::new().alphabet(alphabet)] {
            let candidate = finder.find(text.as_bytes()).unwrap();
            prop_assert_eq!(candidate.range(), before.len()..before.len() + encoded.len());
            prop_assert_eq!(candidate.as_bytes(), encoded.as_bytes());
            prop_assert_eq!(candidate.decode().unwrap(), bytes.clone());
        }
    }

    #[test]
    fn what_was_wrapped_is_one_candidate(
        bytes in proptest::collection::vec(any::<u8>(), 120..2000),
        width in 15usize..30,
        crlf in any::<bool>(),
    ) {
        let encoded = STANDARD.encode(&bytes);
        let lines: Vec<&str> = encoded.as_bytes().chunks(width * 4)
            .map(|line| std::str::from_utf8(line).unwrap()).collect();
        let text = lines.join(if crlf { "\r\n" } else { "\n" });
        let found: Vec<_> = Finder::new().find_iter(text.as_bytes()).collect();
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].range(), 0..text.len());
        prop_assert_eq!(found[0].decode().unwrap(), bytes);
    }

    #[test]
    fn candidates_are_in_order_and_long_enough(bytes in likely(), min_len in 0usize..50) {
        let mut end = 0;
        for candidate in Finder::new().min_len(min_len).find_iter(&bytes) {
            prop_assert!(candidate.start() >= end);
            end = candidate.end();
            prop_assert_eq!(&bytes[candidate.range()], candidate.as_bytes());
            let symbols = candidate.as_bytes().iter()
                .filter(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte)).count();
            prop_assert!(symbols >= min_len.max(2));
            let mut out = Vec::new();
            let complete = candidate.decode_into(&mut out).is_ok();
            prop_assert_eq!(complete, candidate.decode().is_ok());
            prop_assert_eq!(out.len(), (symbols - usize::from(!complete)) * 3 / 4);
        }
    }

    #[test]
    fn text_in_every_encoding_is_recognised(text in "[a-zA-Z0-9 .,;()\n]{4,60}") {
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let cases = [(text.clone().into_bytes(), "utf-8"), (le, "utf-16le"), (be, "utf-16be")];
        for (bytes, name) in cases {
            let found = Text::detect(&bytes).unwrap();
            prop_assert_eq!(found.encoding().name(), name);
            prop_assert_eq!(found.to_str(), text.as_str());
        }
    }

    #[test]
    fn recognition_takes_anything(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = identify(&bytes);
        if let Some(text) = Text::detect(&bytes) {
            prop_assert!(!text.to_str().is_empty() || bytes.len() <= 4);
        }
    }
}

#[test]
fn twenty_five_plain_layers() {
    let mut text = "the innermost text".to_owned();
    for _ in 0..25 {
        text = STANDARD.encode(&text);
    }
    let deep = Unpacker::new()
        .limits(Limits::DEFAULT.depth(32))
        .unpack(&text);
    assert_eq!(deep.len(), 25);
    assert!(deep.problems().is_empty());
    assert_eq!(deep.iter().last().unwrap().bytes(), b"the innermost text");

    let cut = Unpacker::new().unpack(&text);
    assert_eq!(cut.len(), 10);
    let problems: Vec<_> = cut
        .problems()
        .iter()
        .map(|problem| problem.kind().name())
        .collect();
    assert_eq!(problems, ["limit:depth"]);
}
