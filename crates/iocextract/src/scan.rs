//! One pass over a line: at each anchor, the recognisers that it may belong to.

use crate::{candidate::Candidate, options::Options, recognise::hash};

/// The state of a pass. Each recogniser keeps the end of what it has judged, and never looks
/// at an anchor before that again: that is what makes the pass linear.
pub(crate) struct Scanner<'l, 'o> {
    pub(crate) line: &'l str,
    pub(crate) options: Options,
    pub(crate) out: &'o mut Vec<Candidate>,
}

impl<'l, 'o> Scanner<'l, 'o> {
    pub(crate) fn new(
        line: &'l str,
        options: Options,
        out: &'o mut Vec<Candidate>,
    ) -> Scanner<'l, 'o> {
        Scanner { line, options, out }
    }

    /// Finds the candidates of the line.
    pub(crate) fn run(mut self) {
        hash::scan(&mut self);
    }

    pub(crate) fn report(&mut self, candidate: Candidate) {
        if self.options.kinds.contains(candidate.kind) {
            self.out.push(candidate);
        }
    }
}
