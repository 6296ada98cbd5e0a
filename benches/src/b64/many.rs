//! Very many tiny candidates: ten times as many take ten times as long, not more.

use b64unpack::{Finder, Limits, Tree, Unpacker};

use crate::clock::timed;
use crate::contest::{Arena, Pairing};
use crate::error::Error;

const CASE: &str = "10^6 candidates";
/// How many times as many ours is given as the rival, which is ours as well.
const TIMES: usize = 10;

pub(super) fn run(arena: &mut Arena) -> Result<(), Error> {
    if !arena.wants(CASE) {
        return Ok(());
    }
    let few = if arena.quick { 1_000 } else { 100_000 };
    let (small, large) = (tokens(few), tokens(TIMES * few));
    let unpacker = Unpacker::new()
        .finder(Finder::new().min_len(16))
        .limits(Limits::DEFAULT.nodes(usize::MAX).candidates(usize::MAX));
    let pairing = Pairing {
        share: 1.0 / TIMES as f64,
        ..Pairing::new(CASE, "a tenth of them")
    };
    let ours = || unpacker.unpack(&large);
    let rival = || Ok(timed(|| unpacker.unpack(&small)));
    let agree = |ours: &Tree, theirs: &Tree| ours.len() == TIMES * few && theirs.len() == few;
    arena.alternate(&pairing, ours, rival, agree)
}

/// 33 bytes each: 32 symbols, of 24 letters.
fn tokens(count: usize) -> String {
    use base64::Engine as _;
    let token = |index: usize| format!("{:0>24}", format!("token number {index}"));
    let encode = |index| base64::engine::general_purpose::STANDARD.encode(token(index)) + "\n";
    (0..count).map(encode).collect()
}
