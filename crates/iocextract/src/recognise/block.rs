//! The judging of a block of text: which of its bytes indicators are found by, as bits, the first
//! byte the lowest.
//!
//! All of a block is judged at once, without branches. What is none of these costs nothing more.

use crate::recognise::{classes::Classes, gather::Gather};

/// Bytes in a block.
pub(crate) const BLOCK: usize = 64;

/// How long a run of hexadecimal digits is told of: `http://a.b` has so many, twice.
pub(crate) const HEX_RUN: usize = 14;

/// How long a run of letters and digits is told of: no address of a coin is shorter.
pub(crate) const WORD_RUN: usize = 25;

/// How many blocks are judged at a time.
pub(super) const AHEAD: usize = 8;

/// What stands beyond the end of a text: a byte that nothing is found by.
pub(super) const BLANK: u8 = b' ';

/// What separators begin with, plain or defanged, and what a dash or text of two bytes a character
/// has: each row of the table of ASCII by itself.
static SEPARATORS: Classes = Classes::of(&[
    (&[0x0], &[0x0]),
    // `%` `&` `(` `+` `-` `.` `/`
    (&[0x2], &[0x5, 0x6, 0x8, 0xb, 0xd, 0xe, 0xf]),
    // `:` `<`
    (&[0x3], &[0xa, 0xc]),
    // `@`
    (&[0x4], &[0x0]),
    // `[` `\` `_`
    (&[0x5], &[0xb, 0xc, 0xf]),
    // `{`
    (&[0x7], &[0xb]),
    // The first bytes of dashes and of wide stops.
    (&[0xe], &[0x2, 0x3, 0xf]),
    // A line feed.
    (&[0x0], &[0xa]),
]);
const SEPARATOR: u8 = 0x7f;
const LINE_FEED: u8 = 0x80;

/// Digits, letters up to `f`, the other letters, a space, a full stop.
static WORDS: Classes = Classes::of(&[
    (&[0x3], &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    (&[0x4, 0x6], &[1, 2, 3, 4, 5, 6]),
    (&[0x4, 0x6], &[7, 8, 9, 10, 11, 12, 13, 14, 15]),
    (&[0x5, 0x7], &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    (&[0x2], &[0x0]),
    (&[0x2], &[0xe]),
]);
const DIGIT: u8 = 1;
const HEX_LETTER: u8 = 1 << 1;
const LETTER: u8 = 0b1110;
const SPACE: u8 = 1 << 4;
const STOP: u8 = 1 << 5;

/// Letters that words begin with which are signs of their own.
static LETTERS: Classes = Classes::of(&[
    // `a` and `A`; `s`, `u`, `S` and `U`; `T`; `l` and `L`.
    (&[0x4, 0x6], &[0x1]),
    (&[0x5, 0x7], &[0x3, 0x5]),
    (&[0x5], &[0x4]),
    (&[0x4, 0x6], &[0xc]),
    // `a` and `Z`; behind them `A`, `H` and `n`.
    (&[0x6], &[0x1]),
    (&[0x5], &[0xa]),
    (&[0x4], &[0x1, 0x8]),
    (&[0x6], &[0xe]),
]);
const A: u8 = 1;
const S_OR_U: u8 = 1 << 1;
const T: u8 = 1 << 2;
const L: u8 = 1 << 3;
const CODE_FIRST: u8 = 0x30;
const CODE_SECOND: u8 = 0xc0;

/// What spellings are seen by that only loose reading knows, beside `a`: `,` and `d`.
static LOOSE: Classes = Classes::of(&[(&[0x2], &[0xc]), (&[0x4, 0x6], &[0x4])]);

/// The bytes of one block that are worth a look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// Separators, and the numbers and words of kinds that are found by those.
    pub(crate) anchors: u64,
    /// Where a word begins as the code of a URL in Base64 does.
    pub(crate) codes: u64,
    /// Which bytes make a run of hexadecimal digits [`HEX_RUN`] long, or longer.
    pub(crate) hex_runs: u64,
    /// Which bytes make a run of letters and digits [`WORD_RUN`] long, or longer.
    pub(crate) word_runs: u64,
    /// Line feeds.
    pub(super) lines: u64,
}

/// What a block needs to know of the one before it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Before {
    words: u64,
    letters: u64,
    hex: u64,
}

/// The judging of blocks one after the other.
pub(crate) struct Judge<'m> {
    pub(super) rest: &'m [u8],
    pub(super) before: Before,
    /// How many blocks are judged for what follows them alone.
    pub(super) skipped: usize,
    pub(super) loose: bool,
    pub(super) signs: &'m mut [Signs; AHEAD],
}

impl Judge<'_> {
    #[inline(always)]
    pub(crate) fn run(mut self, gather: impl Gather) -> Before {
        for _ in 0..self.skipped {
            self.next(gather);
        }
        for index in 0..AHEAD {
            let Some(signs) = self.next(gather) else {
                break;
            };
            if let Some(slot) = self.signs.get_mut(index) {
                *slot = signs;
            }
        }
        self.before
    }

    #[inline(always)]
    fn next(&mut self, gather: impl Gather) -> Option<Signs> {
        if let Some((block, rest)) = self.rest.split_first_chunk::<BLOCK>() {
            self.rest = rest;
            return Some(self.block(gather, block));
        }
        if self.rest.is_empty() {
            return None;
        }
        let mut block = [BLANK; BLOCK];
        if let Some(head) = block.get_mut(..self.rest.len()) {
            head.copy_from_slice(self.rest);
        }
        self.rest = &[];
        Some(self.block(gather, &block))
    }

    #[inline(always)]
    fn block(&mut self, gather: impl Gather, block: &[u8; BLOCK]) -> Signs {
        let words = gather.classify(block, &WORDS);
        let separators = gather.classify(block, &SEPARATORS);
        let letters_of = gather.classify(block, &LETTERS);
        let digits = gather.any(words, DIGIT);
        let letters = gather.any(words, LETTER);
        let hex = gather.any(words, DIGIT | HEX_LETTER);
        // A stop and a space end a sentence.
        let stops = gather.any(words, STOP) & gather.any(words, SPACE) >> 1;
        let words = digits | letters;
        let starts = words & !(words << 1 | self.before.words >> (BLOCK - 1));
        let a = gather.any(letters_of, A);
        let (s_or_u, t, l) = (
            gather.any(letters_of, S_OR_U),
            gather.any(letters_of, T),
            gather.any(letters_of, L),
        );
        let abbreviations = starts & (a & next(s_or_u, 1) | t & next(l, 1));
        let codes = starts
            & gather.any(letters_of, CODE_FIRST)
            & next(gather.any(letters_of, CODE_SECOND), 1);
        // One or two letters stand before the number, and begin a word.
        let numbers = digits
            & (letters << 1 | self.before.letters >> (BLOCK - 1))
            & (starts << 1 | starts << 2 | 0b11)
            & next(digits, 1)
            & next(digits, 2)
            & next(digits, 3);
        let loose = if self.loose {
            a | gather.any(gather.classify(block, &LOOSE), u8::MAX)
        } else {
            0
        };
        let signs = Signs {
            anchors: (gather.any(separators, SEPARATOR) & !stops) | abbreviations | numbers | loose,
            codes,
            hex_runs: runs::<{ HEX_RUN as u32 }>(self.before.hex, hex),
            word_runs: runs::<{ WORD_RUN as u32 }>(self.before.words, words),
            lines: gather.any(separators, LINE_FEED),
        };
        self.before = Before {
            words,
            letters,
            hex,
        };
        signs
    }
}

/// Which of the bytes in `bits` have so many of the same kind before them that a run is `LEN` long
/// with them; `before` are those of the block before.
#[inline(always)]
fn runs<const LEN: u32>(before: u64, bits: u64) -> u64 {
    let (mut runs, mut len) = (bits, 1);
    while len < LEN {
        let step = len.min(LEN - len);
        runs &= runs << step;
        len += step;
    }
    // The run that the block begins with goes on from the one before.
    let first = bits & !bits.wrapping_add(1);
    let missing = (LEN - 1).saturating_sub(before.leading_ones());
    runs | first & u64::MAX << missing
}

/// The bits of the bytes `by` further on; those of the next block may be anything.
fn next(bits: u64, by: u32) -> u64 {
    bits >> by | !(u64::MAX >> by)
}
