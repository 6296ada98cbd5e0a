//! The cases of `testdata`.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that finds no data, or other data than it says, should stop"
)]

use std::{collections::BTreeSet, fs, path::Path};

use iocextract::{Extractor, Indicator, Kind, Overlap, refang};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    found: Vec<String>,
    raw: Option<Vec<String>>,
    #[serde(rename = "why")]
    _why: Option<String>,
    #[serde(default)]
    every: bool,
    #[serde(default)]
    plain: bool,
    #[serde(default)]
    unchecked: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Defang {
    spellings: Vec<(Kind2, String, String)>,
    loose: Vec<(Kind2, String, String)>,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Kind2(Kind);

impl TryFrom<String> for Kind2 {
    type Error = iocextract::UnknownKind;

    fn try_from(name: String) -> Result<Kind2, Self::Error> {
        name.parse().map(Kind2)
    }
}

fn read<T: for<'de> Deserialize<'de>>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("testdata")
        .join(name);
    let text = fs::read_to_string(&path).expect("the test data");
    toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// `type value [flags] <parent`, flags and parent as far as the case asks for them.
fn check(expected: &str, ioc: &Indicator<'_>, text: &str) {
    let (expected, parent) = match expected.rsplit_once(" <") {
        Some((rest, index)) => (rest, Some(index.parse::<usize>().expect("an index"))),
        None => (expected, None),
    };
    let (expected, flags) = match expected.rsplit_once(" [") {
        Some((rest, flags)) => (rest, Some(flags.trim_end_matches(']'))),
        None => (expected, None),
    };
    assert_eq!(
        format!("{} {}", ioc.kind(), ioc.value()),
        expected,
        "in {text:?}"
    );
    if let Some(flags) = flags {
        let wanted: BTreeSet<_> = flags.split(',').filter(|flag| !flag.is_empty()).collect();
        assert_eq!(
            ioc.flags().iter().collect::<BTreeSet<_>>(),
            wanted,
            "{expected} in {text:?}"
        );
    }
    if parent.is_some() {
        assert_eq!(ioc.parent(), parent, "{expected} in {text:?}");
    }
}

fn run(name: &str) {
    for case in read::<Cases>(name).case {
        let overlap = if case.every {
            Overlap::Every
        } else {
            Overlap::Widest
        };
        let extractor = Extractor::new()
            .overlap(overlap)
            .defanged(!case.plain)
            .check_tld(!case.unchecked);
        let found: Vec<_> = extractor.find_iter(&case.text).collect();
        let shown: Vec<_> = found
            .iter()
            .map(|ioc| format!("{} {}", ioc.kind(), ioc.value()))
            .collect();
        assert_eq!(
            found.len(),
            case.found.len(),
            "in {:?}: {shown:#?}",
            case.text
        );
        for (ioc, expected) in found.iter().zip(&case.found) {
            check(expected, ioc, &case.text);
        }
        if let Some(raw) = &case.raw {
            let spelled: Vec<_> = found.iter().map(Indicator::as_str).collect();
            assert_eq!(&spelled, raw);
        }
    }
}

#[test]
fn addresses() {
    run("addresses.toml");
}

#[test]
fn names() {
    run("names.toml");
}

#[test]
fn urls() {
    run("urls.toml");
}

#[test]
fn paths_and_digests() {
    run("paths_and_digests.toml");
}

#[test]
fn networks() {
    run("networks.toml");
}

#[test]
fn hardware_and_routing() {
    run("hardware_and_routing.toml");
}

/// Without the checksum a name on its own is not told from a word.
#[cfg(feature = "coins")]
#[test]
fn onion_services() {
    run("onion.toml");
}

#[test]
fn registry_keys() {
    run("registry.toml");
}

#[test]
fn numbers_and_labels() {
    run("numbers_and_labels.toml");
}

#[test]
fn digests_and_fuzzy_hashes() {
    run("digests_and_fuzzy_hashes.toml");
}

#[test]
fn agents_and_people() {
    run("agents_and_people.toml");
}

#[test]
fn yara_rules() {
    run("yara.toml");
}

#[test]
fn defanged_spellings() {
    let cases: Defang = read("defang.toml");
    let (strict, loose) = (Extractor::new(), Extractor::new().loose(true));
    for (Kind2(kind), spelling, value) in &cases.spellings {
        spelled(&strict, *kind, spelling, value);
        spelled(&loose, *kind, spelling, value);
    }
    for (Kind2(kind), spelling, value) in &cases.loose {
        spelled(&loose, *kind, spelling, value);
        assert!(
            strict
                .find_iter(spelling)
                .all(|ioc| ioc.as_str() != spelling),
            "{spelling}"
        );
    }
}

/// Alone and inside a sentence, `spelling` is one indicator with this value.
fn spelled(extractor: &Extractor, kind: Kind, spelling: &str, value: &str) {
    let sentence = format!("it called: {spelling}, twice");
    for text in [spelling, &sentence] {
        let found: Vec<_> = extractor.find_iter(text).collect();
        let [ioc] = found.as_slice() else {
            panic!("{text:?}: {found:#?}");
        };
        assert_eq!((ioc.kind(), ioc.as_str()), (kind, spelling));
        assert_eq!(ioc.value(), value);
        assert!(ioc.is_defanged(), "{spelling}");
    }
    assert_eq!(refang(kind, spelling), value);
}
