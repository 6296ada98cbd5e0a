//! bzip2: streams one behind the other, read as one payload, as the tools do (`pbzip2` writes
//! one stream for every block). There is no RFC; the layout is that of bzip2 1.0.8, whose
//! decoder the `bzip2` crate is, in Rust.
//!
//! A stream is read in turns: the decoder takes in a block while it may give nothing, then gives
//! it while it gets nothing. So an error in the second half can only be the block's CRC, and
//! its bytes are out by then. What stands behind a block with a wrong CRC is not read; what
//! stands behind a stream with one is.

use ::bzip2::{Decompress, Error, Status};

use super::stream::{BUFFER, End, report_rest, too_many};
use super::{Format, FormatError, MemberSink, Stop};
use crate::problem::ProblemKind;

/// The bzip2 format (bzip2 1.0.8); one payload of all streams.
///
/// Nothing is refused. Wrong CRCs and streams that are cut or broken are reported; behind a block
/// with a wrong CRC nothing is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bzip2;

/// The digits of pi and of its root, with which a block and the end of a stream begin.
const BLOCK: [u8; 6] = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
const FOOTER: [u8; 6] = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

/// What a stream of nothing has behind its signature: the footer, and a CRC of 0.
const EMPTY: [u8; 10] = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90, 0, 0, 0, 0];

impl Format for Bzip2 {
    fn name(&self) -> &'static str {
        "bzip2"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        let Some((&[b'B', b'Z', b'h', b'1'..=b'9'], body)) = bytes.split_first_chunk() else {
            return false;
        };
        let head = body.get(..6).unwrap_or(body);
        !head.is_empty() && (BLOCK.starts_with(head) || FOOTER.starts_with(head))
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        if !self.recognise(bytes) {
            return Err(FormatError::NotThis);
        }
        sink.start(&[])?;
        let mut buffer = vec![0; BUFFER];
        let (mut at, mut streams) = (0, 0);
        while let Some(rest) = bytes.get(at..).filter(|rest| self.recognise(rest)) {
            if too_many(streams, sink) {
                return Ok(());
            }
            streams += 1;
            if rest.get(4..).is_some_and(|body| body.starts_with(&EMPTY)) {
                // A decoder would be made, of 3.6 MB, to read these ten bytes.
                at += 4 + EMPTY.len();
                continue;
            }
            let mut stream = Stream::new(rest);
            let end = if memory(rest) > sink.decoder_bytes() {
                End::OutOfMemory
            } else {
                stream.read(&mut buffer, sink)?
            };
            at += stream.read_so_far();
            if end == End::Checksum && stream.is_at_footer() {
                let message = format!("the CRC of the stream before byte {at} is wrong");
                sink.member_problem(ProblemKind::Checksum, message);
            } else if end != End::Whole {
                end.report(sink, "bzip2 stream", at, bytes.len());
                sink.compressed_size(at);
                return Ok(());
            }
        }
        sink.compressed_size(at);
        report_rest(bytes, at, "bzip2 stream", sink);
        Ok(())
    }

    fn has_names(&self) -> bool {
        false
    }
}

/// Four bytes for each byte of a block, and the tables.
fn memory(stream: &[u8]) -> u64 {
    let level = stream.get(3).map_or(9, |digit| digit.saturating_sub(b'0'));
    u64::from(level) * 400_000 + 64 * 1024
}

struct Stream<'a> {
    bytes: &'a [u8],
    state: Decompress,
}

impl<'a> Stream<'a> {
    fn new(bytes: &'a [u8]) -> Stream<'a> {
        Stream {
            bytes,
            state: Decompress::new(false),
        }
    }

    fn read_so_far(&self) -> usize {
        usize::try_from(self.state.total_in()).map_or(self.bytes.len(), |n| n.min(self.bytes.len()))
    }

    fn read(&mut self, buffer: &mut [u8], sink: &mut MemberSink<'_>) -> Result<End, Stop> {
        loop {
            let before = self.read_so_far();
            let rest = self.bytes.get(before..).unwrap_or_default();
            match self.state.decompress(rest, &mut []) {
                Ok(Status::StreamEnd) => return Ok(End::Whole),
                Ok(Status::MemNeeded) => return Ok(End::OutOfMemory),
                Ok(_) => {}
                Err(Error::Data) if self.is_at_footer() => return Ok(End::Checksum),
                Err(_) => return Ok(End::Corrupt),
            }
            match self.give(buffer, sink)? {
                Err(end) => return Ok(end),
                Ok(0) if self.read_so_far() == before => return Ok(End::Truncated),
                Ok(_) => {}
            }
        }
    }

    /// Gives a block that was taken in; the number of its bytes.
    fn give(
        &mut self,
        buffer: &mut [u8],
        sink: &mut MemberSink<'_>,
    ) -> Result<Result<u64, End>, Stop> {
        let start = self.state.total_out();
        loop {
            let before = self.state.total_out();
            let status = self.state.decompress(&[], buffer);
            let new = usize::try_from(self.state.total_out() - before).unwrap_or(usize::MAX);
            sink.write(buffer.get(..new).unwrap_or_default())?;
            if sink.is_full() {
                return Ok(Err(End::Full));
            }
            match status {
                Err(_) => return Ok(Err(End::Checksum)),
                Ok(_) if new == 0 => return Ok(Ok(self.state.total_out() - start)),
                Ok(_) => {}
            }
        }
    }

    /// Whether the footer with the CRC of the whole stream was read last. It may begin at any
    /// bit.
    fn is_at_footer(&self) -> bool {
        let read = self.bytes.get(..self.read_so_far()).unwrap_or_default();
        let Some(tail) = read.last_chunk::<11>() else {
            return false;
        };
        let bits = tail
            .iter()
            .fold(0u128, |bits, &byte| bits << 8 | u128::from(byte));
        let footer = FOOTER
            .iter()
            .fold(0u128, |bits, &byte| bits << 8 | u128::from(byte));
        (0..8).any(|unused| bits >> (unused + 32) & ((1 << 48) - 1) == footer)
    }
}
