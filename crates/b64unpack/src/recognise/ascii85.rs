//! Adobe's Ascii85 (PostScript Language Reference, section 3.13.3) and that of `btoa`: `!` to
//! `u`, `z` for four zeros, and `y` for four spaces as `btoa` 4.2 has it.

use std::ops::Range;

use memchr::memmem;

use super::base85::starts;
use super::group85::{self, Symbol};
use super::sense::sift;
use super::{Outcome, Recogniser};
use crate::byte_set::ByteSet;
use crate::decode::Decoded;
use crate::encoding::{Encoding, Encodings};
use crate::glance::Glance;
use crate::score::Verdict;

/// From `<~` to `~>`, with white space anywhere. That no other symbol stands between, and that
/// no group is too large, is a proof by itself from sixteen bytes on.
pub(super) struct Delimited;

/// A word of at least 20 symbols without delimiters, or a part of it as with
/// [`Base85`](super::base85::Base85). Only text and magics are believed.
pub(super) struct Bare;

static SYMBOLS: ByteSet = ByteSet::of(
    b"!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuyz",
);
static BODY: ByteSet = ByteSet::of(
    b"!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuyz \t\r\n\0",
);

/// Sixteen bytes.
const MIN_LEN: usize = 20;

impl Recogniser for Delimited {
    fn encoding(&self) -> Encoding {
        Encoding::Ascii85
    }

    fn shown(&self) -> Glance {
        Glance::RARE
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let start = from + memmem::find(haystack.get(from..)?, b"<~")?;
            let body = haystack.get(start + 2..)?;
            let len = BODY.run(body);
            let end = start + 2 + len;
            let closed = haystack.get(end..)?.starts_with(b"~>");
            if closed && len >= 2 && read(body.get(..len)?, usize::MAX, &mut Vec::new()).is_some() {
                return Some(start..end + 2);
            }
            from = end;
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        let body = span.strip_prefix(b"<~").unwrap_or(span);
        let body = body.strip_suffix(b"~>").unwrap_or(body);
        read(body, limit, out).unwrap_or(Decoded::LeftOver)
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        match outcome.bytes.len() {
            16.. => outcome.noted(0.75),
            _ if outcome.text.is_some() => outcome.noted(0.6),
            _ => outcome.content,
        }
    }
}

impl Recogniser for Bare {
    fn encoding(&self) -> Encoding {
        Encoding::Ascii85
    }

    /// To look at every word is what makes the other two expensive, too.
    fn is_wanted(&self, encodings: Encodings) -> bool {
        encodings.contains(Encoding::Ascii85)
            && (encodings.contains(Encoding::Base85) || encodings.contains(Encoding::Z85))
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let (mut from, mut scratch) = (at, Vec::new());
        loop {
            let run = SYMBOLS.find_run(haystack, from, MIN_LEN)?;
            let word = haystack.get(run.clone())?;
            let likely = starts(word).find_map(|start| {
                let end = end(word, start);
                let likely = is_likely(word.get(start..end)?, &mut scratch);
                likely.then_some(run.start + start..run.start + end)
            });
            if likely.is_some() {
                return likely;
            }
            from = run.end;
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        read(span, limit, out).unwrap_or(Decoded::LeftOver)
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        outcome.guessed()
    }
}

/// Where the symbols end that begin at `start`: before the quotation mark that closes the one
/// before them (which is a symbol, too), or with the word.
fn end(word: &[u8], start: usize) -> usize {
    let before = start.checked_sub(1).and_then(|before| word.get(before));
    let quote = before.filter(|byte| matches!(byte, b'"' | b'\''));
    let closing = quote.and_then(|quote| memchr::memrchr(*quote, word));
    closing.filter(|&end| end > start).unwrap_or(word.len())
}

fn is_likely(span: &[u8], scratch: &mut Vec<u8>) -> bool {
    let decode = |limit, out: &mut Vec<u8>| read(span, limit, out).is_some();
    span.len() >= MIN_LEN && sift(scratch, decode) && {
        scratch.clear();
        read(span, usize::MAX, scratch) == Some(Decoded::Whole)
    }
}

fn read(body: &[u8], limit: usize, out: &mut Vec<u8>) -> Option<Decoded> {
    group85::decode(body.iter().map(|&byte| symbol(byte)), limit, out)
}

fn symbol(byte: u8) -> Option<Symbol> {
    match byte {
        b'!'..=b'u' => Some(Symbol::Digit(byte - b'!')),
        b'z' => Some(Symbol::Group(0)),
        b'y' => Some(Symbol::Group(b' ')),
        b' ' | b'\t' | b'\r' | b'\n' | 0 => Some(Symbol::Skip),
        _ => None,
    }
}
