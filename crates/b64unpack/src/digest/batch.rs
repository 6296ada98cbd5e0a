//! The digests of many messages, each different one computed once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use sha1::{Digest, Sha1};
use sha2::Sha256;

use super::DigestSet;
use super::md5_batch::md5_of_each;

pub(super) fn digests_of_each<'a>(messages: impl IntoIterator<Item = &'a [u8]>) -> Vec<DigestSet> {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let mut different: Vec<&[u8]> = Vec::new();
    let places: Vec<usize> = messages
        .into_iter()
        .map(|message| place(message, &mut seen, &mut different))
        .collect();
    let md5 = md5_of_each(&different).into_iter().zip(&different);
    let computed: Vec<DigestSet> = md5
        .map(|(md5, message)| DigestSet {
            md5,
            sha1: Sha1::digest(message).into(),
            sha256: Sha256::digest(message).into(),
        })
        .collect();
    let of_place = |place| computed.get(place).copied();
    places.into_iter().filter_map(of_place).collect()
}

/// The place of `message` among the different ones. It is compared with one of them at most, so
/// that messages made to have one fingerprint cost no more than others.
fn place<'a>(
    message: &'a [u8],
    seen: &mut HashMap<u64, usize>,
    different: &mut Vec<&'a [u8]>,
) -> usize {
    let new = different.len();
    match seen.entry(fingerprint(message)) {
        Entry::Occupied(known) if different.get(*known.get()) == Some(&message) => {
            return *known.get();
        }
        Entry::Occupied(mut other) => {
            other.insert(new);
        }
        Entry::Vacant(vacant) => {
            vacant.insert(new);
        }
    }
    different.push(message);
    new
}

/// Different for messages that are not made to have the same: by all their bytes, in four strands
/// that do not wait for each other.
fn fingerprint(message: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |old: u64, word: u64| (old ^ word).wrapping_mul(ODD).rotate_left(29);
    let mut strands = [message.len() as u64, 1, 2, 3];
    let (mut rest, mut place) = (message, 0);
    while let Some((block, behind)) = rest.split_first_chunk::<32>() {
        for (strand, word) in strands.iter_mut().zip(block.chunks_exact(8)) {
            let word = word
                .first_chunk()
                .map_or(0, |word| u64::from_le_bytes(*word));
            *strand = mix(*strand, word);
        }
        rest = behind;
        place += 1;
    }
    let tail = rest
        .iter()
        .fold(place, |word, &byte| mix(word, u64::from(byte)));
    strands.into_iter().fold(tail, mix)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Digests;

    #[test]
    fn equal_messages_are_computed_once() {
        let (mut seen, mut different) = (HashMap::new(), Vec::new());
        let messages: [&[u8]; 5] = [b"a", b"b", b"a", b"", b"b"];
        let places = messages.map(|message| place(message, &mut seen, &mut different));
        assert_eq!(places, [0, 1, 0, 2, 1]);
        assert_eq!(different, [&b"a"[..], b"b", b""]);
    }

    #[test]
    fn one_fingerprint_for_two_messages_mixes_nothing_up() {
        let mut seen = HashMap::from([(fingerprint(b"b"), 0)]);
        let mut different: Vec<&[u8]> = vec![b"a"];
        assert_eq!(place(b"b", &mut seen, &mut different), 1);
        assert_eq!(place(b"b", &mut seen, &mut different), 1);
    }

    proptest! {
        #[test]
        fn as_one_by_one(
            messages in prop::collection::vec(prop::collection::vec(0u8..3, 0..70), 0..40),
        ) {
            let found = digests_of_each(messages.iter().map(Vec::as_slice));
            prop_assert_eq!(found.len(), messages.len());
            for (found, message) in found.iter().zip(&messages) {
                let one = Digests::of(message);
                prop_assert_eq!(found.md5(), one.md5());
                prop_assert_eq!(found.sha1(), one.sha1());
                prop_assert_eq!(found.sha256(), one.sha256());
            }
        }
    }
}
