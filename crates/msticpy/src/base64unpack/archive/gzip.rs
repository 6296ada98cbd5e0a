//! gzip (RFC 1952) as Python's `gzip.decompress`: all members joined, zeros after them ignored.

use super::inflate::{End, crc32, inflate};
use super::{Members, u16_at, u32_at};
use crate::base64unpack::budget::Budget;
use crate::base64unpack::problem::ProblemKind;

const NAME: &str = "gzip_file";

pub(super) fn members(bytes: &[u8], budget: &mut Budget) -> Members {
    let (mut members, mut content) = (Members::default(), Vec::new());
    let mut rest = bytes;
    while !rest.is_empty() {
        match member(rest, &mut content, budget) {
            Ok(next) => rest = next,
            Err(kind) => {
                members.problem(kind, None);
                break;
            }
        }
    }
    // An empty file is a member all the same, but nothing at all is the blob that it was.
    if !content.is_empty() || members.problems.is_empty() {
        members.members.push((NAME.to_owned(), content));
    }
    members
}

/// Appends one member's content; what follows it.
fn member<'a>(
    bytes: &'a [u8],
    content: &mut Vec<u8>,
    budget: &mut Budget,
) -> Result<&'a [u8], ProblemKind> {
    let start = header(bytes)?;
    let deflated = bytes.get(start..).unwrap_or_default();
    let (inflated, end) = inflate(deflated, budget.left());
    budget.spend(inflated.len());
    let (crc, len) = (crc32(&inflated), inflated.len() as u32);
    content.extend(inflated);
    let used = match end {
        End::Complete(used) => used,
        End::Truncated => return Err(ProblemKind::Truncated),
        End::Corrupt => return Err(ProblemKind::Corrupt),
        End::Limit => return Err(ProblemKind::DecodedBytes),
    };
    let trailer = deflated.get(used..).unwrap_or_default();
    match (u32_at(trailer, 0), u32_at(trailer, 4)) {
        (Some(sum), Some(size)) if sum == crc && size == len => {}
        (Some(_), Some(_)) => return Err(ProblemKind::Checksum),
        _ => return Err(ProblemKind::Truncated),
    }
    let rest = trailer.get(8..).unwrap_or_default();
    let zeros = rest.iter().take_while(|byte| **byte == 0).count();
    Ok(rest.get(zeros..).unwrap_or_default())
}

/// The length of the header (RFC 1952, section 2.3).
fn header(bytes: &[u8]) -> Result<usize, ProblemKind> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return Err(ProblemKind::Corrupt);
    }
    let (Some(method), Some(flags), true) = (bytes.get(2), bytes.get(3), bytes.len() >= 10) else {
        return Err(ProblemKind::Truncated);
    };
    if *method != 8 {
        return Err(ProblemKind::Unsupported);
    }
    let mut at = 10;
    if flags & 4 != 0 {
        at += 2 + usize::from(u16_at(bytes, at).ok_or(ProblemKind::Truncated)?);
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            let text = bytes.get(at..).unwrap_or_default();
            at += text
                .iter()
                .position(|byte| *byte == 0)
                .map_or(text.len(), |end| end + 1);
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    if at > bytes.len() {
        Err(ProblemKind::Truncated)
    } else {
        Ok(at)
    }
}
