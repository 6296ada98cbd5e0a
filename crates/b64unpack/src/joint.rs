//! What stands between two pieces of one string: an escape that the shell reads over, or the end
//! of a quoted string, an operator and the start of the next, as PowerShell and JavaScript (`+`),
//! Visual Basic (`&`), PHP (`.`) and Python (nothing) write it.

use crate::alphabet::class;

/// White space and parentheses at one side of an operator.
const REACH: usize = 96;

/// Where the next piece begins, if the byte at `at` begins a joint. A joint is followed by a
/// symbol or by padding.
pub(crate) fn skip(haystack: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    loop {
        let rest = haystack.get(end..)?;
        end += concatenation(rest).or_else(|| escape(rest))?;
        match haystack.get(end) {
            Some(&byte) if class(byte) != 0 || byte == b'=' => return Some(end),
            // An empty piece.
            Some(_) => {}
            None => return None,
        }
    }
}

/// Where the joint begins in which the anchor at `at` stands: behind a symbol.
pub(crate) fn start(haystack: &[u8], at: usize) -> Option<usize> {
    let head = haystack.get(..=at)?;
    let (_, operator) = haystack.get(at..)?.split_first()?;
    let len = match operator.first()? {
        b'+' | b'&' | b'.' => {
            let inside = |byte: &&u8| b" \t\r\n)\"'\\".contains(byte);
            head.iter().rev().take(REACH).take_while(inside).count()
        }
        _ => 1,
    };
    let start = head.len().checked_sub(len.max(1))?;
    let symbol = haystack.get(start.checked_sub(1)?)?;
    (class(*symbol) != 0).then_some(start)
}

/// Whether the joint at `at` ends a string, rather than goes on in one.
pub(crate) fn is_string(haystack: &[u8], at: usize) -> bool {
    haystack.get(at..).and_then(concatenation).is_some()
}

/// Whether a string ends at `at`, or the haystack, or a joint follows.
pub(crate) fn ends_string(haystack: &[u8], at: usize) -> bool {
    let rest = haystack.get(at..).unwrap_or_default();
    let slashes = count(rest, 3, |byte| byte == b'\\');
    rest.get(slashes)
        .is_none_or(|byte| matches!(byte, b'"' | b'\''))
        || skip(haystack, at).is_some()
}

/// The length of an escape character, of the quotes that end and begin a string in one word, or
/// of a backslash before a slash (JSON) or a line break.
fn escape(text: &[u8]) -> Option<usize> {
    match text {
        [b'^' | b'\\', b'\r', b'\n', ..] => Some(3),
        [b'^' | b'\\', b'\n', ..] | [b'"', b'"', ..] | [b'\'', b'\'', ..] => Some(2),
        [b'\\', b'/', ..] | [b'^' | b'`', ..] => Some(1),
        _ => None,
    }
}

/// The length of what ends one string and begins the next: with quotes of one length.
fn concatenation(text: &[u8]) -> Option<usize> {
    let slashes = count(text, 3, |byte| byte == b'\\');
    let doubled = matches!(text, [b'"', b'"', ..] | [b'\'', b'\'', ..]);
    let with_quotes = |len: usize| {
        let behind = len + operator(text.get(len..)?)?;
        Some(behind + is_quote(text.get(behind..)?, len)?)
    };
    let twice = doubled.then(|| with_quotes(2)).flatten();
    twice.or_else(|| {
        is_quote(text, slashes + 1)?;
        with_quotes(slashes + 1)
    })
}

/// `len`, if a quote of this length stands there: a single one, one doubled, or one behind
/// backslashes, where it is in another string.
fn is_quote(text: &[u8], len: usize) -> Option<usize> {
    let (last, before) = text.get(..len)?.split_last()?;
    let quote = matches!(last, b'"' | b'\'');
    (quote && before.iter().all(|byte| *byte == b'\\' || byte == last)).then_some(len)
}

/// The length of an operator with what stands around it.
fn operator(text: &[u8]) -> Option<usize> {
    let before = blanks(text, b')');
    let operator = match text.get(before..)? {
        [b'&', b'a', b'm', b'p', b';', ..] => 5,
        [b'+' | b'&' | b'.', ..] => 1,
        _ => return None,
    };
    let behind = before + operator;
    Some(behind + blanks(text.get(behind..)?, b'('))
}

fn count(text: &[u8], most: usize, wanted: impl Fn(u8) -> bool) -> usize {
    let text = text.iter().take(most);
    text.take_while(|&&byte| wanted(byte)).count()
}

/// The length of white space, with parentheses and the marks of a line that goes on.
fn blanks(text: &[u8], paren: u8) -> usize {
    let text = text.get(..REACH).unwrap_or(text);
    let mut len = 0;
    while let Some(rest) = text.get(len..) {
        len += match rest {
            [b'_' | b'`' | b'\\' | b'^', b'\n', ..] => 2,
            [b'_' | b'`' | b'\\' | b'^', b'\r', b'\n', ..] => 3,
            [b'^', ..] => 1,
            [byte, ..] if byte.is_ascii_whitespace() || *byte == paren => 1,
            _ => return len,
        };
    }
    len
}
