//! XXH32 (the xxHash specification, 0.1.1), as lz4 uses it: without a seed, over a slice.

const PRIME: [u32; 5] = [
    0x9e37_79b1,
    0x85eb_ca77,
    0xc2b2_ae3d,
    0x27d4_eb2f,
    0x1656_67b1,
];

/// The hash of all of `bytes`.
pub(super) fn xxh32(bytes: &[u8]) -> u32 {
    let [p1, p2, ..] = PRIME;
    let stripes = bytes.chunks_exact(16);
    let rest = stripes.remainder();
    let mut hash = if bytes.len() < 16 {
        PRIME[4]
    } else {
        let mut lanes = [p1.wrapping_add(p2), p2, 0, p1.wrapping_neg()];
        for stripe in stripes {
            for (lane, word) in lanes.iter_mut().zip(words(stripe)) {
                *lane = round(*lane, word);
            }
        }
        let turned = lanes.iter().zip([1, 7, 12, 18]);
        turned.fold(0u32, |sum, (lane, by)| {
            sum.wrapping_add(lane.rotate_left(by))
        })
    };
    // The length counts modulo 2^32.
    hash = hash.wrapping_add(bytes.len() as u32);
    avalanche(tail(hash, rest))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let chunks = bytes.chunks_exact(4);
    chunks.filter_map(|chunk| chunk.first_chunk().copied().map(u32::from_le_bytes))
}

fn round(lane: u32, word: u32) -> u32 {
    let sum = lane.wrapping_add(word.wrapping_mul(PRIME[1]));
    sum.rotate_left(13).wrapping_mul(PRIME[0])
}

/// The last 15 bytes at most.
fn tail(mut hash: u32, rest: &[u8]) -> u32 {
    for word in words(rest) {
        hash = hash.wrapping_add(word.wrapping_mul(PRIME[2]));
        hash = hash.rotate_left(17).wrapping_mul(PRIME[3]);
    }
    for &byte in rest.chunks_exact(4).remainder() {
        hash = hash.wrapping_add(u32::from(byte).wrapping_mul(PRIME[4]));
        hash = hash.rotate_left(11).wrapping_mul(PRIME[0]);
    }
    hash
}

fn avalanche(mut hash: u32) -> u32 {
    hash = (hash ^ (hash >> 15)).wrapping_mul(PRIME[1]);
    hash = (hash ^ (hash >> 13)).wrapping_mul(PRIME[2]);
    hash ^ (hash >> 16)
}
