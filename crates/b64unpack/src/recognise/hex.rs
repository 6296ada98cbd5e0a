//! Two hexadecimal digits a byte (RFC 4648, section 8).

use std::ops::Range;

use super::Recogniser;
use crate::decode::Decoded;
use crate::encoding::Encoding;

/// Runs of an even number of digits.
pub(super) struct Hex;

/// Fewer bytes than this are not worth a look.
const MIN_BYTES: usize = 12;

impl Recogniser for Hex {
    fn encoding(&self) -> Encoding {
        Encoding::Hex
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut start = at;
        loop {
            let rest = haystack.get(start..)?;
            start += rest.iter().position(u8::is_ascii_hexdigit)?;
            let rest = haystack.get(start..)?;
            let len = rest
                .iter()
                .take_while(|byte| byte.is_ascii_hexdigit())
                .count();
            if len >= 2 * MIN_BYTES && len % 2 == 0 {
                return Some(start..start + len);
            }
            start += len;
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        let pairs = span.chunks_exact(2);
        let many = pairs.len();
        out.extend(
            pairs
                .take(limit)
                .map(|pair| pair.iter().fold(0, |byte, &d| byte << 4 | digit(d))),
        );
        if many > limit {
            Decoded::Cut
        } else {
            Decoded::Whole
        }
    }
}

/// The value of a hexadecimal digit.
fn digit(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'f' => byte - b'a' + 10,
        b'A'..=b'F' => byte - b'A' + 10,
        _ => 0,
    }
}
