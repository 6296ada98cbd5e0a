//! Codes in one string that a script splits: `'73_69x88'.split('_x')`, `'73_69' -split '_' | %
//! {[char][int]$_}`, `Split("73_69", "_")`.

use std::ops::Range;

use super::super::codes::{number, push_characters};
use super::super::notation::{Gap, Notation, space};
use super::super::sense::{distinct, likeness};
use super::super::{Outcome, Recogniser};
use super::ends;
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::glance::Glance;
use crate::score::Verdict;

/// At least eight numbers, to the same base, with any mark between each two: obfuscators take one
/// at random, letters among them (Invoke-Obfuscation, `Out-EncodedAsciiCommand` and those like it).
/// They are of the base in which they are most like text. The string is the object of a method
/// `split`, the first argument of a function of that name, or the operand of PowerShell's operator
/// where characters are made of the parts.
pub(in super::super) struct Split;

const MIN_ITEMS: usize = 8;
/// Bytes by which bases are compared.
const COMPARED: usize = 512;
/// Operators one behind the other, each with one mark.
const MAX_SPLITS: usize = 64;
/// Bytes before and behind that may say that the numbers are characters.
const NEAR: usize = 256;

const DECIMAL: Notation = Notation {
    item: |text| number(text, 10, 5),
    gap,
};
const HEXADECIMAL: Notation = Notation {
    item: |text| number(text, 16, 4),
    gap,
};
const OCTAL: Notation = Notation {
    item: |text| number(text, 8, 6),
    gap,
};
const BINARY: Notation = Notation {
    item: |text| number(text, 2, 16),
    gap,
};
/// The likelier of two that are equally like text stands behind the other.
const NOTATIONS: [Notation; 4] = [BINARY, OCTAL, HEXADECIMAL, DECIMAL];

impl Recogniser for Split {
    fn encoding(&self) -> Encoding {
        Encoding::CharCodes
    }

    fn shown(&self) -> Glance {
        Glance::CALL
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let anchor = from + memchr::memchr2(b'(', b']', haystack.get(from..)?)?;
            from = anchor + 1;
            let string = string(haystack, anchor).filter(|string| string.start >= at);
            let numbers = string.filter(|string| {
                let text = haystack.get(string.clone());
                text.is_some_and(|text| notation(text).is_some())
            });
            if numbers.is_some() {
                return numbers;
            }
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        match notation(span) {
            Some(notation) => push_characters(notation.codes(span), limit, out),
            None => Decoded::Whole,
        }
    }

    fn least_bent(&self) -> usize {
        48
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        match outcome.text {
            _ if distinct(outcome.bytes) < 5 => outcome.doubted(0.5),
            Some(_) if says_characters(outcome) => outcome.noted(0.75),
            _ => outcome.guessed(),
        }
    }
}

/// The notation in which all of a text is a list, and in which that is most like text.
fn notation(text: &[u8]) -> Option<Notation> {
    let whole = |notation: &Notation| {
        let extent = notation.extent(text);
        extent.items >= MIN_ITEMS && extent.end == text.len()
    };
    let meant = |notation: &Notation| {
        let codes = notation.codes(text).take(COMPARED);
        likeness(codes.map(|code| (1, u8::try_from(code).unwrap_or(u8::MAX))))
    };
    let possible = NOTATIONS.into_iter().filter(whole);
    possible.max_by(|one, other| meant(one).total_cmp(&meant(other)))
}

/// Any mark that is in no string, with white space around it, or white space alone.
fn gap(text: &[u8]) -> Option<Gap> {
    let before = space(text);
    let mark = text
        .get(before)
        .is_some_and(|mark| mark.is_ascii_graphic() && !mark.is_ascii_digit() && !is_quote(*mark));
    let behind = text.get(before + usize::from(mark)..)?;
    let len = match mark {
        true => before + 1 + space(behind),
        false => before,
    };
    (len > 0).then_some(Gap { len, mark: 0 })
}

/// The string that is split where a bracket stands.
fn string(haystack: &[u8], bracket: usize) -> Option<Range<usize>> {
    let (before, behind) = haystack.split_at_checked(bracket)?;
    if haystack.get(bracket) == Some(&b']') {
        return piped(without(before, b"[char")?);
    }
    let quote = before.last().copied().filter(|byte| is_quote(*byte));
    let name = before.get(..before.len() - usize::from(quote.is_some()))?;
    let object = without(name, b"split")?;
    let object = object.get(..object.len() - usize::from(quote.is_some()))?;
    match object.strip_suffix(b".") {
        Some(object) => string_before(object),
        None => {
            let open = 1 + space(behind.get(1..)?);
            let mark = behind.get(open).filter(|byte| is_quote(**byte))?;
            let inner = behind.get(open + 1..)?;
            let start = bracket + open + 1;
            Some(start..start + memchr::memchr(*mark, inner)?)
        }
    }
}

/// The string whose parts are piped into a block, `|%{(` or longer.
fn piped(before: &[u8]) -> Option<Range<usize>> {
    let block = trimmed(trimmed(before, b"( ").strip_suffix(b"{")?, b" ");
    let names: [&[u8]; 3] = [b"%", b"foreach", b"foreach-object"];
    let mut operands = names.iter().filter_map(|name| {
        let pipe = trimmed(without(block, name)?, b" ");
        pipe.strip_suffix(b"|")
    });
    let mut operand = operands.next()?;
    for splits in 0..MAX_SPLITS {
        let string = string_before(operand)?;
        let before = operand.get(..string.start - 1)?;
        match without(trimmed(before, b" ("), b"-split") {
            Some(before) => operand = before,
            None if splits > 0 => return Some(string),
            None => return None,
        }
    }
    None
}

/// The string that a text ends with, maybe in parentheses.
fn string_before(text: &[u8]) -> Option<Range<usize>> {
    let (mark, inner) = trimmed(text, b") ").split_last()?;
    let open = is_quote(*mark).then(|| memchr::memrchr(*mark, inner))??;
    Some(open + 1..inner.len())
}

/// What stands before `word`, if a text ends with it, in any case.
fn without<'t>(text: &'t [u8], word: &[u8]) -> Option<&'t [u8]> {
    text.get(..ends(text, word)?)
}

/// A text without any of these at its end.
fn trimmed<'t>(text: &'t [u8], ends: &[u8]) -> &'t [u8] {
    let end = text.iter().rposition(|byte| !ends.contains(byte));
    text.get(..end.map_or(0, |end| end + 1)).unwrap_or_default()
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'')
}

/// Whether characters are made of something around.
fn says_characters(outcome: &Outcome<'_>) -> bool {
    let Range { start, end } = outcome.range;
    let before = outcome.haystack.get(start.saturating_sub(NEAR)..start);
    let behind = outcome.haystack.get(end..).unwrap_or_default();
    let behind = behind.get(..NEAR).unwrap_or(behind);
    let says = |text: &[u8]| {
        let text = text.to_ascii_lowercase();
        let says = |word: &&[u8]| memchr::memmem::find(&text, word).is_some();
        [&b"char"[..], b"chr"].iter().any(says)
    };
    says(behind) || says(before.unwrap_or_default())
}
