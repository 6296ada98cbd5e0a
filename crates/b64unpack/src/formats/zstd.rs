//! Zstandard (RFC 8878): frames one behind the other, read as one payload, as the tools do.
//! Skippable frames are skipped. The decoder is the `ruzstd` crate.
//!
//! A window beyond [`Limits::decoder_bytes`](crate::Limits::decoder_bytes) is refused, a frame
//! that needs a dictionary is reported. A wrong checksum or size costs no bytes. Of a frame that
//! is cut or broken all blocks before that are given: the decoder keeps back a window's length,
//! and gives it when it is told that the frame has ended.

use std::error::Error;
use std::io::Read;

use ruzstd::decoding::errors::{FrameDecoderError, FrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::skippable::{begins_with, skippable};
use super::stream::{BUFFER, End, report_rest, too_many};
use super::{Format, FormatError, MemberSink, Stop};
use crate::problem::ProblemKind;

/// The Zstandard format (RFC 8878); one payload of all frames.
///
/// Windows beyond [`Limits::decoder_bytes`](crate::Limits::decoder_bytes) are refused. A wrong
/// checksum or size, a frame that needs a dictionary and one that is cut or broken are reported, with
/// all blocks before.
#[derive(Clone, Copy, Debug, Default)]
pub struct Zstd;

const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// A last block without content, and room for a checksum that is not looked at.
const LAST_BLOCK: [u8; 7] = [1, 0, 0, 0, 0, 0, 0];

impl Format for Zstd {
    fn name(&self) -> &'static str {
        "zstd"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        begins_with(bytes, MAGIC)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        if !self.recognise(bytes) {
            return Err(FormatError::NotThis);
        }
        sink.start(&[])?;
        let (mut at, mut frames) = (0, 0);
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let (read, end) = if let Some(len) = skippable(rest) {
                skip(rest, len)
            } else if rest.starts_with(&MAGIC) {
                Frame::new(rest, sink.decoder_bytes()).read(sink)?
            } else {
                break;
            };
            at += read;
            if end != End::Whole {
                end.report(sink, "zstd frame", at, bytes.len());
                sink.compressed_size(at);
                return Ok(());
            }
            frames += 1;
            if at < bytes.len() && too_many(frames, sink) {
                return Ok(());
            }
        }
        sink.compressed_size(at);
        report_rest(bytes, at, "zstd frame", sink);
        Ok(())
    }

    fn has_names(&self) -> bool {
        false
    }
}

fn skip(bytes: &[u8], len: u64) -> (usize, End) {
    match usize::try_from(len) {
        Ok(len) if len <= bytes.len() => (len, End::Whole),
        _ => (bytes.len(), End::Truncated),
    }
}

struct Frame<'a> {
    bytes: &'a [u8],
    rest: &'a [u8],
    decoder: FrameDecoder,
    given: u64,
}

impl<'a> Frame<'a> {
    fn new(bytes: &'a [u8], most: u64) -> Frame<'a> {
        // A decoder that is used again takes the memory for a window before there are data.
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(most);
        Frame {
            bytes,
            rest: bytes,
            decoder,
            given: 0,
        }
    }

    fn read(&mut self, sink: &mut MemberSink<'_>) -> Result<(usize, End), Stop> {
        let end = match self.decoder.reset(&mut self.rest) {
            Ok(()) => self.blocks(sink)?,
            Err(error) => end_by(&error),
        };
        if end == End::Whole {
            self.check(sink);
        }
        Ok((self.bytes.len() - self.rest.len(), end))
    }

    fn blocks(&mut self, sink: &mut MemberSink<'_>) -> Result<End, Stop> {
        let mut buffer = vec![0; BUFFER];
        loop {
            let block = self.rest;
            let one = BlockDecodingStrategy::UptoBlocks(1);
            let end = match self.decoder.decode_blocks(&mut self.rest, one) {
                Ok(true) => Some(End::Whole),
                Ok(false) => None,
                Err(error) => {
                    let end = end_by(&error);
                    let one = BlockDecodingStrategy::UptoBlocks(1);
                    let _ = self.decoder.decode_blocks(&LAST_BLOCK[..], one);
                    Some(end)
                }
            };
            while let Ok(new @ 1..) = self.decoder.read(&mut buffer) {
                sink.write(buffer.get(..new).unwrap_or_default())?;
                self.given += new as u64;
                if sink.is_full() {
                    return Ok(End::Full);
                }
            }
            if end == Some(End::Truncated) {
                sink.write(raw(block))?;
            }
            if let Some(end) = end {
                return Ok(end);
            }
        }
    }

    /// Compares checksum and size with what the frame says.
    fn check(&self, sink: &mut MemberSink<'_>) {
        let real = self.decoder.get_calculated_checksum();
        let claimed = self.decoder.get_checksum_from_data();
        if let (Some(real), Some(claimed)) = (real, claimed.filter(|_| claimed != real)) {
            let message = format!("XXH64 is {real:08x}, the frame says {claimed:08x}");
            sink.member_problem(ProblemKind::Checksum, message);
        }
        // Frame_Content_Size_flag and Single_Segment_flag (section 3.1.1.1.1).
        let has_size = self.bytes.get(4).is_some_and(|flags| flags & 0xe0 != 0);
        let claimed = self.decoder.content_size();
        if has_size && claimed != self.given {
            let message = format!("{} bytes, the frame says {claimed}", self.given);
            sink.member_problem(ProblemKind::SizeMismatch, message);
        }
    }
}

/// What there is of a block that is not compressed and is cut (section 3.1.1.2).
fn raw(block: &[u8]) -> &[u8] {
    let Some((&[a, b, c], content)) = block.split_first_chunk() else {
        return &[];
    };
    let header = u32::from_le_bytes([a, b, c, 0]);
    let cut = (content.len() as u64) < u64::from(header >> 3);
    if header & 6 == 0 && cut { content } else { &[] }
}

fn end_by(error: &FrameDecoderError) -> End {
    match error {
        FrameDecoderError::WindowSizeTooBig { .. }
        | FrameDecoderError::FrameHeaderError(FrameHeaderError::WindowTooBig { .. }) => {
            End::OutOfMemory
        }
        FrameDecoderError::DictNotProvided { .. } => End::Unsupported,
        _ if is_end_of_input(error) => End::Truncated,
        _ => End::Corrupt,
    }
}

/// Whether the bytes ran out, at the root of an error.
fn is_end_of_input(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<std::io::Error>() {
            return error.kind() == std::io::ErrorKind::UnexpectedEof;
        }
        cause = error.source();
    }
    false
}
