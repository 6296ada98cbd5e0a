//! Finding and decoding Base64 in a process log.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use regex::bytes::Regex;

use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::log::{self, Log};

const CASE: &str = "log";

pub(super) fn run(arena: &mut Arena) -> Result<(), Error> {
    if !arena.wants(CASE) {
        return Ok(());
    }
    let log = log::with_payloads(arena.seed, if arena.quick { 200 } else { 5_000 });
    against_regex(arena, &log)
}

/// The pipeline that one writes first: a pattern for candidates, and the crate `base64`. It also
/// takes words for Base64, so what is compared is whether both decode all that was planted.
fn against_regex(arena: &Arena, log: &Log) -> Result<(), Error> {
    let lenient = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let engine = GeneralPurpose::new(&STANDARD, lenient);
    let pattern = Regex::new("[A-Za-z0-9+/]{16,}={0,2}").map_err(Error::ours)?;
    let text = log.joined();
    let ours = || -> Vec<Vec<u8>> {
        b64unpack::find_iter(text.as_bytes())
            .filter_map(|candidate| candidate.decode().ok())
            .collect()
    };
    let rival = || -> Vec<Vec<u8>> {
        pattern
            .find_iter(text.as_bytes())
            .filter_map(|found| engine.decode(found.as_bytes()).ok())
            .collect()
    };
    let agree = |ours: &Vec<Vec<u8>>, theirs: &Vec<Vec<u8>>| {
        holds_planted(log, ours) && holds_planted(log, theirs)
    };
    arena.rust(&Pairing::new(CASE, "regex"), ours, rival, agree)
}

/// Whether all that was planted was found, in order.
fn holds_planted(log: &Log, found: &[Vec<u8>]) -> bool {
    let mut found = found.iter();
    log.planted
        .iter()
        .all(|(_, bytes)| found.any(|other| other == bytes))
}
