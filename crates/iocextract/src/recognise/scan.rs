//! What a pass over a line knows: how far each recogniser has read, and what was found.

use crate::{
    candidate::Candidate,
    kind::{Kind, KindSet},
    options::{Options, Overlap},
};

/// The state of a pass.
///
/// Each recogniser reads from an anchor to the end of what the anchor belongs to, judges it,
/// and sets its own mark to that end; anchors before the mark are passed over. Looks back and
/// ahead are bounded by constants. That is what makes the pass linear.
pub(crate) struct Scanner<'l, 'o> {
    pub(crate) line: &'l str,
    /// What stands above the line.
    pub(crate) above: &'l str,
    pub(crate) options: Options,
    out: &'o mut Vec<Candidate>,
    pub(crate) names_end: usize,
    pub(crate) urls_end: usize,
    /// No e-mail address stands in the authority of a URL.
    pub(crate) authority_end: usize,
    pub(crate) emails_end: usize,
    pub(crate) ipv6_end: usize,
    /// Up to here dots are known to belong to numbers that were read.
    pub(crate) dots_end: usize,
    /// Up to here colons are known to belong to a run that was read.
    pub(crate) colons_end: usize,
    /// The end of the last IPv6 address that was found.
    pub(crate) ipv6_found_end: usize,
    pub(crate) path_end: usize,
    pub(crate) backslashes_end: usize,
    pub(crate) slashes_end: usize,
    pub(crate) registry_end: usize,
    pub(crate) arn_end: usize,
    pub(crate) agent_end: usize,
    pub(crate) phone_end: usize,
    pub(crate) wide_end: usize,
    /// Up to here something was found.
    pub(super) found_end: usize,
    /// Up to here nothing that is found would be told of.
    pub(super) shut_end: usize,
    /// Up to here it was passed over.
    pub(super) passed_end: usize,
    /// Whether what lies in a URL or a path is told of.
    nested: bool,
    /// The name that a word gave to the last digest, and where that ended.
    pub(crate) last_digest: Option<(Kind, usize)>,
}

impl<'l, 'o> Scanner<'l, 'o> {
    pub(crate) fn new(
        line: &'l str,
        above: &'l str,
        options: Options,
        out: &'o mut Vec<Candidate>,
    ) -> Scanner<'l, 'o> {
        // What was found before spans lines, and may cut across what is found here.
        let nested = options.overlap != Overlap::Widest || !out.is_empty();
        Scanner {
            line,
            above,
            options,
            out,
            names_end: 0,
            urls_end: 0,
            authority_end: 0,
            emails_end: 0,
            ipv6_end: 0,
            colons_end: 0,
            dots_end: 0,
            ipv6_found_end: 0,
            path_end: 0,
            backslashes_end: 0,
            slashes_end: 0,
            registry_end: 0,
            arn_end: 0,
            agent_end: 0,
            phone_end: 0,
            wide_end: 0,
            found_end: 0,
            shut_end: 0,
            passed_end: 0,
            nested,
            last_digest: None,
        }
    }

    /// The same, where it may turn out that what is found first is not told of.
    pub(crate) fn nested(mut self) -> Scanner<'l, 'o> {
        self.nested = true;
        self
    }

    /// Whether something was found that goes on over `at`. Runs are found ahead of the signs in
    /// their block, but there are few in one.
    fn is_cut(&self, at: usize) -> bool {
        let mut last = self.out.iter().rev().take(6);
        at < self.found_end || last.any(|found| found.start < at && at < found.end)
    }

    /// Whether `at` lies in a URL or a path that is known already.
    pub(crate) fn is_taken(&self, at: usize) -> bool {
        at < self.urls_end || at < self.path_end
    }

    /// Whether `at` lies in a path that is known already.
    pub(crate) fn in_path(&self, at: usize) -> bool {
        at < self.path_end
    }

    pub(crate) fn report(&mut self, candidate: Candidate) {
        if !self.options.kinds.contains(candidate.kind) {
            return;
        }
        let whole = HOLDERS.contains(candidate.kind) && !candidate.carried;
        if whole && !self.nested && !self.is_cut(candidate.start) {
            self.shut_end = candidate.end;
        }
        self.found_end = self.found_end.max(candidate.end);
        self.out.push(candidate);
    }
}

/// The kinds whose parts are not told of where the widest wins. The URLs that a URL carries are
/// looked for with it.
const HOLDERS: KindSet = KindSet::PATHS.with(Kind::Url).with(Kind::RegistryKey);
