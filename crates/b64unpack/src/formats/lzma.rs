//! LZMA in its first file format, `.lzma` or "LZMA alone" (`doc/lzma-file-format.txt` of XZ
//! Utils): properties, dictionary size, size, one stream. No checksum.
//!
//! There is no magic. Recognised is what the usual encoders write, as XZ Utils has it: a
//! dictionary of 2^n or 2^n + 2^(n-1) bytes, a size that is not known or below 256 GiB, and the
//! zero with which the range coder begins. A dictionary beyond 1.5 GiB, the most that an encoder
//! makes, is reported; the stream is read all the same, as the member is the window.

use super::bytes::array;
use super::lzma_decoder::{Decoder, Halt, Properties, Range};
use super::stream::{End, report_rest};
use super::{Format, FormatError, MemberSink, Stop};
use crate::identify::is_lzma;
use crate::limits::Limit;
use crate::problem::ProblemKind;

/// The LZMA alone format (`doc/lzma-file-format.txt` of XZ Utils); one payload.
///
/// It has no magic: headers are refused that no usual encoder writes. A size that is not that of the
/// bytes, a dictionary beyond 1.5 GiB and a stream that is cut or broken are reported.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lzma;

const HEADER: usize = 13;
const LARGEST_DICTIONARY: u32 = 3 << 29;

impl Format for Lzma {
    fn name(&self) -> &'static str {
        "lzma"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        is_lzma(bytes)
    }

    fn proves(&self, bytes: &[u8]) -> bool {
        self.recognise(bytes)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        sink.start(&[])?;
        let (read, end) = read(bytes, sink)?;
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

/// Reads the stream; the bytes read and how it ended.
fn read(bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(usize, End), Stop> {
    let Some(([properties, a, b, c, d], rest)) = bytes.split_first_chunk() else {
        return Ok((0, End::Truncated));
    };
    let Some(properties) = Properties::new(*properties) else {
        return Ok((0, End::Corrupt));
    };
    let dictionary = u32::from_le_bytes([*a, *b, *c, *d]);
    if properties.memory() > sink.decoder_bytes() {
        return Ok((0, End::OutOfMemory));
    }
    if dictionary > LARGEST_DICTIONARY {
        let message = format!("a dictionary of {dictionary} bytes is claimed, and not taken");
        sink.member_problem(ProblemKind::Limit(Limit::DecoderBytes), message);
    }
    let body = bytes.get(HEADER..).unwrap_or_default();
    if body.first().is_some_and(|&byte| byte != 0) {
        return Ok((HEADER, End::Corrupt));
    }
    let (Some(size), Some(range)) = (array(rest, 0).map(u64::from_le_bytes), Range::new(body))
    else {
        return Ok((bytes.len(), End::Truncated));
    };
    let (read, end) = stream(Decoder::new(properties), range, size, sink)?;
    Ok((HEADER + read, end))
}

/// A stream ends at its size or, if that is not known, at the marker. It may have both.
fn stream(
    mut decoder: Decoder,
    mut range: Range<'_>,
    size: u64,
    sink: &mut MemberSink<'_>,
) -> Result<(usize, End), Stop> {
    let most = usize::try_from(size).unwrap_or(usize::MAX);
    let end = match decoder.decode(&mut range, 0, most, sink)? {
        Halt::Early(end) => end,
        Halt::Marker if range.close() => {
            if size != u64::MAX {
                let message = format!("{} bytes, the header says {size}", sink.written());
                sink.member_problem(ProblemKind::SizeMismatch, message);
            }
            End::Whole
        }
        Halt::Enough if range.close() => End::Whole,
        Halt::Enough if decoder.is_at_marker(&mut range, sink.bytes()) && range.close() => {
            End::Whole
        }
        _ if range.is_at_end() => End::Truncated,
        _ => End::Corrupt,
    };
    Ok((range.read(), end))
}
