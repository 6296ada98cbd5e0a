//! The digests of many messages, each different one computed once.

use std::cmp::Reverse;

use super::DigestSet;
use super::md5_batch::md5_of_each;
use super::sha::sha1_and_sha256;
use crate::fingerprint::sampled;

pub(super) fn digests_of_each<'a>(messages: impl IntoIterator<Item = &'a [u8]>) -> Vec<DigestSet> {
    let messages: Vec<&[u8]> = messages.into_iter().collect();
    let (different, places) = without_repetitions(&messages);
    let mut computed: Vec<DigestSet> = Vec::with_capacity(different.len());
    // All three of some, so that a message need not be fetched again.
    for group in different.chunks(GROUP) {
        let md5 = md5_of_each(group).into_iter().zip(group);
        computed.extend(md5.map(|(md5, message)| {
            let (sha1, sha256) = sha1_and_sha256(message);
            DigestSet { md5, sha1, sha256 }
        }));
    }
    let of_place = |place| computed.get(place).copied();
    places.into_iter().filter_map(of_place).collect()
}

/// Messages of a group: a multiple of the lanes there may be.
const GROUP: usize = 64;

/// The different messages, the longest first, and the place of each message among them. Each is
/// compared with one of them at most, so that messages made to have one fingerprint cost no more
/// than others.
fn without_repetitions<'a>(messages: &[&'a [u8]]) -> (Vec<&'a [u8]>, Vec<usize>) {
    let key = |message: &[u8]| (Reverse(message.len()), sampled(message));
    let keys = messages.iter().map(|message| key(message)).zip(0..);
    let mut keys: Vec<_> = keys.collect();
    keys.sort_unstable();
    let mut different: Vec<&[u8]> = Vec::new();
    let mut places = vec![0; messages.len()];
    for (_, index) in keys {
        let message = messages.get(index).copied().unwrap_or_default();
        if different.last() != Some(&message) {
            different.push(message);
        }
        if let Some(place) = places.get_mut(index) {
            *place = different.len() - 1;
        }
    }
    (different, places)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Digests;

    #[test]
    fn equal_messages_are_computed_once() {
        let messages: [&[u8]; 6] = [b"a", b"bcd", b"a", b"", b"bcd", b"ef"];
        let (different, places) = without_repetitions(&messages);
        assert_eq!(different, [&b"bcd"[..], b"ef", b"a", b""]);
        assert_eq!(places, [2, 0, 2, 3, 0, 1]);
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
