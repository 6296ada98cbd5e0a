//! LZMA in its first file format, `.lzma` or "LZMA alone" (`doc/lzma-file-format.txt` of XZ
//! Utils): properties, dictionary size, size, one stream. No checksum.
//!
//! There is no magic. Recognised is what the usual encoders write, as XZ Utils has it: a
//! dictionary of 2^n or 2^n + 2^(n-1) bytes, a size that is not known or below 256 GiB, and the
//! zero with which the range coder begins. Memory is limited as in xz.

use std::io::Result as IoResult;

use lzma_rust2::{Action, LzmaStream, StreamResult};

use super::bytes::array;
use super::lzma_stream::{self, Decoder, MEMORY_KIB};
use super::stream::{End, report_rest};
use super::{Format, FormatError, MemberSink};

/// The LZMA alone format; one payload.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lzma;

impl Format for Lzma {
    fn name(&self) -> &'static str {
        "lzma"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        crate::identify::is_lzma(bytes)
    }

    fn proves(&self, bytes: &[u8]) -> bool {
        self.recognise(bytes)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        sink.start(&[])?;
        let dictionary = array(bytes, 1).map_or(0, u32::from_le_bytes);
        let (read, end) = if dictionary / 1024 > MEMORY_KIB {
            (0, End::OutOfMemory)
        } else {
            let decoder = || LzmaStream::new_mem_limit(MEMORY_KIB, None);
            lzma_stream::read(decoder, bytes, sink)?
        };
        end.report(sink, "LZMA stream", read, bytes.len());
        sink.compressed_size(read);
        if end == End::Whole {
            report_rest(bytes, read, "LZMA stream", sink);
        }
        Ok(())
    }

    fn has_names(&self) -> bool {
        false
    }
}

impl Decoder for LzmaStream {
    fn process(&mut self, input: &[u8], output: &mut [u8], last: Action) -> IoResult<StreamResult> {
        LzmaStream::process(self, input, output, last)
    }

    fn total_out(&self) -> u64 {
        LzmaStream::total_out(self)
    }

    fn memory_kib(&self) -> Option<u32> {
        self.memory_usage()
    }

    fn unused(&self) -> usize {
        self.unused_input().len()
    }
}
