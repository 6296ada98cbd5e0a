//! Our own cases, `testdata/cases/*.toml`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that finds no data, or other data than it says, should stop"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use iocextract::{Kind, KindSet};
use serde::Deserialize;

/// A text, and what is to be found in it.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) expected: BTreeMap<Kind, BTreeSet<String>>,
    /// The kinds of which nothing else is to be found.
    pub(crate) exhaustive: KindSet,
    /// What is not to be found, of kinds that are not exhaustive.
    pub(crate) forbidden: BTreeMap<Kind, BTreeSet<String>>,
    /// Whether loose spellings are read.
    pub(crate) loose: bool,
}

/// A file of cases. Each is an array: the text, then `kind value` for all that it holds of the
/// kinds that the file is about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    kinds: Vec<String>,
    #[serde(default)]
    cases: Vec<Vec<String>>,
    /// Cases for which loose spellings are read.
    #[serde(default)]
    loose: Vec<Vec<String>>,
}

/// The cases of every file.
pub(crate) fn own() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/cases");
    let entries = fs::read_dir(folder).expect("the folder of the cases");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a file of cases");
        let name = path.file_stem().expect("a name").to_string_lossy();
        let file: Cases = toml::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let kinds = file.kinds.iter().map(|name| kind(name)).collect();
        for (loose, rows) in [(false, file.cases), (true, file.loose)] {
            for (index, row) in rows.iter().enumerate() {
                let set = if loose { "loose" } else { "cases" };
                cases.push(own_case(format!("{name}/{set}/{index}"), row, kinds, loose));
            }
        }
    }
    cases
}

fn own_case(id: String, row: &[String], kinds: KindSet, loose: bool) -> Case {
    let (text, found) = row.split_first().expect("a text");
    let mut expected: BTreeMap<Kind, BTreeSet<String>> = BTreeMap::new();
    for found in found {
        let (name, value) = found.split_once(' ').expect("a kind and a value");
        let values = expected.entry(kind(name)).or_default();
        assert!(values.insert(value.to_owned()), "{id}: {value} twice");
    }
    Case {
        id,
        text: text.clone(),
        expected,
        exhaustive: kinds,
        forbidden: BTreeMap::new(),
        loose,
    }
}

pub(crate) fn kind(name: &str) -> Kind {
    name.parse().unwrap_or_else(|error| panic!("{error}"))
}
