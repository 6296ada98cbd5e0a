//! The compression function of MD5 (RFC 1321, section 3.4) over lanes: a state and a block of each
//! of `N` messages. Every step is a loop over the lanes, which the compiler turns into one vector
//! instruction for each operation.

#![expect(
    clippy::indexing_slicing,
    reason = "words, steps and lanes are counted by loops over the lengths of constant arrays, places of words are taken modulo 16, and all inputs have the blocks that the shortest has"
)]

use super::padded::BLOCK;

/// The state before the first block (section 3.3).
pub(super) const START: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];

/// One word of each message.
pub(super) type Lanes<const N: usize> = [u32; N];
/// The words A, B, C and D of each message.
pub(super) type State<const N: usize> = [Lanes<N>; 4];
/// The words of a block of each message.
pub(super) type Words<const N: usize> = [Lanes<N>; 16];

/// A way to bring blocks into lanes.
pub(super) trait Transpose<const N: usize>: Copy {
    fn words(self, blocks: [&[u8; BLOCK]; N]) -> Words<N>;
}

/// Word by word.
#[derive(Clone, Copy)]
pub(super) struct WordByWord;

impl<const N: usize> Transpose<N> for WordByWord {
    #[inline(always)]
    fn words(self, blocks: [&[u8; BLOCK]; N]) -> Words<N> {
        let mut words = [[0; N]; 16];
        for (lane, block) in blocks.into_iter().enumerate() {
            for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
                word[lane] = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
            }
        }
        words
    }
}

/// Compresses as many blocks as the shortest input has.
#[inline(always)]
pub(super) fn compress<const N: usize>(
    transpose: impl Transpose<N>,
    state: &mut State<N>,
    inputs: [&[u8]; N],
) {
    const NOTHING: &[u8; BLOCK] = &[0; BLOCK];
    let blocks = inputs.iter().map(|input| input.len() / BLOCK).min();
    for at in (0..blocks.unwrap_or(0)).map(|block| BLOCK * block) {
        let blocks = inputs.map(|input| input[at..].first_chunk().unwrap_or(NOTHING));
        compress_block(state, &transpose.words(blocks));
    }
}

#[inline(always)]
fn compress_block<const N: usize>(state: &mut State<N>, words: &Words<N>) {
    let mut next = *state;
    let function = |b: u32, c: u32, d: u32| (b & c) | (!b & d);
    next = round::<N, 0>(next, words, function, |step| step, [7, 12, 17, 22]);
    let function = |b: u32, c: u32, d: u32| (d & b) | (!d & c);
    next = round::<N, 1>(next, words, function, |step| 5 * step + 1, [5, 9, 14, 20]);
    let function = |b: u32, c: u32, d: u32| b ^ c ^ d;
    next = round::<N, 2>(next, words, function, |step| 3 * step + 5, [4, 11, 16, 23]);
    let function = |b: u32, c: u32, d: u32| c ^ (b | !d);
    next = round::<N, 3>(next, words, function, |step| 7 * step, [6, 10, 15, 21]);
    for (old, new) in state.iter_mut().zip(next) {
        for (old, new) in old.iter_mut().zip(new) {
            *old = old.wrapping_add(new);
        }
    }
}

/// A round of 16 steps: its function, the place of a step's word, and the bits by which each four
/// of the steps rotate. Four steps are written out, so that the compiler knows these bits.
#[inline(always)]
fn round<const N: usize, const ROUND: usize>(
    mut state: State<N>,
    words: &Words<N>,
    function: impl Fn(u32, u32, u32) -> u32,
    place: impl Fn(usize) -> usize,
    [one, two, three, four]: [u32; 4],
) -> State<N> {
    for first in (0..16).step_by(4) {
        let step = |state, step, bits| {
            let word = &words[place(step) % 16];
            turn(state, &function, word, SINES[16 * ROUND + step], bits)
        };
        state = step(state, first, one);
        state = step(state, first + 1, two);
        state = step(state, first + 2, three);
        state = step(state, first + 3, four);
    }
    state
}

/// One step.
#[inline(always)]
fn turn<const N: usize>(
    [a, b, c, d]: State<N>,
    function: impl Fn(u32, u32, u32) -> u32,
    word: &Lanes<N>,
    sine: u32,
    bits: u32,
) -> State<N> {
    let mut next = [0; N];
    for lane in 0..N {
        let sum = function(b[lane], c[lane], d[lane])
            .wrapping_add(a[lane])
            .wrapping_add(sine)
            .wrapping_add(word[lane]);
        next[lane] = sum.rotate_left(bits).wrapping_add(b[lane]);
    }
    [d, next, b, c]
}

/// The integer part of 2^32 times the sine of 1, 2, ..., 64 radians, without its sign.
#[rustfmt::skip]
const SINES: [u32; 64] = [
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee,
    0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be,
    0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa,
    0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed,
    0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c,
    0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05,
    0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039,
    0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1,
    0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
];
