//! The laws of all readers of containers, each of them alone: small samples, cut at every length
//! and changed in every byte.

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

#[path = "../common/mod.rs"]
mod common;
mod samples;

use b64unpack::formats::{self, Format};
use b64unpack::{Limits, Tree, Unpacker};

use samples::Sample;

/// What one call may give: far more than any sample has.
const MOST: usize = 1 << 16;

/// A reader alone, asked by its name, as a harness does that looks for crashes.
fn read(format: &dyn Format, bytes: &[u8]) -> Tree {
    let limits = Limits::DEFAULT
        .depth(1)
        .total_bytes(MOST as u64)
        .entries(100);
    let formats = [format];
    let unpacker = Unpacker::new().formats(&formats).limits(limits);
    unpacker.input_format(format.name()).unpack(bytes)
}

fn members(tree: &Tree) -> Vec<&[u8]> {
    tree.roots().map(|member| member.bytes()).collect()
}

/// The readers with their samples; every reader of the crate has one.
fn readers() -> impl Iterator<Item = (&'static dyn Format, Sample)> {
    let samples = |format: &&'static dyn Format| {
        let format = *format;
        let all = samples::of(format.name());
        assert!(!all.is_empty(), "{} has no sample", format.name());
        all.into_iter().map(move |sample| (format, sample))
    };
    formats::ALL.iter().flat_map(samples)
}

#[test]
fn each_alone_gives_what_is_in_it() {
    for (format, sample) in readers() {
        let tree = read(format, &sample.bytes);
        assert_eq!(members(&tree), sample.members, "{}", format.name());
        assert!(format.recognise(&sample.bytes), "{}", format.name());
    }
}

/// Where a member is whole, it is whole in everything that is longer; what there is of it before
/// is its beginning; and a cut is reported.
#[test]
fn cut_at_every_length() {
    for (format, sample) in readers() {
        let name = format.name();
        let mut before = 0;
        for cut in 0..sample.bytes.len() {
            let tree = read(format, &sample.bytes[..cut]);
            let found = members(&tree);
            let whole = found.iter().zip(&sample.members);
            let whole = whole.take_while(|(found, member)| found == member).count();
            if sample.in_order {
                assert!(whole >= before, "{name} cut at {cut}: a member is lost");
                before = whole;
                for (found, member) in found.iter().zip(&sample.members) {
                    assert!(member.starts_with(found), "{name} cut at {cut}");
                }
            }
            let lost = found.len() < sample.members.len() || whole < sample.members.len();
            let silent = tree.problems().is_empty();
            assert!(
                !silent || !lost || !format.recognise(&sample.bytes[..cut]) || sample.ends(cut),
                "{name} cut at {cut}: nothing is said"
            );
        }
    }
}

/// Whatever a byte becomes, there is an answer within the limits, the same one twice, and what
/// stands before the byte is still there.
#[test]
fn each_byte_changed() {
    for (format, sample) in readers() {
        let name = format.name();
        let ends = sample.in_order.then(|| ends(format, &sample));
        for place in 0..sample.bytes.len() {
            for change in [0x01, 0x80, 0xff] {
                let mut damaged = sample.bytes.clone();
                damaged[place] ^= change;
                let tree = read(format, &damaged);
                let found = members(&tree);
                let total: usize = found.iter().map(|member| member.len()).sum();
                assert!(total <= MOST && found.len() <= 100, "{name}: {place}");
                if place % 7 == 0 {
                    let again = read(format, &damaged);
                    assert_eq!(found, members(&again), "{name}: {place}");
                    assert_eq!(tree.problems(), again.problems(), "{name}: {place}");
                }
                let before = ends.iter().flatten().take_while(|end| **end <= place);
                for (member, kept) in sample.members.iter().zip(0..before.count()) {
                    // Where it ends may be said behind it.
                    let there = found
                        .get(kept)
                        .is_some_and(|found| found.starts_with(member));
                    assert!(
                        there,
                        "{name}: {place} {change:x} {found:?} {member:?} {:?}",
                        tree.problems()
                    );
                }
            }
        }
    }
}

/// For each member the length at which it is whole.
fn ends(format: &dyn Format, sample: &Sample) -> Vec<usize> {
    let is_whole = |many: usize, cut: usize| {
        let tree = read(format, &sample.bytes[..cut]);
        members(&tree).get(..many) == Some(&sample.slices()[..many])
    };
    let whole = |many: usize| (0..=sample.bytes.len()).find(|&cut| is_whole(many, cut));
    (1..=sample.members.len())
        .map(|many| whole(many).unwrap())
        .collect()
}

/// Bytes of nothing, and of one byte over and over.
#[test]
fn bytes_that_are_nothing() {
    for format in formats::ALL {
        for len in [0, 1, 2, 3, 4, 5, 8, 16, 31, 32, 33, 511, 512, 513, 4096] {
            for byte in [0, 1, b'A', 0x7f, 0x80, 0xff] {
                let tree = read(*format, &vec![byte; len]);
                assert!(tree.iter().all(|member| member.bytes().len() <= MOST));
            }
        }
    }
}

/// What a vendor writes: a container of its own, with the readers of this crate inside it.
struct Vault;

impl Format for Vault {
    fn name(&self) -> &'static str {
        "vault"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(b"VAULT1")
    }

    /// Six bytes are enough, where nothing else in the crate knows them.
    fn proves(&self, bytes: &[u8]) -> bool {
        self.recognise(bytes)
    }

    fn members(
        &self,
        bytes: &[u8],
        sink: &mut formats::MemberSink<'_>,
    ) -> Result<(), formats::FormatError> {
        let body = bytes
            .strip_prefix(b"VAULT1")
            .ok_or(formats::FormatError::NotThis)?;
        for (place, part) in body.chunks(200).enumerate() {
            sink.start(format!("part{place}").as_bytes())?;
            sink.write(part)?;
        }
        Ok(())
    }
}

/// From outside, beside all others: its limits and its place in a chain are those of any format.
#[test]
fn a_format_is_added_without_a_fork() {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    let gzip = samples::of("gzip").remove(0);
    let vault = [b"VAULT1", &gzip.bytes[..]].concat();
    let mut formats = formats::ALL.to_vec();
    formats.push(&Vault);
    let log = format!("drop {} here", STANDARD.encode(&vault));
    let tree = Unpacker::new().formats(&formats).unpack(&log);
    let chains: Vec<String> = tree.iter().map(|p| p.chain().to_string()).collect();
    assert_eq!(chains[..2], ["base64", "base64>vault:part0"]);
    assert_eq!(chains[2], "base64>vault:part0>gzip");
    assert_eq!(tree.iter().nth(2).unwrap().bytes(), gzip.members[0]);

    let many = [&b"VAULT1"[..], &[b'x'; 5000]].concat();
    let limits = Limits::DEFAULT.entries(3).entry_bytes(150);
    let unpacker = Unpacker::new().formats(&formats).limits(limits);
    let tree = unpacker.container_input(true).unpack(&many);
    let lens: Vec<usize> = members(&tree).iter().map(|member| member.len()).collect();
    assert_eq!(lens, [150; 3]);
    let said = common::problems(&tree);
    let cut = ["0", "1", "2"].map(|place| format!("{place} limit:entry_bytes"));
    assert!(cut.iter().all(|cut| said.contains(cut)), "{said:?}");
    assert!(said.contains(&"limit:entries".to_owned()), "{said:?}");
}

/// Who has seen enough stops, and nothing behind is looked for: not the rest of the text, and not
/// what is in the payload that was shown last.
#[test]
fn a_visit_stops_early() {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use std::ops::ControlFlow;

    let gzip = STANDARD.encode(&samples::of("gzip").remove(0).bytes);
    let log = format!("one {gzip} two\n").repeat(1000);
    let unpacker = Unpacker::new();
    let all = unpacker.unpack(&log).len();
    assert_eq!(all, 3000);
    for enough in [1, 2, 3, 4, 100] {
        let mut seen = Vec::new();
        let problems = unpacker.visit(log.as_bytes(), |payload| {
            seen.push((payload.id().index(), payload.chain().to_string()));
            if seen.len() == enough {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!(seen.len(), enough);
        assert!(problems.is_empty());
        let tree = unpacker.unpack(&log);
        let first = tree.iter().take(enough);
        let first: Vec<_> = first
            .map(|payload| (payload.id().index(), payload.chain().to_string()))
            .collect();
        assert_eq!(seen, first);
    }
    // A limit of candidates is not reached by who stops before.
    let limits = Limits::DEFAULT.candidates(2);
    let stop = |_: b64unpack::Payload<'_>| ControlFlow::Break(());
    let problems = unpacker.limits(limits).visit(log.as_bytes(), stop);
    assert!(problems.is_empty());
}
