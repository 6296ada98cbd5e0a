//! What a haystack could hold, by one look at all its bytes at the speed of memory. Most rows of
//! a log hold nothing, and are done with it.

mod look;
mod sign;
#[cfg(all(feature = "simd", target_arch = "x86_64"))]
mod wide;

use std::ops::Range;

use crate::alphabet::{Alphabet, next_run};
use crate::byte_set::ByteSet;

/// What a haystack shows. What is not shown is not there; what is shown may turn out to be
/// something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glance(u8);

/// The fewest symbols that [`Glance::WORD`] shows.
pub(crate) const WORD: usize = 15;

impl Glance {
    /// A run of symbols of Base64.
    pub(crate) const WORD: Glance = Glance(1);
    /// A run of digits, separators and prefixes of numbers.
    pub(crate) const NUMBERS: Glance = Glance(1 << 1);
    /// A pair of bytes that may announce Base64, or join pieces of it.
    pub(crate) const ANCHOR: Glance = Glance(1 << 2);
    /// A bracket that may belong to a call, a reference of HTML, `join` or a format.
    pub(crate) const CALL: Glance = Glance(1 << 3);
    /// `\x`, `\u` or `\1`, `%`, `~` or a zero.
    pub(crate) const RARE: Glance = Glance(1 << 4);
    pub(crate) const NOTHING: Glance = Glance(0);
    pub(crate) const ALL: Glance = Glance(u8::MAX);

    /// What takes longer to look through than to look for everything.
    const LONG: usize = 4096;

    /// Everything, of a long haystack.
    pub(crate) fn of(haystack: &[u8]) -> Glance {
        if haystack.len() > Glance::LONG {
            return Glance::ALL;
        }
        let symbols = Alphabet::Either.mask();
        let word = next_run(haystack, 0..haystack.len(), WORD, symbols).is_ok();
        let numbers = numbers(haystack, 0).is_some();
        look::pairs(haystack)
            .with_if(word, Glance::WORD)
            .with_if(numbers, Glance::NUMBERS)
    }

    /// Whether nothing is shown.
    pub(crate) const fn is_nothing(self) -> bool {
        self.0 == 0
    }

    pub(crate) const fn with(self, other: Glance) -> Glance {
        Glance(self.0 | other.0)
    }

    const fn with_if(self, yes: bool, other: Glance) -> Glance {
        if yes { self.with(other) } else { self }
    }

    /// Whether nothing but this is shown.
    pub(crate) const fn is_at_most(self, other: Glance) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether one of these is shown, or none is asked for.
    pub(crate) const fn shows(self, any: Glance) -> bool {
        any.0 == 0 || self.0 & any.0 != 0
    }
}

/// The next run of digits, separators and prefixes of numbers that is long enough for a list.
pub(crate) fn numbers(haystack: &[u8], at: usize) -> Option<Range<usize>> {
    static NUMBERS: ByteSet = ByteSet::of(b"0123456789ABCDEFabcdefxX&Hh ,;:-_|+/~!\\\t\r\n");
    const MIN_LEN: usize = 31;
    NUMBERS.find_run(haystack, at, MIN_LEN)
}
