//! A number by which equal texts are found. It is no proof: who wants two texts with one number can
//! make them, so that nothing may depend on it but time.

/// Different for texts that are not made to have the same: by all their bytes, in four strands that
/// do not wait for each other.
pub(crate) fn fingerprint(text: &[u8]) -> u64 {
    let mut strands = [text.len() as u64, 1, 2, 3];
    let blocks = text.chunks_exact(BLOCK);
    match text.last_chunk::<BLOCK>() {
        // Some bytes before the rest are read again, which does no harm.
        Some(last) => {
            blocks.for_each(|block| stir(&mut strands, block));
            stir(&mut strands, last);
        }
        None => {
            let mut only = [0; BLOCK];
            for (byte, &known) in only.iter_mut().zip(text) {
                *byte = known;
            }
            stir(&mut strands, &only);
        }
    }
    strands.into_iter().fold(0, mix)
}

/// Bytes of a block.
const BLOCK: usize = 32;

#[inline(always)]
fn stir(strands: &mut [u64; 4], block: &[u8]) {
    for (strand, word) in strands.iter_mut().zip(block.chunks_exact(8)) {
        let word = word.first_chunk().copied().map_or(0, u64::from_le_bytes);
        *strand = mix(*strand, word);
    }
}

#[inline(always)]
fn mix(old: u64, word: u64) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    (old ^ word).wrapping_mul(ODD).rotate_left(29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_of_all_lengths() {
        let zeros = [0; 100];
        let prints = (0..=zeros.len()).filter_map(|len| zeros.get(..len).map(fingerprint));
        let prints: std::collections::HashSet<u64> = prints.collect();
        assert_eq!(prints.len(), zeros.len() + 1);
    }
}
