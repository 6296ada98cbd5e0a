//! Cases from the test suites of other tools, where they are at hand.

#![expect(
    clippy::expect_used,
    reason = "a test that finds no data, or other data than it says, should stop"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use iocextract::Kind;
use serde::Deserialize;

use crate::cases::{self, Case};

/// A case as the file has it. `alias` and the case's origin are not needed here.
#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    expected: BTreeMap<String, BTreeSet<String>>,
    exhaustive: BTreeSet<String>,
    forbid: BTreeMap<String, BTreeSet<String>>,
    flags: BTreeSet<String>,
}

/// The cases of a shared file, or `None` with a word about it; in CI they must be there.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
pub(crate) fn cases(part: &str) -> Option<Vec<Case>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = std::env::var_os("CHAFFINCH_SHARED").unwrap_or_else(|| "../shared".into());
    let path = workspace.join(root).join(part);
    if !path.exists() {
        let missing = format!("no shared data at {}", path.display());
        assert!(std::env::var_os("CI").is_none(), "{missing}");
        eprintln!("skipped: {missing}");
        return None;
    }
    let text = fs::read_to_string(path).expect("the shared cases");
    let rows: Vec<Row> = serde_json::from_str(&text).expect("cases");
    Some(rows.into_iter().map(case).collect())
}

fn case(row: Row) -> Case {
    Case {
        id: row.id,
        text: row.text,
        expected: by_kind(row.expected),
        exhaustive: row
            .exhaustive
            .iter()
            .map(|name| cases::kind(name))
            .collect(),
        forbidden: by_kind(row.forbid),
        // Spaces around dots, brackets without their other half: what only loose reading takes.
        loose: row.flags.contains("aggressive"),
    }
}

fn by_kind(values: BTreeMap<String, BTreeSet<String>>) -> BTreeMap<Kind, BTreeSet<String>> {
    let named = values.into_iter();
    named
        .map(|(name, values)| (cases::kind(&name), values))
        .collect()
}
