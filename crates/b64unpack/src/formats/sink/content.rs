//! What is written into the member begun last.

use super::{MemberSink, Stop, limit};
use crate::limits::Limit;

impl MemberSink<'_> {
    /// Appends to the member begun last. What is beyond its limit is dropped, flagged and
    /// reported; [`is_full`](MemberSink::is_full) then says that writing on is in vain.
    ///
    /// # Errors
    ///
    /// No further byte of any member is taken; pass this on.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        let Some(member) = self.members.last_mut() else {
            return Err(Stop);
        };
        let (room, which) = self.budget.room(member.bytes.len());
        let taken = bytes.get(..room).unwrap_or(bytes);
        member.bytes.extend_from_slice(taken);
        self.budget.spend(taken.len());
        if taken.len() == bytes.len() {
            Ok(())
        } else {
            self.cut(which)
        }
    }

    /// Lets `decode` append to the member begun last itself, which saves a copy of every byte: to
    /// a vector with room for as many bytes as it has, or for `least`, but for no more than one
    /// beyond the limit, which shows that there are more. Limits are those of
    /// [`write`](MemberSink::write).
    pub(in crate::formats) fn fill<T>(
        &mut self,
        least: usize,
        decode: impl FnOnce(&mut Vec<u8>) -> T,
    ) -> Result<T, Stop> {
        let Some(member) = self.members.last_mut() else {
            return Err(Stop);
        };
        let bytes = &mut member.bytes;
        let before = bytes.len();
        let (room, which) = self.budget.room(before);
        bytes.reserve_exact(before.max(least).min(room.saturating_add(1)));
        let answer = decode(bytes);
        let given = bytes.len().saturating_sub(before);
        self.budget.spend(given.min(room));
        if given > room {
            bytes.truncate(before + room);
            self.cut(which)?;
        }
        Ok(answer)
    }

    /// Flags the member begun last as cut by a limit, and reports it once.
    fn cut(&mut self, which: Limit) -> Result<(), Stop> {
        if let Some(member) = self.members.last_mut() {
            member.truncated = true;
        }
        if !self.full {
            self.full = true;
            let at = self.written();
            self.member_problem(limit(which), format!("cut after {at} bytes"));
        }
        if which == Limit::TotalBytes {
            Err(Stop)
        } else {
            Ok(())
        }
    }

    /// Appends `len` bytes of the member begun last to it, those that begin `distance` before its
    /// end: how compressed data refer to what they gave before. Limits are those of
    /// [`write`](MemberSink::write).
    pub(in crate::formats) fn repeat(&mut self, distance: usize, len: usize) -> Result<(), Stop> {
        let Some(member) = self.members.last_mut() else {
            return Err(Stop);
        };
        let Some(start) = member.bytes.len().checked_sub(distance.max(1)) else {
            return Ok(());
        };
        let (room, _) = self.budget.room(member.bytes.len());
        let mut left = len.min(room);
        self.budget.spend(left);
        while left > 0 {
            // What was appended is repeated, too.
            let end = member.bytes.len().min(start + left);
            member.bytes.extend_from_within(start..end);
            left -= end - start;
        }
        if len > room {
            // Reports the limit.
            return self.write(&[0]);
        }
        Ok(())
    }

    /// What was written into the member begun last.
    pub(in crate::formats) fn bytes(&self) -> &[u8] {
        self.members.last().map_or(&[], |member| &member.bytes)
    }

    /// What was written into the member begun last, to be changed in place.
    pub(in crate::formats) fn bytes_mut(&mut self) -> &mut [u8] {
        let member = self.members.last_mut();
        member.map_or(&mut [], |member| &mut member.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Fault, Member};
    use crate::limits::{Budget, Limits};
    use crate::problem::ProblemKind;

    /// What is kept of `bytes`, and why no more.
    fn filled(limits: Limits, bytes: &[u8]) -> (Vec<u8>, Option<ProblemKind>, Result<(), Stop>) {
        let mut budget = Budget::new(limits);
        let mut sink = MemberSink::new(&mut budget, &[]);
        let done = fill(&mut sink, bytes);
        let (members, _) = sink.finish();
        let member = members.into_iter().next();
        let (bytes, faults) = member
            .map_or_else(Default::default, |Member { bytes, faults, .. }| {
                (bytes, faults)
            });
        let kind = faults.first().map(|Fault { kind, .. }| *kind);
        (bytes, kind, done)
    }

    /// As a decoder does: what there is room for, until nothing is left.
    fn fill(sink: &mut MemberSink<'_>, mut rest: &[u8]) -> Result<(), Stop> {
        sink.start(&[])?;
        while !rest.is_empty() && !sink.is_full() {
            sink.fill(4, |bytes| {
                let room = bytes.capacity() - bytes.len();
                let (new, behind) = rest.split_at_checked(room).unwrap_or((rest, &[]));
                bytes.extend_from_slice(new);
                rest = behind;
            })?;
        }
        Ok(())
    }

    #[test]
    fn exactly_what_the_limits_allow() {
        let bytes: Vec<u8> = (0..100).collect();
        let (entry, total) = (
            Limits::DEFAULT.entry_bytes(100),
            Limits::DEFAULT.total_bytes(100),
        );
        assert_eq!(filled(entry, &bytes), (bytes.clone(), None, Ok(())));
        assert_eq!(filled(total, &bytes), (bytes, None, Ok(())));
    }

    #[test]
    fn one_byte_more_is_cut_and_named() {
        let bytes: Vec<u8> = (0..101).collect();
        let kept = bytes.get(..100).unwrap_or_default().to_vec();
        let cut = |limit| Some(ProblemKind::Limit(limit));
        let entry = filled(Limits::DEFAULT.entry_bytes(100), &bytes);
        assert_eq!(entry, (kept.clone(), cut(Limit::EntryBytes), Ok(())));
        let total = filled(Limits::DEFAULT.total_bytes(100), &bytes);
        assert_eq!(total, (kept, cut(Limit::TotalBytes), Err(Stop)));
    }

    #[test]
    fn no_room_at_all() {
        let (bytes, kind, _) = filled(Limits::DEFAULT.entry_bytes(0), b"a");
        assert!(bytes.is_empty());
        assert_eq!(kind, Some(ProblemKind::Limit(Limit::EntryBytes)));
    }
}
