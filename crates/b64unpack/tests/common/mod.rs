//! What the tests share: how cases are read, how results are put into words, and where the
//! reference data are.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::path::PathBuf;

use b64unpack::Tree;
use b64unpack::formats::{self, Format};
use serde::Deserialize;
use serde::de::DeserializeOwned;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A file of `testdata`.
#[derive(Deserialize)]
#[serde(bound = "C: DeserializeOwned")]
struct File<C> {
    case: Vec<C>,
}

/// The cases of a file of `testdata`, one at least.
pub(crate) fn cases<C: DeserializeOwned>(text: &str) -> Vec<C> {
    let file: File<C> = toml::from_str(text).unwrap_or_else(|error| panic!("{error}"));
    assert!(!file.case.is_empty());
    file.case
}

/// `kind` of a problem of the input, `number kind` of one of a payload.
pub(crate) fn problems(tree: &Tree) -> Vec<String> {
    let name = |problem: &b64unpack::Problem| match problem.payload() {
        Some(id) => format!("{} {}", id.index(), problem.kind()),
        None => problem.kind().to_string(),
    };
    tree.problems().iter().map(name).collect()
}

/// Whether the first of all formats that takes the bytes for its own is this one.
pub(crate) fn is_recognised(bytes: &[u8], format: &dyn Format) -> bool {
    let first = formats::ALL.iter().find(|format| format.recognise(bytes));
    first.is_some_and(|first| first.name() == format.name())
}

/// A place in the shared reference data; nothing, said clearly, where they are absent.
///
/// # Panics
///
/// If they are absent in CI.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let folder =
        std::env::var_os("CHAFFINCH_SHARED").map_or_else(|| "../shared".into(), PathBuf::from);
    let place = PathBuf::from(ROOT).join(folder).join(path);
    if place.exists() {
        return Some(place);
    }
    skip(&format!("{path} (no shared data at {})", place.display()));
    None
}

/// Says on standard error that something was not tested.
///
/// # Panics
///
/// In CI, where nothing may be skipped.
#[allow(clippy::print_stderr, reason = "that is the point")]
pub(crate) fn skip(what: &str) {
    assert!(
        std::env::var_os("CI").is_none(),
        "not to be skipped in CI: {what}"
    );
    eprintln!("skipped: {what}");
}

/// Bytes from hexadecimal digits and white space.
pub(crate) fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(16)).collect();
    digits
        .chunks(2)
        .map(|pair| (pair[0] * 16 + pair[1]) as u8)
        .collect()
}

/// The cells of the lab's column `CommandLine`, by a small reader of RFC 4180.
pub(crate) fn command_line_column(csv: &str) -> Vec<String> {
    let mut rows = Vec::new();
    let (mut row, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = csv.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            _ => field.push(char),
        }
    }
    let header = rows.remove(0);
    let column = header
        .iter()
        .position(|name| name == "CommandLine")
        .unwrap();
    rows.into_iter()
        .map(|mut row| row.swap_remove(column))
        .collect()
}
