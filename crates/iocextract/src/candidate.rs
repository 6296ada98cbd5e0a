//! What a recogniser reports, before overlaps are settled.

use crate::{flags::Flags, kind::Kind, via::Via};

/// A possible indicator; positions are bytes of the line.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) flags: Flags,
    /// The text after decoding, if it is encoded.
    pub(crate) decoded: Option<Box<str>>,
    pub(crate) via: Via,
    /// A URL carried whole by another URL: told of even where held indicators are not.
    pub(crate) carried: bool,
    /// Decides between equal spans: the lower wins.
    pub(crate) rank: u8,
    /// The place of its holder among those of the line that are told of, once overlaps are settled.
    pub(crate) parent: Option<usize>,
}

impl Candidate {
    pub(crate) fn new(kind: Kind, start: usize, end: usize, flags: Flags) -> Candidate {
        Candidate {
            kind,
            start,
            end,
            flags,
            decoded: None,
            via: Via::Plain,
            carried: false,
            rank: kind.rank(),
            parent: None,
        }
    }
}
