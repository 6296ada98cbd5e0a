//! Slow, obvious twins of where runs of Base64 begin and end that are read backwards, after their
//! letters were moved, or in both alphabets at once: runs are found by going from byte to byte.
//!
//! Every run of enough symbols in these haystacks stands for text, so that none is refused for what
//! it holds, and each must be found.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use std::ops::Range;

use b64unpack::{Encoding, Encodings, Unpacker};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use proptest::prelude::*;

/// The fewest symbols of a run.
const LEAST: usize = 16;

/// What of these is found, whatever it is worth, with its encoding.
fn found(encodings: Encodings, haystack: &str) -> Vec<(Range<usize>, &'static str)> {
    let unpacker = Unpacker::new().encodings(encodings).min_confidence(0.0);
    let tree = unpacker.unpack(haystack);
    let roots = tree.roots().map(|root| {
        let name = root.encoding().unwrap().name();
        (root.range().unwrap(), name)
    });
    roots.collect()
}

fn is_symbol(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte)
}

/// Runs of symbols, as long as they are.
fn runs(haystack: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, byte) in haystack.bytes().enumerate() {
        match runs.last_mut() {
            _ if !is_symbol(byte) => {}
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// How many `=` a run is due: none, two or one; nothing where a symbol is left over.
fn due(len: usize) -> Option<usize> {
    [Some(0), None, Some(2), Some(1)][len % 4]
}

/// How many of `most` bytes are `=`, before another one.
fn padding(bytes: impl Iterator<Item = u8>, most: usize) -> usize {
    bytes.take(most).take_while(|&byte| byte == b'=').count()
}

fn padding_behind(haystack: &str, run: &Range<usize>) -> usize {
    let due = due(run.len()).unwrap_or(0);
    padding(haystack[run.end..].bytes(), due)
}

/// Haystacks of runs, with what is none between each two.
fn haystack(run: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    // Too short for anything, and no name of a decoder or of a switch.
    let word = "[A-Zf-z]{1,7}";
    // Nothing that joins pieces or announces Base64.
    let between = "[ .,;:<>=]{1,4}";
    let piece = prop_oneof![3 => run, 1 => word];
    proptest::collection::vec((between, piece), 0..7).prop_map(|pieces| {
        let pieces = pieces.into_iter().map(|(between, piece)| between + &piece);
        pieces.collect::<String>() + " "
    })
}

/// Base64 of text, without padding.
fn text() -> impl Strategy<Value = String> {
    "[ -~]{12,45}".prop_map(|text| STANDARD_NO_PAD.encode(text))
}

/// The same, or with a symbol too many.
fn run(respell: fn(&str) -> String) -> impl Strategy<Value = String> {
    (text(), any::<bool>()).prop_map(move |(text, odd)| {
        let run = respell(&text);
        match odd && run.len() % 4 == 0 {
            true => run + "A",
            false => run,
        }
    })
}

fn backwards(text: &str) -> String {
    text.chars().rev().collect()
}

fn turned(text: &str) -> String {
    let turn = |c: char, first: u8| char::from((c as u8 - first + 13) % 26 + first);
    let turned = text.chars().map(|c| match c {
        'a'..='z' => turn(c, b'a'),
        'A'..='Z' => turn(c, b'A'),
        other => other,
    });
    turned.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// The padding that is due stands before the run, all of it or none, and is not that of the
    /// run before.
    #[test]
    fn reversed_runs(haystack in haystack(run(backwards))) {
        let (mut expected, mut floor) = (Vec::new(), 0);
        for run in runs(&haystack) {
            if run.len() < LEAST {
                continue;
            }
            let free = &haystack[std::mem::replace(&mut floor, run.end + padding_behind(&haystack, &run))..run.start];
            let Some(due) = due(run.len()) else {
                continue;
            };
            let before = padding(free.bytes().rev(), due);
            let padding = if before == due { due } else { 0 };
            expected.push((run.start - padding..run.end, "base64reversed"));
        }
        let only = Encodings::NONE.with(Encoding::Base64Reversed);
        prop_assert_eq!(found(only, &haystack), expected);
    }

    /// As much padding as is there, of what is due.
    #[test]
    fn turned_runs(haystack in haystack(run(turned))) {
        let mut expected = Vec::new();
        for run in runs(&haystack) {
            if run.len() >= LEAST && due(run.len()).is_some() {
                let end = run.end + padding_behind(&haystack, &run);
                expected.push((run.start..end, "base64rot13"));
            }
        }
        let only = Encodings::NONE.with(Encoding::Base64Rot13);
        prop_assert_eq!(found(only, &haystack), expected);
    }

    /// A run is one candidate, whichever alphabets its symbols are of.
    #[test]
    fn runs_in_both_alphabets(haystack in haystack(mixed())) {
        let mut expected = Vec::new();
        for run in runs(&haystack) {
            let symbols = &haystack[run.clone()];
            let name = match (symbols.contains(['+', '/']), symbols.contains(['-', '_'])) {
                (true, true) => "base64mixed",
                (false, true) => "base64url",
                _ => "base64",
            };
            if run.len() >= LEAST {
                let end = run.end + padding_behind(&haystack, &run);
                expected.push((run.start..end, name));
            }
        }
        prop_assert_eq!(found(Encodings::BASE64, &haystack), expected);
    }
}

/// Base64 of text, each of its own symbols in either alphabet.
fn mixed() -> impl Strategy<Value = String> {
    let text = "([ -~]{3}){3,6}(~~~|\\?\\?\\?|>>>|~~\\?){0,4}[ -~]{0,5}";
    (text, proptest::collection::vec(any::<bool>(), 8)).prop_map(|(text, urls)| {
        let mut urls = urls.iter().cycle();
        let encoded = STANDARD_NO_PAD.encode(text);
        let respelled = encoded.chars().map(|symbol| match symbol {
            '+' if *urls.next().unwrap() => '-',
            '/' if *urls.next().unwrap() => '_',
            other => other,
        });
        respelled.collect()
    })
}
