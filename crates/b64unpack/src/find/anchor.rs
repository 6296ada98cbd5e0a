//! The places at which something other than a long run may tell of Base64: one pass that compares
//! each pair of bytes with the few that such a place has.

/// Pairs compared at a time: what the vector registers of every x86-64 and AArch64 hold.
const LANES: usize = 16;

/// Where the next pair is, of those that begin in `at..until`.
pub(super) fn next(haystack: &[u8], at: usize, until: usize) -> Option<usize> {
    let firsts = haystack.get(at..until.min(haystack.len().saturating_sub(1)))?;
    let seconds = haystack.get(at + 1..at + 1 + firsts.len())?;
    let (mut ones, mut twos) = (firsts.chunks_exact(LANES), seconds.chunks_exact(LANES));
    let mut done = at;
    for (one, two) in ones.by_ref().zip(twos.by_ref()) {
        if let Some(place) = first(one, two) {
            return Some(done + place);
        }
        done += LANES;
    }
    Some(done + place(ones.remainder(), twos.remainder())?)
}

/// Where the first pair of a chunk is that is an anchor; the compiler makes vector code of it.
fn first(firsts: &[u8], seconds: &[u8]) -> Option<usize> {
    let firsts: &[u8; LANES] = firsts.first_chunk()?;
    let seconds: &[u8; LANES] = seconds.first_chunk()?;
    let mut found = [0; LANES];
    for ((found, &one), &two) in found.iter_mut().zip(firsts).zip(seconds) {
        *found = u8::from(is_anchor(one, two));
    }
    let found = u128::from_le_bytes(found);
    (found != 0).then(|| found.trailing_zeros() as usize / 8)
}

fn place(firsts: &[u8], seconds: &[u8]) -> Option<usize> {
    let mut pairs = firsts.iter().zip(seconds);
    pairs.position(|(&one, &two)| is_anchor(one, two))
}

/// Without a branch, so that many are compared at once:
/// a dash or a slash and `e`, of `-EncodedCommand` (the Unicode dashes end in 0x90 to 0x97);
/// `64`, of `base64` and all that is named so; `b(`, of `atob(`;
/// a caret or a backtick; two quotes; a quote or a space, and `&` or `.`; the same, or a
/// parenthesis or the semicolon of HTML's `&quot;`, and `+`; `+` and the backslash of JSON's
/// `\u0027`.
#[inline(always)]
fn is_anchor(one: u8, two: u8) -> bool {
    let dash = (one | 2 == b'/') | (one | 7 == 0x97);
    let switch = dash & (two | 0x20 == b'e');
    let number = (one == b'6') & (two == b'4');
    let call = (one == b'b') & (two == b'(');
    let escape = (one == b'^') | (one == b'`');
    let quotes = (one | 5 == b'\'') & (two | 5 == b'\'');
    let joins = (one <= b'\'') & (two | 8 == b'.');
    let plus = ((one <= b')') | (one == b';')) & (two == b'+');
    let json = (one == b'+') & (two == b'\\');
    switch | number | call | escape | quotes | joins | plus | json
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests may fail loudly")]
mod tests {
    use super::*;
    use crate::glance::Glance;

    /// A haystack without a sign of them is not searched for anchors. Of `64` the letter before
    /// is the sign; `#` is only compared together with quotation marks, and joins nothing.
    #[test]
    fn every_pair_is_seen_at_a_glance() {
        for one in 0..=u8::MAX {
            for two in 0..=u8::MAX {
                let seen = Glance::of(&[b'S', one, two], 3).shows(Glance::ANCHOR);
                let exempt = [one, two] == *b"64" || [one, two].contains(&b'#');
                assert!(seen || exempt || !is_anchor(one, two), "{one} {two}");
            }
        }
    }

    /// All pairs of bytes, at every place of a vector.
    #[test]
    fn no_pair_is_missed() {
        for one in 0..=u8::MAX {
            for two in 0..=u8::MAX {
                let mut text = [b'x'; 3 * LANES + 5];
                let at = usize::from(one.wrapping_mul(31).wrapping_add(two)) % (text.len() - 1);
                text.iter_mut()
                    .skip(at)
                    .zip([one, two])
                    .for_each(|(place, byte)| *place = byte);
                let expected = text.windows(2).position(|pair| is_anchor(pair[0], pair[1]));
                assert_eq!(next(&text, 0, usize::MAX), expected, "{one} {two}");
            }
        }
    }
}
