//! Each style of defanging can be switched on and off by itself.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that finds no data, or other data than it says, should stop"
)]

use std::collections::BTreeSet;

use iocextract::{Extractor, Kind, Style, Styles};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    rows: Vec<(String, String, String, String)>,
}

fn rows() -> Vec<(String, String, String, String)> {
    let table: Table = toml::from_str(include_str!("../testdata/styles.toml")).expect("a table");
    table.rows
}

fn style(name: &str) -> Style {
    let found = Style::ALL.iter().find(|style| style.name() == name);
    *found.unwrap_or_else(|| panic!("no style {name}"))
}

fn is_read(styles: Styles, kind: Kind, spelling: &str, value: &str) -> bool {
    let extractor = Extractor::new().styles(styles);
    let mut found = extractor.find_iter(spelling);
    found.any(|ioc| ioc.kind() == kind && ioc.as_str() == spelling && ioc.value() == value)
}

#[test]
fn a_spelling_is_read_with_its_styles_and_with_no_others() {
    for (names, kind, spelling, value) in rows() {
        let kind: Kind = kind.parse().expect("a kind");
        let wanted: Vec<Style> = names.split(',').map(style).collect();
        let alone = wanted
            .iter()
            .fold(Styles::NONE, |set, &style| set.with(style));
        assert!(
            is_read(alone, kind, &spelling, &value),
            "{spelling} with {names}"
        );
        for style in wanted {
            let others = Styles::DEFAULT.without(style);
            assert!(
                !is_read(others, kind, &spelling, &value),
                "{spelling} without {style:?}"
            );
        }
    }
}

#[test]
fn every_style_has_a_row() {
    let named: BTreeSet<_> = rows()
        .iter()
        .flat_map(|(names, ..)| names.split(',').map(style).collect::<Vec<_>>())
        .collect();
    assert_eq!(named, Style::ALL.iter().copied().collect());
}
