//! [`Mark`]: a place in the member begun last, to come back to.

use super::MemberSink;

/// See [`MemberSink::mark`].
#[derive(Clone, Copy, Debug)]
pub(in crate::formats) struct Mark {
    written: usize,
    faults: usize,
    truncated: bool,
}

impl MemberSink<'_> {
    /// Where the member begun last stands, to come back to.
    pub(in crate::formats) fn mark(&self) -> Mark {
        let member = self.members.last();
        Mark {
            written: self.written(),
            faults: member.map_or(0, |member| member.faults.len()),
            truncated: member.is_some_and(|member| member.truncated),
        }
    }

    /// Takes back what was written into the member begun last, and said of it, since `mark`. What
    /// it cost is not given back, so that trials are not free.
    pub(in crate::formats) fn rewind(&mut self, mark: Mark) {
        self.full = false;
        if let Some(member) = self.members.last_mut() {
            member.bytes.truncate(mark.written);
            member.faults.truncate(mark.faults);
            member.truncated = mark.truncated;
        }
    }
}
