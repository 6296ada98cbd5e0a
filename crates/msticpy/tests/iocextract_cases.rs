//! Our own inputs with the answers of MSTICPy 3.0.2, which `testdata/generate_iocextract.py` got.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may fail loudly"
)]

use std::collections::{BTreeMap, BTreeSet};

use msticpy::iocextract::{Error, ExtractOptions, IoCExtract, file_hash_type};
use serde::Deserialize;
use serde_json::{Value, json};

const CASES: &str = include_str!("../testdata/iocextract-cases.json");
const DEVIATIONS: &str = include_str!("../testdata/iocextract-deviations.toml");
const SUFFIXES: &str = include_str!("../testdata/iocextract-suffix-differences.toml");

#[derive(Deserialize)]
struct Cases {
    texts: Vec<Answered>,
    calls: Vec<Call>,
    checks: Vec<Check>,
}

type ByType = BTreeMap<String, BTreeSet<String>>;
type Rows = Vec<(String, String)>;

#[derive(Deserialize)]
struct Answered {
    text: String,
    default: ByType,
    plain: ByType,
    ignore_tlds: ByType,
    cell: Rows,
    cell_paths: Rows,
    r#type: String,
}

#[test]
fn texts() {
    let texts = cases().texts;
    assert!(texts.len() > 200);
    let extractor = IoCExtract::new();
    for case in texts {
        let text = case.text.as_str();
        let found = |options: &str| extractor.extract(text, &options_of(options));
        assert_eq!(found("{}"), case.default, "{text:?}");
        assert_eq!(
            found(r#"{"defanged": false}"#),
            case.plain,
            "{text:?}, plain"
        );
        let any_suffix = found(r#"{"ignore_tlds": true}"#);
        assert_eq!(any_suffix, case.ignore_tlds, "{text:?}, any suffix");
        let cell = |options: &str| extractor.extract_row(text, &options_of(options));
        assert_eq!(cell("{}"), sorted(case.cell), "{text:?} in a cell");
        let with_paths = cell(r#"{"include_paths": true}"#);
        assert_eq!(
            with_paths,
            sorted(case.cell_paths),
            "{text:?} in a cell, paths"
        );
        assert_eq!(extractor.get_ioc_type(text), case.r#type, "{text:?}");
    }
}

/// Python sorts by code points, which is the order of UTF-8.
fn sorted(mut rows: Rows) -> Rows {
    rows.sort();
    rows
}

/// The call, its text, the type, whether defanged, whether any suffix will do, and the answer.
#[derive(Deserialize)]
struct Check(String, String, Option<String>, bool, bool, Value);

#[test]
fn checks() {
    let extractor = IoCExtract::new();
    for Check(call, text, kind, defanged, any_suffix, expected) in cases().checks {
        let answer = match (call.as_str(), &kind) {
            ("validate", Some(kind)) => extractor
                .validate_as(&text, kind, any_suffix, defanged)
                .map_or_else(|_| json!("error"), Value::Bool),
            ("get_ioc_type", None) => json!(extractor.get_ioc_type(&text)),
            ("file_hash_type", None) => json!(file_hash_type(&text)),
            _ => panic!("unknown call {call}"),
        };
        assert_eq!(
            answer, expected,
            "{call} {text:?} {kind:?} defanged {defanged}"
        );
    }
}

#[derive(Deserialize)]
struct Call {
    #[serde(default)]
    name: String,
    before: Vec<Call>,
    add: Vec<Addition>,
    call: String,
    text: Option<String>,
    options: Value,
    #[serde(default)]
    answer: Value,
}

#[derive(Deserialize)]
struct Addition {
    name: String,
    pattern: String,
    priority: i32,
    group: Option<String>,
    defang_pattern: Option<bool>,
}

#[derive(Deserialize)]
struct Deviations {
    deviation: Vec<Deviation>,
}

#[derive(Deserialize)]
struct Deviation {
    case: String,
    reason: String,
    /// In JSON.
    ours: String,
}

#[test]
fn calls_and_deviations() {
    let deviations: Deviations = toml::from_str(DEVIATIONS).unwrap();
    let mut deviations: BTreeMap<_, _> = deviations
        .deviation
        .into_iter()
        .map(|entry| (entry.case.clone(), entry))
        .collect();
    for call in cases().calls {
        let ours = answer(&call);
        match deviations.remove(&call.name) {
            None => assert_eq!(comparable(&ours), comparable(&call.answer), "{}", call.name),
            Some(entry) => {
                assert!(!entry.reason.is_empty());
                let expected: Value = serde_json::from_str(&entry.ours).unwrap();
                assert_eq!(ours, expected, "{}", call.name);
                assert_ne!(
                    comparable(&ours),
                    comparable(&call.answer),
                    "{} is stale",
                    call.name
                );
            }
        }
    }
    assert!(
        deviations.is_empty(),
        "no such case: {:?}",
        deviations.keys()
    );
}

/// What an error says is our own affair.
fn comparable(answer: &Value) -> Value {
    match answer.get("error") {
        Some(_) => json!("an error"),
        None => answer.clone(),
    }
}

fn answer(call: &Call) -> Value {
    for before in &call.before {
        run(before).unwrap();
    }
    run(call).unwrap_or_else(|error| json!({ "error": error.to_string() }))
}

fn run(call: &Call) -> Result<Value, Error> {
    let mut extractor = IoCExtract::new();
    for Addition {
        name,
        pattern,
        priority,
        group,
        defang_pattern,
    } in &call.add
    {
        extractor.add_ioc_type(name, pattern, *priority, group.as_deref(), *defang_pattern)?;
    }
    let options = options(&call.options);
    let text = call.text.as_deref();
    let source = text.unwrap_or_default();
    Ok(match call.call.as_str() {
        "extract" => json!(extractor.extract(source, &options)),
        "extract_df" => {
            let found = extractor.extract_df([[text]], &options).into_iter();
            json!(
                found
                    .map(|row| (row.ioc_type, row.observable))
                    .collect::<Rows>()
            )
        }
        "validate" => {
            let kind = call.options["type"].as_str().unwrap();
            json!(extractor.validate(source, kind, options.ignore_tlds)?)
        }
        "get_ioc_type" => json!(extractor.get_ioc_type(source)),
        other => panic!("unknown call {other}"),
    })
}

fn options_of(json: &str) -> ExtractOptions {
    options(&serde_json::from_str(json).unwrap())
}

fn options(named: &Value) -> ExtractOptions {
    let flag = |name: &str, default| named.get(name).map_or(default, |value| value == true);
    let types = named.get("ioc_types").and_then(Value::as_array);
    let names = |types: &Vec<Value>| {
        types
            .iter()
            .map(|name| name.as_str().unwrap().to_owned())
            .collect()
    };
    ExtractOptions {
        ioc_types: types.map(names),
        include_paths: flag("include_paths", false),
        ignore_tlds: flag("ignore_tlds", false),
        defanged: flag("defanged", true),
    }
}

#[derive(Deserialize)]
struct SuffixDifferences {
    dropped: Vec<String>,
    added: Vec<String>,
}

#[test]
fn suffix_differences() {
    let differences: SuffixDifferences = toml::from_str(SUFFIXES).unwrap();
    let names = differences.dropped.iter().map(|name| (name, true));
    let names = names.chain(differences.added.iter().map(|name| (name, false)));
    for (name, in_original) in names {
        for host in [
            format!("example.{name}"),
            format!("EXAMPLE.{}", name.to_uppercase()),
        ] {
            let ours = iocextract::suffix::icann_suffix(&host).is_some();
            assert_eq!(ours, !in_original, "{name} is stale");
            assert_eq!(
                IoCExtract::new().validate(&host, "dns", false),
                Ok(in_original),
                "{host}"
            );
        }
    }
}

fn cases() -> Cases {
    serde_json::from_str(CASES).unwrap()
}
