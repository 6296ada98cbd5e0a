//! Sets of bytes, and the search for runs of them.

use std::ops::Range;

/// A set of bytes, made at compile time.
pub(crate) struct ByteSet([bool; 256]);

impl ByteSet {
    #[expect(
        clippy::indexing_slicing,
        reason = "evaluated at compile time: an index out of bounds would not build"
    )]
    pub(crate) const fn of(bytes: &[u8]) -> ByteSet {
        let mut set = [false; 256];
        let mut place = 0;
        while place < bytes.len() {
            set[bytes[place] as usize] = true;
            place += 1;
        }
        ByteSet(set)
    }

    #[inline]
    pub(crate) fn contains(&self, byte: u8) -> bool {
        // A `u8` cannot leave a table of 256.
        self.0.get(usize::from(byte)).copied().unwrap_or(false)
    }

    /// How many bytes `text` begins with are of the set.
    pub(crate) fn run(&self, text: &[u8]) -> usize {
        let run = text.iter().position(|&byte| !self.contains(byte));
        run.unwrap_or(text.len())
    }

    /// The first run of at least `min_len` such bytes that begins at or after `at`, to its end.
    /// `min_len` is 4 at least.
    ///
    /// This is the skip of Boyer and Moore, as in [`Finder`](crate::Finder): a run that begins at
    /// `s` covers the bytes before `s + min_len`, so that the search looks at those first. It
    /// looks at four: that all are of the set is rare in text, where one of two would be, and a
    /// branch that is rarely taken is cheap.
    pub(crate) fn find_run(
        &self,
        haystack: &[u8],
        at: usize,
        min_len: usize,
    ) -> Option<Range<usize>> {
        let start = self.find_start(haystack, at, min_len)?;
        let rest = haystack.get(start..)?;
        Some(start..start + self.run(rest))
    }

    /// Where that run begins, without a look for its end.
    pub(crate) fn find_start(&self, haystack: &[u8], at: usize, min_len: usize) -> Option<usize> {
        let (mut start, before) = (at, min_len.checked_sub(4)?);
        loop {
            let last: &[u8; 4] = haystack.get(start.checked_add(before)?..)?.first_chunk()?;
            if !last
                .iter()
                .fold(true, |all, &byte| all & self.contains(byte))
            {
                start += before + 1;
                continue;
            }
            let window = haystack.get(start..start + before)?;
            match window.iter().rposition(|&byte| !self.contains(byte)) {
                Some(other) => start += other + 1,
                None => return Some(start),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The first run that is long enough, by looking at every place.
    fn slow(haystack: &[u8], at: usize, min_len: usize) -> Option<Range<usize>> {
        (at..haystack.len()).find_map(|start| {
            let rest = haystack.iter().skip(start);
            let len = rest.take_while(|byte| b"ab".contains(byte)).count();
            (len >= min_len).then_some(start..start + len)
        })
    }

    proptest! {
        #[test]
        fn skipping_finds_what_looking_everywhere_finds(
            text in "([ab]{1,9}|c){0,20}",
            at in 0usize..90,
            min_len in 4usize..10,
        ) {
            let set = ByteSet::of(b"ab");
            let found = set.find_run(text.as_bytes(), at, min_len);
            prop_assert_eq!(found, slow(text.as_bytes(), at, min_len));
        }
    }
}
