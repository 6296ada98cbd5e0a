//! Runs in a text that is read 32 bytes at a time, a bit for each byte.

/// Whether there is a run of at least so many bits.
pub(super) struct Runs {
    /// Each leaves the bits at which a run begins that is so many bits longer.
    steps: [u32; STEPS],
    before: u32,
    there: u64,
}

/// Doublings and a rest that lead from 1 to 33.
const STEPS: usize = 6;

impl Runs {
    /// `least` is 33 at most, so that a run lies within two windows up to where it is long enough.
    #[inline(always)]
    pub(super) fn of(least: usize) -> Runs {
        let least = least as u32;
        let (mut steps, mut len) = ([0; STEPS], 1);
        for step in &mut steps {
            *step = len.min(least - len);
            len += *step;
        }
        Runs {
            steps,
            before: 0,
            there: 0,
        }
    }

    #[inline(always)]
    pub(super) fn add(&mut self, window: u32) {
        // Without a branch: how many bits there are nobody can foretell.
        let bits = u64::from(window) << 32 | u64::from(self.before);
        let steps = self.steps.iter();
        self.there |= steps.fold(bits, |bits, step| bits & bits >> step);
        self.before = window;
    }

    /// Whether no run can end in a window that fills half of one, as 31 bits do: then the window
    /// need not be added, only passed.
    #[inline(always)]
    pub(super) fn can_pass(&self, window: u32) -> bool {
        let bits = u64::from(window) << 32 | u64::from(self.before);
        !has_full_half(bits)
    }

    /// Goes on behind a window with which no run is long enough, or with one already there.
    #[inline(always)]
    pub(super) fn pass(&mut self, window: u32) {
        self.before = window;
    }

    #[inline(always)]
    pub(super) fn there(&self) -> bool {
        self.there != 0
    }
}

/// Whether one of the halves of two windows has all its bits: the search for a zero of S. Anderson's
/// "Bit Twiddling Hacks".
#[inline(always)]
const fn has_full_half(bits: u64) -> bool {
    const HALF: u32 = 16;
    const ONES: u64 = u64::MAX / ((1 << HALF) - 1);
    (!bits).wrapping_sub(ONES) & bits & (ONES << (HALF - 1)) != 0
}
