//! Exports, value by value.
#![cfg(all(feature = "export", feature = "coins"))]

use iocextract::export::{Entry, Timestamp, csv, misp_attributes, misp_event, stix_bundle};
use serde::Deserialize;
use serde_json::{Value, json};

const AT: Timestamp = Timestamp::from_unix_millis(1_767_225_600_000);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    observables: Option<Vec<String>>,
    pattern: Option<String>,
    misp: (String, String),
    to_ids: bool,
}

fn entries(text: &str) -> Vec<Entry<'_>> {
    iocextract::find_iter(text)
        .map(|ioc| Entry::from(&ioc))
        .collect()
}

fn objects(bundle: &Value) -> &[Value] {
    bundle["objects"].as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn each_value_becomes_what_the_standards_say() {
    let cases: Cases = toml::from_str(include_str!("../testdata/exports.toml")).expect("cases");
    for case in cases.case {
        let found = entries(&case.text);
        assert_eq!(found.len(), 1, "{}", case.text);
        let bundle = stix_bundle(found.iter().cloned(), AT);
        let (indicators, observables): (Vec<_>, Vec<_>) = objects(&bundle)
            .iter()
            .partition(|object| object["type"] == "indicator");
        let patterns: Vec<_> = indicators.iter().map(|it| it["pattern"].as_str()).collect();
        let expected: Vec<_> = case.pattern.iter().map(|it| Some(it.as_str())).collect();
        assert_eq!(patterns, expected, "{}", case.text);
        if let Some(expected) = case.observables {
            let ids: Vec<_> = observables.iter().map(|it| it["id"].as_str()).collect();
            let expected: Vec<_> = expected.iter().map(|it| Some(it.as_str())).collect();
            assert_eq!(ids, expected, "{}", case.text);
        }
        let attributes = misp_attributes(found);
        let (name, category) = case.misp;
        let wanted = json!([name, category, case.to_ids]);
        let [attribute] = attributes.as_slice() else {
            unreachable!("one entry is one attribute")
        };
        let is = json!([
            attribute["type"],
            attribute["category"],
            attribute["to_ids"]
        ]);
        assert_eq!(is, wanted, "{}", case.text);
    }
}

#[test]
fn the_same_comes_out_once_and_every_time() {
    let once = "http://evil.com/ and CVE-2021-44228";
    let twice = format!("{once}, hxxp://evil[.]com/ again, cve-2021-44228");
    for (one, two) in [
        (
            stix_bundle(entries(once), AT),
            stix_bundle(entries(&twice), AT),
        ),
        (
            misp_event(entries(once), "x", AT),
            misp_event(entries(&twice), "x", AT),
        ),
        (json!(csv(entries(once))), json!(csv(entries(&twice)))),
    ] {
        assert_eq!(one, two);
    }
}

#[test]
fn what_stands_for_a_number_of_a_list() {
    let bundle = stix_bundle(entries("T1059.001 after CVE-2021-44228; TA0001"), AT);
    let named: Vec<_> = objects(&bundle)
        .iter()
        .map(|it| {
            json!([
                it["type"],
                it["name"],
                it["external_references"][0]["source_name"]
            ])
        })
        .collect();
    assert_eq!(
        named,
        [
            json!(["attack-pattern", "T1059.001", "mitre-attack"]),
            json!(["vulnerability", "CVE-2021-44228", "cve"]),
        ]
    );
}

#[test]
fn nothing_is_a_bundle_without_objects() {
    let bundle = stix_bundle(Vec::new(), AT);
    assert_eq!(
        (&bundle["type"], bundle.get("objects")),
        (&json!("bundle"), None)
    );
    assert_eq!(csv(Vec::new()), "type,value,confidence,flags\r\n");
    assert_eq!(
        misp_event(Vec::new(), "x", AT)["Event"]["Attribute"],
        json!([])
    );
}

/// RFC 4180: quotes around commas, quotes and line ends; quotes inside are doubled.
#[test]
fn fields_are_quoted_and_no_formulas() {
    let text = "+1 202 555 0143 and http://evil.com/a,b";
    assert_eq!(
        csv(entries(text)),
        "type,value,confidence,flags\r\n\
         phone,'+12025550143,0.60,\r\n\
         url,\"http://evil.com/a,b\",0.99,\r\n"
    );
    let rule = "rule a { strings: $a = \"x\" condition: $a }";
    assert!(csv(entries(rule)).contains("yara_rule,\"rule a { strings: $a = \"\"x\"\" condition"));
}
