//! Is a name under a public suffix? As `tldextract` 5.4 answers for the original.

use std::borrow::Cow;

use iocextract::suffix;

use super::text::is_space;

/// Whether a name, which may have `[.]` for its dots, has a public suffix. The suffixes that
/// companies hand out do not count.
pub(super) fn has_public_suffix(name: &str) -> bool {
    let name = if name.contains("[.]") {
        Cow::Owned(name.replace("[.]", "."))
    } else {
        Cow::Borrowed(name)
    };
    let host = host(&name);
    match host.rsplit('.').next() {
        Some(label) if is_among(&DROPPED, label) => true,
        Some(label) if is_among(&ADDED, label) => false,
        _ => suffix::icann_suffix(host).is_some(),
    }
}

// The list that tldextract 5.4.0 comes with is of 2025-04-07, ours is newer. These top-level
// names differ; a test holds them to `testdata/iocextract-suffix-differences.toml`.

/// In the original's list alone.
const DROPPED: [&str; 9] = [
    "bentley",
    "dunlop",
    "goo",
    "helsinki",
    "juniper",
    "lancaster",
    "pramerica",
    "redstone",
    "wolterskluwer",
];
/// In ours alone.
const ADDED: [&str; 2] = ["hotel", "web"];

/// Without regard to case: the Kelvin sign, too, is a `k`.
fn is_among(names: &[&str], label: &str) -> bool {
    if label.is_ascii() {
        return names.iter().any(|name| name.eq_ignore_ascii_case(label));
    }
    names.contains(&label.to_lowercase().as_str())
}

/// The host in something like a URL.
fn host(name: &str) -> &str {
    let authority = without_scheme(name);
    let end = authority.find(['/', '?', '#']).unwrap_or(authority.len());
    let (authority, _) = authority.split_at(end);
    let authority = authority.rsplit('@').next().unwrap_or(authority);
    if authority.starts_with('[') && authority.contains(']') {
        // An address, which has no suffix.
        return "";
    }
    let host = authority.split(':').next().unwrap_or(authority);
    let host = host.trim_matches(is_space);
    host.trim_end_matches(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}'])
}

fn without_scheme(name: &str) -> &str {
    let Some((scheme, rest)) = name.split_once("//") else {
        return name;
    };
    let scheme = match scheme.strip_suffix(':') {
        Some(scheme) if !scheme.is_empty() => scheme,
        _ if scheme.is_empty() => return rest,
        _ => return name,
    };
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    if scheme.chars().all(is_scheme) {
        rest
    } else {
        name
    }
}
