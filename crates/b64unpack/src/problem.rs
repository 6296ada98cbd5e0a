//! What was found to be wrong, and where: a part of every result.

use std::borrow::Cow;

use crate::limits::Limit;
use crate::payload_id::PayloadId;

/// A defect of the data or a limit that ended the work on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    kind: ProblemKind,
    offset: usize,
    payload: Option<PayloadId>,
    message: Cow<'static, str>,
}

impl Problem {
    pub(crate) fn new(
        kind: ProblemKind,
        offset: usize,
        payload: Option<PayloadId>,
        message: Cow<'static, str>,
    ) -> Problem {
        Problem {
            kind,
            offset,
            payload,
            message,
        }
    }

    /// What it is.
    pub fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// Where it is: a byte offset into the bytes of [`payload`](Problem::payload), or into the
    /// input. For a payload that could not be read to its end this is its length.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The payload it belongs to; `None` for the input itself.
    pub fn payload(&self) -> Option<PayloadId> {
        self.payload
    }

    /// The sentence that [`Display`](std::fmt::Display) prints, without kind and offset.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at byte {}: {}", self.kind, self.offset, self.message)
    }
}

/// The kinds of [`Problem`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ProblemKind {
    /// A limit ended the work, or would have.
    Limit(Limit),
    /// The data end too early.
    Truncated,
    /// A checksum does not match; the bytes are kept.
    Checksum,
    /// A claimed size is not the real one; the real bytes are kept.
    SizeMismatch,
    /// A claimed count is not the real one.
    Count,
    /// A member is encrypted.
    Encrypted,
    /// A method or a variant that is not read.
    Unsupported,
    /// The data break the rules of their format.
    Corrupt,
    /// A header breaks the rules of its format.
    Header,
    /// A place or a size points out of the data.
    Bounds,
    /// Two members claim the same bytes.
    Overlap,
    /// Two headers name one member differently.
    NameMismatch,
    /// Two members have one name; both are kept.
    DuplicateName,
    /// A member that the directory does not list.
    Unlisted,
    /// Bytes before, between or behind the members.
    TrailingData,
}

impl ProblemKind {
    /// A stable name, such as `"truncated"` or `"limit:depth"`.
    pub const fn name(self) -> &'static str {
        match self {
            ProblemKind::Limit(Limit::Depth) => "limit:depth",
            ProblemKind::Limit(Limit::Nodes) => "limit:nodes",
            ProblemKind::Limit(Limit::Entries) => "limit:entries",
            ProblemKind::Limit(Limit::EntryBytes) => "limit:entry_bytes",
            ProblemKind::Limit(Limit::TotalBytes) => "limit:total_bytes",
            ProblemKind::Limit(Limit::Candidates) => "limit:candidates",
            ProblemKind::Limit(Limit::NameBytes) => "limit:name_bytes",
            ProblemKind::Limit(Limit::Ratio) => "limit:ratio",
            ProblemKind::Limit(Limit::DecoderBytes) => "limit:decoder_bytes",
            ProblemKind::Truncated => "truncated",
            ProblemKind::Checksum => "checksum",
            ProblemKind::SizeMismatch => "size_mismatch",
            ProblemKind::Count => "count",
            ProblemKind::Encrypted => "encrypted",
            ProblemKind::Unsupported => "unsupported",
            ProblemKind::Corrupt => "corrupt",
            ProblemKind::Header => "header",
            ProblemKind::Bounds => "bounds",
            ProblemKind::Overlap => "overlap",
            ProblemKind::NameMismatch => "name_mismatch",
            ProblemKind::DuplicateName => "duplicate_name",
            ProblemKind::Unlisted => "unlisted",
            ProblemKind::TrailingData => "trailing_data",
        }
    }
}

impl std::fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
