//! `[a-z]:`, `\\server`, nothing or dots; then a folder `\\(?:[^/:*?"'<>|\r\n]+\\)*`; then a
//! file `[^\\/*?"<>|\r\n ]+`.
//!
//! The folder's class has the backslash in it, which is what makes the original exponential.
//! But a folder that starts at one backslash can end at that or at any backslash from two
//! characters on in the same run of the class, and backtracking tries those ends from the last
//! to the first. The first that a file can follow wins, and in one run it is the same for every
//! start before it.

use std::ops::Range;

use super::super::class::Class;
use super::{at, next};

const FOLDER: Class = Class::all_but(b"/:*?\"'<>|\r\n");
const FILE: Class = Class::all_but(b"\\/*?\"<>|\r\n ");
const SERVER: Class = Class::ALNUM.with(b"_.$-");
const DOTS: Class = Class::NONE.with(b".");

pub(super) fn find(shapes: &[u8], from: usize) -> Option<Range<usize>> {
    let mut search = from;
    while let Some(first) = next(b'\\', shapes, search) {
        let run = Run::of(shapes, first);
        let mut slash = first;
        while run.may_start(slash) {
            if let Some((start, sign)) = start_and_folder(shapes, from, slash, &run) {
                return Some(start..FILE.end_of_run(shapes, sign + 1));
            }
            slash = next(b'\\', shapes, slash + 1)?;
        }
        search = run.end;
    }
    None
}

/// The leftmost start whose folder begins at `slash`, or that is `slash` itself, and the
/// folder's last sign.
fn start_and_folder(shapes: &[u8], from: usize, slash: usize, run: &Run) -> Option<(usize, usize)> {
    if let Some(folder_end) = run.folder(slash) {
        return Some((start_of_root(shapes, from, slash), folder_end));
    }
    server(shapes, slash).and_then(|sign| Some((slash, run.folder(sign)?)))
}

/// Where a root before the folder sign at `slash` starts; `slash` itself if there is none.
fn start_of_root(shapes: &[u8], from: usize, slash: usize) -> usize {
    let drive = slash.checked_sub(2).filter(|&drive| drive >= from);
    match drive {
        Some(drive) if is_drive(shapes, drive) => drive,
        _ => DOTS.start_of_run(shapes, from, slash),
    }
}

fn is_drive(shapes: &[u8], start: usize) -> bool {
    Class::LETTERS.holds(shapes, start) && at(shapes, start + 1) == Some(b':')
}

/// The folder sign behind `\\server`.
fn server(shapes: &[u8], start: usize) -> Option<usize> {
    shapes.get(start..)?.strip_prefix(br"\\")?;
    let end = SERVER.end_of_run(shapes, start + 2);
    (end > start + 2 && at(shapes, end) == Some(b'\\')).then_some(end)
}

/// A run of the folder's class.
struct Run {
    end: usize,
    /// Its last folder sign that a file follows.
    last: Option<usize>,
}

impl Run {
    /// The run from the folder sign `first` on.
    fn of(shapes: &[u8], first: usize) -> Self {
        let end = FOLDER.end_of_run(shapes, first);
        let run = shapes.get(first..end).unwrap_or_default();
        let mut signs = memchr::memrchr_iter(b'\\', run).map(|sign| first + sign);
        Self {
            end,
            last: signs.find(|sign| FILE.holds(shapes, sign + 1)),
        }
    }

    fn may_start(&self, slash: usize) -> bool {
        self.last.is_some_and(|last| slash <= last)
    }

    /// The last sign of the folder that starts at `slash`, such that a file follows.
    fn folder(&self, slash: usize) -> Option<usize> {
        self.last.filter(|&last| last == slash || last > slash + 1)
    }
}

pub(super) fn matches_all(shapes: &[u8]) -> bool {
    let Some(last) = memchr::memrchr(b'\\', shapes) else {
        return false;
    };
    let is_file = last + 1 < shapes.len() && FILE.end_of_run(shapes, last + 1) == shapes.len();
    let drive = is_drive(shapes, 0).then_some(2);
    let dots = DOTS.end_of_run(shapes, 0);
    let mut folders = [drive, server(shapes, 0), Some(0), Some(dots)].into_iter();
    is_file && folders.any(|first| first.is_some_and(|first| is_folder(shapes, first, last)))
}

/// Whether a folder can start at `first` and end with the sign at `last`.
fn is_folder(shapes: &[u8], first: usize, last: usize) -> bool {
    let within = at(shapes, first) == Some(b'\\') && FOLDER.end_of_run(shapes, first) > last;
    within && (first == last || last > first + 1)
}
