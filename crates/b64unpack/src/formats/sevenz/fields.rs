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

    /// `count` bits.
    pub(super) fn bits(&mut self, count: usize) -> Option<Bits<'a>> {
        let bytes = self.take(count.div_ceil(8))?;
        Some(Bits { bytes, count })
    }

    /// The CRC-32 of some of `count` streams.
    pub(super) fn digests(&mut self, count: usize) -> Option<Digests<'a>> {
        let defined = match self.byte()? {
            0 => Some(self.bits(count)?),
            _ => None,
        };
        let many = defined.map_or(count, |bits| bits.iter().filter(|&there| there).count());
        let values = Fields(self.take(many.checked_mul(4)?)?);
        Some(Digests {
            defined,
            values,
            place: 0..count,
        })
    }
}

/// Bits, the highest of a byte first. They are read where they stand, as a count of eight a byte
/// would otherwise be turned into memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    count: usize,
}

impl<'a> Bits<'a> {
    /// The bit at a place; none is set beyond the last.
    pub(super) fn get(&self, place: usize) -> bool {
        let byte = self.bytes.get(place / 8).copied().unwrap_or(0);
        place < self.count && byte & (0x80 >> (place % 8)) != 0
    }

    fn iter(self) -> impl Iterator<Item = bool> + 'a {
        (0..self.count).map(move |place| self.get(place))
    }
}

/// For each of some streams its CRC-32, if it has one.
#[derive(Clone, Debug)]
pub(super) struct Digests<'a> {
    defined: Option<Bits<'a>>,
    values: Fields<'a>,
    place: std::ops::Range<usize>,
}

impl Iterator for Digests<'_> {
    type Item = Option<u32>;

    fn next(&mut self) -> Option<Option<u32>> {
        let place = self.place.next()?;
        let there = self.defined.is_none_or(|bits| bits.get(place));
        Some(if there { self.values.u32() } else { None })
    }
}
