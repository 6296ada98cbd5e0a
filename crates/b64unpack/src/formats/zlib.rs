//! zlib (RFC 1950): one stream after the other.
//!
//! Header and Adler-32 are read here, as `flate2` drops the bytes of a stream whose checksum is
//! wrong. Its two bytes are no magic, so the first block has its say, too. A stream that needs a
//! preset dictionary is reported: nothing can be read of it without.

use super::bytes::array;
use super::inflate::{End, Inflated, Inflater};
use super::trial::Trial;
use super::{Format, FormatError, MemberSink};
use crate::preview::{is_zlib, is_zlib_header};
use crate::problem::ProblemKind;

/// The zlib format (RFC 1950); one payload per stream.
///
/// Headers whose check is wrong and streams whose first block cannot be are refused. A wrong
/// Adler-32, a preset dictionary, a stream that is cut or broken and bytes behind the last one are
/// reported.
#[derive(Clone, Copy, Debug, Default)]
pub struct Zlib;

/// CMF and FLG.
const HEADER: usize = 2;
const FDICT: u8 = 0x20;

impl Format for Zlib {
    fn name(&self) -> &'static str {
        "zlib"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        is_zlib(bytes)
    }

    fn proves(&self, bytes: &[u8]) -> bool {
        let body = bytes.get(HEADER..).unwrap_or_default();
        is_zlib(bytes) && dictionary(bytes).is_none() && Trial::of(body).is_likely()
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        let mut inflater = Inflater::new();
        let mut at = 0;
        // Who asks for the first one knows what it is.
        let begins = |at: usize, rest: &[u8]| match at {
            0 => is_zlib_header(rest),
            _ => is_zlib(rest),
        };
        while let Some(rest) = bytes.get(at..).filter(|rest| begins(at, rest)) {
            if let Some(id) = dictionary(rest) {
                let message = format!("a preset dictionary is needed, Adler-32 {id:08x}");
                sink.problem(ProblemKind::Unsupported, at, message);
                return Ok(());
            }
            sink.start(&[])?;
            let body = rest.get(HEADER..).unwrap_or_default();
            let inflated = inflater.inflate(body, sink)?;
            let Some(used) = check_trailer(body, &inflated, sink) else {
                return Ok(());
            };
            at += HEADER + used;
        }
        if at == 0 {
            return Err(FormatError::NotThis);
        }
        let rest = bytes.len().saturating_sub(at);
        if rest > 0 {
            let message = format!("{rest} bytes behind the last zlib stream");
            sink.problem(ProblemKind::TrailingData, at, message);
        }
        Ok(())
    }

    fn has_names(&self) -> bool {
        false
    }
}

/// The Adler-32 of the dictionary that a stream was compressed with.
fn dictionary(bytes: &[u8]) -> Option<u32> {
    let flags = bytes.get(1)?;
    (flags & FDICT != 0).then(|| array(bytes, HEADER).map_or(0, u32::from_be_bytes))
}

/// Compares the Adler-32 with the four bytes behind the stream. Gives the length of body and
/// trailer, or nothing if the end of the stream was not reached.
fn check_trailer(body: &[u8], inflated: &Inflated, sink: &mut MemberSink<'_>) -> Option<usize> {
    if inflated.end != End::Whole {
        return None;
    }
    let Some(claimed) = array(body, inflated.read).map(u32::from_be_bytes) else {
        sink.truncate(ProblemKind::Truncated, "the Adler-32 is cut");
        return None;
    };
    let real = adler32(sink.bytes());
    if claimed != real {
        let message = format!("Adler-32 is {real:08x}, the trailer says {claimed:08x}");
        sink.member_problem(ProblemKind::Checksum, message);
    }
    Some(inflated.read + 4)
}

/// RFC 1950, section 8.2. 5552 bytes are the most that do not overflow the second sum.
fn adler32(bytes: &[u8]) -> u32 {
    const PRIME: u32 = 65521;
    let (mut a, mut b) = (1, 0);
    for run in bytes.chunks(5552) {
        for &byte in run {
            a += u32::from(byte);
            b += a;
        }
        (a, b) = (a % PRIME, b % PRIME);
    }
    b << 16 | a
}
