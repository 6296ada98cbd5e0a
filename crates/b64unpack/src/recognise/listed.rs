//! Base64 in the strings of a list that a script puts together: `('SQBF', 'AFgA') -join ''`,
//! `-join ('SQBF', 'AFgA')`, `[string]::Join('', 'SQBF', 'AFgA')`, `['SQBF', 'AFgA'].join('')`,
//! `''.join(['SQBF', 'AFgA'])`, `"{1}{0}" -f 'AFgA', 'SQBF'`.

use std::ops::Range;

use super::{Outcome, Recogniser};
use crate::alphabet::class;
use crate::candidate::Candidate;
use crate::decode::{Decoded, standard};
use crate::encoding::Encoding;
use crate::glance::Glance;
use crate::score::Verdict;

/// At least 16 symbols in two strings or more, 8 where the text before names Base64. Strings
/// that are told from a list otherwise, as by a separator that is not empty, are no pieces. The
/// span is from the first symbol to the last, or from the first place of a format.
pub(super) struct Listed;

const MIN_LEN: usize = 16;
const MIN_NAMED: usize = 8;
/// Bytes before a list that may name Base64.
const NAMED: usize = 64;
/// White space and brackets at one place.
const MAX_BLANKS: usize = 64;

impl Recogniser for Listed {
    fn encoding(&self) -> Encoding {
        Encoding::Base64
    }

    fn shown(&self) -> Glance {
        Glance::CALL
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let anchor = from + memchr::memchr3(b'j', b'J', b'}', haystack.get(from..)?)?;
            from = anchor + 1;
            let list = match haystack.get(anchor) {
                Some(b'}') => formatted(haystack, anchor),
                _ => joined(haystack, anchor),
            };
            let Some(list) = list.filter(|list| list.start >= at) else {
                continue;
            };
            let symbols = symbols(haystack.get(list.clone())?).len();
            if symbols >= least(haystack, list.start) {
                return Some(list);
            }
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        let symbols = symbols(span);
        let width = symbols.len();
        Candidate::new(&symbols, 0..width, Encoding::Base64, width).decode_up_to(limit, out)
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        if is_named(outcome.haystack, outcome.range.start) {
            outcome.noted(0.6)
        } else {
            outcome.guessed()
        }
    }
}

fn least(haystack: &[u8], start: usize) -> usize {
    if is_named(haystack, start) {
        MIN_NAMED
    } else {
        MIN_LEN
    }
}

/// Whether a decoder is named before.
fn is_named(haystack: &[u8], start: usize) -> bool {
    let before = haystack.get(start.saturating_sub(NAMED)..start);
    memchr::memmem::find(before.unwrap_or_default(), b"64").is_some()
}

/// The list that is put together by the `join` that begins at `at`.
fn joined(haystack: &[u8], at: usize) -> Option<Range<usize>> {
    let behind = haystack.get(at..)?;
    let (name, behind) = behind.split_at_checked(b"join".len())?;
    if !name.eq_ignore_ascii_case(b"join") {
        return None;
    }
    let (before, mark) = haystack.get(..at)?.split_at_checked(at.checked_sub(1)?)?;
    let start = at + name.len();
    let call = behind.strip_prefix(b"(");
    match (mark, call) {
        (b"-", _) => {
            let operand = blanks(behind, b"");
            let list = || list_before(haystack, trimmed(before, b")").len());
            let binary = empty(behind.get(operand..)?).and_then(|_| list());
            binary.or_else(|| list_from(haystack, start))
        }
        (b".", Some(argument)) if ends_empty(before) => {
            list_from(haystack, start + (behind.len() - argument.len()))
        }
        (b".", Some(argument)) => {
            let closed = argument.get(empty(argument)?..)?.starts_with(b")");
            let list = trimmed(before, b"");
            closed.then(|| list_before(haystack, trimmed(list, b"]").len()))?
        }
        (b":", Some(argument)) => {
            let comma = empty(argument)?;
            let comma = comma + blanks(argument.get(comma..)?, b"");
            let more = argument.get(comma..)?.starts_with(b",");
            more.then(|| list_from(haystack, start + 1 + comma + 1))?
        }
        _ => None,
    }
}

/// The format that begins with the place that ends at `at`, and its list.
fn formatted(haystack: &[u8], at: usize) -> Option<Range<usize>> {
    let before = haystack.get(..at)?;
    let digits = before.iter().rev().take(3);
    let digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
    let head = before.get(..at - digits)?.strip_suffix(b"{")?;
    let mark = *head.last().filter(|byte| is_mark(**byte))?;
    let format = haystack.get(head.len()..)?;
    let places = places(format).count();
    let len = places_len(format);
    let behind = format.get(len..)?;
    let operator = 1 + blanks(behind.get(1..)?, b")");
    let is_format = *behind.first()? == mark
        && places > 1
        && behind
            .get(operator..operator + 2)?
            .eq_ignore_ascii_case(b"-f");
    let list = is_format.then(|| list_from(haystack, head.len() + len + operator + 2))??;
    Some(head.len()..list.end)
}

/// The list of strings that begins at `at`, behind white space and brackets.
fn list_from(haystack: &[u8], at: usize) -> Option<Range<usize>> {
    let start = at + blanks(haystack.get(at..)?, b"(@[");
    let list = haystack.get(start..)?;
    is_mark(*list.first()?).then_some(())?;
    let inner = list.get(1..)?;
    let end = strings(inner).last()?.end;
    let many = strings(inner).nth(1).is_some();
    many.then_some(start + 1..start + 1 + end)
}

/// The list whose last string ends with the quotation mark before `end`.
fn list_before(haystack: &[u8], end: usize) -> Option<Range<usize>> {
    let text = haystack.get(..end)?;
    let mut start = text.len();
    let mut many = 0;
    loop {
        let (&mark, head) = text.get(..start)?.split_last()?;
        let symbols = head
            .iter()
            .rev()
            .take_while(|byte| is_symbol(**byte))
            .count();
        let opened = head.get(..head.len() - symbols)?;
        if !is_mark(mark) || opened.last() != Some(&mark) {
            return None;
        }
        many += 1;
        let before = trimmed(opened.get(..opened.len() - 1)?, b"");
        match before.strip_suffix(b",") {
            Some(before) => start = trimmed(before, b"").len(),
            None if many > 1 => return Some(opened.len()..end - 1),
            None => return None,
        }
    }
}

/// The strings of a list, by their places in a text that begins in the first of them.
fn strings(text: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next.take()?;
        let rest = text.get(start..)?;
        let len = rest.iter().take_while(|byte| is_symbol(**byte)).count();
        let end = start + len;
        // At the end of a span there is no quotation mark.
        let Some((&mark, behind)) = text.get(end..)?.split_first() else {
            return Some(start..end);
        };
        is_mark(mark).then_some(())?;
        let comma = blanks(behind, b"");
        if behind.get(comma) == Some(&b',') {
            let behind = behind.get(comma + 1..)?;
            let blanks = blanks(behind, b"");
            let open = behind.get(blanks).is_some_and(|byte| is_mark(*byte));
            next = open.then_some(end + 1 + comma + 1 + blanks + 1);
        }
        Some(start..end)
    })
}

/// The numbers of the places that a format begins with.
fn places(format: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let mut rest = format;
    std::iter::from_fn(move || {
        let inner = rest.strip_prefix(b"{")?;
        let digits = inner
            .iter()
            .take(3)
            .take_while(|byte| byte.is_ascii_digit());
        let digits = digits.count();
        let number = std::str::from_utf8(inner.get(..digits)?).ok()?;
        rest = inner.get(digits..)?.strip_prefix(b"}")?;
        number.parse().ok()
    })
}

fn places_len(format: &[u8]) -> usize {
    let inside = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b'{' | b'}');
    format.iter().take_while(inside).count()
}

/// The symbols of a span, in the order in which they are put together, without padding.
fn symbols(span: &[u8]) -> Vec<u8> {
    let mut symbols = Vec::new();
    if !span.starts_with(b"{") {
        strings(span).for_each(|string| push(span.get(string), &mut symbols));
        return symbols;
    }
    let list = span.get(places_len(span)..).unwrap_or_default();
    let list = list.get(1..).unwrap_or_default();
    let open = list.iter().position(|byte| is_mark(*byte));
    let list = open
        .and_then(|open| list.get(open + 1..))
        .unwrap_or_default();
    let strings: Vec<_> = strings(list).collect();
    for place in places(span) {
        // What is written once is used once.
        if symbols.len() > span.len() {
            return Vec::new();
        }
        let string = strings.get(place).cloned();
        push(string.and_then(|string| list.get(string)), &mut symbols);
    }
    symbols
}

fn push(string: Option<&[u8]>, symbols: &mut Vec<u8>) {
    let string = string.unwrap_or_default().iter();
    let unpadded = string.filter(|byte| **byte != b'=');
    symbols.extend(unpadded.map(|symbol| standard(*symbol)));
}

/// The length of an empty string at the beginning of a text.
fn empty(text: &[u8]) -> Option<usize> {
    let start = blanks(text, b"");
    let empty = matches!(text.get(start..)?, [b'\'', b'\'', ..] | [b'"', b'"', ..]);
    empty.then_some(start + 2)
}

fn ends_empty(text: &[u8]) -> bool {
    text.ends_with(b"''") || text.ends_with(b"\"\"")
}

/// The length of white space and of `brackets` at the beginning of a text.
fn blanks(text: &[u8], brackets: &[u8]) -> usize {
    let blank = |byte: &&u8| byte.is_ascii_whitespace() || brackets.contains(byte);
    text.iter().take(MAX_BLANKS).take_while(blank).count()
}

/// A text without white space and `brackets` at its end.
fn trimmed<'t>(text: &'t [u8], brackets: &[u8]) -> &'t [u8] {
    let blank = |byte: &&u8| byte.is_ascii_whitespace() || brackets.contains(byte);
    let blanks = text.iter().rev().take(MAX_BLANKS).take_while(blank).count();
    text.get(..text.len() - blanks).unwrap_or_default()
}

fn is_symbol(byte: u8) -> bool {
    class(byte) != 0 || byte == b'='
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'')
}
