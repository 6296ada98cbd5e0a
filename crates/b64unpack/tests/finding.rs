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

use std::time::Duration;

use b64unpack::{Finder, Unpacker};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;

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
    "&quot;+",
    "a&quot;+&quot;",
    "\\u0027+",
    "a\\u0027+\\u0027",
    "a\\u0027 + ",
    "a' '",
    "('a' '",
    "a\" \"",
    "a\"\n",
    "\\n",
    "\\nAAAAAAAAAAAAAAAA",
    "\\u00AAAAAAAAAAAAAAAAAA",
    "6`4",
    "'6'+'4'",
    "e6`4Str('",
    "'e6'+'4String'",
    "join",
    "-join '",
    "-join ''",
    "'a' -join ''",
    "'a','b' -join ''",
    "'a','join',",
    "-join('a','b',",
    ".join('')",
    "''.join(['a',",
    "::Join('','a',",
    "'a',",
    "}{",
    "\"{0}",
    "{0}{1}",
    "\"{0}{1}\" -f ",
    "\"{0}{1}\" -f 'a','b',",
    "\\101",
    "\\1",
    "\\101\" \"",
    "4d5a'+'",
    "{echo,a}|{base64,-d}",
];

#[test]
fn no_pattern_is_read_over_and_over() {
    for pattern in HOSTILE {
        let text = pattern.repeat(1_000_000 / pattern.len());
        let start = cpu_time::ThreadTime::now();
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

/// What may stand between two pieces of a string in quotes, and of one without.
const JOINTS: &[&str] = &[
    "'+'",
    "' + '",
    "\"&\"",
    "\" & _\r\n  \"",
    "'.'",
    "' . '",
    "') + ('",
    "\\\"+\\\"",
    "'+''+'",
    "\" +\n\t\"",
    "'\t+ `\n'",
    "&quot;+&quot;",
    "&#39; + &#39;",
    "\\u0027+\\u0027",
    "\\u0022 + \\u0022",
];
const ESCAPES: &[&str] = &["^", "`", "\"\"", "''", "^^", "^\r\n"];

/// A switch, each letter in any case and with an escape behind it or not.
fn switch() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        (1usize..=14).prop_map(|len| &"encodedcommand"[..len]),
        Just("ec"),
        Just("ea"),
    ];
    let dash = proptest::sample::select(vec!["-", "--", "/", "\u{2013}", "\u{2014}", "\u{2015}"]);
    let letters = proptest::collection::vec((any::<bool>(), 0usize..6), 14);
    (dash, name, letters).prop_map(|(dash, name, letters)| {
        let mut switch = dash.to_owned();
        for (letter, (upper, escape)) in name.chars().zip(letters) {
            switch.push(if upper {
                letter.to_ascii_uppercase()
            } else {
                letter
            });
            switch.push_str(["", "", "", "^", "`", "\"\""][escape]);
        }
        switch
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_was_split_is_one_candidate(
        bytes in proptest::collection::vec(any::<u8>(), 12..60),
        cuts in proptest::collection::vec(1usize..20, 1..12),
        joint in 0..JOINTS.len() + ESCAPES.len(),
        before in "([a-z]{0,6} ){0,2}[a-z]{0,6}[ (=]",
    ) {
        let joints = [JOINTS, ESCAPES].concat();
        let (mut pieces, mut rest) = (String::new(), &STANDARD.encode(&bytes)[..]);
        for cut in cuts {
            // Padding stands behind a symbol; a last piece of its own is tested by a case. A plus
            // behind a quotation mark may join strings as well as be a symbol.
            let symbols = rest.trim_end_matches('=');
            if cut < symbols.len() && !symbols[cut..].starts_with('+') {
                let (piece, more) = rest.split_at(cut);
                pieces = pieces + piece + joints[joint];
                rest = more;
            }
        }
        pieces += rest;
        let text = format!("{before}\"{pieces}\";");
        let found: Vec<_> = Finder::new().find_iter(text.as_bytes()).collect();
        prop_assert_eq!(found.len(), 1, "{}", text);
        prop_assert_eq!(found[0].range(), before.len() + 1..text.len() - 2, "{}", text);
        prop_assert_eq!(found[0].decode().unwrap(), bytes);
    }

    #[test]
    fn what_a_switch_announces_is_found(
        switch in switch(),
        command in "[a-z]{3,5}",
        between in proptest::sample::select(vec![" ", "  ", " \"", "\t'", ":", "=", " ^"]),
    ) {
        let wide: Vec<u8> = command.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let encoded = STANDARD.encode(&wide);
        let text = format!("pwsh {switch}{between}{encoded}");
        let tree = Unpacker::new().unpack(&text);
        let found: Vec<_> = tree.roots().map(|root| (root.range().unwrap(), root.bytes())).collect();
        prop_assert_eq!(found, [(text.len() - encoded.len()..text.len(), &wide[..])], "{}", text);
    }
}
