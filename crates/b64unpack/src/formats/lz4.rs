//! LZ4 frames (LZ4 Frame Format 1.6.4, LZ4 Block Format), also the legacy frame: frames one behind
//! the other, read as one payload, as the tools do. Skippable frames are skipped.
//!
//! Blocks are read here: the member itself is the window, and a block whose checksum is wrong or
//! whose end is missing gives what it holds. Frames that need a dictionary are reported.

use super::bytes::{array, u16_at, u32_at};
use super::skippable::{begins_with, skippable};
use super::stream::{End, report_rest, too_many};
use super::xxh32::xxh32;
use super::{Format, FormatError, MemberSink, Stop};
use crate::problem::ProblemKind;

/// The LZ4 frame format; one payload.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lz4;

const MAGIC: [u8; 4] = [0x04, 0x22, 0x4d, 0x18];
const LEGACY: [u8; 4] = [0x02, 0x21, 0x4c, 0x18];
/// The most that 8 MiB, a block of a legacy frame, can be compressed to.
const LEGACY_BLOCK: u32 = (8 << 20) + (8 << 20) / 255 + 16;

impl Format for Lz4 {
    fn name(&self) -> &'static str {
        "lz4"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        begins_with(bytes, MAGIC) || bytes.starts_with(&LEGACY)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        if !self.recognise(bytes) {
            return Err(FormatError::NotThis);
        }
        sink.start(&[])?;
        let (mut frame, mut frames) = (Frame::new(bytes, 0), 0);
        while let Some(rest) = bytes.get(frame.at..).filter(|rest| !rest.is_empty()) {
            let end = match skippable(rest) {
                Some(len) => frame.skip(len),
                None if rest.starts_with(&MAGIC) => frame.read(sink)?,
                None if rest.starts_with(&LEGACY) => frame.read_legacy(sink)?,
                None => break,
            };
            if end != End::Whole {
                end.report(sink, "lz4 frame", frame.at, bytes.len());
                sink.compressed_size(frame.at);
                return Ok(());
            }
            frames += 1;
            if frame.at < bytes.len() && too_many(frames, sink) {
                return Ok(());
            }
        }
        sink.compressed_size(frame.at);
        report_rest(bytes, frame.at, "lz4 frame", sink);
        Ok(())
    }

    fn has_names(&self) -> bool {
        false
    }
}

/// The place in the input, and where the output of the frame begins.
struct Frame<'a> {
    bytes: &'a [u8],
    at: usize,
    start: usize,
}

/// FLG of the frame descriptor.
#[derive(Clone, Copy)]
struct Flags(u8);

impl Flags {
    fn is_independent(self) -> bool {
        self.0 & 0x20 != 0
    }

    fn has_block_checksums(self) -> bool {
        self.0 & 0x10 != 0
    }

    fn has_size(self) -> bool {
        self.0 & 0x08 != 0
    }

    fn has_checksum(self) -> bool {
        self.0 & 0x04 != 0
    }

    fn has_dictionary(self) -> bool {
        self.0 & 0x01 != 0
    }
}

impl<'a> Frame<'a> {
    fn new(bytes: &'a [u8], start: usize) -> Frame<'a> {
        let at = 0;
        Frame { bytes, at, start }
    }

    fn skip(&mut self, len: u64) -> End {
        let end = usize::try_from(len)
            .ok()
            .and_then(|len| self.at.checked_add(len));
        match end.filter(|&end| end <= self.bytes.len()) {
            Some(end) => {
                self.at = end;
                End::Whole
            }
            None => End::Truncated,
        }
    }

    fn u32(&mut self) -> Option<u32> {
        let value = u32_at(self.bytes, self.at)?;
        self.at += 4;
        Some(value)
    }

    fn read(&mut self, sink: &mut MemberSink<'_>) -> Result<End, Stop> {
        self.start = sink.written();
        let Some([_, _, _, _, flags, _]) = array(self.bytes, self.at) else {
            return Ok(End::Truncated);
        };
        let flags = Flags(flags);
        if flags.0 >> 6 != 1 || flags.has_dictionary() {
            return Ok(End::Unsupported);
        }
        let Some(size) = self.descriptor(flags, sink) else {
            return Ok(End::Truncated);
        };
        loop {
            let end = match self.u32() {
                None => End::Truncated,
                Some(0) => break,
                Some(header) => self.block(flags, header, sink)?,
            };
            if end != End::Whole {
                return Ok(end);
            }
        }
        if let Some(size) = size.filter(|&size| size != (sink.written() - self.start) as u64) {
            let message = format!(
                "{} bytes, the frame says {size}",
                sink.written() - self.start
            );
            sink.member_problem(ProblemKind::SizeMismatch, message);
        }
        let frame = sink.bytes().get(self.start..).unwrap_or_default();
        let real = if flags.has_checksum() {
            xxh32(frame)
        } else {
            0
        };
        Ok(self.checksum(flags.has_checksum(), real, "the frame", sink))
    }

    /// Passes over the descriptor; the content size in it, if it is whole.
    fn descriptor(&mut self, flags: Flags, sink: &mut MemberSink<'_>) -> Option<Option<u64>> {
        let size = flags.has_size().then(|| array(self.bytes, self.at + 6));
        let len = if size.is_some() { 10 } else { 2 };
        let descriptor = self.bytes.get(self.at + 4..)?.get(..len)?;
        let (real, claimed) = (xxh32(descriptor) >> 8, *self.bytes.get(self.at + 4 + len)?);
        if real & 0xff != u32::from(claimed) {
            let message = format!(
                "the checksum of the header is {:02x}, not {claimed:02x}",
                real & 0xff
            );
            sink.member_problem(ProblemKind::Checksum, message);
        }
        self.at += 4 + len + 1;
        Some(size.flatten().map(u64::from_le_bytes))
    }

    /// Reads the block of a frame.
    fn block(&mut self, flags: Flags, header: u32, sink: &mut MemberSink<'_>) -> Result<End, Stop> {
        let Some(len) = usize::try_from(header & 0x7fff_ffff).ok() else {
            return Ok(End::Corrupt);
        };
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let block = rest.get(..len).unwrap_or(rest);
        let start = if flags.is_independent() {
            sink.written()
        } else {
            self.start
        };
        let end = if header >> 31 == 1 {
            sink.write(block)?;
            if sink.is_full() {
                End::Full
            } else {
                End::Whole
            }
        } else {
            decompress(block, start, sink)?
        };
        let end = self.pass(block, len, end);
        if end != End::Whole {
            return Ok(end);
        }
        let checked = flags.has_block_checksums();
        let real = if checked { xxh32(block) } else { 0 };
        Ok(self.checksum(checked, real, "a block", sink))
    }

    /// Passes over a block of `len` bytes, of which there may be fewer.
    fn pass(&mut self, block: &[u8], len: usize, end: End) -> End {
        let cut = block.len() < len;
        match end {
            End::Full => {}
            _ if cut => return End::Truncated,
            End::Whole => {}
            _ => return End::Corrupt,
        }
        self.at += block.len();
        end
    }

    /// Compares a checksum, where there is one.
    fn checksum(&mut self, there: bool, real: u32, of: &str, sink: &mut MemberSink<'_>) -> End {
        if !there {
            return End::Whole;
        }
        let Some(claimed) = self.u32() else {
            return End::Truncated;
        };
        if real != claimed {
            let message = format!("XXH32 of {of} is {real:08x}, not {claimed:08x}");
            sink.member_problem(ProblemKind::Checksum, message);
        }
        End::Whole
    }

    /// Blocks until the end, or until what cannot be the size of a block: another frame.
    fn read_legacy(&mut self, sink: &mut MemberSink<'_>) -> Result<End, Stop> {
        self.at += LEGACY.len();
        while self.at < self.bytes.len() {
            let Some(len) = u32_at(self.bytes, self.at) else {
                return Ok(End::Truncated);
            };
            if len == 0 || len > LEGACY_BLOCK {
                break;
            }
            self.at += 4;
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let block = rest.get(..len as usize).unwrap_or(rest);
            let end = decompress(block, sink.written(), sink)?;
            let end = self.pass(block, len as usize, end);
            if end != End::Whole {
                return Ok(end);
            }
        }
        Ok(End::Whole)
    }
}

/// Decompresses a block into the member begun last, whose bytes from `start` on it may repeat.
/// [`End::Truncated`] says that a sequence has no end.
fn decompress(block: &[u8], start: usize, sink: &mut MemberSink<'_>) -> Result<End, Stop> {
    let mut rest = block;
    while let Some((&token, after)) = rest.split_first() {
        rest = after;
        let Some(len) = length(token >> 4, &mut rest) else {
            return Ok(End::Truncated);
        };
        let (literals, after) = rest.split_at_checked(len).unwrap_or((rest, &[]));
        sink.write(literals)?;
        if literals.len() < len {
            return Ok(End::Truncated);
        }
        // The last sequence has literals only.
        if after.is_empty() {
            break;
        }
        let Some(distance) = u16_at(after, 0) else {
            return Ok(End::Truncated);
        };
        rest = after.get(2..).unwrap_or_default();
        let Some(len) = length(token & 15, &mut rest) else {
            return Ok(End::Truncated);
        };
        let distance = usize::from(distance);
        if distance == 0 || distance > sink.written() - start {
            return Ok(End::Corrupt);
        }
        sink.repeat(distance, len + 4)?;
        if sink.is_full() {
            return Ok(End::Full);
        }
    }
    Ok(if sink.is_full() {
        End::Full
    } else {
        End::Whole
    })
}

/// Four bits, and further bytes while all their bits are set.
fn length(bits: u8, rest: &mut &[u8]) -> Option<usize> {
    let mut len = usize::from(bits);
    let mut more = bits == 15;
    while more {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        len += usize::from(byte);
        more = byte == 255;
    }
    Some(len)
}
