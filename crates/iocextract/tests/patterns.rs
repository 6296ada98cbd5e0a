//! Patterns of the caller's own.
#![cfg(feature = "regex")]

use iocextract::{Extractor, Kind, KindSet, Overlap};
use regex::Regex;

fn found(extractor: &Extractor, text: &str) -> Vec<(String, String)> {
    let name = |kind: Kind| match kind {
        Kind::Custom(id) => extractor.custom_name(id).unwrap_or("?").to_owned(),
        kind => kind.as_str().to_owned(),
    };
    let found = extractor.find_iter(text);
    found
        .map(|ioc| (name(ioc.kind()), ioc.as_str().to_owned()))
        .collect()
}

fn pair(kind: &str, text: &str) -> (String, String) {
    (kind.to_owned(), text.to_owned())
}

#[test]
fn the_group_is_the_indicator_and_the_name_comes_back() -> Result<(), regex::Error> {
    let extractor = Extractor::new().pattern("ticket", Regex::new(r"case (?<ioc>[A-Z]+-\d+)")?, 5);
    let text = "case ABC-12 and case DEF-3 at 1.2.3.4";
    let wanted = [
        pair("ticket", "ABC-12"),
        pair("ticket", "DEF-3"),
        pair("ipv4", "1.2.3.4"),
    ];
    assert_eq!(found(&extractor, text), wanted);
    Ok(())
}

#[test]
fn the_lower_priority_wins_between_equal_spans() -> Result<(), regex::Error> {
    let host = Regex::new(r"[a-z]+\.com")?;
    let first = Extractor::new().pattern("host", host.clone(), 0);
    assert_eq!(found(&first, "evil.com"), [pair("host", "evil.com")]);
    let last = Extractor::new().pattern("host", host.clone(), 9);
    assert_eq!(found(&last, "evil.com"), [pair("domain", "evil.com")]);
    let every = last.overlap(Overlap::Every);
    assert_eq!(
        found(&every, "evil.com"),
        [pair("domain", "evil.com"), pair("host", "evil.com")]
    );
    Ok(())
}

#[test]
fn a_pattern_may_span_lines_and_hold_what_lies_there() -> Result<(), regex::Error> {
    let extractor = Extractor::new().overlap(Overlap::Every).pattern(
        "block",
        Regex::new("(?s)BEGIN.*?END")?,
        9,
    );
    let text = "1.1.1.1\nBEGIN\n2.2.2.2\nEND 3.3.3.3\n4.4.4.4";
    let holders: Vec<_> = extractor
        .find_iter(text)
        .map(|ioc| (ioc.start(), ioc.parent()))
        .collect();
    assert_eq!(
        holders,
        [(0, None), (8, None), (14, Some(1)), (26, None), (34, None)]
    );
    Ok(())
}

#[test]
fn empty_matches_and_unwanted_kinds_are_passed_over() -> Result<(), regex::Error> {
    let extractor = Extractor::new().pattern("any", Regex::new("x*")?, 0);
    assert_eq!(
        found(&extractor, "éxxé\nx"),
        [pair("any", "xx"), pair("any", "x")]
    );
    assert!(found(&extractor.kinds(KindSet::HASHES), "xx").is_empty());
    Ok(())
}

#[test]
fn words_are_whole_and_the_longer_wins() {
    let extractor = Extractor::new()
        .words("host", &["srv", "srv-01", "a.b(c"], false, 0)
        .expect("a short list");
    let found: Vec<_> = extractor
        .find_iter("srv-01, srv; SRV, srv2, xsrv, a.b(c")
        .map(|ioc| ioc.as_str())
        .collect();
    assert_eq!(found, ["srv-01", "srv", "a.b(c"]);
    let none = Extractor::new().words("none", &[], true, 0).expect("empty");
    assert_eq!(none.find("some text"), None);
}
