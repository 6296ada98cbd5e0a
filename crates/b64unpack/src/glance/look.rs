//! The look at every byte and every pair of bytes: many at once where the machine has the
//! registers for it, else one after the other.

use super::doubt::undoubted;
use super::sign::{COMMON, RARE, Signs};
use super::{Glance, numbers};
use crate::alphabet::{Alphabet, next_run};

/// What a haystack shows, with `word` symbols for a word.
pub(super) fn at(haystack: &[u8], word: usize) -> Glance {
    #[cfg(all(feature = "simd", target_arch = "x86_64"))]
    if let Some(glance) = super::wide::at::<true>(haystack, word) {
        return glance;
    }
    one_by_one(haystack, word)
}

/// The same of words only.
pub(super) fn at_words(haystack: &[u8], word: usize) -> Glance {
    #[cfg(all(feature = "simd", target_arch = "x86_64"))]
    if let Some(glance) = super::wide::at::<false>(haystack, word) {
        return glance;
    }
    words(haystack, word)
}

fn one_by_one(haystack: &[u8], word: usize) -> Glance {
    pairs(haystack)
        .with(words(haystack, word))
        .with_if(numbers(haystack, 0).is_some(), Glance::NUMBERS)
}

fn words(haystack: &[u8], word: usize) -> Glance {
    let symbols = Alphabet::Either.mask();
    let there = next_run(haystack, 0..haystack.len(), word, symbols).is_ok();
    Glance::NOTHING.with_if(there, Glance::WORD)
}

/// Stands behind the end of a haystack and shows nothing; a pair with it shows only what its first byte shows.
pub(super) const PADDING: u8 = b'*';

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

/// Whether a pair shows something only beside certain bytes.
pub(super) fn are_doubtful(one: u8, two: u8) -> bool {
    let [common, rare] = &FLAGS;
    common.both(one, two) & COMMON.doubtful | rare.both(one, two) & RARE.doubtful != 0
}

fn pairs(haystack: &[u8]) -> Glance {
    let [common, rare] = &FLAGS;
    let seconds = haystack.iter().skip(1).chain([&PADDING]);
    let (mut seen_common, mut seen_rare) = (0, 0);
    for (&one, &two) in haystack.iter().zip(seconds) {
        seen_common |= common.both(one, two);
        seen_rare |= rare.both(one, two);
    }
    shown(seen_common, seen_rare, |_| undoubted(haystack))
}

/// What the flags of all pairs show; where they all are doubtful, what `undoubted` says of that.
#[inline]
pub(super) fn shown(common: u8, rare: u8, undoubted: impl FnOnce(Glance) -> Glance) -> Glance {
    match (common, rare) {
        (0, 0) => Glance::NOTHING,
        (common, rare) if common & !COMMON.doubtful == 0 && rare & !RARE.doubtful == 0 => {
            undoubted(COMMON.shown(common).with(RARE.shown(rare)))
        }
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
            word in 1usize..=33,
        ) {
            prop_assert_eq!(at(&text, word), one_by_one(&text, word));
            prop_assert_eq!(at_words(&text, word), words(&text, word));
        }

        /// Pairs that the bytes beside them deny or not, at the ends of registers too.
        #[test]
        fn doubtful_pairs_anywhere(
            len in 0usize..140,
            pairs in proptest::collection::vec(
                ("-e|/E|64|b64|''|\"\"|&#|'&|jo|JOI|xj", 0usize..140, "[ .x]"), 0..4,
            ),
        ) {
            let mut text = vec![b'.'; len];
            for (pair, at, behind) in &pairs {
                let bytes = pair.bytes().chain(behind.bytes());
                text.iter_mut().skip(*at).zip(bytes).for_each(|(place, byte)| *place = byte);
            }
            prop_assert_eq!(at(&text, 16), one_by_one(&text, 16));
        }

        /// Around the ends of registers, too. (Without a `j`: `jo` within a word shows something
        /// one after the other only.)
        #[test]
        fn runs_of_every_length_anywhere(
            before in 0usize..70,
            run in "[a-ik-z0-9+/_-]{1,80}|[a-ik-z]{33,66}([\\\\(]|-e|-join|64)[a-ik-z]{33}\
                |[0-9,;x ]{20,40}",
            after in 0usize..70,
            word in 1usize..=33,
        ) {
            let text = [".".repeat(before), run, ".".repeat(after)].concat();
            let text = text.as_bytes();
            // Within words anchors may be taken for granted.
            let (found, slow) = (at(text, word), one_by_one(text, word));
            prop_assert_eq!(found.with(Glance::ANCHOR), slow.with(Glance::ANCHOR));
            prop_assert!(slow.is_at_most(found));
            prop_assert_eq!(at_words(text, word), words(text, word));
        }
    }
}
