//! Raw DEFLATE (RFC 1951): one stream without header or checksum, as PowerShell's
//! `DeflateStream` and PHP's `gzdeflate` write it.
//!
//! There is no magic, so the bytes are inflated on trial, a bounded part of them. They are
//! taken for a stream that inflates to its end, and this within a checksum's length of the end
//! of the bytes, or for one that gives text or a known file until it is cut or breaks. Bytes
//! behind the stream are reported. Who knows better names the format with
//! [`Unpacker::input_format`](crate::Unpacker::input_format).

use super::inflate::{End, Inflater};
use super::trial::Trial;
use super::{Format, FormatError, MemberSink};
use crate::preview::may_be_deflate;
use crate::problem::ProblemKind;

/// The raw DEFLATE format (RFC 1951); one payload.
///
/// It has no magic: bytes are refused that do not inflate to their end, or to text or a known file,
/// on trial. A stream that is cut or broken, and bytes behind it, are reported.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deflate;

impl Format for Deflate {
    fn name(&self) -> &'static str {
        "deflate"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        may_be_deflate(bytes) && Trial::of(bytes).is_convincing()
    }

    fn proves(&self, bytes: &[u8]) -> bool {
        self.recognise(bytes)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        sink.start(&[])?;
        let inflated = Inflater::new().inflate(bytes, sink)?;
        let rest = bytes.len() - inflated.read;
        if inflated.end == End::Whole && rest > 0 {
            let message = format!("{rest} bytes behind the deflate stream");
            sink.problem(ProblemKind::TrailingData, inflated.read, message);
        }
        Ok(())
    }

    fn has_names(&self) -> bool {
        false
    }
}
