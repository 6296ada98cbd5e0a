//! Warning lists and filters.
#![cfg(all(feature = "serde", feature = "regex"))]
#![expect(
    clippy::expect_used,
    reason = "a test that finds no data, or other data than it says, should stop"
)]

use iocextract::{Filter, Flag, Kind, ListType, WarningList};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    list: Vec<List>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    json: String,
    cases: Vec<(String, String, bool)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    json: String,
}

fn lists() -> Lists {
    toml::from_str(include_str!("../testdata/warning_lists.toml")).expect("lists")
}

#[test]
fn each_type_applies_as_misp_documents_it() {
    for List { json, cases } in lists().list {
        let list: WarningList = serde_json::from_str(&json).expect("a warning list");
        for (kind, value, listed) in cases {
            let kind: Kind = kind.parse().expect("a kind");
            assert_eq!(list.contains(kind, &value), listed, "{json} {kind} {value}");
        }
    }
}

#[test]
fn what_is_no_list_is_refused() {
    for Refused { json } in lists().refused {
        assert!(
            serde_json::from_str::<WarningList>(&json).is_err(),
            "{json}"
        );
    }
}

#[test]
fn a_filter_asks_for_all_that_it_was_told() {
    let text = "10.0.0.1 (private), 203.0.113.9 (documentation), 9.9.9.9 and AS64496, asn AS200";
    let kept = |filter: &Filter| -> Vec<_> {
        let found = iocextract::find_iter(text).filter(|ioc| filter.keeps(ioc));
        found.map(|ioc| ioc.value().into_owned()).collect()
    };
    assert_eq!(
        kept(&Filter::new()),
        ["10.0.0.1", "203.0.113.9", "9.9.9.9", "AS64496", "AS200"]
    );
    let without = Filter::new()
        .without(Flag::Private)
        .without(Flag::Documentation);
    assert_eq!(kept(&without), ["9.9.9.9", "AS64496", "AS200"]);
    assert_eq!(
        kept(&without.clone().min_confidence(0.6)),
        ["9.9.9.9", "AS64496"]
    );
    let known = WarningList::new(ListType::Cidr, ["9.0.0.0/8"]).expect("a network");
    assert_eq!(kept(&without.without_listed(known)), ["AS64496", "AS200"]);
}
