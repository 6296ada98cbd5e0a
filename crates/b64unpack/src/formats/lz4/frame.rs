//! Frames: what stands around the blocks.

use super::super::bytes::{array, u32_at};
use super::super::stream::End;
use super::super::xxh32::xxh32;
use super::super::{MemberSink, Stop};
use super::block::decompress;
use crate::problem::ProblemKind;

/// The length of a magic number.
const MAGIC: usize = 4;
/// The most that 8 MiB, a block of a legacy frame, can be compressed to.
const LEGACY_BLOCK: u32 = (8 << 20) + (8 << 20) / 255 + 16;

/// The place in the input, and where the output of the frame begins.
pub(super) struct Frame<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
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
    pub(super) fn new(bytes: &'a [u8]) -> Frame<'a> {
        Frame {
            bytes,
            at: 0,
            start: 0,
        }
    }

    pub(super) fn skip(&mut self, len: u64) -> End {
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

    pub(super) fn read(&mut self, sink: &mut MemberSink<'_>) -> Result<End, Stop> {
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
    pub(super) fn read_legacy(&mut self, sink: &mut MemberSink<'_>) -> Result<End, Stop> {
        self.at += MAGIC;
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
