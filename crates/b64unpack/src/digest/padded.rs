//! [`Padded`]: a message in blocks, as MD5 and the SHA family want it.

#![expect(
    clippy::indexing_slicing,
    reason = "lengths of a slice that were taken from it, and of a tail that has room for two blocks"
)]

/// Bytes of a block.
pub(super) const BLOCK: usize = 64;

/// A message in blocks (RFC 1321, sections 3.1 and 3.2; FIPS 180-4, sections 5.1.1 and 5.2.1).
pub(super) struct Padded<'a> {
    /// Its whole blocks.
    body: &'a [u8],
    /// Its last bytes, a bit behind them, zeros, and its length: one block or two.
    tail: [u8; 2 * BLOCK],
    /// The blocks of both.
    blocks: usize,
}

impl<'a> Padded<'a> {
    pub(super) const NOTHING: Padded<'static> = Padded {
        body: &[],
        tail: [0; 2 * BLOCK],
        blocks: 0,
    };

    /// With its length in bits, modulo 2^64, written in this order of bytes.
    #[inline(always)]
    pub(super) fn new(message: &'a [u8], order: fn(u64) -> [u8; 8]) -> Padded<'a> {
        let whole = message.len() - message.len() % BLOCK;
        let (body, last) = message.split_at(whole);
        // One byte for the bit, eight for the length.
        let end = (last.len() + 9).next_multiple_of(BLOCK);
        let bits = (message.len() as u64).wrapping_mul(8);
        let mut tail = [0; 2 * BLOCK];
        tail[..last.len()].copy_from_slice(last);
        tail[last.len()] = 0x80;
        tail[end - 8..end].copy_from_slice(&order(bits));
        Padded {
            body,
            tail,
            blocks: (whole + end) / BLOCK,
        }
    }

    /// How many blocks there are.
    #[inline(always)]
    pub(super) const fn len(&self) -> usize {
        self.blocks
    }

    /// What is left of the body behind so many blocks, or else of the tail.
    #[inline(always)]
    pub(super) fn from(&self, read: usize) -> &[u8] {
        let whole = self.body.len() / BLOCK;
        if read < whole {
            &self.body[read * BLOCK..]
        } else if read < self.blocks {
            &self.tail[(read - whole) * BLOCK..(self.blocks - whole) * BLOCK]
        } else {
            &[]
        }
    }

    /// All blocks.
    #[inline(always)]
    pub(super) fn blocks(&self) -> impl Iterator<Item = &[u8; BLOCK]> {
        let tail = self.from(self.body.len() / BLOCK);
        let parts = self
            .body
            .chunks_exact(BLOCK)
            .chain(tail.chunks_exact(BLOCK));
        parts.filter_map(|block| block.first_chunk())
    }
}
