//! The only way out of a format: what goes through is charged to the budget.

#[allow(dead_code, reason = "formats append in different ways")]
mod content;
#[cfg(feature = "zip")]
mod mark;

use std::borrow::Cow;

#[cfg(any(feature = "sevenz", feature = "zip"))]
use super::{Format, FormatError};
use crate::limits::{Budget, Limit};
use crate::problem::ProblemKind;

#[cfg(feature = "zip")]
pub(super) use self::mark::Mark;

/// Takes the members of a container, and the defects met while reading it.
///
/// Nothing is allocated from a claimed size: a member grows by what is written into it.
#[derive(Debug)]
pub struct MemberSink<'s> {
    budget: &'s mut Budget,
    passwords: &'s [&'s [u8]],
    /// Only whether there is a member is asked.
    probe: bool,
    found: bool,
    /// The member begun last was cut by a limit.
    full: bool,
    /// Members are not begun, but parts of the one begun last.
    joins: bool,
    members: Vec<Member>,
    faults: Vec<Fault>,
}

/// The sink takes nothing more: a limit is used up, and has been reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a limit ended the work")]
pub struct Stop;

/// A member as it was read.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: Vec<u8>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) truncated: bool,
    pub(crate) faults: Vec<Fault>,
}

/// A problem before the payload it belongs to has a number.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) kind: ProblemKind,
    pub(crate) offset: usize,
    pub(crate) message: Cow<'static, str>,
}

impl<'s> MemberSink<'s> {
    pub(crate) fn new(budget: &'s mut Budget, passwords: &'s [&'s [u8]]) -> MemberSink<'s> {
        MemberSink {
            budget,
            passwords,
            probe: false,
            found: false,
            full: false,
            joins: false,
            members: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// A sink that stops at the first member.
    pub(crate) fn probe(budget: &'s mut Budget) -> MemberSink<'s> {
        MemberSink {
            probe: true,
            ..MemberSink::new(budget, &[])
        }
    }

    /// Whether a member was offered.
    pub(crate) fn found(&self) -> bool {
        self.found
    }

    pub(crate) fn finish(mut self) -> (Vec<Member>, Vec<Fault>) {
        self.close();
        (self.members, self.faults)
    }

    /// Gives back the room that the member begun last did not need: what grows step by step has
    /// up to as much again.
    fn close(&mut self) {
        if let Some(Member { bytes, .. }) = self.members.last_mut() {
            let spare = bytes.capacity() - bytes.len();
            if spare > SPARE && spare > bytes.len() / 8 {
                bytes.shrink_to_fit();
            }
        }
    }

    /// Begins the next member.
    ///
    /// # Errors
    ///
    /// No further member is taken; pass this on.
    pub fn start(&mut self, name: &[u8]) -> Result<(), Stop> {
        if self.joins {
            return Ok(());
        }
        self.found = true;
        if self.probe {
            return Err(Stop);
        }
        let limits = self.budget.limits;
        if self.members.len() >= limits.entries {
            let done = self.members.len();
            self.problem(
                limit(Limit::Entries),
                0,
                format!("only the first {done} members read"),
            );
            return Err(Stop);
        }
        if !self.budget.take_node() {
            let nodes = limits.nodes;
            self.problem(
                limit(Limit::Nodes),
                0,
                format!("more than {nodes} payloads"),
            );
            return Err(Stop);
        }
        self.full = false;
        self.close();
        let kept = name.get(..limits.name_bytes).unwrap_or(name);
        self.members.push(Member {
            name: kept.to_vec(),
            bytes: Vec::new(),
            truncated: false,
            faults: Vec::new(),
        });
        if kept.len() < name.len() {
            let message = format!("the name has {} bytes", name.len());
            self.member_problem(limit(Limit::NameBytes), message);
        }
        Ok(())
    }

    /// Whether the member begun last was cut by its limit.
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// The number of bytes of the member begun last.
    pub fn written(&self) -> usize {
        self.members.last().map_or(0, |member| member.bytes.len())
    }

    /// The most members that a container may have.
    pub fn entries(&self) -> usize {
        self.budget.limits.entries
    }

    /// The most bytes that a member may have.
    pub fn entry_bytes(&self) -> u64 {
        self.budget.limits.entry_bytes
    }

    /// The most memory that a decoder may take for its window or dictionary.
    pub fn decoder_bytes(&self) -> u64 {
        self.budget.limits.decoder_bytes
    }

    /// The passwords to try on what is encrypted.
    pub fn passwords(&self) -> &'s [&'s [u8]] {
        self.passwords
    }

    /// Flags the member begun last as incomplete, and says why.
    pub fn truncate(&mut self, kind: ProblemKind, message: impl Into<Cow<'static, str>>) {
        self.member_problem(kind, message);
        if let Some(member) = self.members.last_mut() {
            member.truncated = true;
        }
    }

    /// Whether the member begun last was flagged as incomplete.
    #[cfg(any(feature = "sevenz", feature = "zip"))]
    pub(in crate::formats) fn is_truncated(&self) -> bool {
        self.members.last().is_some_and(|member| member.truncated)
    }

    /// What `read` writes, up to `most` bytes, into a member of no container: a stream between
    /// two decoders. It is not charged, as its bytes are charged when they become a member.
    #[cfg(any(feature = "cab", feature = "sevenz"))]
    pub(in crate::formats) fn aside(
        &self,
        most: u64,
        read: impl FnOnce(&mut MemberSink<'_>) -> Result<(), Stop>,
    ) -> Vec<u8> {
        let limits = crate::limits::Limits {
            entry_bytes: most,
            total_bytes: u64::MAX,
            ..self.budget.limits
        };
        let mut budget = Budget::new(limits);
        let mut sink = MemberSink::new(&mut budget, &[]);
        // What ended early is known by what is there.
        let _ = sink.start(&[]).and_then(|()| read(&mut sink));
        let (members, _) = sink.finish();
        members
            .into_iter()
            .next()
            .map_or_else(Vec::new, |member| member.bytes)
    }

    /// Reads the members of `bytes` into the member begun last, one behind the other.
    #[cfg(any(feature = "sevenz", feature = "zip"))]
    pub(in crate::formats) fn join(
        &mut self,
        format: &dyn Format,
        bytes: &[u8],
    ) -> Result<(), FormatError> {
        let joins = std::mem::replace(&mut self.joins, true);
        let read = format.members(bytes, self);
        self.joins = joins;
        read
    }

    /// Reports a defect of the member begun last.
    pub fn member_problem(&mut self, kind: ProblemKind, message: impl Into<Cow<'static, str>>) {
        let (faults, offset) = match self.members.last_mut() {
            Some(member) => (&mut member.faults, member.bytes.len()),
            None => (&mut self.faults, 0),
        };
        faults.push(Fault {
            kind,
            offset,
            message: message.into(),
        });
    }

    /// Reports a defect of the container at a byte offset in it.
    pub fn problem(
        &mut self,
        kind: ProblemKind,
        offset: usize,
        message: impl Into<Cow<'static, str>>,
    ) {
        if self.joins {
            return self.member_problem(kind, message);
        }
        self.faults.push(Fault {
            kind,
            offset,
            message: message.into(),
        });
    }

    /// Flags the member begun last if it is much larger than the `read` bytes it was made from.
    pub fn compressed_size(&mut self, read: usize) {
        let written = self.written() as u64;
        let most = self.budget.limits.ratio.saturating_mul(read as u64);
        if written > 1 << 20 && written > most {
            let message = format!("{written} bytes from {read}");
            self.member_problem(limit(Limit::Ratio), message);
        }
    }
}

/// Bytes that a member may have too many: less than it costs to move it.
const SPARE: usize = 64;

fn limit(which: Limit) -> ProblemKind {
    ProblemKind::Limit(which)
}
