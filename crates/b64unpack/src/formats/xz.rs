//! xz (The .xz File Format 1.2.0): streams one behind the other with their padding, read as one
//! payload, as the tools do. LZMA2 with at most one filter (BCJ, delta) before it; CRC-32, CRC-64
//! and SHA-256 are checked.
//!
//! A dictionary may be claimed to have up to 1.5 GiB, the most that an encoder makes; memory is
//! taken only as bytes come out, and not beyond
//! [`Limits::decoder_bytes`](crate::Limits::decoder_bytes). What stands behind a block with a
//! wrong checksum is not read.

use std::io::Result as IoResult;

use lzma_rust2::{Action, StreamResult, XzStream};

use super::lzma_stream::{self, Decoder, MEMORY_KIB};
use super::stream::{End, report_rest, too_many};
use super::{Format, FormatError, MemberSink};

/// The xz format; one payload.
#[derive(Clone, Copy, Debug, Default)]
pub struct Xz;

const MAGIC: [u8; 6] = [0xfd, b'7', b'z', b'X', b'Z', 0];

impl Format for Xz {
    fn name(&self) -> &'static str {
        "xz"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(&MAGIC)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        sink.start(&[])?;
        let (mut at, mut streams) = (0, 0);
        while let Some(rest) = bytes.get(at..).filter(|rest| rest.starts_with(&MAGIC)) {
            if too_many(streams, sink) {
                return Ok(());
            }
            streams += 1;
            let decoder = || XzStream::new_mem_limit(false, MEMORY_KIB);
            let (read, end) = lzma_stream::read(decoder, rest, sink)?;
            at += read;
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

impl Decoder for XzStream {
    fn process(&mut self, input: &[u8], output: &mut [u8], last: Action) -> IoResult<StreamResult> {
        XzStream::process(self, input, output, last)
    }

    fn total_out(&self) -> u64 {
        XzStream::total_out(self)
    }

    fn memory_kib(&self) -> Option<u32> {
        self.memory_usage()
    }

    fn unused(&self) -> usize {
        0
    }
}
