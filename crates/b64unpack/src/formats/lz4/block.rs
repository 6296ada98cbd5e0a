//! Blocks (LZ4 Block Format): literals and matches in turn.

use super::super::bytes::u16_at;
use super::super::stream::End;
use super::super::{MemberSink, Stop};

/// Decompresses a block into the member begun last, whose bytes from `start` on it may repeat.
/// [`End::Truncated`] says that a sequence has no end.
pub(super) fn decompress(
    block: &[u8],
    start: usize,
    sink: &mut MemberSink<'_>,
) -> Result<End, Stop> {
    let mut rest = block;
    while let Some((&token, after)) = rest.split_first() {
        rest = after;
        let Some(len) = length(token >> 4, &mut rest) else {
            return Ok(End::Truncated);
        };
        let (literals, after) = rest.split_at_checked(len).unwrap_or((rest, &[]));
        sink.write(literals)?;
        if literals.len() < len {
            return Ok(End::Truncated);
        }
        // The last sequence has literals only.
        if after.is_empty() {
            break;
        }
        let Some(distance) = u16_at(after, 0) else {
            return Ok(End::Truncated);
        };
        rest = after.get(2..).unwrap_or_default();
        let Some(len) = length(token & 15, &mut rest) else {
            return Ok(End::Truncated);
        };
        let distance = usize::from(distance);
        if distance == 0 || distance > sink.written() - start {
            return Ok(End::Corrupt);
        }
        sink.repeat(distance, len + 4)?;
        if sink.is_full() {
            return Ok(End::Full);
        }
    }
    Ok(if sink.is_full() {
        End::Full
    } else {
        End::Whole
    })
}

/// Four bits, and further bytes while all their bits are set.
fn length(bits: u8, rest: &mut &[u8]) -> Option<usize> {
    let mut len = usize::from(bits);
    let mut more = bits == 15;
    while more {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        len += usize::from(byte);
        more = byte == 255;
    }
    Some(len)
}
