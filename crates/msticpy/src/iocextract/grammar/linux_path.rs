//! Slashes, nothing or dots; then a folder `/(?:[^\\/:*?<>|\r\n]+/)*`; then a file
//! `[^/\0<>|\r\n ]+`.
//!
//! A folder is a chain of names that single slashes end, and a file does not start with a
//! slash: so of several slashes in a row the folder starts at the last, and the root takes the
//! others. Backtracking gives the chain back name by name: its last slash that a file can
//! follow wins, and every later start in the chain shares that fate.

use std::ops::Range;

use super::super::class::Class;
use super::{at, next};

const NAME: Class = Class::all_but(b"\\/:*?<>|\r\n");
const FILE: Class = Class::all_but(b"/\0<>|\r\n ");
const SLASHES: Class = Class::NONE.with(b"/");
const DOTS: Class = Class::NONE.with(b".");

pub(super) fn find(shapes: &[u8], from: usize) -> Option<Range<usize>> {
    let mut search = from;
    while let Some(first) = next(b'/', shapes, search) {
        let slash = SLASHES.end_of_run(shapes, first) - 1;
        let chain = Chain::of(shapes, slash);
        if let Some(sign) = chain.last {
            let dots = DOTS.start_of_run(shapes, from, first);
            let start = if first == slash { dots } else { first };
            return Some(start..FILE.end_of_run(shapes, sign + 1));
        }
        search = chain.end;
    }
    None
}

/// The folders that start at one slash.
struct Chain {
    /// Where the next start may be: at its last slash if more slashes follow, behind it if not.
    end: usize,
    /// Its last slash that a file follows.
    last: Option<usize>,
}

impl Chain {
    fn of(shapes: &[u8], first: usize) -> Self {
        let mut last = None;
        let mut slash = first;
        loop {
            if FILE.holds(shapes, slash + 1) {
                last = Some(slash);
            }
            let next = slash + 1;
            if at(shapes, next) == Some(b'/') {
                return Self { end: slash, last };
            }
            let name = NAME.end_of_run(shapes, next);
            if name == next || at(shapes, name) != Some(b'/') {
                return Self { end: next, last };
            }
            slash = name;
        }
    }
}

pub(super) fn matches_all(shapes: &[u8]) -> bool {
    let Some(last) = memchr::memrchr(b'/', shapes) else {
        return false;
    };
    let is_file = last + 1 < shapes.len() && FILE.end_of_run(shapes, last + 1) == shapes.len();
    let slashes = SLASHES.end_of_run(shapes, 0);
    let roots = [slashes.saturating_sub(1), DOTS.end_of_run(shapes, 0)];
    is_file
        && roots
            .into_iter()
            .any(|first| is_folder(shapes, first, last))
}

/// Whether a folder can start at `first` and end with the slash at `last`.
fn is_folder(shapes: &[u8], first: usize, last: usize) -> bool {
    let Some(names) = shapes
        .get(first..=last)
        .and_then(|folder| folder.strip_prefix(b"/"))
    else {
        return false;
    };
    let Some(names) = names.strip_suffix(b"/") else {
        return names.is_empty();
    };
    let mut names = names.split(|&shape| shape == b'/');
    names.all(|name| !name.is_empty() && name.iter().all(|&shape| NAME.has(shape)))
}
