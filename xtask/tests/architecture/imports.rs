//! The modules of its own crate that a source file names: `crate::…`, `super::…`, in a `use` or in a path.

use std::collections::{BTreeMap, BTreeSet};

/// The first and, where it is a module too, second path segments that `source`, the file of
/// `module` (`["formats", "zip"]`), reaches inside its crate. Comments and the tests at the end
/// of a file do not count.
pub(crate) fn imports(source: &str, module: &[String]) -> BTreeSet<Vec<String>> {
    let code = code(source);
    let mut found = BTreeSet::new();
    for (at, word) in words(&code) {
        let Some(base) = base(word, module) else {
            continue;
        };
        // `super::super::x`: the inner word is part of the outer path.
        if code[..at].ends_with("::") {
            continue;
        }
        for tail in paths(&code[at + word.len()..]) {
            if let Some(path) = resolve(&base, &tail) {
                found.insert(path);
            }
        }
    }
    found
}

/// The names that a crate root lends to all modules, each with the module it comes from:
/// `pub use limits::{Limit, Limits};`.
pub(crate) fn reexports(root: &str) -> BTreeMap<String, String> {
    let code = code(root);
    let mut found = BTreeMap::new();
    for (at, word) in words(&code) {
        if word != "use" {
            continue;
        }
        let statement = code[at + word.len()..]
            .split(';')
            .next()
            .unwrap_or_default();
        let statement = statement.trim().trim_start_matches("crate::");
        for path in paths(&format!("::{statement}")) {
            if let [module, .., name] = path.as_slice() {
                found.insert(name.clone(), module.clone());
            }
        }
    }
    found
}

fn base(word: &str, module: &[String]) -> Option<Vec<String>> {
    match word {
        "crate" => Some(Vec::new()),
        "super" => Some(module[..module.len().saturating_sub(1)].to_vec()),
        _ => None,
    }
}

fn resolve(base: &[String], tail: &[String]) -> Option<Vec<String>> {
    let mut path = base.to_vec();
    for segment in tail {
        if segment == "super" {
            path.pop();
        } else {
            path.push(segment.clone());
        }
    }
    (!path.is_empty()).then(|| path.into_iter().take(2).collect())
}

/// The source without comments and without what follows the first `#[cfg(test)]`.
fn code(source: &str) -> String {
    let lines = source
        .lines()
        .take_while(|line| line.trim() != "#[cfg(test)]");
    let lines = lines.map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - code.as_ptr() as usize, word))
}

/// The paths that follow a `crate` or `super`: `::a::b`, `::{a::b, c}`.
fn paths(rest: &str) -> Vec<Vec<String>> {
    let Some(rest) = rest.strip_prefix("::") else {
        return Vec::new();
    };
    if let Some(group) = rest.strip_prefix('{') {
        return split(group)
            .into_iter()
            .flat_map(|part| paths(&format!("::{}", part.trim())))
            .collect();
    }
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    let (head, tail) = rest.split_at(end);
    if head.is_empty() || head == "self" {
        return Vec::new();
    }
    let tails = paths(tail);
    if tails.is_empty() {
        return vec![vec![head.to_owned()]];
    }
    tails
        .into_iter()
        .map(|tail| [vec![head.to_owned()], tail].concat())
        .collect()
}

/// The parts of a `{…}` group at its own level.
fn split(group: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, byte) in group.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => {
                parts.push(&group[start..at]);
                break;
            }
            b'}' => depth -= 1,
            b',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

#[test]
fn every_spelling_is_seen() {
    let module = ["formats".to_owned(), "zip".to_owned()];
    let seen = |source: &str| -> Vec<String> {
        imports(source, &module)
            .into_iter()
            .map(|path| path.join("::"))
            .collect()
    };
    assert_eq!(seen("use crate::limits::Limits;"), ["limits::Limits"]);
    assert_eq!(
        seen("use crate::{find::Finder, text};"),
        ["find::Finder", "text"]
    );
    assert_eq!(seen("use crate::{a::{b, c}, d};"), ["a::b", "a::c", "d"]);
    assert_eq!(
        seen("use super::{Format, gzip::x};"),
        ["formats::Format", "formats::gzip"]
    );
    assert_eq!(seen("use super::super::tree::Tree;"), ["tree::Tree"]);
    assert_eq!(seen("let x = crate::text::y(1);"), ["text::y"]);
    assert_eq!(
        seen("// crate::no\n/// [crate::no]\n#[cfg(test)]\nuse crate::no;"),
        [""; 0]
    );
    assert_eq!(seen("pub(crate) fn f() {} pub(super) fn g() {}"), [""; 0]);
}

#[test]
fn reexports_are_traced() {
    let root = "mod a;\nuse inner::X;\npub use a::{B, deep::C};\npub use crate::{\n d::E,\n};";
    let expected = [("B", "a"), ("C", "a"), ("E", "d"), ("X", "inner")];
    let expected = expected.map(|(name, module)| (name.to_owned(), module.to_owned()));
    assert_eq!(reexports(root), BTreeMap::from(expected));
}
