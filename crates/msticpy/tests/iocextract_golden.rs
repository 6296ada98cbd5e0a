//! The answers of MSTICPy 3.0.2 to strings, calls and the lab's process log.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test may fail loudly"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use msticpy::iocextract::{Error, ExtractOptions, IoCExtract, file_hash_type};
use serde::Deserialize;
use serde_json::Value;

type ByType = BTreeMap<String, BTreeSet<String>>;

#[derive(Deserialize)]
struct Strings {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    default: ByType,
    defanged_false: ByType,
    ignore_tlds: ByType,
    /// All types but the two of paths.
    no_paths: ByType,
    /// Of long texts nobody asked.
    get_ioc_type: Option<String>,
}

#[test]
fn strings() {
    let Some(strings) = golden::<Strings>("strings.json") else {
        return;
    };
    assert!(!strings.cases.is_empty());
    let extractor = IoCExtract::new();
    for case in &strings.cases {
        let found = |options| extractor.extract(&case.text, &options);
        assert_eq!(found(default()), case.default, "{}", case.name);
        let plain = ExtractOptions {
            defanged: false,
            ..default()
        };
        assert_eq!(found(plain), case.defanged_false, "{}, plain", case.name);
        let any_tld = ExtractOptions {
            ignore_tlds: true,
            ..default()
        };
        assert_eq!(found(any_tld), case.ignore_tlds, "{}, any TLD", case.name);
        assert_eq!(
            found(types(&TYPES[..8])),
            case.no_paths,
            "{}, no paths",
            case.name
        );
        if let Some(kind) = &case.get_ioc_type {
            let found = extractor.get_ioc_type(&case.text);
            assert_eq!(found, *kind, "{}", case.name);
        }
    }
}

#[derive(Deserialize)]
struct Frames {
    results: BTreeMap<String, Vec<(String, String, String)>>,
}

#[test]
fn strings_as_a_data_frame() {
    let frames = golden::<Frames>("strings_dataframe.json");
    let Some((frames, strings)) = frames.zip(golden::<Strings>("strings.json")) else {
        return;
    };
    assert_eq!(frames.results.len(), 3);
    for (mode, expected) in &frames.results {
        let options = match mode.as_str() {
            "default" => default(),
            "include_paths" => paths(),
            "all_types" => types(&TYPES),
            _ => panic!("unknown mode {mode}"),
        };
        let rows = strings.cases.iter().map(|case| [Some(case.text.as_str())]);
        let mut found = Vec::new();
        for row in IoCExtract::new().extract_df(rows, &options) {
            let case = &strings.cases[row.source_index];
            assert_eq!(row.input, case.text);
            found.push((row.ioc_type, row.observable, case.name.clone()));
        }
        found.sort();
        // Some of the cells that were asked are not in the list of strings.
        let is_known = |name: &str| strings.cases.iter().any(|case| case.name == name);
        let known = expected.iter().filter(|(_, _, name)| is_known(name));
        let mut expected: Vec<_> = known.cloned().collect();
        expected.sort();
        assert!(!expected.is_empty(), "{mode}");
        assert_eq!(found, expected, "{mode}");
    }
}

#[derive(Deserialize)]
struct Api {
    validate: Vec<Validation>,
    file_hash_type: BTreeMap<String, String>,
    get_ioc_type: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Validation {
    input: String,
    r#type: String,
    defanged: Option<bool>,
    result: Value,
}

#[test]
fn calls() {
    let Some(api) = golden::<Api>("api.json") else {
        return;
    };
    let extractor = IoCExtract::new();
    for case in &api.validate {
        let (input, kind) = (&case.input, &case.r#type);
        let result = match case.defanged {
            None => extractor.validate(input, kind, false),
            Some(defanged) => extractor.validate_as(input, kind, false, defanged),
        };
        match &case.result {
            Value::Bool(expected) => assert_eq!(result, Ok(*expected), "{input:?} as {kind}"),
            Value::String(error) => {
                assert!(error.starts_with("ERR KeyError: ('Unknown type"));
                assert!(
                    matches!(result, Err(Error::UnknownType(_))),
                    "{input:?} as {kind}"
                );
            }
            other => panic!("neither true, false nor an error: {other}"),
        }
    }
    for (hash, kind) in &api.file_hash_type {
        assert_eq!(file_hash_type(hash), kind, "{hash:?}");
    }
    for (observable, kind) in &api.get_ioc_type {
        assert_eq!(extractor.get_ioc_type(observable), *kind, "{observable:?}");
    }
}

#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct LabRow {
    row: usize,
    r#type: String,
    value: String,
}

#[test]
fn lab_default() {
    lab("lab_default.jsonl", &default(), 6_685);
}

#[test]
fn lab_include_paths() {
    lab("lab_include_paths.jsonl", &paths(), 34_590);
}

fn lab(name: &str, options: &ExtractOptions, count: usize) {
    let Some(shared) = shared(name) else {
        return;
    };
    let golden = fs::read_to_string(shared.join("golden/ioc").join(name)).unwrap();
    let rows = golden
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    let mut expected: Vec<LabRow> = rows.collect();
    expected.sort();
    let cells = command_lines(&shared);
    let rows = cells.iter().map(|cell| [Some(cell.as_str())]);
    let found = IoCExtract::new().extract_df(rows, options).into_iter();
    let found = found.map(|row| LabRow {
        row: row.source_index,
        r#type: row.ioc_type,
        value: row.observable,
    });
    let mut found: Vec<LabRow> = found.collect();
    found.sort();
    assert_eq!(found.len(), count);
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());
}

fn command_lines(shared: &Path) -> Vec<String> {
    let path = shared.join("lab/processes_on_host.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap();
    let column = headers
        .iter()
        .position(|name| name == "CommandLine")
        .unwrap();
    let records = reader.records();
    records
        .map(|record| record.unwrap()[column].to_owned())
        .collect()
}

/// The two of paths come last.
const TYPES: [&str; 10] = [
    "ipv4",
    "ipv6",
    "dns",
    "url",
    "email",
    "md5_hash",
    "sha1_hash",
    "sha256_hash",
    "windows_path",
    "linux_path",
];

fn types(types: &[&str]) -> ExtractOptions {
    ExtractOptions {
        ioc_types: Some(types.iter().map(|&name| name.to_owned()).collect()),
        ..default()
    }
}

fn default() -> ExtractOptions {
    ExtractOptions::default()
}

fn paths() -> ExtractOptions {
    ExtractOptions {
        include_paths: true,
        ..default()
    }
}

fn golden<T: for<'de> Deserialize<'de>>(name: &str) -> Option<T> {
    let path = shared(name)?.join("golden/ioc").join(name);
    let json = fs::read_to_string(path).unwrap();
    Some(serde_json::from_str(&json).unwrap())
}

/// The folder of the reference data, if it is there; in CI it must be.
#[expect(clippy::print_stderr, reason = "a skipped test must say so")]
fn shared(what: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = std::env::var_os("CHAFFINCH_SHARED").unwrap_or_else(|| "../shared".into());
    let folder = root.join(folder);
    if folder.is_dir() {
        return Some(folder);
    }
    let is_ci = std::env::var_os("CI").is_some();
    assert!(!is_ci, "no shared data at {}", folder.display());
    eprintln!("skipped: {what} (no shared data at {})", folder.display());
    None
}
