//! Runs the cases of `testdata/*.toml`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

mod common;

use b64unpack::{Alphabet, Finder, Text, identify};
use common::{cases, unhex};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Find {
    name: String,
    input: String,
    found: Vec<String>,
    #[serde(default)]
    url_safe: Vec<usize>,
    alphabet: Option<String>,
    min_len: Option<usize>,
    line_breaks: Option<bool>,
}

impl Find {
    fn finder(&self) -> Finder {
        let alphabet = match self.alphabet.as_deref() {
            None => Alphabet::Either,
            Some("standard") => Alphabet::Standard,
            Some("url_safe") => Alphabet::UrlSafe,
            Some(other) => panic!("no alphabet {other}"),
        };
        Finder::new()
            .alphabet(alphabet)
            .min_len(self.min_len.unwrap_or(16))
            .line_breaks(self.line_breaks.unwrap_or(true))
    }
}

#[test]
fn find() {
    let mut wrong = Vec::new();
    for case in cases::<Find>(include_str!("../testdata/find.toml")) {
        let input = case.input.as_bytes();
        let found: Vec<_> = case.finder().find_iter(input).collect();
        let slices: Vec<&str> = found
            .iter()
            .map(|c| std::str::from_utf8(c.as_bytes()).unwrap())
            .collect();
        if slices != case.found {
            wrong.push(format!("{}: {slices:?}", case.name));
            continue;
        }
        for (place, candidate) in found.iter().enumerate() {
            assert_eq!(
                &input[candidate.range()],
                candidate.as_bytes(),
                "{}",
                case.name
            );
            let url_safe = candidate.encoding().name() == "base64url";
            assert_eq!(url_safe, case.url_safe.contains(&place), "{}", case.name);
        }
        assert_eq!(
            case.finder().find(input).map(|found| found.start()),
            found.first().map(b64unpack::Candidate::start)
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decode {
    #[serde(rename = "name")]
    _name: Option<String>,
    symbols: String,
    hex: String,
    error_at: Option<usize>,
}

#[test]
fn decode() {
    for case in cases::<Decode>(include_str!("../testdata/decode.toml")) {
        let candidate = Finder::new()
            .min_len(2)
            .find(case.symbols.as_bytes())
            .unwrap();
        assert_eq!(candidate.range(), 0..case.symbols.len());
        let mut out = b"before ".to_vec();
        let result = candidate.decode_into(&mut out);
        assert_eq!(
            result.map_err(|error| error.offset()).err(),
            case.error_at,
            "{}",
            case.symbols
        );
        assert_eq!(
            out.strip_prefix(b"before "),
            Some(&unhex(&case.hex)[..]),
            "{}",
            case.symbols
        );
        assert_eq!(candidate.decode().is_err(), case.error_at.is_some());
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Detect {
    name: Option<String>,
    hex: String,
    encoding: Option<String>,
    text: Option<String>,
}

#[test]
fn text() {
    for case in cases::<Detect>(include_str!("../testdata/text.toml")) {
        let bytes = unhex(&case.hex);
        let text = Text::detect(&bytes);
        let context = format!("{:?} {}", case.name, case.hex);
        assert_eq!(
            text.map(|text| text.encoding().name()),
            case.encoding.as_deref(),
            "{context}"
        );
        assert_eq!(
            text.map(|text| text.to_str().into_owned()),
            case.text,
            "{context}"
        );
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Identify {
    name: Option<String>,
    hex: String,
    is: Option<String>,
}

#[test]
fn file_types() {
    for case in cases::<Identify>(include_str!("../testdata/identify.toml")) {
        let found = identify(&unhex(&case.hex)).map(b64unpack::FileType::name);
        assert_eq!(found, case.is.as_deref(), "{:?} {}", case.name, case.hex);
    }
}

/// The cases hold all three containers.
#[cfg(all(feature = "gzip", feature = "tar", feature = "zip"))]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unpack {
    name: String,
    #[serde(default)]
    input: String,
    /// Instead of `input`.
    hex: Option<String>,
    #[serde(default)]
    container: bool,
    depth: Option<u32>,
    /// `chain = text`, or `chain : hex` of the bytes, in order.
    payloads: Vec<String>,
    /// `start..end` in the parent's bytes, or `member`.
    spans: Option<Vec<String>>,
    /// `kind` of a problem of the input, `number kind` of one of a payload.
    #[serde(default)]
    problems: Vec<String>,
}

#[cfg(all(feature = "gzip", feature = "tar", feature = "zip"))]
#[test]
fn unpack() {
    for case in cases::<Unpack>(include_str!("../testdata/unpack.toml")) {
        let input = case
            .hex
            .as_deref()
            .map_or_else(|| case.input.clone().into_bytes(), unhex);
        let limits = b64unpack::Limits::DEFAULT;
        let tree = b64unpack::Unpacker::new()
            .container_input(case.container)
            .limits(case.depth.map_or(limits, |depth| limits.depth(depth)))
            .unpack(&input);
        let payloads: Vec<String> = tree.iter().map(describe).collect();
        assert_eq!(payloads, case.payloads, "{}", case.name);
        let spans = tree.iter().map(|payload| {
            payload
                .range()
                .map_or_else(|| "member".to_owned(), |range| format!("{range:?}"))
        });
        if let Some(expected) = case.spans {
            assert_eq!(spans.collect::<Vec<_>>(), expected, "{}", case.name);
        }
        assert_eq!(common::problems(&tree), case.problems, "{}", case.name);
    }
}

#[cfg(all(feature = "gzip", feature = "tar", feature = "zip"))]
fn describe(payload: b64unpack::Payload<'_>) -> String {
    let chain = payload.chain();
    match payload.text() {
        Some(text) => format!("{chain} = {}", text.to_str()),
        None => {
            let hex: String = payload
                .bytes()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            format!("{chain} : {hex}")
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Believe {
    name: String,
    input: String,
    /// The one payload of depth 1.
    hex: Option<String>,
    /// Some of its reasons.
    #[serde(default)]
    reasons: Vec<String>,
}

#[test]
fn believe() {
    let mut wrong = Vec::new();
    for case in cases::<Believe>(include_str!("../testdata/believe.toml")) {
        let tree = b64unpack::Unpacker::new().unpack(&case.input);
        let found: Vec<_> = tree.roots().map(|root| root.bytes().to_vec()).collect();
        let expected: Vec<_> = case.hex.as_deref().map(unhex).into_iter().collect();
        let reasons: Vec<_> = tree
            .roots()
            .flat_map(|root| root.reasons().iter())
            .collect();
        let names: Vec<_> = reasons.iter().map(|reason| reason.name()).collect();
        if found != expected || case.reasons.iter().any(|name| !names.contains(&&**name)) {
            wrong.push(format!("{}: {} {names:?}", case.name, case.input));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
