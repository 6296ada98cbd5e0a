//! Dumps: `00000000  4d 5a 90 00  |MZ..|` as `hexdump -C`, `od -t x1z`, `Format-Hex`, `certutil
//! -encodehex` and Wireshark print bytes, `00000000: 4d5a 9000  MZ..` as `xxd` and `tcpdump -X` do.

mod lines;

use std::ops::Range;

use self::lines::{Line, Lines};
use super::super::codes::push_bytes;
use super::super::notation::is_word;
use super::super::{Ground, Outcome, Recogniser};
use super::by_content;
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::glance::{self, Glance};
use crate::score::Verdict;

/// At least two lines, each with its offset and its bytes; an offset is that of the line before and
/// as many more as that has bytes. The span is from the first offset to the last byte. Text is
/// believed, as nothing else is written like this, and known types of files; other dumps are of
/// memory and of packets.
///
/// Digits in groups are read as `xxd` writes them, which has a colon behind the offset. Those of
/// `hexdump` and `od -x` are refused: their order is that of the machine. So is what stands behind
/// a `*`, which is for lines like the one before.
pub(in super::super) struct Dump;

impl Recogniser for Dump {
    fn encoding(&self) -> Encoding {
        Encoding::Hex
    }

    fn ground(&self) -> Ground {
        Ground::Numbers
    }

    fn shown(&self) -> Glance {
        Glance::NUMBERS
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let run = glance::numbers(haystack, from)?;
            from = run.end;
            let dump = self.find_in(haystack, run);
            if dump.is_some() {
                return dump;
            }
        }
    }

    /// The first line is in the run, the others are where the dump goes on.
    fn find_in(&self, haystack: &[u8], run: Range<usize>) -> Option<Range<usize>> {
        let mut from = run.start;
        while from < run.end {
            let line = haystack.get(from..run.end)?;
            let blank = line.iter().take_while(|byte| byte.is_ascii_whitespace());
            let start = from + blank.count();
            let before = start.checked_sub(1).and_then(|before| haystack.get(before));
            let glued = before.is_some_and(|&byte| is_word(byte));
            let end = Lines::of(haystack.get(start..)?).filter(|_| !glued);
            if let Some(end) = end.and_then(Lines::end) {
                return Some(start..start + end);
            }
            from = start + memchr::memchr(b'\n', haystack.get(start..run.end)?)? + 1;
        }
        None
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        let lines = Lines::of(span).into_iter().flatten();
        push_bytes(lines.flat_map(Line::codes), limit, out)
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        match outcome.text {
            Some(_) => outcome.noted(0.75),
            None => by_content(outcome),
        }
    }
}
