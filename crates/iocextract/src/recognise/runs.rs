//! Long runs of ASCII letters and digits: digests, addresses of coins, and encoded URLs.

use crate::{
    recognise::{encoded, hash, scan::Scanner, signs::BLOCK, token},
    text::run_end,
};

/// The shortest run that is looked at: the code of a URL and its host begin with one.
const SHORTEST: usize = 11;

/// What is known of the block before.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    /// Its letters and digits.
    before: u64,
    /// Where the last run ends in the line.
    end: usize,
}

impl Runs {
    /// Reports what the runs are that reach their shortest length in the block at `start`, whose
    /// letters and digits are `words`; the line starts at `origin`.
    #[inline]
    pub(crate) fn scan(
        &mut self,
        scanner: &mut Scanner<'_, '_>,
        start: usize,
        origin: usize,
        words: u64,
    ) {
        let mut long = self.long(words);
        self.before = words;
        while long != 0 {
            let at = start + long.trailing_zeros() as usize - origin;
            if at >= self.end {
                self.end = run_end(scanner.line, at, |b| b.is_ascii_alphanumeric());
                judge(scanner, at + 1 - SHORTEST, self.end);
            }
            let judged = (origin + self.end - start).min(BLOCK) as u32;
            long &= u64::MAX.checked_shl(judged).unwrap_or(0);
        }
    }

    /// Which bytes have so many letters or digits before them that a run is long with them.
    fn long(&self, words: u64) -> u64 {
        let words = u128::from(words) << BLOCK | u128::from(self.before);
        let two = words & words << 1;
        let four = two & two << 2;
        let eight = four & four << 4;
        let eleven = eight & eight << (SHORTEST - 8);
        (eleven >> BLOCK) as u64
    }
}

fn judge(scanner: &mut Scanner<'_, '_>, start: usize, end: usize) {
    encoded::scan(scanner, start);
    let mut at = start;
    while at < end && end - start >= encoded::SHORTEST {
        let digits_end = run_end(scanner.line, at, |b| b.is_ascii_hexdigit());
        encoded::scan_hex(scanner, at, digits_end);
        hash::scan(scanner, at, digits_end);
        at = digits_end + 1;
    }
    token::scan(scanner, start, end);
}
