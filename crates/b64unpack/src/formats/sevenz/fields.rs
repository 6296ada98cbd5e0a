//! The numbers, bits and records of which headers are made (7zFormat.txt, "Data types").

/// What is left of a header. Nothing (`None`) means that it ends too early.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

impl<'a> Fields<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        let (&bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(bytes))
    }

    /// A number whose first byte says by its leading ones how many bytes follow.
    pub(super) fn number(&mut self) -> Option<u64> {
        let first = self.byte()?;
        let more = first.leading_ones();
        let mut value = 0;
        for place in 0..more {
            value |= u64::from(self.byte()?) << (8 * place);
        }
        let mask = 0x7fu8.checked_shr(more).unwrap_or(0);
        let high = u64::from(first & mask);
        Some(value | high.checked_shl(8 * more).unwrap_or(0))
    }

    pub(super) fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    /// `count` bits, the highest of a byte first.
    pub(super) fn bits(&mut self, count: usize) -> Option<Vec<bool>> {
        let bytes = self.take(count.div_ceil(8))?;
        let bits = bytes
            .iter()
            .flat_map(|byte| (0..8).map(move |bit| byte & (0x80 >> bit) != 0));
        Some(bits.take(count).collect())
    }

    /// The CRC-32 of some of `count` streams.
    pub(super) fn digests(&mut self, count: usize) -> Option<Vec<Option<u32>>> {
        if self.byte()? != 0 {
            // All of them, each of four bytes: no more than there is room for.
            if count > self.0.len() / 4 {
                return None;
            }
            return (0..count).map(|_| self.u32().map(Some)).collect();
        }
        let defined = self.bits(count)?;
        let mut digests = Vec::new();
        for there in defined {
            digests.push(if there { Some(self.u32()?) } else { None });
        }
        Some(digests)
    }
}
