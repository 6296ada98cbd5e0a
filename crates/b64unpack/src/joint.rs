//! What stands between two pieces of one string: an escape that the shell reads over, or the end
//! of a quoted string, an operator and the start of the next, as PowerShell and JavaScript (`+`),
//! Visual Basic (`&`), PHP (`.`), C and Python (nothing) write it; and the breaks of lines.

use crate::alphabet::class;

/// White space and parentheses at one side of an operator.
const REACH: usize = 96;

/// Quotation marks as HTML, XML and JSON write them.
const WRITTEN: [&[u8]; 8] = [
    b"&quot;", b"&apos;", b"&#34;", b"&#39;", b"&#x22;", b"&#x27;", b"\\u0022", b"\\u0027",
];
/// Line breaks in attributes of XML.
const BREAKS: [&[u8]; 6] = [
    b"&#10;",
    b"&#xA;",
    b"&#xa;",
    b"&#13;&#10;",
    b"&#xD;&#xA;",
    b"&#xd;&#xa;",
];
/// White space before the lines of a block that is indented, as in YAML and LDIF.
const INDENT: usize = 32;
/// Operators likewise.
const OPERATORS: [&[u8]; 5] = [b"&amp;", b"&#43;", b"\\u0026", b"\\u002b", b"\\u002B"];

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
    let [one, two] = *haystack.get(at..)?.first_chunk()?;
    let head = haystack.get(..at + usize::from(one != b'+'))?;
    let len = match two {
        _ if one == b'+' => quotes_before(head),
        b'+' | b'&' | b'.' => quotes_before(head).max(1),
        _ => 1,
    };
    let start = head.len().checked_sub(len)?;
    let symbol = haystack.get(start.checked_sub(1)?)?;
    (class(*symbol) != 0).then_some(start)
}

/// The length of the quotation mark that a text ends with, and of what stands behind it.
fn quotes_before(text: &[u8]) -> usize {
    let inside = |byte: &&u8| b" \t\r\n)\"'\\".contains(byte);
    let len = text.iter().rev().take(REACH).take_while(inside).count();
    let text = text.get(..text.len() - len).unwrap_or_default();
    let written = WRITTEN.iter().find(|mark| text.ends_with(mark));
    len + written.map_or(0, |mark| mark.len())
}

/// Whether the joint at `at` ends a string, rather than goes on in one.
pub(crate) fn is_string(haystack: &[u8], at: usize) -> bool {
    haystack.get(at..).and_then(concatenation).is_some()
}

/// Whether nothing but white space stands between the string that the joint at `at` ends and the
/// next: so do C and Python join them, and so do shells separate arguments.
pub(crate) fn is_adjacent(haystack: &[u8], at: usize) -> bool {
    let rest = haystack.get(at..).unwrap_or_default();
    adjacent(rest).is_some()
}

/// Whether the string that begins at `at` is one of an expression, by what stands before it.
pub(crate) fn is_expression(haystack: &[u8], at: usize) -> bool {
    let before = haystack.get(..at).unwrap_or_default();
    let before = before.get(before.len().saturating_sub(REACH)..);
    let before = before.unwrap_or_default().iter().rev();
    let mut before = before.skip_while(|&&byte| is_mark(byte) || byte == b'\\');
    let prefix = |byte: &u8| byte.is_ascii_whitespace() || b"bBrRuUL".contains(byte);
    let opens = before.find(|byte| !prefix(byte));
    opens.is_some_and(|byte| b"(=[{,:".contains(byte))
}

/// The length of a quotation mark as HTML, XML or JSON write it, at the beginning of a text.
pub(crate) fn written_quote(text: &[u8]) -> usize {
    written(text, &WRITTEN).map_or(0, <[u8]>::len)
}

/// How many bytes of a run at `start..end` belong to an escape of JSON that begins before it: the
/// letters and digits of a mark, or the letter of white space where the run is one symbol too long
/// with it.
pub(crate) fn escape_before(haystack: &[u8], start: usize, end: usize) -> usize {
    let before = start.checked_sub(1).and_then(|before| haystack.get(before));
    let run = haystack.get(start..end).filter(|_| before == Some(&b'\\'));
    let padding = haystack.get(end..).unwrap_or_default();
    let padding = count(padding, 3, |byte| byte == b'=');
    match run {
        Some([b'u', b'0', b'0', high, low, ..])
            if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
        {
            5
        }
        Some([b'n' | b'r' | b't', rest @ ..]) if (rest.len() + padding) % 4 == 0 => 1,
        _ => 0,
    }
}

/// Whether a string ends at `at`, or the haystack, or a joint follows.
pub(crate) fn ends_string(haystack: &[u8], at: usize) -> bool {
    let rest = haystack.get(at..).unwrap_or_default();
    let slashes = count(rest, 3, |byte| byte == b'\\');
    rest.get(slashes).is_none_or(|byte| is_mark(*byte))
        || written(rest, &WRITTEN).is_some()
        || skip(haystack, at).is_some()
}

/// The length of a break between lines at the beginning of a text, in bytes or as the escapes
/// that JSON, string literals and XML have for them, with the white space before the next line.
pub(crate) fn line_break(text: &[u8]) -> Option<usize> {
    let len = match text {
        [b'\n', ..] => 1,
        [b'\\', b'r', b'\\', b'n', ..] => 4,
        [b'\r', b'\n', ..] | [b'\\', b'n', ..] => 2,
        [b'\\', b'\\', b'r', b'\\', b'\\', b'n', ..] => 6,
        [b'\\', b'\\', b'n', ..] => 3,
        [b'&', b'#', ..] => written(text, &BREAKS)?.len(),
        _ => return None,
    };
    let indent = count(text.get(len..)?, INDENT, |byte| {
        matches!(byte, b' ' | b'\t')
    });
    Some(len + indent)
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
    match text.first()? {
        b'"' | b'\'' | b'\\' | b'&' => {}
        _ => return None,
    }
    if let Some(mark) = written(text, &WRITTEN) {
        let behind = mark.len() + operator(text.get(mark.len()..)?)?;
        return text
            .get(behind..)?
            .starts_with(mark)
            .then_some(behind + mark.len());
    }
    let slashes = count(text, 3, |byte| byte == b'\\');
    let doubled = matches!(text, [b'"', b'"', ..] | [b'\'', b'\'', ..]);
    let with_quotes = |len: usize| {
        let behind = len + operator(text.get(len..)?)?;
        Some(behind + is_quote(text.get(behind..)?, len)?)
    };
    let twice = doubled.then(|| with_quotes(2)).flatten();
    let once = || {
        is_quote(text, slashes + 1)?;
        with_quotes(slashes + 1)
    };
    twice.or_else(once).or_else(|| adjacent(text))
}

/// The length of what stands between two strings that are one behind the other.
fn adjacent(text: &[u8]) -> Option<usize> {
    let slashes = count(text, 3, |byte| byte == b'\\');
    let (mark, blank) = text.split_at_checked(slashes + 1)?;
    is_quote(mark, slashes + 1)?;
    let blanks = blanks(blank, b' ');
    let prefix = count(blank.get(blanks..)?, 1, |byte| b"bru".contains(&byte));
    let behind = blank.get(blanks + prefix..)?;
    let same = blanks > 0 && behind.starts_with(mark);
    same.then_some(2 * mark.len() + blanks + prefix)
}

/// What a text begins with, of these.
fn written(text: &[u8], marks: &[&'static [u8]]) -> Option<&'static [u8]> {
    let first = text.first();
    let possible = matches!(first, Some(b'&' | b'\\'));
    let mut marks = marks.iter().filter(|_| possible);
    marks.find(|mark| text.starts_with(mark)).copied()
}

/// `len`, if a quote of this length stands there: a single one, one doubled, or one behind
/// backslashes, where it is in another string.
fn is_quote(text: &[u8], len: usize) -> Option<usize> {
    let (last, before) = text.get(..len)?.split_last()?;
    let quote = is_mark(*last);
    (quote && before.iter().all(|byte| *byte == b'\\' || byte == last)).then_some(len)
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'')
}

/// The length of an operator with what stands around it.
fn operator(text: &[u8]) -> Option<usize> {
    let before = blanks(text, b')');
    let rest = text.get(before..)?;
    let operator = match (written(rest, &OPERATORS), rest.first()?) {
        (Some(operator), _) => operator.len(),
        (None, b'+' | b'&' | b'.') => 1,
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
