//! The two alphabets of RFC 4648 (sections 4 and 5) and the byte classes the scan reads.

#[cfg(all(feature = "simd", target_arch = "x86_64"))]
mod wide;

use std::ops::Range;

use crate::encoding::Encoding;

/// Which symbols a [`Finder`](crate::Finder) takes for Base64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Alphabet {
    /// Either alphabet, but one of them throughout a candidate. (An
    /// [`Unpacker`](crate::Unpacker) takes symbols of both where only the whole makes sense.)
    #[default]
    Either,
    /// `+` and `/` only (RFC 4648, section 4).
    Standard,
    /// `-` and `_` only (RFC 4648, section 5).
    UrlSafe,
}

/// A letter or a digit: a symbol of both alphabets.
pub(crate) const COMMON: u8 = 1;
/// `+` or `/`.
pub(crate) const STANDARD: u8 = 2;
/// `-` or `_`.
pub(crate) const URL_SAFE: u8 = 4;

/// The symbols of both alphabets.
#[cfg(all(feature = "simd", target_arch = "x86_64"))]
pub(crate) const SYMBOLS: &[u8] =
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";

/// The class of each byte; 0 is no symbol.
static CLASSES: [u8; 256] = classes();

/// The class of one byte.
#[inline]
pub(crate) fn class(byte: u8) -> u8 {
    // A `u8` cannot leave a table of 256.
    CLASSES.get(usize::from(byte)).copied().unwrap_or(0)
}

/// Symbols in a row.
#[derive(Clone, Copy)]
pub(crate) struct Run {
    pub(crate) len: usize,
    /// Their classes, or-ed together.
    pub(crate) classes: u8,
}

/// The symbols that `text` begins with, if all are of the classes that are `wanted`, and of one
/// alphabet together with `before` unless they may be `mixed`. What tells that they are not is
/// not gone beyond, so that no run is read once for each of its parts.
pub(crate) fn run(text: &[u8], wanted: u8, before: u8, mixed: bool) -> Option<Run> {
    let mut run = Growing {
        run: Run {
            len: 0,
            classes: before,
        },
        wanted,
        mixed,
    };
    #[cfg(all(feature = "simd", target_arch = "x86_64"))]
    if let Some(whole) = wide::grow(&mut run, text) {
        return whole.then_some(run.run);
    }
    for class in text.iter().map(|&byte| class(byte)) {
        if class == 0 {
            break;
        }
        if !run.add(1, class) {
            return None;
        }
    }
    Some(run.run)
}

/// A run that is being read.
struct Growing {
    run: Run,
    wanted: u8,
    mixed: bool,
}

impl Growing {
    /// Adds symbols of these classes; whether they belong to the run.
    #[inline(always)]
    fn add(&mut self, symbols: usize, classes: u8) -> bool {
        self.run.len += symbols;
        self.run.classes |= classes;
        classes & !self.wanted == 0 && (self.mixed || !is_mixed(self.run.classes))
    }
}

/// Whether symbols with these classes, or-ed together, belong to no one alphabet.
pub(crate) const fn is_mixed(classes: u8) -> bool {
    classes & STANDARD != 0 && classes & URL_SAFE != 0
}

/// Where the next run of at least `min_len` symbols of these classes begins, or where to go on.
pub(crate) fn next_run(
    haystack: &[u8],
    within: Range<usize>,
    min_len: usize,
    classes: u8,
) -> Result<usize, usize> {
    let mut start = within.start;
    while start < within.end {
        let window = start.checked_add(min_len);
        let Some(window) = window.and_then(|end| haystack.get(start..end)) else {
            return Err(haystack.len());
        };
        match window.iter().rposition(|&byte| class(byte) & classes == 0) {
            Some(bad) => start += bad + 1,
            None => return Ok(start),
        }
    }
    Err(start)
}

/// What a run of bytes with these classes, or-ed together, is written in.
pub(crate) const fn encoding(classes: u8) -> Encoding {
    match (classes & STANDARD != 0, classes & URL_SAFE != 0) {
        (true, true) => Encoding::Base64Mixed,
        (false, true) => Encoding::Base64Url,
        (_, false) => Encoding::Base64,
    }
}

impl Alphabet {
    /// The classes that count as symbols.
    pub(crate) const fn mask(self) -> u8 {
        match self {
            Alphabet::Either => COMMON | STANDARD | URL_SAFE,
            Alphabet::Standard => COMMON | STANDARD,
            Alphabet::UrlSafe => COMMON | URL_SAFE,
        }
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated at compile time: an index out of bounds would not build"
)]
const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => COMMON,
            b'+' | b'/' => STANDARD,
            b'-' | b'_' => URL_SAFE,
            _ => 0,
        };
        byte += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn runs_are_what_symbol_by_symbol_gives(
            text in "[a-z0-9+]{0,80}[a+/_.-]{0,3}[a-z0-9]{0,60}[ +-]{0,2}",
            mixed in any::<bool>(),
            before in prop_oneof![Just(0), Just(COMMON | URL_SAFE)],
            alphabet in prop_oneof![Just(Alphabet::Either), Just(Alphabet::Standard)],
        ) {
            let wanted = alphabet.mask();
            let classes = text.bytes().map(class).take_while(|&class| class != 0);
            let own = classes.clone().fold(0, |all, class| all | class);
            let slow = Run { len: classes.count(), classes: before | own };
            let fits = own & !wanted == 0;
            let expected = (fits && (mixed || !is_mixed(slow.classes))).then_some(slow);
            let found = run(text.as_bytes(), wanted, before, mixed);
            let parts = |run: Option<Run>| run.map(|run| (run.len, run.classes));
            prop_assert_eq!(parts(found), parts(expected));
        }
    }
}
