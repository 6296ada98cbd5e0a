//! gzip (RFC 1952): every member, one after the other.
//!
//! The header is read here, as `flate2` gives up on names beyond 64 KiB and hides what stands
//! behind the first member. Reserved flags are refused, as the RFC asks.

use super::bytes::{u16_at, u32_at};
use super::inflate::{End, Inflated, Inflater};
use super::{Format, FormatError, MemberSink};
use crate::problem::ProblemKind;

/// The gzip format (RFC 1952); one payload per member.
///
/// Methods other than DEFLATE and reserved flags are refused. A wrong CRC-32 or size, a member that
/// is cut or broken and bytes behind the last one are reported; the CRC of a header is not looked
/// at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gzip;

const MAGIC: [u8; 2] = [0x1f, 0x8b];
const DEFLATE: u8 = 8;

impl Format for Gzip {
    fn name(&self) -> &'static str {
        "gzip"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(&MAGIC) && bytes.get(2).is_some_and(|&method| method <= DEFLATE)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        let mut inflater = Inflater::new();
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| rest.starts_with(&MAGIC)) {
            let header = match Header::parse(rest) {
                Ok(header) => header,
                Err((kind, message)) => {
                    sink.problem(kind, at, message);
                    return Ok(());
                }
            };
            sink.start(header.name)?;
            let body = rest.get(header.len..).unwrap_or_default();
            let inflated = inflater.inflate(body, sink)?;
            let Some(used) = check_trailer(body, &inflated, sink) else {
                // Where this member ends is not known, so neither is where the next one begins.
                return Ok(());
            };
            at += header.len + used;
        }
        report_rest(bytes, at, sink);
        Ok(())
    }

    fn has_names(&self) -> bool {
        false
    }
}

/// A member's header (RFC 1952, section 2.3).
struct Header<'a> {
    name: &'a [u8],
    len: usize,
}

type HeaderError = (ProblemKind, &'static str);
const CUT: HeaderError = (ProblemKind::Truncated, "the gzip header is cut");

impl<'a> Header<'a> {
    fn parse(bytes: &'a [u8]) -> Result<Header<'a>, HeaderError> {
        let [_, _, method, flags, _, _, _, _, _, _] = *bytes.first_chunk().ok_or(CUT)?;
        if method != DEFLATE {
            return Err((ProblemKind::Unsupported, "the gzip method is not deflate"));
        }
        if flags & 0xe0 != 0 {
            return Err((ProblemKind::Header, "reserved gzip flags are set"));
        }
        let mut header = Header { name: &[], len: 10 };
        if flags & 4 != 0 {
            let extra = u16_at(bytes, header.len).ok_or(CUT)?;
            header.len += 2 + usize::from(extra);
        }
        if flags & 8 != 0 {
            header.name = header.string(bytes)?;
        }
        if flags & 16 != 0 {
            header.string(bytes)?;
        }
        if flags & 2 != 0 {
            header.len += 2;
        }
        if header.len > bytes.len() {
            Err(CUT)
        } else {
            Ok(header)
        }
    }

    /// Takes a string that ends with a zero byte.
    fn string(&mut self, bytes: &'a [u8]) -> Result<&'a [u8], HeaderError> {
        let rest = bytes.get(self.len..).ok_or(CUT)?;
        let len = memchr::memchr(0, rest).ok_or(CUT)?;
        self.len += len + 1;
        Ok(rest.get(..len).unwrap_or_default())
    }
}

/// Compares CRC and size with the eight bytes behind the stream. Gives the length of body and
/// trailer, or nothing if the end of the stream was not reached.
fn check_trailer(body: &[u8], inflated: &Inflated, sink: &mut MemberSink<'_>) -> Option<usize> {
    if inflated.end != End::Whole {
        return None;
    }
    let (Some(crc), Some(size)) = (u32_at(body, inflated.read), u32_at(body, inflated.read + 4))
    else {
        sink.truncate(ProblemKind::Truncated, "the gzip trailer is cut");
        return None;
    };
    if crc != inflated.crc {
        sink.member_problem(
            ProblemKind::Checksum,
            format!("CRC-32 is {:08x}, the trailer says {crc:08x}", inflated.crc),
        );
    }
    // ISIZE counts modulo 2^32.
    if u64::from(size) != inflated.size & u64::from(u32::MAX) {
        sink.member_problem(
            ProblemKind::SizeMismatch,
            format!("{} bytes, the trailer says {size}", inflated.size),
        );
    }
    Some(inflated.read + 8)
}

/// Zeros may follow the last member (gzip's own tools pad with them); other bytes are reported.
fn report_rest(bytes: &[u8], at: usize, sink: &mut MemberSink<'_>) {
    let rest = bytes.get(at..).unwrap_or_default();
    if rest.iter().any(|&byte| byte != 0) {
        let message = format!("{} bytes behind the last gzip member", rest.len());
        sink.problem(ProblemKind::TrailingData, at, message);
    }
}
