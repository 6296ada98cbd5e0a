//! A payload in every line, and all three digests of each.

use std::ops::ControlFlow;
use std::sync::Arc;

use b64unpack::{DigestSet, Tree, Unpacker};
use md5::{Digest as _, Md5};
use sha1::Sha1;
use sha2::Sha256;

use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::log::{self, Log};

/// All payloads different; and each of them in five lines, as in the lab's column.
const CASES: [(&str, usize); 2] = [("rich log", 1), ("rich log, repeated", 5)];
/// Digests alone, without finding and decoding.
const DIGESTS: &str = "digests";

/// MD5, SHA-1 and SHA-256 of one payload.
type Three = ([u8; 16], [u8; 20], [u8; 32]);

pub(super) fn run(arena: &mut Arena) -> Result<(), Error> {
    let lines = if arena.quick { 100 } else { 6_000 };
    for (case, times) in CASES {
        if arena.wants(case) {
            let log = log::rich(arena.seed, lines, times);
            let ours = || {
                if times > 1 {
                    by_rows(&log)
                } else {
                    whole(&log)
                }
            };
            let rival = || one_by_one(&log);
            let agree = |ours: &Vec<DigestSet>, theirs: &Vec<Three>| same(ours, theirs);
            arena.rust(
                &Pairing::new(case, "the digest crates alone"),
                ours,
                rival,
                agree,
            )?;
        }
    }
    if arena.wants(DIGESTS) {
        let log = log::rich(arena.seed, lines, 1);
        let ours = || DigestSet::of_each(log.planted.iter().map(|(_, bytes)| bytes.as_slice()));
        let rival = || one_by_one(&log);
        let agree = |ours: &Vec<DigestSet>, theirs: &Vec<Three>| same(ours, theirs);
        arena.rust(
            &Pairing::new(DIGESTS, "the digest crates alone"),
            ours,
            rival,
            agree,
        )?;
    }
    Ok(())
}

/// Found, decoded, judged, and digested together: some lines at a time, so that the payloads are
/// still in the cache. Of what is visited nothing but its bytes is kept.
fn whole(log: &Log) -> Vec<DigestSet> {
    let unpacker = Unpacker::new();
    let mut digests = Vec::new();
    let (mut bytes, mut ends) = (Vec::new(), Vec::new());
    for lines in log.lines.chunks(LINES) {
        bytes.clear();
        ends.clear();
        for line in lines {
            unpacker.visit(line.as_bytes(), |payload| {
                bytes.extend_from_slice(payload.bytes());
                ends.push(bytes.len());
                ControlFlow::Continue(())
            });
        }
        let starts = [0].into_iter().chain(ends.iter().copied());
        let payloads = starts
            .zip(&ends)
            .map(|(start, &end)| bytes.get(start..end).unwrap_or_default());
        digests.extend(DigestSet::of_each(payloads));
    }
    digests
}

/// The same of lines of which many are equal.
fn by_rows(log: &Log) -> Vec<DigestSet> {
    let mut rows = Unpacker::new().rows();
    let mut digests = Vec::new();
    for lines in log.lines.chunks(LINES) {
        let trees = lines
            .iter()
            .map(|line| rows.unpack(line.as_bytes()).clone());
        let trees: Vec<Arc<Tree>> = trees.collect();
        let payloads = trees.iter().flat_map(|tree| tree.iter());
        digests.extend(DigestSet::of_each(payloads.map(|payload| payload.bytes())));
    }
    digests
}

/// Lines whose payloads are digested together.
const LINES: usize = 128;

/// The rival is given what the log decodes to.
fn one_by_one(log: &Log) -> Vec<Three> {
    let digests = log.planted.iter().map(|(_, bytes)| {
        (
            Md5::digest(bytes).into(),
            Sha1::digest(bytes).into(),
            Sha256::digest(bytes).into(),
        )
    });
    digests.collect()
}

fn same(ours: &[DigestSet], theirs: &[Three]) -> bool {
    let ours = ours.iter().map(|set| (set.md5(), set.sha1(), set.sha256()));
    ours.eq(theirs.iter().copied())
}
