//! Long runs of ASCII letters and digits: digests, addresses of coins, and encoded URLs.

use crate::{
    recognise::{
        block::{BLOCK, HEX_RUN, Signs, WORD_RUN},
        encoded, hash,
        scan::Scanner,
        token,
    },
    text::run_end,
};

/// Where the last runs end in the line.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    hex_end: usize,
    word_end: usize,
}

impl Runs {
    /// Reports what the runs are that begin as a code in the block at `start`, or reach their
    /// shortest length in it; the line starts at `origin`, and the bytes `inside` are of it.
    #[inline]
    pub(crate) fn scan(
        &mut self,
        scanner: &mut Scanner<'_, '_>,
        (start, origin): (usize, usize),
        signs: Signs,
        inside: u64,
    ) {
        if (signs.codes | signs.hex_runs | signs.word_runs) & inside == 0 {
            return;
        }
        for at in positions(signs.codes & inside) {
            encoded::scan(scanner, start + at - origin);
        }
        for at in positions(signs.hex_runs & inside) {
            let at = start + at - origin;
            if at >= self.hex_end {
                self.hex_end = run_end(scanner.line, at, |b| b.is_ascii_hexdigit());
                let first = at + 1 - HEX_RUN;
                encoded::scan_hex(scanner, first, self.hex_end);
                hash::scan(scanner, first, self.hex_end);
            }
        }
        for at in positions(signs.word_runs & inside) {
            let at = start + at - origin;
            if at >= self.word_end {
                self.word_end = run_end(scanner.line, at, |b| b.is_ascii_alphanumeric());
                token::scan(scanner, at + 1 - WORD_RUN, self.word_end);
            }
        }
    }
}

/// The positions of the bits in a block.
fn positions(bits: u64) -> impl Iterator<Item = usize> {
    let mut bits = bits;
    std::iter::from_fn(move || {
        let at = bits.trailing_zeros() as usize;
        bits &= bits.wrapping_sub(1);
        (at < BLOCK).then_some(at)
    })
}
