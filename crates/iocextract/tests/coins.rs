//! Addresses that other software made, and every address that is one symbol away from one.
#![cfg(feature = "coins")]
#![expect(
    clippy::expect_used,
    reason = "a test that finds no data, or other data than it says, should stop"
)]

use iocextract::{Extractor, Kind, KindSet, Overlap};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Addresses {
    address: Vec<Address>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Address {
    kind: String,
    text: String,
    flags: Vec<String>,
    made: String,
}

fn addresses() -> Vec<Address> {
    let text = include_str!("../testdata/coins.toml");
    let addresses: Addresses = toml::from_str(text).expect("the addresses");
    addresses.address
}

/// Kinds that prove themselves. A digest may have the length of an address, but no checksum.
fn proved() -> Extractor {
    let kinds = KindSet::COINS.with(Kind::Onion).without(Kind::Sol);
    Extractor::new().kinds(kinds).overlap(Overlap::Every)
}

#[test]
fn each_is_found_alone_and_in_text() {
    let extractor = Extractor::new().kinds(KindSet::ALL);
    for Address {
        kind,
        text,
        flags,
        made,
    } in addresses()
    {
        for around in [
            text.clone(),
            format!("pay ({text}), or else."),
            format!("a=\"{text}\""),
        ] {
            let found: Vec<_> = extractor.find_iter(&around).collect();
            let [ioc] = found.as_slice() else {
                panic!("{made}: {found:#?} in {around:?}");
            };
            assert_eq!(
                (ioc.kind().as_str(), ioc.as_str()),
                (&*kind, &*text),
                "{made}"
            );
            assert_eq!(ioc.flags().iter().collect::<Vec<_>>(), flags, "{made}");
        }
    }
}

/// Checksums of four bytes let one text in four thousand million pass; of these none does.
#[test]
fn none_is_found_with_one_symbol_changed() {
    let extractor = proved();
    for Address {
        text, flags, made, ..
    } in addresses()
    {
        if flags.iter().any(|flag| flag == "no-checksum") {
            continue;
        }
        let body = text.find(':').map_or(0, |colon| colon + 1);
        for (at, old) in text.char_indices().skip(body) {
            for new in ["1", "a", "q", "Z", "7"] {
                let mut changed = text.clone();
                changed.replace_range(at..=at, new);
                if !new.starts_with(old) {
                    assert_eq!(extractor.find(&changed), None, "{made}: {text}");
                }
            }
        }
    }
}

#[test]
fn none_is_found_cut_or_inside_a_word() {
    let extractor = proved();
    for Address { text, made, .. } in addresses() {
        for glued in [
            format!("{text}x"),
            format!("x{text}"),
            format!("é{text}"),
            format!("{text}é"),
        ] {
            let start = extractor.find(&glued).map(|ioc| ioc.start());
            // The prefix of Bitcoin Cash is a word of its own, which may be missing.
            assert!(start.is_none() || text.contains(':'), "{made}: {glued}");
        }
        let cut = text.get(..text.len() - 1).expect("ASCII");
        assert_eq!(extractor.find(cut), None, "{made}: {cut}");
    }
}

#[test]
fn case_is_the_checksum_of_ethereum() {
    let extractor = proved();
    // EIP 55's own examples.
    for text in [
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ] {
        assert_eq!(extractor.find(text).map(|ioc| ioc.kind()), Some(Kind::Eth));
        for (at, digit) in text.char_indices().skip(2) {
            let flipped = if digit.is_ascii_lowercase() {
                digit.to_ascii_uppercase()
            } else {
                digit.to_ascii_lowercase()
            };
            let mut changed = text.to_owned();
            changed.replace_range(at..=at, flipped.encode_utf8(&mut [0; 4]));
            assert_eq!(
                extractor.find(&changed).is_some(),
                flipped == digit,
                "{changed}"
            );
        }
    }
}

/// A header's value that is an address is one wherever it stands: blocks of the text are judged one
/// after the other, and must not decide which is found first.
#[test]
fn an_address_behind_a_header_is_an_address() {
    let line = "User-Agent: \"0x507877c2e26f1387432d067d2daafa7d0420d90a\"";
    for before in 0..130 {
        let text = format!("{} {line}", "-".repeat(before));
        let found = Extractor::new().find(&text).expect("the address");
        assert_eq!(found.kind(), Kind::Eth, "behind {before}");
    }
}
