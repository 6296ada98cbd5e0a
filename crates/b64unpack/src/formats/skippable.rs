//! Skippable frames, which zstd (RFC 8878, section 3.1.2) and lz4 share.

use super::bytes::u32_at;

/// The length of the skippable frame at the start of `bytes`; it may be more than there is.
pub(super) fn skippable(bytes: &[u8]) -> Option<u64> {
    match bytes.split_first_chunk()? {
        (&[0x50..=0x5f, 0x2a, 0x4d, 0x18], rest) => Some(8 + u64::from(u32_at(rest, 0)?)),
        _ => None,
    }
}

/// Whether `bytes` begin with `magic`, or with skippable frames up to a `magic` or to the end.
/// Only a few frames are skipped.
pub(super) fn begins_with(bytes: &[u8], magic: [u8; 4]) -> bool {
    let mut rest = bytes;
    for _ in 0..8 {
        if rest.starts_with(&magic) {
            return true;
        }
        let Some(len) = skippable(rest) else {
            return false;
        };
        rest = match usize::try_from(len).ok().and_then(|len| rest.get(len..)) {
            Some([]) | None => return true,
            Some(rest) => rest,
        };
    }
    false
}
