//! MD5 (RFC 1321) of many messages, several at once.
//!
//! The steps for one message each wait for the one before, so that a core is mostly idle; those
//! for several messages have nothing to do with each other. A lane whose message ends takes the
//! next one; the longest come first, so that the lanes run out of work together.

#![expect(
    clippy::indexing_slicing,
    reason = "places in arrays of constant length, and lengths of a slice that were taken from it"
)]

use std::array::from_fn;
use std::cmp::Reverse;
use std::ops::Range;

use super::md5_lanes::{BLOCK, START, State, compress};

/// With no more messages than this left, one after the other is faster.
const FEW: usize = 2;

/// The digest of each message.
pub(super) fn md5_of_each(messages: &[&[u8]]) -> Vec<[u8; 16]> {
    let mut queue: Vec<(usize, &[u8])> = messages.iter().copied().enumerate().collect();
    queue.sort_unstable_by_key(|(_, message)| Reverse(message.len()));
    let mut digests = vec![[0; 16]; messages.len()];
    Batch {
        queue: queue.into_iter(),
        digests: &mut digests,
    }
    .run();
    digests
}

/// What is to be done, and where the digests go.
struct Batch<'a> {
    queue: std::vec::IntoIter<(usize, &'a [u8])>,
    digests: &'a mut [[u8; 16]],
}

impl<'a> Batch<'a> {
    /// With the widest vector registers that the machine has.
    #[cfg(feature = "simd")]
    fn run(self) {
        pulp::Arch::new().dispatch(self);
    }

    #[cfg(not(feature = "simd"))]
    fn run(self) {
        self.in_lanes::<4>();
    }

    #[inline(always)]
    fn in_lanes<const N: usize>(mut self) {
        let mut lanes: [Lane<'a>; N] = from_fn(|_| Lane::IDLE);
        loop {
            for lane in lanes.iter_mut().filter(|lane| lane.is_idle()) {
                if let Some((place, message)) = self.queue.next() {
                    *lane = Lane::new(place, message);
                }
            }
            if lanes.iter().filter(|lane| !lane.is_idle()).count() <= FEW {
                break;
            }
            self.go_on(&mut lanes);
        }
        for lane in lanes {
            let mut alone = [lane];
            while !alone.iter().all(Lane::is_idle) {
                self.go_on(&mut alone);
            }
        }
    }

    /// Reads all messages on to where the first of them, or its body, ends.
    #[inline(always)]
    fn go_on<const N: usize>(&mut self, lanes: &mut [Lane<'a>; N]) {
        // Idle lanes repeat what another one reads; nobody looks at their state.
        let busy = lanes.iter().find(|lane| !lane.is_idle());
        let spare = busy.map_or(&[][..], Lane::input);
        let inputs = lanes.each_ref().map(|lane| match lane.place {
            Some(_) => lane.input(),
            None => spare,
        });
        let len = inputs.iter().map(|input| input.len()).min().unwrap_or(0);
        let mut state: State<N> = from_fn(|word| lanes.each_ref().map(|lane| lane.state[word]));
        compress(&mut state, inputs);
        for (index, lane) in lanes.iter_mut().enumerate() {
            lane.state = state.map(|word| word[index]);
            let Some(place) = lane.place else {
                continue;
            };
            if lane.is_done_after(len) {
                lane.place = None;
                if let Some(digest) = self.digests.get_mut(place) {
                    *digest = lane.digest();
                }
            }
        }
    }
}

#[cfg(feature = "simd")]
impl pulp::WithSimd for Batch<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        if S::U32_LANES >= 8 {
            self.in_lanes::<8>();
        } else {
            self.in_lanes::<4>();
        }
    }
}

/// A message that is being read.
struct Lane<'a> {
    /// Its place among the messages; nothing if the lane is idle.
    place: Option<usize>,
    state: [u32; 4],
    /// What is left of its whole blocks.
    body: &'a [u8],
    /// Its last bytes, a bit behind them, zeros, and its length (sections 3.1 and 3.2).
    tail: [u8; 2 * BLOCK],
    /// What is left of the tail.
    rest: Range<usize>,
}

impl<'a> Lane<'a> {
    const IDLE: Lane<'static> = Lane {
        place: None,
        state: START,
        body: &[],
        tail: [0; 2 * BLOCK],
        rest: 0..0,
    };

    fn new(place: usize, message: &'a [u8]) -> Lane<'a> {
        let whole = message.len() - message.len() % BLOCK;
        let (body, last) = message.split_at(whole);
        // One byte for the bit, eight for the length, which is counted modulo 2^64.
        let end = (last.len() + 9).next_multiple_of(BLOCK);
        let bits = (message.len() as u64).wrapping_mul(8);
        let mut tail = [0; 2 * BLOCK];
        tail[..last.len()].copy_from_slice(last);
        tail[last.len()] = 0x80;
        tail[end - 8..end].copy_from_slice(&bits.to_le_bytes());
        Lane {
            place: Some(place),
            state: START,
            body,
            tail,
            rest: 0..end,
        }
    }

    fn is_idle(&self) -> bool {
        self.place.is_none()
    }

    fn input(&self) -> &[u8] {
        if self.body.is_empty() {
            &self.tail[self.rest.clone()]
        } else {
            self.body
        }
    }

    /// Whether nothing is left behind `len` bytes more, which the input has.
    fn is_done_after(&mut self, len: usize) -> bool {
        if self.body.is_empty() {
            self.rest.start += len;
        } else {
            self.body = &self.body[len..];
        }
        self.body.is_empty() && self.rest.is_empty()
    }

    /// The state as bytes (section 3.5).
    fn digest(&self) -> [u8; 16] {
        let mut digest = [0; 16];
        for (bytes, word) in digest.chunks_exact_mut(4).zip(self.state) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        digest
    }
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
            let queue: Vec<_> = messages.iter().copied().enumerate().collect();
            let queue = queue.into_iter();
            Batch {
                queue,
                digests: &mut digests,
            }
            .in_lanes::<N>();
            digests
        }
        let messages: Vec<Vec<u8>> = (0..150).map(noise).collect();
        let messages: Vec<&[u8]> = messages.iter().map(Vec::as_slice).collect();
        let expected = one_by_one(&messages);
        assert!(with::<3>(&messages) == expected);
        assert!(with::<4>(&messages) == expected);
        assert!(with::<8>(&messages) == expected);
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
