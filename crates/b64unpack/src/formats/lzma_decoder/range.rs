//! The range coder of LZMA (`lzma-specification.txt` of the LZMA SDK, "Range Coder").

/// The probability of a zero, of 2048.
pub(super) type Probability = u16;

/// Where all probabilities begin.
pub(super) const EVEN: Probability = 1 << 10;

/// Takes bits out of a slice.
///
/// It takes a byte only when the next bit needs it, so that all that is there of a stream that is
/// cut can be read. Nothing (`None`) means that the bytes ended.
#[derive(Clone, Debug)]
pub(in crate::formats) struct Range<'a> {
    input: &'a [u8],
    at: usize,
    range: u32,
    code: u32,
}

impl<'a> Range<'a> {
    /// The first five bytes begin a stream; nothing if they are not all there.
    pub(in crate::formats) fn new(input: &'a [u8]) -> Option<Range<'a>> {
        let [_, a, b, c, d] = *input.first_chunk()?;
        Some(Range {
            input,
            at: 5,
            range: u32::MAX,
            code: u32::from_be_bytes([a, b, c, d]),
        })
    }

    /// Bytes taken so far.
    pub(in crate::formats) fn read(&self) -> usize {
        self.at
    }

    /// Whether all bytes were taken.
    pub(in crate::formats) fn is_at_end(&self) -> bool {
        self.at == self.input.len()
    }

    /// Takes the byte that the encoder wrote to close the stream, and says whether it is closed.
    pub(in crate::formats) fn close(&mut self) -> bool {
        self.normalize().is_some() && self.code == 0
    }

    fn normalize(&mut self) -> Option<()> {
        if self.range < 1 << 24 {
            self.code = self.code << 8 | u32::from(*self.input.get(self.at)?);
            self.range <<= 8;
            self.at += 1;
        }
        Some(())
    }

    pub(super) fn bit(&mut self, probability: &mut Probability) -> Option<usize> {
        self.normalize()?;
        let bound = (self.range >> 11) * u32::from(*probability);
        if self.code < bound {
            self.range = bound;
            *probability += (2048 - *probability) >> 5;
            Some(0)
        } else {
            self.range -= bound;
            self.code -= bound;
            *probability -= *probability >> 5;
            Some(1)
        }
    }

    /// Bits of equal probability, the highest first.
    pub(super) fn direct(&mut self, count: u32) -> Option<u32> {
        let mut value = 0;
        for _ in 0..count {
            self.normalize()?;
            self.range >>= 1;
            let one = self.code >= self.range;
            if one {
                self.code -= self.range;
            }
            value = value << 1 | u32::from(one);
        }
        Some(value)
    }

    /// A tree of bits, the highest first.
    pub(super) fn tree(&mut self, tree: &mut [Probability], bits: u32) -> Option<usize> {
        let mut node = 1;
        for _ in 0..bits {
            node = node << 1 | self.bit(tree.get_mut(node)?)?;
        }
        Some(node - (1 << bits))
    }

    /// A tree of bits, the lowest first.
    pub(super) fn reverse_tree(&mut self, tree: &mut [Probability], bits: u32) -> Option<u32> {
        let (mut node, mut value) = (1, 0);
        for place in 0..bits {
            let bit = self.bit(tree.get_mut(node)?)?;
            node = node << 1 | bit;
            value |= (bit as u32) << place;
        }
        Some(value)
    }
}
