//! MD5 (RFC 1321) of many messages, several at once.
//!
//! The steps for one message each wait for the one before, so that a core is mostly idle; those
//! for several messages have nothing to do with each other. Messages of about one length go
//! together, so that the lanes run out of work together.

#![expect(
    clippy::indexing_slicing,
    reason = "lanes are counted by loops over the lengths of arrays"
)]

use std::array::from_fn;

use super::md5_lanes::{START, State, Transpose, WordByWord, compress};
use super::padded::{BLOCK, Padded};

/// With no more messages than this left in a group, one after the other is faster.
const FEW: usize = 2;

/// The digest of each message. The longest had better come first.
pub(super) fn md5_of_each(messages: &[&[u8]]) -> Vec<[u8; 16]> {
    let mut digests = vec![[0; 16]; messages.len()];
    Batch {
        messages,
        digests: &mut digests,
    }
    .run();
    digests
}

/// What is to be done, and where the digests go.
struct Batch<'a> {
    messages: &'a [&'a [u8]],
    digests: &'a mut [[u8; 16]],
}

impl Batch<'_> {
    /// With the widest vector registers that the machine has.
    fn run(self) {
        #[cfg(all(feature = "simd", target_arch = "x86_64"))]
        if let Some(simd) = pulp::x86::V3::try_new() {
            return simd.vectorize(Wide { simd, batch: self });
        }
        self.in_lanes::<4>(WordByWord);
    }

    #[inline(always)]
    fn in_lanes<const N: usize>(self, transpose: impl Transpose<N>) {
        let groups = self.messages.chunks(N);
        for (group, digests) in groups.zip(self.digests.chunks_mut(N)) {
            Group::<N>::new(group).run(transpose, digests);
        }
    }
}

/// A batch for a machine with AVX2.
#[cfg(all(feature = "simd", target_arch = "x86_64"))]
struct Wide<'a> {
    simd: pulp::x86::V3,
    batch: Batch<'a>,
}

#[cfg(all(feature = "simd", target_arch = "x86_64"))]
impl pulp::NullaryFnOnce for Wide<'_> {
    type Output = ();

    /// Two registers a word: what one waits for, the other has.
    #[inline(always)]
    fn call(self) {
        self.batch.in_lanes::<16>(self.simd);
    }
}

/// Messages that are read together, one a lane.
struct Group<'a, const N: usize> {
    lanes: [Padded<'a>; N],
    state: State<N>,
    /// Blocks that were read of each.
    read: usize,
}

impl<'a, const N: usize> Group<'a, N> {
    #[inline(always)]
    fn new(messages: &[&'a [u8]]) -> Group<'a, N> {
        let lane = |place: usize| {
            messages
                .get(place)
                .map(|message| Padded::new(message, u64::to_le_bytes))
        };
        Group {
            lanes: from_fn(|place| lane(place).unwrap_or(Padded::NOTHING)),
            state: START.map(|word| [word; N]),
            read: 0,
        }
    }

    #[inline(always)]
    fn run(mut self, transpose: impl Transpose<N>, digests: &mut [[u8; 16]]) {
        while self
            .lanes
            .iter()
            .filter(|lane| lane.len() > self.read)
            .count()
            > FEW
        {
            self.go_on(transpose);
            for (lane, digest) in digests.iter_mut().enumerate() {
                if self.lanes[lane].len() == self.read {
                    *digest = as_bytes(self.state.map(|word| word[lane]));
                }
            }
        }
        for (lane, digest) in digests.iter_mut().enumerate() {
            if self.lanes[lane].len() > self.read {
                *digest = as_bytes(self.finish(lane));
            }
        }
    }

    /// Reads on to where the first of the messages, or its body, ends.
    #[inline(always)]
    fn go_on(&mut self, transpose: impl Transpose<N>) {
        let inputs = self.lanes.each_ref().map(|lane| lane.from(self.read));
        // Lanes that have ended repeat what another one reads; nobody looks at their state.
        let busy = |input: &&[u8]| !input.is_empty();
        let spare = inputs.iter().copied().find(busy).unwrap_or_default();
        let inputs = inputs.map(|input| if input.is_empty() { spare } else { input });
        let blocks = inputs.iter().map(|input| input.len() / BLOCK).min();
        compress(transpose, &mut self.state, inputs);
        self.read += blocks.unwrap_or(0);
    }

    /// Reads one message to its end.
    fn finish(&self, lane: usize) -> [u32; 4] {
        let mut state: State<1> = self.state.map(|word| [word[lane]]);
        let (message, mut read) = (&self.lanes[lane], self.read);
        while read < message.len() {
            let input = message.from(read);
            compress(WordByWord, &mut state, [input]);
            read += input.len() / BLOCK;
        }
        state.map(|[word]| word)
    }
}

/// The state as bytes (section 3.5).
fn as_bytes(state: [u32; 4]) -> [u8; 16] {
    let mut bytes = [0; 16];
    for (four, word) in bytes.chunks_exact_mut(4).zip(state) {
        four.copy_from_slice(&word.to_le_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use md5::{Digest, Md5};
    use proptest::prelude::*;

    use super::*;

    fn one_by_one(messages: &[&[u8]]) -> Vec<[u8; 16]> {
        let digests = messages.iter().map(|message| Md5::digest(message).into());
        digests.collect()
    }

    fn noise(len: usize) -> Vec<u8> {
        let byte = |place: usize| (place.wrapping_mul(0x9e37_79b9) >> 13) as u8;
        (len..2 * len).map(byte).collect()
    }

    #[test]
    fn messages_of_every_length() {
        let messages: Vec<Vec<u8>> = (0..300).map(noise).collect();
        let messages: Vec<&[u8]> = messages.iter().map(Vec::as_slice).collect();
        assert!(md5_of_each(&messages) == one_by_one(&messages));
        for message in messages.chunks(1) {
            assert_eq!(md5_of_each(message), one_by_one(message));
        }
    }

    /// Also numbers that the machine at hand does not choose.
    #[test]
    fn any_number_of_lanes() {
        fn with<const N: usize>(messages: &[&[u8]]) -> Vec<[u8; 16]> {
            let mut digests = vec![[0; 16]; messages.len()];
            Batch {
                messages,
                digests: &mut digests,
            }
            .in_lanes::<N>(WordByWord);
            digests
        }
        let messages: Vec<Vec<u8>> = (0..150).map(noise).collect();
        let messages: Vec<&[u8]> = messages.iter().map(Vec::as_slice).collect();
        let expected = one_by_one(&messages);
        assert!(with::<3>(&messages) == expected);
        assert!(with::<4>(&messages) == expected);
        assert!(with::<8>(&messages) == expected);
        assert!(with::<16>(&messages) == expected);
    }

    proptest! {
        #[test]
        fn batches_of_any_messages(
            messages in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..400), 0..40),
        ) {
            let messages: Vec<&[u8]> = messages.iter().map(Vec::as_slice).collect();
            prop_assert_eq!(md5_of_each(&messages), one_by_one(&messages));
        }
    }
}
