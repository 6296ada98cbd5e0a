//! Codes in calls: `[char]72+[char]105`, `Chr(72) & Chr(105)`, `String.fromCharCode(72,105)`,
//! `CHAR(72,105)`, `[char[]](72,105)`, `&#72;&#105;`.

use std::ops::Range;

use super::super::codes::{number, push_characters};
use super::super::notation::{Gap, Item, Notation, is_word, joint, separator, space};
use super::super::{Outcome, Recogniser};
use super::{CODES, code, ends};
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::glance::Glance;
use crate::score::Verdict;

/// At least four codes. The span of calls with one code each begins with the first call and ends
/// with the last; the span of a list in one call is the list.
///
/// Believed for text. Binary data is believed from sixteen codes on. References of HTML are
/// believed where most are of ASCII letters and digits, which need none: other letters are
/// written like this in ordinary pages.
pub(in super::super) struct Calls;

const MIN_ITEMS: usize = 4;

/// Functions of one code a call: those of Visual Basic, SQL, PHP, Perl, Python, JavaScript.
const FUNCTIONS: [&[u8]; 8] = [
    b"chr",
    b"chrw",
    b"chrb",
    b"char",
    b"nchar",
    b"unichr",
    b"fromcharcode",
    b"fromcodepoint",
];
/// Those that take a list as well.
const LISTS: [&[u8]; 3] = [b"char", b"fromcharcode", b"fromcodepoint"];

const CASTS: Notation = Notation {
    item: cast,
    gap: |text| separator(text, b"+,").or_else(|| quoted_plus(text)),
};
const CALLS: Notation = Notation {
    item: call,
    gap: operator,
};
const REFERENCES: Notation = Notation {
    item: reference,
    gap: |_| Some(Gap { len: 0, mark: 0 }),
};

impl Recogniser for Calls {
    fn encoding(&self) -> Encoding {
        Encoding::CharCodes
    }

    fn shown(&self) -> Glance {
        Glance::CALL
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let anchor = from + memchr::memchr3(b'(', b']', b'#', haystack.get(from..)?)?;
            from = anchor + 1;
            let Some(start) = start(haystack, anchor).filter(|&start| start >= at) else {
                continue;
            };
            let extent = notation(haystack.get(start..)?).extent(haystack.get(start..)?);
            if extent.items >= MIN_ITEMS {
                return Some(start..start + extent.end);
            }
            from = from.max(start + extent.end);
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        push_characters(notation(span).codes(span), limit, out)
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        let words = outcome
            .bytes
            .iter()
            .filter(|byte| byte.is_ascii_alphanumeric())
            .count();
        let few = words * 2 < outcome.bytes.len();
        match outcome.bytes.len() {
            _ if few && reference(outcome.span()).is_some() => outcome.doubted(0.5),
            _ if words == 0 => outcome.doubted(0.5),
            _ if outcome.text.is_some() => outcome.noted(0.75),
            16.. => outcome.noted(0.7),
            _ => outcome.content,
        }
    }
}

/// Where the codes begin that a bracket or a `#` belongs to.
fn start(haystack: &[u8], anchor: usize) -> Option<usize> {
    let (before, behind) = haystack.split_at_checked(anchor)?;
    let behind = behind.get(1..)?;
    // Most brackets stand behind something else.
    match (haystack.get(anchor)?, before.last()?.to_ascii_lowercase()) {
        (b'#', b'&') => Some(anchor - 1),
        (b']', b'r') => ends(before, b"[char"),
        (b']', b']') => {
            ends(before, b"[char[]").or_else(|| ends(before, b"[byte[]"))?;
            Some(anchor + 1 + list_start(behind)?)
        }
        (b'(', b'r' | b'w' | b'b' | b'e' | b't' | b'$') => call_start(before, behind),
        _ => None,
    }
}

/// Where a call begins whose parenthesis stands between `before` and `behind`, or the list in it.
fn call_start(before: &[u8], behind: &[u8]) -> Option<usize> {
    let name = before.strip_suffix(b"$").unwrap_or(before);
    let letters = name
        .iter()
        .rev()
        .take(16)
        .take_while(|byte| is_word(**byte));
    let start = name.len() - letters.count();
    let name = name.get(start..)?.to_ascii_lowercase();
    let list = space(behind);
    let is_list = || {
        CODES
            .items(behind.get(list..).unwrap_or_default())
            .nth(1)
            .is_some()
    };
    if LISTS.contains(&&name[..]) && is_list() {
        return Some(before.len() + 1 + list);
    }
    let object = before.get(..start)?;
    let named = FUNCTIONS.contains(&&name[..]);
    named.then(|| ends(object, b"string.").unwrap_or(start))
}

/// Behind `[char[]]`: the list in parentheses, or without them.
fn list_start(behind: &[u8]) -> Option<usize> {
    let mut at = space(behind);
    at += usize::from(behind.get(at) == Some(&b'@'));
    at += usize::from(behind.get(at) == Some(&b'('));
    Some(at + space(behind.get(at..)?))
}

fn notation(text: &[u8]) -> Notation {
    match text.first() {
        Some(b'[') => CASTS,
        Some(b'&') if reference(text).is_some() => REFERENCES,
        Some(byte) if byte.is_ascii_alphabetic() => CALLS,
        _ => CODES,
    }
}

/// PowerShell's `[char]72`, `[char]0x48`, `[char](72)`, `[char][int]72`.
fn cast(text: &[u8]) -> Option<Item> {
    let mut at = strip(text, b"[char]")?;
    for kind in [&b"[int]"[..], b"[byte]"] {
        at += text
            .get(at..)
            .and_then(|rest| strip(rest, kind))
            .unwrap_or(0);
    }
    at += space(text.get(at..)?);
    let Item { len, code } = match text.get(at)? {
        b'(' => in_parentheses(text.get(at..)?)?,
        quote @ (b'"' | b'\'') => {
            let Item { len, code } = code(text.get(at + 1..)?)?;
            (text.get(at + 1 + len) == Some(quote)).then_some(Item { len: len + 2, code })?
        }
        _ => code(text.get(at..)?)?,
    };
    Some(Item {
        len: at + len,
        code,
    })
}

/// `chr(72)` by any name.
fn call(text: &[u8]) -> Option<Item> {
    let dotted = strip(text, b"string.").unwrap_or(0);
    let text = text.get(dotted..)?;
    let name = text
        .iter()
        .take(16)
        .take_while(|byte| is_word(**byte))
        .count();
    if !FUNCTIONS.contains(&&text.get(..name)?.to_ascii_lowercase()[..]) {
        return None;
    }
    let name = name + usize::from(text.get(name) == Some(&b'$'));
    let Item { len, code } = in_parentheses(text.get(name..)?)?;
    Some(Item {
        len: dotted + name + len,
        code,
    })
}

fn in_parentheses(text: &[u8]) -> Option<Item> {
    let inside = text.strip_prefix(b"(")?;
    let before = space(inside);
    let Item { len, code } = code(inside.get(before..)?)?;
    let behind = inside.get(before + len..)?;
    let len = 1 + before + len + space(behind);
    (text.get(len) == Some(&b')')).then_some(Item { len: len + 1, code })
}

/// `&#72;` or `&#x48;` (HTML, section "Character references").
fn reference(text: &[u8]) -> Option<Item> {
    let body = text.strip_prefix(b"&#")?;
    let (prefix, Item { len, code }) = match body {
        [b'x' | b'X', digits @ ..] => (3, number(digits, 16, 6)?),
        digits => (2, number(digits, 10, 7)?),
    };
    let end = prefix + len;
    let whole = text.get(end) == Some(&b';') && code <= 0x10_ffff;
    whole.then_some(Item { len: end + 1, code })
}

/// What joins calls: `+`, `&`, `.`, `,`, `;`, `||` or nothing but space.
fn operator(text: &[u8]) -> Option<Gap> {
    let before = space(text);
    match text.get(before..)? {
        [b'|', b'|', behind @ ..] => Some(Gap {
            len: before + 2 + space(behind),
            mark: b'|',
        }),
        _ => separator(text, b"+&.,;"),
    }
}

/// `"+"`: casts that are the text of a string.
fn quoted_plus(text: &[u8]) -> Option<Gap> {
    let len = joint(text)?;
    Some(Gap { len, mark: b'"' })
}

/// The length of `word` if `text` begins with it, in any case.
fn strip(text: &[u8], word: &[u8]) -> Option<usize> {
    let there = text.get(..word.len())?.eq_ignore_ascii_case(word);
    there.then_some(word.len())
}
