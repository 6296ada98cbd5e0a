//! The look at every pair of bytes: many at once where the machine has the registers for it, else
//! one after the other.

use super::Glance;
use super::sign::{COMMON, RARE, Signs};

/// Stands behind the end of a haystack; a pair with it shows only what its first byte shows.
pub(super) const PADDING: u8 = b'!';

/// What the pairs of bytes in a haystack show.
pub(super) fn pairs(haystack: &[u8]) -> Glance {
    #[cfg(all(feature = "simd", target_arch = "x86_64"))]
    if let Some(glance) = super::wide::pairs(haystack) {
        return glance;
    }
    one_by_one(haystack)
}

/// The flags of the first and of the second byte of a pair.
struct Flags {
    first: [u8; 256],
    second: [u8; 256],
}

impl Flags {
    const fn of(signs: &Signs) -> Flags {
        Flags {
            first: signs.first.of_bytes(),
            second: signs.second.of_bytes(),
        }
    }

    #[inline]
    fn both(&self, one: u8, two: u8) -> u8 {
        let first = self.first.get(usize::from(one)).copied().unwrap_or(0);
        first & self.second.get(usize::from(two)).copied().unwrap_or(0)
    }
}

static FLAGS: [Flags; 2] = [Flags::of(&COMMON), Flags::of(&RARE)];

pub(super) fn one_by_one(haystack: &[u8]) -> Glance {
    let [common, rare] = &FLAGS;
    let seconds = haystack.iter().skip(1).chain([&PADDING]);
    let (mut seen_common, mut seen_rare) = (0, 0);
    for (&one, &two) in haystack.iter().zip(seconds) {
        seen_common |= common.both(one, two);
        seen_rare |= rare.both(one, two);
    }
    shown(seen_common, seen_rare)
}

/// What the flags show.
#[inline]
pub(super) fn shown(common: u8, rare: u8) -> Glance {
    match (common, rare) {
        (0, 0) => Glance::NOTHING,
        _ => COMMON.shown(common).with(RARE.shown(rare)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn many_at_once_show_what_one_after_the_other_do(
            text in proptest::collection::vec(prop_oneof![Just(b'x'), any::<u8>()], 0..200),
        ) {
            prop_assert_eq!(pairs(&text), one_by_one(&text));
        }
    }
}
