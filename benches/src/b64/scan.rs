//! Lines without Base64: the search for candidates, and the whole of the unpacker's.

use std::ops::ControlFlow;

use b64unpack::{Finder, Unpacker};
use regex::bytes::Regex;

use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::log;

/// The fewest symbols of a candidate: the finder's own, and what `msticpy` looks for.
const CASES: [(&str, &str, &str, usize); 2] = [
    ("scan 16", "scan 16 contexts", "scan 16 unpacker", 16),
    ("scan 30", "scan 30 contexts", "scan 30 unpacker", 30),
];

pub(super) fn run(arena: &mut Arena) -> Result<(), Error> {
    for (runs, contexts, unpacker, min_len) in CASES {
        let finder = Finder::new().min_len(min_len);
        if arena.wants(runs) {
            let runs_only = finder.context(false).joined(false).wide(false);
            run_finder(arena, runs, runs_only.line_breaks(false), min_len)?;
        }
        if arena.wants(contexts) {
            run_finder(arena, contexts, finder, min_len)?;
        }
        if arena.wants(unpacker) {
            run_unpacker(arena, unpacker, min_len)?;
        }
    }
    Ok(())
}

fn lines(arena: &Arena) -> Vec<String> {
    log::without(arena.seed, if arena.quick { 200 } else { 20_000 })
}

fn pattern(min_len: usize) -> Result<Regex, Error> {
    Regex::new(&format!("[A-Za-z0-9+/_-]{{{min_len},}}={{0,2}}")).map_err(Error::ours)
}

/// Of the same candidates, which are none, where the finder looks for runs only; else it looks also
/// for what contexts announce, joined pieces and wide symbols.
fn run_finder(arena: &Arena, case: &str, finder: Finder, min_len: usize) -> Result<(), Error> {
    let (lines, pattern) = (lines(arena), pattern(min_len)?);
    let ours = || count(&lines, |line| finder.find_iter(line).count());
    let rival = || count(&lines, |line| pattern.find_iter(line).count());
    let agree = |ours: &usize, theirs: &usize| *ours == 0 && *theirs == 0;
    arena.rust(&Pairing::new(case, "regex"), ours, rival, agree)
}

/// Everything that the unpacker looks for by default, against the same pattern.
fn run_unpacker(arena: &Arena, case: &str, min_len: usize) -> Result<(), Error> {
    let (lines, pattern) = (lines(arena), pattern(min_len)?);
    let unpacker = Unpacker::new().finder(Finder::new().min_len(min_len));
    let ours = || {
        count(&lines, |line| {
            let mut found = 0;
            let problems = unpacker.visit(line, |_| {
                found += 1;
                ControlFlow::Continue(())
            });
            found + problems.len()
        })
    };
    let rival = || count(&lines, |line| pattern.find_iter(line).count());
    let agree = |ours: &usize, theirs: &usize| *ours == 0 && *theirs == 0;
    arena.rust(&Pairing::new(case, "regex"), ours, rival, agree)
}

fn count(lines: &[String], each: impl Fn(&[u8]) -> usize) -> usize {
    lines.iter().map(|line| each(line.as_bytes())).sum()
}
