//! [`Problem`]: where the original gives up and this does not.

use std::fmt;

/// Something that the original raises as an exception, or a limit that it does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// The reference of the fragment: prefix, depth and index, as in [`Record`](super::Record).
    pub reference: [String; 3],
    /// The archive member, if it happened in one.
    pub member: Option<String>,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProblemKind {
    /// A candidate holds a letter that is not ASCII but is a letter of `[a-z]` to the original,
    /// which raises `ValueError`; the candidate stays as it is.
    NonAscii,
    /// An archive or member ends before its data do; what is there comes out.
    Truncated,
    /// The checksum or size of a member does not fit its data.
    Checksum,
    /// The bytes are not what their format demands.
    Corrupt,
    /// A member is encrypted.
    Encrypted,
    /// A member is compressed or stored in a way that is not read.
    Unsupported,
    /// A link leads nowhere or in circles.
    Link,
    /// [`MAX_DECODED_BYTES`](super::MAX_DECODED_BYTES) ended the work.
    DecodedBytes,
    /// [`MAX_OUTPUT_BYTES`](super::MAX_OUTPUT_BYTES) ended the work.
    OutputBytes,
    /// [`MAX_SCANNED_BYTES`](super::MAX_SCANNED_BYTES) ended the work.
    ScannedBytes,
}

impl ProblemKind {
    /// A name for reports, `"checksum"` or `"limit:output_bytes"`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ProblemKind::NonAscii => "non-ascii",
            ProblemKind::Truncated => "truncated",
            ProblemKind::Checksum => "checksum",
            ProblemKind::Corrupt => "corrupt",
            ProblemKind::Encrypted => "encrypted",
            ProblemKind::Unsupported => "unsupported",
            ProblemKind::Link => "link",
            ProblemKind::DecodedBytes => "limit:decoded_bytes",
            ProblemKind::OutputBytes => "limit:output_bytes",
            ProblemKind::ScannedBytes => "limit:scanned_bytes",
        }
    }

    pub(super) const fn is_limit(self) -> bool {
        matches!(
            self,
            ProblemKind::DecodedBytes | ProblemKind::OutputBytes | ProblemKind::ScannedBytes
        )
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [prefix, depth, index] = &self.reference;
        write!(
            f,
            "{} in fragment {prefix}{index} at depth {depth}",
            self.kind
        )?;
        match &self.member {
            Some(member) => write!(f, ", member {member:?}"),
            None => Ok(()),
        }
    }
}
