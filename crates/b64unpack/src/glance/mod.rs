//! What a haystack could hold, by one look at all its bytes at the speed of memory. Most rows of
//! a log hold nothing, and are done with it.

mod doubt;
mod look;
#[cfg(all(feature = "simd", target_arch = "x86_64"))]
mod runs;
mod sign;
#[cfg(all(feature = "simd", target_arch = "x86_64"))]
mod wide;

use std::ops::Range;

use crate::byte_set::ByteSet;

/// What a haystack shows. What is not shown is not there; what is shown may turn out to be
/// something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glance(u8);

impl Glance {
    /// A run of symbols of Base64.
    pub(crate) const WORD: Glance = Glance(1);
    /// A run of digits, separators and prefixes of numbers.
    pub(crate) const NUMBERS: Glance = Glance(1 << 1);
    /// A pair of bytes that may announce Base64, or join pieces of it.
    pub(crate) const ANCHOR: Glance = Glance(1 << 2);
    /// A bracket that may belong to a call, a reference of HTML, `join` or a format.
    pub(crate) const CALL: Glance = Glance(1 << 3);
    /// `\x`, `\u`, `\1` or `\0`, `%`, `~` or a zero.
    pub(crate) const RARE: Glance = Glance(1 << 4);
    pub(crate) const NOTHING: Glance = Glance(0);
    pub(crate) const ALL: Glance = Glance(u8::MAX);

    /// What takes longer to look through than to look for everything.
    const LONG: usize = 4096;

    /// What a haystack shows; everything, if it is long. [`Glance::WORD`] stands for a run of at
    /// least `word` symbols, or of [`LONGEST`] if that is fewer.
    pub(crate) fn of(haystack: &[u8], word: usize) -> Glance {
        if haystack.len() > Glance::LONG {
            return Glance::ALL;
        }
        look::at(haystack, word.clamp(1, LONGEST))
    }

    /// Only whether there are words.
    pub(crate) fn of_words(haystack: &[u8], word: usize) -> Glance {
        if haystack.len() > Glance::LONG {
            return Glance::WORD;
        }
        look::at_words(haystack, word.clamp(1, LONGEST))
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

/// The longest run of symbols that is told from a shorter one.
const LONGEST: usize = 33;

/// Digits, separators and prefixes of numbers.
const NUMBERS: &[u8] = b"0123456789ABCDEFabcdefxX&Hh ,;:-_|+/~!\\\t\r\n";
/// The fewest of them that make a list.
const LIST: usize = 31;

/// The next run of digits, separators and prefixes of numbers that is long enough for a list.
pub(crate) fn numbers(haystack: &[u8], at: usize) -> Option<Range<usize>> {
    static SET: ByteSet = ByteSet::of(NUMBERS);
    SET.find_run(haystack, at, LIST)
}
