//! DEFLATE (RFC 1951) from a slice into a [`MemberSink`], with what formats check afterwards.

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::sink::{MemberSink, Stop};
use crate::problem::ProblemKind;

/// Bytes inflated at a time: what a limit may be overrun by before it is seen.
const BUFFER: usize = 32 * 1024;

/// An inflater with its buffers, for any number of streams.
pub(super) struct Inflater {
    state: Decompress,
    buffer: Vec<u8>,
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
            buffer: vec![0; BUFFER],
        }
    }

    /// Inflates one stream from the start of `input` into the member begun last, and reports
    /// there if it is cut short, broken or suspiciously small.
    pub(super) fn inflate(
        &mut self,
        input: &[u8],
        sink: &mut MemberSink<'_>,
    ) -> Result<Inflated, Stop> {
        let mut crc = Crc::new();
        let end = self.stream(input, |bytes| {
            crc.update(bytes);
            sink.write(bytes)?;
            Ok(!sink.is_full())
        })?;
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

    /// Hands what the stream gives to `each` until that says false.
    fn stream(
        &mut self,
        input: &[u8],
        mut each: impl FnMut(&[u8]) -> Result<bool, Stop>,
    ) -> Result<End, Stop> {
        self.state.reset(false);
        loop {
            let rest = input.get(self.read(input)..).unwrap_or_default();
            let (read, given) = (self.state.total_in(), self.state.total_out());
            let status = self
                .state
                .decompress(rest, &mut self.buffer, FlushDecompress::None);
            let new = usize::try_from(self.state.total_out() - given).unwrap_or(BUFFER);
            if !each(self.buffer.get(..new).unwrap_or_default())? {
                return Ok(End::Full);
            }
            match status {
                Ok(Status::StreamEnd) => return Ok(End::Whole),
                Err(_) => return Ok(End::Corrupt),
                // Neither input nor output moved: the input is used up.
                Ok(_) if new == 0 && self.state.total_in() == read => return Ok(End::Truncated),
                Ok(_) => {}
            }
        }
    }
}
