//! One long run of digits: `4d5a90...`, `0x4d5a90...`, `X'4d5a90...'`.

use std::ops::Range;

use super::super::codes::hex_pair;
use super::super::sense::{HEAD, is_promising};
use super::super::{Ground, Outcome, Recogniser};
use super::{DIGITS, by_content};
use crate::byte_set::ByteSet;
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::glance::Glance;
use crate::score::Verdict;

/// A run of at least 24 digits, with a `0x` before it. Believed only for a magic or for text: so
/// are digests, GUIDs and keys refused. Where the number of digits is odd, the first or the last
/// one is left over.
pub(in super::super) struct Plain;

/// Fewer bytes than this are not worth a look.
const MIN_BYTES: usize = 12;

static RUN: ByteSet = ByteSet::of(DIGITS);

impl Recogniser for Plain {
    fn encoding(&self) -> Encoding {
        Encoding::Hex
    }

    fn ground(&self) -> Ground {
        Ground::Word
    }

    fn shown(&self) -> Glance {
        Glance::WORD
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let run = RUN.find_run(haystack, from, 2 * MIN_BYTES)?;
            from = run.end;
            if let Some(start) = even_start(haystack, &run) {
                let prefix = start.saturating_sub(2).max(at);
                let prefixed = matches!(haystack.get(prefix..start), Some(b"0x" | b"0X"));
                return Some(if prefixed { prefix } else { start }..run.end);
            }
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        let prefix = span.strip_prefix(b"0x").or(span.strip_prefix(b"0X"));
        let digits = prefix.unwrap_or(span);
        let pairs = digits.chunks_exact(2);
        let (many, odd) = (pairs.len(), !pairs.remainder().is_empty());
        out.extend(pairs.take(limit).filter_map(hex_pair));
        match many > limit {
            true => Decoded::Cut,
            false if odd => Decoded::LeftOver,
            false => Decoded::Whole,
        }
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        by_content(outcome)
    }
}

/// Where the pairs of a run begin. Of an odd number of digits one belongs to something else; if
/// neither way makes sense, nothing was encoded.
fn even_start(haystack: &[u8], run: &Range<usize>) -> Option<usize> {
    if run.len() % 2 == 0 {
        return Some(run.start);
    }
    [run.start, run.start + 1].into_iter().find(|&start| {
        let digits = haystack.get(start..run.end).unwrap_or_default();
        let mut head = Vec::with_capacity(HEAD);
        Plain.decode(digits, HEAD, &mut head);
        is_promising(&head)
    })
}
