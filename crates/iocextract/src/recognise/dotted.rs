//! Dotted names, from their first dot: a domain, or addresses.
//!
//! A name is read whole, judged once, and never looked at again.

use crate::{
    escape,
    marks::{Reading, dot, may_be_defanged_dot},
    name::{Name, is_ascii_label, is_label_char, label_start},
    recognise::scan::Scanner,
    recognise::{domain, ipv4, numbers::Numbers, url},
    text::{byte, byte_before, char_at, slice},
};

/// Judges the name whose dot, plain or defanged, stands at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    if may_stand(scanner.line, at) {
        judge(scanner, at);
    }
}

/// Whether a dot with a label after it may stand at `at`, going by the next byte: most full stops
/// end a sentence.
#[inline]
fn may_stand(line: &str, at: usize) -> bool {
    let next = byte(line, at + 1);
    match byte(line, at) {
        b'.' => is_ascii_label(next) || next >= 0x80 || matches!(next, b'[' | b']' | b')' | b'}'),
        b'[' | b'(' | b'{' | b'<' | b'%' | b'&' | b'\\' | 0xe3 | 0xef => {
            may_be_defanged_dot(line, at)
        }
        _ => true,
    }
}

/// The same where a label is known to stand after the dot.
pub(crate) fn judge(scanner: &mut Scanner<'_, '_>, at: usize) {
    let (line, reading) = (scanner.line, Reading::from(scanner.options));
    let plain = byte(line, at) == b'.';
    let at = if plain {
        at
    } else {
        dot_start(line, at, reading)
    };
    if at < scanner.names_end {
        return;
    }
    if plain {
        if let Some(numbers) = Numbers::around(line, at, scanner.names_end, reading) {
            scanner.names_end = numbers.end;
            // By the other dots nothing is found, save a telephone number behind its country.
            if !numbers.begins_with_one {
                scanner.dots_end = numbers.end;
            }
            ipv4::judge_numbers(scanner, numbers);
            return;
        }
    }
    let Some(mark) = dot(line, at, reading) else {
        return;
    };
    let start = label_start(line, at, scanner.names_end);
    let start = past_escape(line, start);
    if start >= at || !is_label_char(char_at(line, at + mark.len)) {
        return;
    }
    let name = Name::read(line, start, reading);
    scanner.names_end = name.end;
    match domain::judge(scanner, name) {
        Some(found) => {
            let (start, end, flags) = (found.start, found.end, found.flags);
            scanner.report(found);
            if !domain::is_file(flags, name) {
                url::scan_bare(scanner, start, end, flags);
            }
        }
        None => ipv4::judge(scanner, name),
    }
}

/// Where a dot starts that is seen at `at`: a spaced one is seen at its bracket or word.
fn dot_start(line: &str, at: usize, reading: Reading) -> usize {
    let spaced = byte_before(line, at) == b' ' && byte(line, at) != b'.';
    match at.checked_sub(1) {
        Some(space) if spaced && dot(line, space, reading).is_some() => space,
        _ => at,
    }
}

/// The start of a name past an escape such as `%2F`, `%252F` or `\u002f`, whose digits are no part
/// of it.
fn past_escape(line: &str, start: usize) -> usize {
    let Some(sign) = start.checked_sub(1) else {
        return start;
    };
    if !matches!(byte(line, sign), b'%' | b'&' | b'\\') {
        return start;
    }
    let Some((mut decoded, len)) = escape::read(line, sign) else {
        return start;
    };
    let mut end = sign + len;
    while decoded == b'%' {
        let code = slice(line, end, end + 2);
        let hex = code.len() == 2 && code.bytes().all(|b| b.is_ascii_hexdigit());
        let Some(value) = u8::from_str_radix(code, 16).ok().filter(|_| hex) else {
            break;
        };
        (decoded, end) = (value, end + 2);
    }
    end
}
