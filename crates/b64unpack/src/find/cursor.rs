//! Where a search stands: long runs and anchors are looked for side by side, a block at a time,
//! so that the second look at a block finds it in the cache.

use super::{Finder, anchor};
use crate::candidate::Shape;
use crate::glance::Glance;

/// Bytes looked at for runs before they are looked at for anchors.
const BLOCK: usize = 32 * 1024;

/// The state of a search.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cursor {
    /// Nothing that begins before is given.
    at: usize,
    /// No long run begins before, from `at` on.
    run_from: usize,
    /// The next long run begins at `run_from`.
    run_found: bool,
    /// No anchor that has not been looked at stands before.
    anchor_from: usize,
    /// What an anchor announced.
    anchored: Option<Shape>,
    /// No run of wide symbols begins before, from `at` on, but the one that was found.
    wide_from: usize,
    wide: Option<Shape>,
}

impl Cursor {
    /// At the start of a haystack of which this was seen, of words what a finder asks for.
    pub(crate) fn new(haystack: &[u8], glance: Glance) -> Cursor {
        let start = |there: bool| if there { 0 } else { haystack.len() };
        Cursor {
            run_from: start(glance.shows(Glance::WORD)),
            anchor_from: start(glance.shows(Glance::ANCHOR.with(Glance::CALL))),
            wide_from: start(glance.shows(Glance::RARE)),
            ..Cursor::default()
        }
    }

    /// The next candidate.
    #[inline]
    pub(crate) fn peek(&mut self, haystack: &[u8], finder: &Finder) -> Option<Shape> {
        let from = self.run_from.min(self.anchor_from).min(self.wide_from);
        if from >= haystack.len() && self.anchored.is_none() && self.wide.is_none() {
            return None;
        }
        self.search(haystack, finder)
    }

    fn search(&mut self, haystack: &[u8], finder: &Finder) -> Option<Shape> {
        loop {
            self.find_run(haystack, finder);
            self.find_anchored(haystack, finder);
            self.find_wide(haystack, finder);
            let (start, end) = (self.run_from, haystack.len());
            let others = [self.anchored, self.wide].into_iter().flatten();
            let first = others.min_by_key(Shape::start);
            if let Some(first) = first.filter(|next| next.start() <= start) {
                return Some(first);
            }
            if self.run_found {
                match finder.run_at(haystack, start) {
                    Ok(shape) => return Some(shape),
                    Err(resume) => (self.run_from, self.run_found) = (resume, false),
                }
            } else if start >= end {
                return None;
            }
        }
    }

    /// Goes on behind what was given.
    pub(crate) fn skip_to(&mut self, end: usize) {
        self.at = self.at.max(end);
        if self.run_from < self.at {
            (self.run_from, self.run_found) = (self.at, false);
        }
        // An anchor may begin with the byte before.
        self.anchor_from = self.anchor_from.max(self.at.saturating_sub(1));
        self.wide_from = self.wide_from.max(self.at);
        for found in [&mut self.anchored, &mut self.wide] {
            *found = found.filter(|next| next.start() >= self.at);
        }
    }

    /// Looks for a run in the next block.
    fn find_run(&mut self, haystack: &[u8], finder: &Finder) {
        if !self.run_found {
            let until = self.run_from.saturating_add(BLOCK);
            match finder.next_run(haystack, self.run_from, until) {
                Ok(start) => (self.run_from, self.run_found) = (start, true),
                Err(resume) => self.run_from = resume,
            }
        }
    }

    /// Looks at the anchors that may announce something before the next run, or that run.
    fn find_anchored(&mut self, haystack: &[u8], finder: &Finder) {
        // What is announced by what stands behind it is short.
        let until = self.run_from.saturating_add(finder.least().min(64));
        while self.anchored.is_none() && finder.has_anchors() {
            let Some(at) = anchor::next(haystack, self.anchor_from, until) else {
                self.anchor_from = self.anchor_from.max(until);
                return;
            };
            match finder.at_anchor(haystack, at, self.at) {
                Ok(shape) => (self.anchor_from, self.anchored) = (at + 1, Some(shape)),
                Err(resume) => self.anchor_from = resume,
            }
        }
    }

    /// Looks for wide symbols before the next run.
    fn find_wide(&mut self, haystack: &[u8], finder: &Finder) {
        if finder.wide && self.wide.is_none() && self.wide_from < self.run_from {
            match finder.wide_at(haystack, self.wide_from, self.run_from) {
                Ok(shape) => (self.wide_from, self.wide) = (shape.start() + 1, Some(shape)),
                Err(resume) => self.wide_from = resume,
            }
        }
    }
}
