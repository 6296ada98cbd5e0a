//! xz (The .xz File Format 1.2.1): streams one behind the other with their padding, read as one
//! payload, as the tools do. LZMA2 with up to three filters before it (delta and those for
//! machine code). CRC-32, CRC-64 and SHA-256 are checked; other checks are passed over.
//!
//! Wrong checksums, sizes and counts are reported and cost nothing: what stands behind them is
//! read all the same. A claimed dictionary takes no memory, as the member is the window.

mod block;
mod check;

use self::block::{Header, number};
use self::check::{Check, crc32};
use super::bytes::{array, u32_at};
use super::stream::{End, report_rest, too_many};
use super::{Format, FormatError, MemberSink, Stop};
use crate::problem::ProblemKind;

/// The xz format (The .xz File Format 1.2.1); one payload of all streams.
///
/// Filters that the specification does not know are refused. Wrong checksums, sizes and counts, and
/// streams that are cut or broken are reported; checks other than CRC-32, CRC-64 and SHA-256 are
/// passed over.
#[derive(Clone, Copy, Debug, Default)]
pub struct Xz;

const MAGIC: [u8; 6] = [0xfd, b'7', b'z', b'X', b'Z', 0];
const HEADER: usize = 12;

impl Format for Xz {
    fn name(&self) -> &'static str {
        "xz"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(&MAGIC)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        if !self.recognise(bytes) {
            return Err(FormatError::NotThis);
        }
        sink.start(&[])?;
        let (mut at, mut streams) = (0, 0);
        while let Some(rest) = bytes.get(at..).filter(|rest| rest.starts_with(&MAGIC)) {
            if too_many(streams, sink) {
                return Ok(());
            }
            streams += 1;
            let mut stream = Stream::new(rest);
            let end = stream.read(sink)?;
            at += stream.at;
            if end != End::Whole {
                end.report(sink, "xz stream", at, bytes.len());
                sink.compressed_size(at);
                return Ok(());
            }
            at += padding(bytes.get(at..).unwrap_or_default());
        }
        sink.compressed_size(at);
        report_rest(bytes, at, "xz stream", sink);
        Ok(())
    }

    fn has_names(&self) -> bool {
        false
    }
}

/// Zeros, four at a time (section 2.2).
fn padding(bytes: &[u8]) -> usize {
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    zeros - zeros % 4
}

struct Stream<'a> {
    bytes: &'a [u8],
    at: usize,
    check: Check,
    blocks: u64,
}

impl<'a> Stream<'a> {
    fn new(bytes: &'a [u8]) -> Stream<'a> {
        Stream {
            bytes,
            at: 0,
            check: Check(0),
            blocks: 0,
        }
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn read(&mut self, sink: &mut MemberSink<'_>) -> Result<End, Stop> {
        let flags = array(self.bytes, MAGIC.len());
        let (Some([reserved, check]), Some(sum)) = (flags, u32_at(self.bytes, 8)) else {
            return Ok(End::Truncated);
        };
        if reserved != 0 || check > 0x0f {
            return Ok(End::Unsupported);
        }
        if crc32(&[reserved, check]) != sum {
            wrong(sink, "the stream header");
        }
        self.check = Check(check);
        self.at = HEADER;
        loop {
            let end = match self.rest().first() {
                None => End::Truncated,
                Some(0) => return Ok(self.index(sink).unwrap_or(End::Truncated)),
                Some(_) => self.block(sink)?,
            };
            if end != End::Whole {
                return Ok(end);
            }
        }
    }

    fn block(&mut self, sink: &mut MemberSink<'_>) -> Result<End, Stop> {
        let header = match Header::parse(self.rest()) {
            Ok(header) => header,
            Err(end) => return Ok(end),
        };
        if !header.sound {
            wrong(sink, "a block header");
        }
        self.at += header.len;
        self.blocks += 1;
        let start = sink.written();
        let (read, end) = super::lzma2::read(self.rest(), sink)?;
        header.unfilter(sink.bytes_mut().get_mut(start..).unwrap_or_default());
        self.at += read;
        if end != End::Whole {
            return Ok(end);
        }
        compare(header.packed, read, "bytes compressed", sink);
        compare(header.size, sink.written() - start, "bytes", sink);
        Ok(self.verify(read, start, sink))
    }

    /// Passes over the padding of a block of `packed` bytes, and its check.
    fn verify(&mut self, packed: usize, start: usize, sink: &mut MemberSink<'_>) -> End {
        let padding = packed.next_multiple_of(4) - packed;
        let len = padding + self.check.len();
        let Some((behind, _)) = self.rest().split_at_checked(len) else {
            return End::Truncated;
        };
        let (padding, sum) = behind.split_at_checked(padding).unwrap_or((behind, &[]));
        if padding.iter().any(|&byte| byte != 0) {
            return End::Corrupt;
        }
        self.at += len;
        let block = sink.bytes().get(start..).unwrap_or_default();
        if self.check.verifies(block, sum) == Some(false) {
            wrong(sink, "a block");
        }
        End::Whole
    }

    /// Passes over index (section 4) and footer (section 2.1.2); nothing if they are cut.
    fn index(&mut self, sink: &mut MemberSink<'_>) -> Option<End> {
        let index = self.rest();
        let mut fields = index.get(1..)?;
        let records = number(&mut fields)?;
        for _ in 0..records {
            number(&mut fields)?;
            number(&mut fields)?;
        }
        if records != self.blocks {
            let message = format!("{} blocks, the index says {records}", self.blocks);
            sink.member_problem(ProblemKind::Count, message);
        }
        let len = (index.len() - fields.len()).next_multiple_of(4);
        let sum = u32_at(index, len)?;
        if crc32(index.get(..len)?) != sum {
            wrong(sink, "the index");
        }
        self.at += len + 4;
        self.footer(sink)
    }

    fn footer(&mut self, sink: &mut MemberSink<'_>) -> Option<End> {
        let footer: [u8; 12] = array(self.rest(), 0)?;
        let (sum, body) = footer.split_first_chunk()?;
        let (body, magic) = body.split_last_chunk()?;
        if magic != b"YZ" {
            return Some(End::Corrupt);
        }
        if crc32(body) != u32::from_le_bytes(*sum) {
            wrong(sink, "the stream footer");
        }
        self.at += footer.len();
        Some(End::Whole)
    }
}

fn wrong(sink: &mut MemberSink<'_>, what: &str) {
    let message = format!("the checksum of {what} is wrong");
    sink.member_problem(ProblemKind::Checksum, message);
}

fn compare(claimed: Option<u64>, real: usize, what: &str, sink: &mut MemberSink<'_>) {
    if let Some(claimed) = claimed.filter(|&claimed| claimed != real as u64) {
        let message = format!("{real} {what}, the block says {claimed}");
        sink.member_problem(ProblemKind::SizeMismatch, message);
    }
}
