//! What the formats of single compressed streams have in common: how a stream ends.

use super::MemberSink;
use crate::limits::Limit;
use crate::problem::ProblemKind;

/// Bytes decompressed at a time: what a limit may be overrun by before it is seen.
pub(super) const BUFFER: usize = 32 * 1024;

/// How a stream ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Where it says.
    Whole,
    /// At the end of the input.
    Truncated,
    /// At an error.
    Corrupt,
    /// At a checksum that is not that of the bytes.
    Checksum,
    /// At the limit of the member.
    Full,
    /// At more memory than there may be for a decoder.
    OutOfMemory,
    /// At a variant that is not read.
    Unsupported,
}

/// What may stand behind the last data of a stream: an index, a footer. No data are lost with so
/// few bytes.
const FOOTER: usize = 64;

impl End {
    /// Reports, on the member begun last, why a stream did not end where it says; `read` of its
    /// `len` bytes were.
    pub(super) fn report(self, sink: &mut MemberSink<'_>, what: &str, read: usize, len: usize) {
        let place = format!("the {what}, at its byte {read},");
        match self {
            End::Whole | End::Full => {}
            End::Truncated => sink.truncate(ProblemKind::Truncated, format!("the {what} is cut")),
            End::Corrupt => sink.truncate(ProblemKind::Corrupt, format!("{place} is broken")),
            End::Checksum if read + FOOTER < len => sink.truncate(
                ProblemKind::Checksum,
                format!("{place} has a wrong checksum; the rest is not read"),
            ),
            End::Checksum => {
                let message = format!("{place} has a wrong checksum");
                sink.member_problem(ProblemKind::Checksum, message);
            }
            End::Unsupported => sink.truncate(
                ProblemKind::Unsupported,
                format!("{place} is of a kind that is not read"),
            ),
            End::OutOfMemory => {
                let most = sink.decoder_bytes();
                let message = format!("{place} needs a decoder of more than {most} bytes");
                sink.truncate(ProblemKind::Limit(Limit::DecoderBytes), message);
            }
        }
    }
}

/// Reports bytes behind the last stream.
pub(super) fn report_rest(bytes: &[u8], at: usize, what: &str, sink: &mut MemberSink<'_>) {
    let rest = bytes.len().saturating_sub(at);
    if rest > 0 {
        let message = format!("{rest} bytes behind the {what}");
        sink.problem(ProblemKind::TrailingData, at, message);
    }
}

/// Whether there were as many streams as there may be members; then this is reported.
pub(super) fn too_many(streams: usize, sink: &mut MemberSink<'_>) -> bool {
    let enough = streams >= sink.entries();
    if enough {
        let message = format!("only the first {streams} streams read");
        sink.truncate(ProblemKind::Limit(Limit::Entries), message);
    }
    enough
}
