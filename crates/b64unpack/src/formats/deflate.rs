//! Raw DEFLATE (RFC 1951): one stream without header or checksum, as PowerShell's
//! `DeflateStream` and PHP's `gzdeflate` write it.
//!
//! There is no magic, so the bytes are inflated on trial, a bounded part of them. They are
//! taken for a stream that inflates to its end, and this within a checksum's length of the end
//! of the bytes, or for one that gives text or a known file until it is cut or breaks. Bytes
//! behind the stream are reported. Who knows better names the format with
//! [`Unpacker::input_format`](crate::Unpacker::input_format).

use flate2::{Decompress, FlushDecompress, Status};

use super::inflate::{End, Inflater};
use super::{Format, FormatError, MemberSink};
use crate::identify::identify;
use crate::preview::may_be_deflate;
use crate::problem::ProblemKind;
use crate::text::Text;

/// The raw DEFLATE format; one payload.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deflate;

/// Bytes read and given on trial.
const TRIAL: (usize, usize) = (64 * 1024, 16 * 1024);
/// Bytes behind the stream: the trailer of gzip, where only its header was taken off.
const BEHIND: usize = 8;
/// Bytes read without a contradiction that no other data survive, whatever they give.
const SURE: usize = 64;
/// Bytes read without a contradiction that no other data survive and give text or a file.
const LIKELY: usize = 24;

impl Format for Deflate {
    fn name(&self) -> &'static str {
        "deflate"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        if !may_be_deflate(bytes) {
            return false;
        }
        let trial = Trial::of(bytes);
        trial.is_convincing() && (matches!(trial.end, Ending::Whole(_)) || !is_a_pattern(bytes))
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

/// What the first bytes of a stream gave.
struct Trial {
    read: usize,
    end: Ending,
    empty: bool,
    /// Text or a file of a known kind.
    makes_sense: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// The stream ended, with so many bytes behind it.
    Whole(usize),
    /// All bytes were read before the stream ended.
    Cut,
    /// The bounds of the trial were reached.
    Open,
    Broken,
}

impl Trial {
    fn of(bytes: &[u8]) -> Trial {
        let head = bytes.get(..TRIAL.0).unwrap_or(bytes);
        let mut out = vec![0; TRIAL.1];
        let mut state = Decompress::new(false);
        let status = state.decompress(head, &mut out, FlushDecompress::None);
        let count = |total: u64| usize::try_from(total).unwrap_or(usize::MAX);
        let read = count(state.total_in()).min(head.len());
        out.truncate(count(state.total_out()));
        let end = match status {
            Err(_) => Ending::Broken,
            Ok(Status::StreamEnd) => Ending::Whole(bytes.len() - read),
            Ok(_) if read == bytes.len() && out.len() < TRIAL.1 => Ending::Cut,
            Ok(_) => Ending::Open,
        };
        let makes_sense = Text::detect(&out).is_some() || identify(&out).is_some();
        Trial {
            read,
            end,
            empty: out.is_empty(),
            makes_sense,
        }
    }

    fn is_convincing(&self) -> bool {
        let sure = self.read >= SURE && !self.empty;
        match self.end {
            Ending::Whole(behind) => behind <= BEHIND && self.makes_sense || behind == 0 && sure,
            Ending::Open => self.makes_sense || sure,
            Ending::Cut => self.makes_sense && self.read >= LIKELY,
            Ending::Broken => self.makes_sense && sure,
        }
    }
}

/// Whether a block of fixed codes repeats a few bytes, as compressed data do not: what survives
/// one turn of a pattern, such as a row of `b`, survives them all.
fn is_a_pattern(bytes: &[u8]) -> bool {
    let fixed = bytes.first().is_some_and(|byte| byte >> 1 & 3 == 1);
    let head = bytes.get(..SURE).unwrap_or(bytes);
    let seen = head
        .iter()
        .fold(0u128, |seen, &byte| seen | 1 << (byte & 127));
    fixed && seen.count_ones() < 16
}
