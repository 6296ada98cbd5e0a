//! What the search for Base64 costs at worst, and what it takes for Base64 by chance.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use std::time::{Duration, Instant};

use b64unpack::{Finder, Unpacker};

/// One of these over and over, a megabyte of it, so that what reads on or back from each place
/// would read it all a million times.
const HOSTILE: &[&str] = &[
    "'+'",
    "'a'+",
    "'+",
    "+'",
    "^",
    "a^",
    "`",
    "a`",
    "-e ",
    "-e -e",
    " -e-e",
    "/e",
    "-^e",
    "-e\"\"",
    "'",
    "\"\"",
    "a''",
    "a\"\"",
    "' ",
    "' + ",
    "'&''",
    "a'&''",
    "'.'",
    " .",
    ".\"",
    "64",
    "b64(",
    "base64,",
    "base64(\"",
    "atob(",
    "atob('",
    "|base64 -d",
    "| ",
    "a|base64 -d",
    "a/b-",
    "a+b-",
    "+-",
    "aaaaaaaaaaaaaaaa+-",
    "a\0",
    "a\0\0",
    "\0",
    "'')",
    "\\'+",
    "\\\"",
    "('",
    "')+('",
    "x',",
    "AAAAAAAAAAAAAAAA='+'",
    "AAAAAAAAAAAAAAAA'+'",
    "FromBase64String(",
    "FromBase64String('",
    "\u{2013}e ",
    "<<<",
    "base64 -d <<<",
    "=",
    "A=",
    "'='+",
];

#[test]
fn no_pattern_is_read_over_and_over() {
    for pattern in HOSTILE {
        let text = pattern.repeat(1_000_000 / pattern.len());
        let start = Instant::now();
        let found = Finder::new().find_iter(text.as_bytes()).count();
        let _ = Unpacker::new().unpack(&text);
        let time = start.elapsed();
        if std::env::var_os("SHOW").is_some() {
            eprintln!("{pattern:?} {found} {time:?}");
        }
        assert!(
            time < Duration::from_secs(5),
            "{pattern:?}: {found} in {time:?}"
        );
    }
}

/// `SplitMix64` (Steele, Lea and Flood 2014).
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Tokens of letters and digits, as session keys are.
#[test]
fn random_tokens_are_not_believed() {
    const SYMBOLS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let (mut state, mut alarms) = (1, Vec::new());
    for _ in 0..100_000 {
        let len = 16 + random(&mut state) as usize % 21;
        let token: String = (0..len)
            .map(|_| char::from(SYMBOLS[random(&mut state) as usize % SYMBOLS.len()]))
            .collect();
        let tree = Unpacker::new().unpack(format!("token={token};"));
        if let Some(payload) = tree.iter().next() {
            alarms.push(format!("{token} {payload:?} {:?}", payload.reasons()));
        }
    }
    assert!(alarms.len() <= 5, "{alarms:#?}");
}
