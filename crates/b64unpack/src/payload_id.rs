//! [`PayloadId`]: how payloads and problems speak of a payload.

/// The number of a payload in its [`Tree`](crate::Tree).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PayloadId(u32);

impl PayloadId {
    /// Counted from 0, in the order of [`Tree::iter`](crate::Tree::iter).
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// [`Limits`](crate::Limits) keeps the number of payloads far below `u32::MAX`.
    pub(crate) fn new(index: usize) -> PayloadId {
        PayloadId(u32::try_from(index).unwrap_or(u32::MAX))
    }
}
