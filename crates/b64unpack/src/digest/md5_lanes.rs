//! The compression function of MD5 (RFC 1321, section 3.4) over lanes: a state and a block of each
//! of `N` messages. Every step is a loop over the lanes, which the compiler turns into one vector
//! instruction for each operation.

#![expect(
    clippy::indexing_slicing,
    reason = "words, steps and lanes are counted by loops over the lengths of constant arrays"
)]

/// Bytes of a block.
pub(super) const BLOCK: usize = 64;
/// The state before the first block (section 3.3).
pub(super) const START: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];

/// One word of each message.
type Lanes<const N: usize> = [u32; N];
/// The words A, B, C and D of each message.
pub(super) type State<const N: usize> = [Lanes<N>; 4];

/// Compresses as many blocks as the shortest input has.
#[inline(always)]
pub(super) fn compress<const N: usize>(state: &mut State<N>, inputs: [&[u8]; N]) {
    let blocks = inputs.iter().map(|input| input.len() / BLOCK).min();
    let mut inputs = inputs.map(|input| input.chunks_exact(BLOCK));
    for _ in 0..blocks.unwrap_or(0) {
        let mut words = [[0; N]; 16];
        for (lane, input) in inputs.iter_mut().enumerate() {
            let block = input.next().unwrap_or_default();
            for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
                word[lane] = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
            }
        }
        compress_block(state, &words);
    }
}

#[inline(always)]
fn compress_block<const N: usize>(state: &mut State<N>, words: &[Lanes<N>; 16]) {
    let mut next = *state;
    for (step, word) in words.iter().enumerate() {
        next = turn(next, |b, c, d| (b & c) | (!b & d), word, step);
    }
    for step in 16..32 {
        let word = &words[(5 * step + 1) % 16];
        next = turn(next, |b, c, d| (d & b) | (!d & c), word, step);
    }
    for step in 32..48 {
        let word = &words[(3 * step + 5) % 16];
        next = turn(next, |b, c, d| b ^ c ^ d, word, step);
    }
    for step in 48..64 {
        let word = &words[(7 * step) % 16];
        next = turn(next, |b, c, d| c ^ (b | !d), word, step);
    }
    for (old, new) in state.iter_mut().zip(next) {
        for (old, new) in old.iter_mut().zip(new) {
            *old = old.wrapping_add(new);
        }
    }
}

/// One step, with its round's function.
#[inline(always)]
fn turn<const N: usize>(
    [a, b, c, d]: State<N>,
    function: impl Fn(u32, u32, u32) -> u32,
    word: &Lanes<N>,
    step: usize,
) -> State<N> {
    let mut next = [0; N];
    for lane in 0..N {
        let sum = function(b[lane], c[lane], d[lane])
            .wrapping_add(a[lane])
            .wrapping_add(SINES[step])
            .wrapping_add(word[lane]);
        next[lane] = sum
            .rotate_left(SHIFTS[step / 16][step % 4])
            .wrapping_add(b[lane]);
    }
    [d, next, b, c]
}

/// Bits by which the steps of each round rotate.
const SHIFTS: [[u32; 4]; 4] = [
    [7, 12, 17, 22],
    [5, 9, 14, 20],
    [4, 11, 16, 23],
    [6, 10, 15, 21],
];

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
