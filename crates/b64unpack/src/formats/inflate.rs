//! DEFLATE (RFC 1951) from a slice into a [`MemberSink`], with what formats check afterwards.

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::sink::{MemberSink, Stop};
use crate::problem::ProblemKind;

/// The most room made before anything was inflated. Each time it is full there is as much again.
const FIRST: usize = 64 * 1024;
/// Bytes that a byte of a common stream gives.
const COMMON: usize = 4;

/// An inflater, for any number of streams.
pub(super) struct Inflater {
    state: Decompress,
}

/// What one stream turned out to be.
pub(super) struct Inflated {
    /// Bytes of the input that were read.
    pub(super) read: usize,
    /// Bytes it gave, those beyond a limit not counted.
    pub(super) size: u64,
    /// CRC-32 of these bytes.
    pub(super) crc: u32,
    pub(super) end: End,
}

/// How a stream ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// At its last block.
    Whole,
    /// At the end of the input.
    Truncated,
    /// At an error.
    Corrupt,
    /// At the limit of the member.
    Full,
}

impl Inflater {
    pub(super) fn new() -> Inflater {
        Inflater {
            state: Decompress::new(false),
        }
    }

    /// Inflates one stream from the start of `input` into the member begun last, and reports
    /// there if it is cut short, broken or suspiciously small.
    pub(super) fn inflate(
        &mut self,
        input: &[u8],
        sink: &mut MemberSink<'_>,
    ) -> Result<Inflated, Stop> {
        self.state.reset(false);
        let least = input.len().saturating_mul(COMMON).clamp(1, FIRST);
        let mut crc = Crc::new();
        let end = loop {
            let end = sink.fill(least, |bytes| {
                let before = bytes.len();
                let end = self.turn(input, bytes);
                crc.update(bytes.get(before..).unwrap_or_default());
                end
            })?;
            match end {
                _ if sink.is_full() => break End::Full,
                Some(end) => break end,
                None => {}
            }
        };
        let read = self.read(input);
        match end {
            End::Truncated => sink.truncate(ProblemKind::Truncated, "the deflate stream is cut"),
            End::Corrupt => sink.truncate(
                ProblemKind::Corrupt,
                format!("the deflate stream is broken at its byte {read}"),
            ),
            End::Whole | End::Full => {}
        }
        sink.compressed_size(read);
        Ok(Inflated {
            read,
            size: self.state.total_out(),
            crc: crc.sum(),
            end,
        })
    }

    fn read(&self, input: &[u8]) -> usize {
        usize::try_from(self.state.total_in()).map_or(input.len(), |read| read.min(input.len()))
    }

    /// Appends what there is room for, and says how the stream ended, if it did.
    fn turn(&mut self, input: &[u8], bytes: &mut Vec<u8>) -> Option<End> {
        let (read, before) = (self.read(input), bytes.len());
        let rest = input.get(read..).unwrap_or_default();
        match self
            .state
            .decompress_vec(rest, bytes, FlushDecompress::None)
        {
            Ok(Status::StreamEnd) => Some(End::Whole),
            Err(_) => Some(End::Corrupt),
            // Neither input nor output moved: the input is used up.
            Ok(_) if bytes.len() == before && self.read(input) == read => Some(End::Truncated),
            Ok(_) => None,
        }
    }
}
