//! Encodings other than Base64: one recogniser a file, one list of them.
//!
//! A recogniser says where something could be written in its encoding, and decodes it. Whether
//! that was meant is judged by what comes out, and by how it is written: nobody writes
//! `\x41\x42\x43` for something else, but any word may be Base32.

mod ascii85;
mod base32;
mod base85;
mod charcodes;
mod codes;
mod escapes;
mod group85;
mod hex;
mod listed;
mod notation;
mod number_list;
mod percent;
mod percent_u;
mod readings;
mod sense;
pub(crate) mod xor;

use std::ops::Range;

use crate::candidate::Candidate;
use crate::decode::Decoded;
use crate::encoding::{Encoding, Encodings};
use crate::glance::Glance;
use crate::reason::{Reason, Reasons};
use crate::score::Verdict;
use crate::text::Text;

/// Finds and decodes one encoding, or one way to write it.
pub(crate) trait Recogniser: Sync {
    /// What it recognises.
    fn encoding(&self) -> Encoding;

    /// Whether it is to be asked when these are looked for.
    fn is_wanted(&self, encodings: Encodings) -> bool {
        encodings.contains(self.encoding())
    }

    /// What a haystack with a span shows, one of these at least; nothing where that is not known.
    fn shown(&self) -> Glance {
        Glance::NOTHING
    }

    /// Where its spans are found.
    fn ground(&self) -> Ground {
        Ground::Text
    }

    /// The first span that begins at or after `at` and could be in this encoding. To go over a
    /// haystack from span to span must take time linear in its length.
    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>>;

    /// The first span that begins in a run of its ground, and in most cases ends there.
    fn find_in(&self, haystack: &[u8], run: Range<usize>) -> Option<Range<usize>> {
        self.find_at(haystack.get(..run.end).unwrap_or(haystack), run.start)
    }

    /// Whether there is a span in a word, which is what a [`Finder`](crate::Finder) finds, of a
    /// text that goes on behind it by [`MARGIN`].
    fn is_in(&self, text: &[u8], word: &Candidate<'_>) -> bool {
        // What is read backwards has its padding before.
        self.find_at(text, word.start().saturating_sub(2)).is_some()
    }

    /// Appends what a span found stands for, `limit` bytes at most.
    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded;

    /// How many bytes it takes to believe them for what they are under a key: measurements are
    /// small numbers, and so are letters that differ in a few bits only.
    fn least_bent(&self) -> usize {
        0
    }

    /// How likely it is that this was meant, unless it is a mere pattern.
    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        outcome.content
    }
}

/// Runs of bytes in which some spans lie as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ground {
    /// Anywhere.
    Text,
    /// Within a run of at least [`WORD`] symbols of Base64.
    Word,
    /// Within a run of digits and separators as [`numbers`] finds it.
    Numbers,
}

/// The fewest symbols of Base64 in which anything else is looked for.
pub(crate) const WORD: usize = 16;

/// Bytes behind a run that tell whether it ends there, and its padding.
pub(crate) const MARGIN: usize = 8;

/// How likely it is that what a recogniser found was meant.
pub(crate) fn judge(recogniser: &dyn Recogniser, outcome: &Outcome<'_>) -> Verdict {
    let verdict = recogniser.verdict(outcome);
    let is_file = outcome.content.reasons.contains(Reason::Magic);
    if sense::is_pattern(outcome.bytes, is_file) {
        verdict.times(0.5)
    } else {
        verdict
    }
}

/// What was decoded, and from what.
pub(crate) struct Outcome<'a> {
    pub(crate) haystack: &'a [u8],
    pub(crate) range: Range<usize>,
    pub(crate) bytes: &'a [u8],
    pub(crate) text: Option<Text<'a>>,
    /// What the bytes say by themselves.
    pub(crate) content: Verdict,
}

impl<'a> Outcome<'a> {
    fn span(&self) -> &'a [u8] {
        self.haystack.get(self.range.clone()).unwrap_or_default()
    }

    /// Whether the text before says that a list is one of bytes, as PowerShell, C#, Visual Basic
    /// and shellcode generators do.
    fn says_bytes(&self) -> bool {
        let before = self.range.start.saturating_sub(SAYS)..self.range.start;
        let before = self.haystack.get(before).unwrap_or_default();
        let before = before.to_ascii_lowercase();
        let words: [&[u8]; 4] = [b"byte[", b"bytes(", b"array(", b"shellcode"];
        // Not a word of prose that begins so.
        let variable = |at: usize| !matches!(before.get(at + 3), Some(b'a'..=b'z'));
        memchr::memmem::find_iter(&before, b"buf").any(variable)
            || words
                .iter()
                .any(|word| memchr::memmem::find(&before, word).is_some())
    }

    /// At least `confidence`, as nothing else is written like this.
    fn noted(&self, confidence: f32) -> Verdict {
        self.content.or(Verdict {
            confidence,
            reasons: Reasons::NONE.with(Reason::Notation),
        })
    }

    /// Less than the content says, as it may have come out by chance.
    fn doubted(&self, factor: f32) -> Verdict {
        self.content.times(factor)
    }

    /// For what anything may be written like: a magic, or text that reads like text.
    fn guessed(&self) -> Verdict {
        match &self.text {
            Some(text) if !sense::reads_like_text(text) => self.doubted(0.5),
            _ => self.content,
        }
    }
}

/// Bytes before a list that may say what it is.
const SAYS: usize = 40;

/// Those of words that do not need an anchor beside, but for those of any word at all.
pub(crate) static OF_WORDS: &[&dyn Recogniser] = &[
    &hex::Plain,
    &base32::UPPER,
    &base32::LOWER,
    &readings::REVERSED,
    &readings::ROT13,
];

/// Every recogniser.
pub(crate) static ALL: &[&dyn Recogniser] = &[
    &hex::Plain,
    &hex::Escaped,
    &hex::LIST,
    &hex::Dump,
    &hex::Joined,
    &charcodes::Calls,
    &charcodes::LIST,
    &charcodes::Octal,
    &charcodes::Split,
    &listed::Listed,
    &percent::Percent,
    &percent_u::PERCENT,
    &percent_u::BACKSLASH,
    &ascii85::Delimited,
    &ascii85::Bare,
    &base32::UPPER,
    &base32::LOWER,
    &base85::RFC1924,
    &base85::Z85,
    &readings::REVERSED,
    &readings::ROT13,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognisers_of_words_are_listed() {
        let of_words = |recogniser: &&&dyn Recogniser| {
            recogniser.ground() == Ground::Word && recogniser.shown() == Glance::WORD
        };
        let encodings = |list: &[&dyn Recogniser]| -> Vec<Encoding> {
            list.iter()
                .map(|recogniser| recogniser.encoding())
                .collect()
        };
        let listed: Vec<&dyn Recogniser> = ALL.iter().filter(of_words).copied().collect();
        assert_eq!(encodings(OF_WORDS), encodings(&listed));
    }
}
