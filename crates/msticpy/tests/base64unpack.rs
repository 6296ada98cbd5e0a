//! `msticpy::base64unpack` against the answers of MSTICPy 3.0.2: our own inputs in `testdata`, and
//! the reference and lab data where they are.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use msticpy::base64unpack::{
    COLUMNS, Options, Record, Unpacked, unpack, unpack_column, unpack_items,
};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

/// Where we differ from the original, and why.
#[derive(Deserialize)]
struct Deviations {
    deviation: Vec<Deviation>,
}

#[derive(Clone, Deserialize)]
struct Deviation {
    cases: BTreeSet<String>,
    /// What we report, where the original raises an exception.
    #[serde(default)]
    problem: Option<String>,
    #[serde(rename = "ours")]
    _ours: String,
    #[serde(rename = "theirs")]
    _theirs: String,
    #[serde(rename = "why")]
    _why: String,
}

#[test]
fn own_cases() {
    let text = std::fs::read_to_string(testdata("base64unpack-cases.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(cases.len() > 200);
    compare(&cases, |case| case["items"] == json!(true));
}

#[test]
fn reference_cases() {
    let Some(path) = shared("golden/b64/cases.jsonl") else {
        return;
    };
    let cases = lines(&path);
    let one_call: Vec<Value> = cases
        .into_iter()
        .filter(|case| case.get("calls").is_none())
        .collect();
    assert!(one_call.len() > 190);
    compare(&one_call, |case| case["api"] == json!("unpack_items"));
}

/// Where the original's second answer differs from its first, ours is the first, both times.
#[test]
fn an_answer_does_not_depend_on_earlier_calls() {
    let Some(path) = shared("golden/b64/cases.jsonl") else {
        return;
    };
    let mut cases = lines(&path);
    cases.retain(|case| case.get("calls").is_some());
    assert_eq!(cases.len(), 3);
    for case in cases {
        let answers: Vec<bool> = (0..2)
            .map(|call| {
                let mut expected = case["calls"][call].clone();
                expected["name"] = case["name"].clone();
                let input = case["input"][call].as_str().unwrap();
                differs(&expected, &unpack(input, Options::new())).is_none()
            })
            .collect();
        let listed = deviations().contains_key(&name(&case));
        assert_eq!(answers, [true, !listed], "{}", case["name"]);
    }
}

#[test]
fn every_deviation_is_a_case() {
    let text = std::fs::read_to_string(testdata("base64unpack-cases.json")).unwrap();
    let own: Vec<Value> = serde_json::from_str(&text).unwrap();
    let Some(path) = shared("golden/b64/cases.jsonl") else {
        return;
    };
    let names: BTreeSet<String> = own
        .into_iter()
        .chain(lines(&path))
        .map(|case| name(&case))
        .collect();
    let listed: BTreeSet<String> = deviations().into_keys().collect();
    assert_eq!(listed.difference(&names).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn lab_columns() {
    let Some(table) = shared("lab/processes_on_host.csv") else {
        return;
    };
    let mut reader = csv::Reader::from_path(table).unwrap();
    let at = reader
        .headers()
        .unwrap()
        .iter()
        .position(|name| name == "CommandLine")
        .unwrap();
    let cells: Vec<String> = reader
        .records()
        .map(|record| record.unwrap().get(at).unwrap().to_owned())
        .collect();
    assert_eq!(cells.len(), 22_979);
    for (utf16, golden) in [
        (false, "golden/b64/lab_column_utf16_False.jsonl"),
        (true, "golden/b64/lab_column_utf16_True.jsonl"),
    ] {
        let expected = lines(&shared(golden).unwrap()).split_off(1);
        let rows = cells
            .iter()
            .map(|cell| (!cell.is_empty()).then_some(cell.as_str()));
        let mut found = Vec::new();
        for row in unpack_column(rows, Options::new().utf16(utf16)) {
            assert!(row.problems.is_empty());
            for record in &row.records {
                let mut value = columns(record, true);
                value["src_index"] = json!(row.row);
                value["CommandLine"] = json!(cells[row.row]);
                value["full_decoded_string"] = json!(row.output);
                found.push(value);
            }
        }
        assert_eq!(found, expected, "utf16 = {utf16}");
    }
}

/// The original's `unpack_df` in a fresh process: the string that could not be decoded in row 1 is
/// not counted in row 2. Alone, row 2 has index 2.
#[test]
fn a_column_is_one_call() {
    let unknown = "abcdefghijklmnopqrstuvwxyzabcde";
    let last = format!("{unknown} VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcw==");
    let decoded = |index| {
        format!(
            "{unknown} <decoded type='string' name='[None]' index='{index}' depth='1'>\
             The quick brown fox jumps</decoded>"
        )
    };
    let rows = unpack_column(
        [Some("nothing"), Some(unknown), Some(&last), None],
        Options::new(),
    );
    let outputs: Vec<(usize, &str)> = rows
        .iter()
        .map(|row| (row.row, row.output.as_str()))
        .collect();
    assert_eq!(outputs, [(1, unknown), (2, decoded(1).as_str())]);
    assert_eq!(unpack(&last, Options::new()).output, decoded(2));
}

fn compare(cases: &[Value], items: impl Fn(&Value) -> bool) {
    let deviations = deviations();
    let mut faults = Vec::new();
    for case in cases {
        let name = name(case);
        let options = Options::new().utf16(case["utf16"] == json!(true));
        let input = case["input"].as_str().unwrap();
        let ours = if items(case) {
            unpack_items(input, options)
        } else {
            unpack(input, options)
        };
        let differs = differs(case, &ours);
        match (deviations.get(&name), differs) {
            (None, Some(fault)) => faults.push(format!("{name}: {fault}")),
            (Some(_), None) => faults.push(format!("{name}: the deviation is stale")),
            (Some(deviation), Some(_)) => {
                let problems: BTreeSet<&str> = ours
                    .problems
                    .iter()
                    .map(|problem| problem.kind.name())
                    .collect();
                let expected: BTreeSet<&str> = deviation.problem.as_deref().into_iter().collect();
                if problems != expected {
                    faults.push(format!("{name}: {problems:?} instead of {expected:?}"));
                }
            }
            (None, None) => {}
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {}:\n{}",
        faults.len(),
        cases.len(),
        faults.join("\n")
    );
}

/// How our answer differs from the original's, if it does.
fn differs(case: &Value, ours: &Unpacked) -> Option<String> {
    if let Some(error) = case.get("error") {
        return Some(format!("the original raises {error}"));
    }
    if !ours.problems.is_empty() {
        return Some(format!("problems: {:?}", ours.problems));
    }
    if case["output"] != json!(ours.output) {
        return Some(format!(
            "\n  ours   {:?}\n  theirs {}",
            ours.output, case["output"]
        ));
    }
    let theirs = case["records"].as_array().unwrap();
    let all = theirs
        .first()
        .is_some_and(|record| record.get("printable_bytes").is_some());
    let ours: Vec<Value> = ours
        .records
        .iter()
        .map(|record| columns(record, all))
        .collect();
    (&ours != theirs).then(|| format!("\n  ours   {}\n  theirs {}", json!(ours), json!(theirs)))
}

/// The original's columns; without those that others determine, unless `all` are asked for.
fn columns(record: &Record, all: bool) -> Value {
    let hex: Vec<String> = record
        .input_bytes
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let hashes: BTreeMap<_, _> = record.file_hashes().into_iter().collect();
    assert_eq!(record.printable_bytes(), hex.join(" "));
    let mut value = json!({
        "reference": record.reference,
        "original_string": *record.original_string,
        "file_name": record.file_name,
        "file_type": record.file_type,
        "input_bytes": { "hex": hex.concat() },
        "decoded_string": record.decoded_string,
        "encoding_type": record.encoding_type,
        "file_hashes": hashes,
        "md5": record.md5,
        "sha1": record.sha1,
        "sha256": record.sha256,
        "printable_bytes": record.printable_bytes(),
    });
    let names: BTreeSet<&str> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(names, BTreeSet::from(COLUMNS));
    if !all {
        let object = value.as_object_mut().unwrap();
        object.remove("file_hashes");
        object.remove("printable_bytes");
    }
    value
}

fn deviations() -> BTreeMap<String, Deviation> {
    let text = std::fs::read_to_string(testdata("base64unpack-deviations.toml")).unwrap();
    let list: Deviations = toml::from_str(&text).unwrap();
    let mut by_case = BTreeMap::new();
    for deviation in list.deviation {
        for case in &deviation.cases {
            let twice = by_case.insert(case.clone(), deviation.clone());
            assert!(twice.is_none(), "{case} is listed twice");
        }
    }
    by_case
}

fn name(case: &Value) -> String {
    case["name"].as_str().unwrap().to_owned()
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("testdata")
        .join(name)
}

fn shared(what: &str) -> Option<PathBuf> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let given = std::env::var_os("CHAFFINCH_SHARED").unwrap_or_else(|| "../shared".into());
    let path = Path::new(root).join(given).join(what);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "no {}", path.display());
    eprintln!("skipped: {what} (no shared data at {})", path.display());
    None
}

#[test]
fn a_bomb_ends_at_a_limit() {
    use b64unpack::Digests;
    let zeros = gzip_of_zeros();
    let input = format!(
        "x {zeros} {zeros} {}",
        "VGhpcyBpcyBzdGlsbCByZWFkIGFmdGVyd2FyZHM="
    );
    let unpacked = unpack(&input, Options::new());
    let problems: Vec<&str> = unpacked
        .problems
        .iter()
        .map(|problem| problem.kind.name())
        .collect();
    assert_eq!(problems, ["limit:decoded_bytes"]);
    let [record] = unpacked.records.as_slice() else {
        panic!("what fits is kept")
    };
    assert_eq!(Digests::of(&record.input_bytes).md5_hex(), record.md5);
}

/// 80 MiB of zeros in 80 KiB.
fn gzip_of_zeros() -> String {
    use base64::Engine;
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..80 {
        encoder.write_all(&vec![0; 1 << 20]).unwrap();
    }
    let mut bytes = encoder.finish().unwrap();
    // As Python writes it: the level is no part of what is told by the first four characters.
    bytes[8] = 2;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

proptest! {
    #[test]
    fn any_text_gives_one_answer(text in any::<String>(), utf16 in any::<bool>()) {
        let options = Options::new().utf16(utf16);
        let unpacked = unpack(&text, options);
        prop_assert_eq!(&unpack(&text, options), &unpacked);
        if unpacked.records.is_empty() {
            prop_assert_eq!(unpacked.output, text);
        }
    }

    #[test]
    fn archives_cut_and_bent_are_read_as_far_as_they_go(
        which in 0_usize..3,
        cut in 0_usize..4096,
        flips in proptest::collection::vec((0_usize..2048, any::<u8>()), 0..4),
    ) {
        let mut text = archives()[which].clone().into_bytes();
        for (at, byte) in flips {
            let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            let at = 20 + at % (text.len() - 20);
            text[at] = alphabet[usize::from(byte) % 64];
        }
        text.truncate(text.len() - cut % text.len() / 4 * 4);
        let text = String::from_utf8(text).unwrap();
        let unpacked = unpack(&text, Options::new());
        prop_assert!(!unpacked.output.is_empty() || text.is_empty());
    }
}

fn archives() -> [String; 3] {
    let text = std::fs::read_to_string(testdata("base64unpack-cases.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    ["gzip_two_members", "zip_duplicates", "tar_links"].map(|wanted| {
        let case = cases
            .iter()
            .find(|case| case["name"] == json!(wanted))
            .unwrap();
        case["input"].as_str().unwrap().to_owned()
    })
}
