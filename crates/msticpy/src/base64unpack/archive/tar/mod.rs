//! tar as Python's `tarfile`: names as `getnames` gives them, contents as `extractfile` does, which
//! follows links within the archive.

mod header;
mod walk;

use super::Members;
use crate::base64unpack::budget::Budget;
use crate::base64unpack::problem::ProblemKind;
use std::collections::{HashMap, HashSet};
use walk::{Entry, Kind, walk};

/// Links that lead to links; a longer chain is a circle or meant to cost time.
const HOPS: usize = 32;

pub(super) fn members(bytes: &[u8], budget: &mut Budget) -> Members {
    let mut members = Members::default();
    let (entries, problem) = walk(bytes);
    if let Some(kind) = problem {
        members.problem(kind, None);
    }
    let names = Names::of(&entries);
    let mut seen = HashSet::new();
    for entry in &entries {
        // Python reads by name, which means the last entry of that name.
        if !seen.insert(&entry.name) {
            continue;
        }
        let content = names.content(&entry.name).and_then(|content| {
            if content.len() > budget.left() {
                return Err(ProblemKind::DecodedBytes);
            }
            budget.spend(content.len());
            Ok(content)
        });
        match content {
            Ok(content) => members.members.push((entry.name.clone(), content.to_vec())),
            Err(kind) => members.problem(kind, Some(&entry.name)),
        }
    }
    members
}

/// Entries by name and by normalised name, in the order of the archive.
struct Names<'a> {
    entries: &'a [Entry<'a>],
    by_name: HashMap<&'a str, usize>,
    by_path: HashMap<String, Vec<usize>>,
}

impl<'a> Names<'a> {
    fn of(entries: &'a [Entry<'a>]) -> Names<'a> {
        let mut by_path: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            by_path
                .entry(normalise(&entry.name))
                .or_default()
                .push(index);
        }
        let by_name = entries.iter().enumerate();
        let by_name = by_name
            .map(|(index, entry)| (entry.name.as_str(), index))
            .collect();
        Names {
            entries,
            by_name,
            by_path,
        }
    }

    /// What `extractfile(name)` reads.
    fn content(&self, name: &str) -> Result<&'a [u8], ProblemKind> {
        let name = name.trim_end_matches('/');
        let mut index = *self.by_name.get(name).ok_or(ProblemKind::Link)?;
        for _ in 0..HOPS {
            let entry = self.entries.get(index).ok_or(ProblemKind::Link)?;
            index = match entry.kind {
                Kind::File(content) => return content,
                Kind::Empty => return Ok(b""),
                Kind::SymbolicLink => {
                    let folder = entry.name.rsplit_once('/').map_or("", |(folder, _)| folder);
                    let target = match (folder, entry.link.as_str()) {
                        ("", link) => link.to_owned(),
                        (folder, "") => folder.to_owned(),
                        (folder, link) => format!("{folder}/{link}"),
                    };
                    self.target(&target, usize::MAX)
                }
                Kind::HardLink => self.target(&entry.link, index),
            }
            .ok_or(ProblemKind::Link)?;
        }
        Err(ProblemKind::Link)
    }

    /// The last entry before `limit` whose path is that of `link`.
    fn target(&self, link: &str, limit: usize) -> Option<usize> {
        let indices = self.by_path.get(&normalise(link))?;
        indices.iter().rev().copied().find(|index| *index < limit)
    }
}

/// Python's `posixpath.normpath`.
fn normalise(path: &str) -> String {
    let slashes = path.len() - path.trim_start_matches('/').len();
    // Two leading slashes mean something to POSIX, three do not.
    let root = match slashes {
        0 => "",
        2 => "//",
        _ => "/",
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if parts.is_empty() && slashes > 0 => {}
            part => parts.push(part),
        }
    }
    let path = format!("{root}{}", parts.join("/"));
    if path.is_empty() {
        ".".to_owned()
    } else {
        path
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_are_normalised_as_in_python() {
        for (path, normal) in [
            ("", "."),
            ("a//b/./c/..", "a/b"),
            ("../a/../../b", "../../b"),
            ("/../a", "/a"),
            ("//a", "//a"),
            ("///a", "/a"),
        ] {
            assert_eq!(super::normalise(path), normal, "{path}");
        }
    }
}
