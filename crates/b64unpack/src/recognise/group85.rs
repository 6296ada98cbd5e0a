//! Five symbols of 85 for four bytes, whatever the alphabet.

use crate::decode::Decoded;

/// What a symbol stands for.
#[derive(Clone, Copy)]
pub(super) enum Symbol {
    Digit(u8),
    /// A whole group of one byte, such as the `z` of Ascii85.
    Group(u8),
    /// White space.
    Skip,
}

/// Appends the bytes of all groups. A last group of `n` symbols makes `n - 1` bytes; what is
/// missing counts as the last symbol of the alphabet.
///
/// `None` if a group is above the largest 32-bit number, a short group stands in the way of a
/// whole one, or something is no symbol.
pub(super) fn decode(
    symbols: impl Iterator<Item = Option<Symbol>>,
    limit: usize,
    out: &mut Vec<u8>,
) -> Option<Decoded> {
    let end = out.len().saturating_add(limit);
    let mut group = Group::default();
    for symbol in symbols {
        match symbol? {
            Symbol::Skip => {}
            Symbol::Group(_) if group.len > 0 => return None,
            Symbol::Group(byte) => out.extend([byte; 4]),
            Symbol::Digit(digit) => group.take(digit, out)?,
        }
        if out.len() > end {
            out.truncate(end);
            return Some(Decoded::Cut);
        }
    }
    let decoded = group.finish(out)?;
    if out.len() > end {
        out.truncate(end);
        return Some(Decoded::Cut);
    }
    Some(decoded)
}

#[derive(Default)]
struct Group {
    value: u64,
    len: usize,
}

impl Group {
    fn take(&mut self, digit: u8, out: &mut Vec<u8>) -> Option<()> {
        self.value = self.value * 85 + u64::from(digit);
        self.len += 1;
        if self.len == 5 {
            out.extend(u32::try_from(self.value).ok()?.to_be_bytes());
            *self = Group::default();
        }
        Some(())
    }

    fn finish(mut self, out: &mut Vec<u8>) -> Option<Decoded> {
        let len = self.len;
        if len < 2 {
            return Some(if len == 0 {
                Decoded::Whole
            } else {
                Decoded::LeftOver
            });
        }
        let before = out.len();
        while self.len > 0 {
            self.take(84, out)?;
        }
        out.truncate(before + len - 1);
        Some(Decoded::Whole)
    }
}
