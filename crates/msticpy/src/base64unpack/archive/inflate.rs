//! Deflate (RFC 1951) within a budget.

use flate2::{Crc, Decompress, FlushDecompress, Status};

const STEP: usize = 64 << 10;

/// How an inflated stream ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// At the stream's own end; so many input bytes were read.
    Complete(usize),
    /// The input ended first.
    Truncated,
    /// The bytes are not Deflate.
    Corrupt,
    /// There is more than was allowed.
    Limit,
}

/// At most `limit` bytes of what `input` inflates to.
pub(super) fn inflate(input: &[u8], limit: usize) -> (Vec<u8>, End) {
    let mut stream = Decompress::new(false);
    let (mut output, mut rest) = (Vec::new(), input);
    loop {
        if output.len() > limit {
            output.truncate(limit);
            return (output, End::Limit);
        }
        output.reserve_exact(STEP.min(limit + 1 - output.len()));
        let (read, written) = (stream.total_in(), stream.total_out());
        let status = stream.decompress_vec(rest, &mut output, FlushDecompress::None);
        let used = (stream.total_in() - read) as usize;
        rest = rest.split_at_checked(used).map_or(&[], |(_, rest)| rest);
        match status {
            Err(_) => return (output, End::Corrupt),
            Ok(Status::StreamEnd) if output.len() <= limit => {
                return (output, End::Complete(input.len() - rest.len()));
            }
            Ok(_) if used == 0 && stream.total_out() == written => {
                return (output, End::Truncated);
            }
            Ok(_) => {}
        }
    }
}

/// CRC-32 as in gzip and zip.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}
