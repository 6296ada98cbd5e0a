//! The original's own patterns, each matched by hand in linear time.
//!
//! A pattern here answers two questions as Python's backtracking `re` module does: where is the
//! leftmost match from some position on, and does the whole text match. The patterns overlap
//! with themselves little enough that backtracking has at most a handful of outcomes; each file
//! says why its own shortcut finds the one that backtracking would try first.

mod dns;
mod email;
mod hash;
mod ipv4;
mod ipv6;
mod linux_path;
mod url;
mod windows_path;

use std::ops::Range;

use super::text::Text;

/// One of the original's patterns.
#[derive(Clone, Copy, Debug)]
pub(super) enum Builtin {
    Ipv4 { defanged: bool },
    Ipv6,
    Dns { defanged: bool },
    Url { defanged: bool },
    Email { defanged: bool },
    WindowsPath,
    LinuxPath,
    Hash { digits: usize },
}

/// A match: positions count characters.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// What is reported.
    pub(super) value: Range<usize>,
    /// All that the pattern matched; of the original's own, only hashes match more than they
    /// report.
    pub(super) whole: Range<usize>,
    /// The host of a URL.
    pub(super) host: Option<Range<usize>>,
}

impl Builtin {
    /// The leftmost match that starts at `from` or later.
    pub(super) fn find(self, text: &Text<'_>, from: usize) -> Option<Match> {
        let shapes = text.shapes();
        match self {
            Self::Ipv4 { defanged } => ipv4::find(shapes, from, defanged).map(Match::plain),
            Self::Ipv6 => ipv6::find(text, from).map(Match::plain),
            Self::Dns { defanged } => dns::find(shapes, from, defanged).map(Match::plain),
            Self::Url { defanged } => url::find(text, from, defanged),
            Self::Email { defanged } => email::find(shapes, from, defanged).map(Match::plain),
            Self::WindowsPath => windows_path::find(shapes, from).map(Match::plain),
            Self::LinuxPath => linux_path::find(shapes, from).map(Match::plain),
            Self::Hash { digits } => hash::find(shapes, from, digits),
        }
    }

    /// Whether the pattern matches the whole text.
    pub(super) fn matches_all(self, text: &Text<'_>) -> bool {
        let shapes = text.shapes();
        let all = 0..shapes.len();
        match self {
            // These have one way to match at a given place, so the leftmost match is the only
            // one that could be the whole.
            Self::Ipv4 { defanged } => ipv4::find(shapes, 0, defanged) == Some(all),
            Self::Ipv6 => ipv6::find(text, 0) == Some(all),
            Self::Url { defanged } => {
                url::find(text, 0, defanged).is_some_and(|found| found.value == all)
            }
            Self::Dns { defanged } => dns::matches_from(shapes, 0, defanged),
            Self::Email { defanged } => email::matches_all(shapes, defanged),
            Self::WindowsPath => windows_path::matches_all(shapes),
            Self::LinuxPath => linux_path::matches_all(shapes),
            Self::Hash { digits } => hash::matches_all(shapes, digits),
        }
    }
}

impl Match {
    pub(super) fn plain(value: Range<usize>) -> Self {
        Self {
            whole: value.clone(),
            value,
            host: None,
        }
    }
}

/// The first position from `from` on that has one of two bytes.
fn either(first: u8, second: u8, shapes: &[u8], from: usize) -> Option<usize> {
    let rest = shapes.get(from..)?;
    memchr::memchr2(first, second, rest).map(|at| from + at)
}

/// The first position from `from` on that has a byte.
fn next(byte: u8, shapes: &[u8], from: usize) -> Option<usize> {
    memchr::memchr(byte, shapes.get(from..)?).map(|at| from + at)
}

/// The character at a position.
fn at(shapes: &[u8], position: usize) -> Option<u8> {
    shapes.get(position).copied()
}

/// The character before a position.
fn before(shapes: &[u8], position: usize) -> Option<u8> {
    at(shapes, position.checked_sub(1)?)
}

/// A separator around the dot at `dot`: `\.`, or `\[?\.\]?` in defanged text.
fn around_dot(shapes: &[u8], dot: usize, defanged: bool) -> Range<usize> {
    let opened = defanged && before(shapes, dot) == Some(b'[');
    let closed = defanged && at(shapes, dot + 1) == Some(b']');
    dot - usize::from(opened)..dot + 1 + usize::from(closed)
}

/// Where the separator that starts at `start` ends.
fn separator(shapes: &[u8], start: usize, defanged: bool) -> Option<usize> {
    let opened = defanged && at(shapes, start) == Some(b'[');
    let dot = start + usize::from(opened);
    (at(shapes, dot) == Some(b'.')).then(|| around_dot(shapes, dot, defanged).end)
}
