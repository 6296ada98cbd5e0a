//! Characters that other formats write as escapes: `%2e`, `&#46;`, `&period;`, `\u002e`, `\x2e`.

use crate::text::{byte, has_word, slice};

/// Names of HTML for the signs that indicators are found by (HTML, section 13.5).
const NAMED: [(&str, u8); 4] = [
    ("&period;", b'.'),
    ("&colon;", b':'),
    ("&sol;", b'/'),
    ("&commat;", b'@'),
];

/// The ASCII sign whose escape stands at `at`, and the length of the escape.
pub(crate) fn read(line: &str, at: usize) -> Option<(u8, usize)> {
    match byte(line, at) {
        b'%' => hex(line, at + 1, 2).map(|sign| (sign, 3)),
        b'&' => entity(line, at),
        b'\\' => match byte(line, at + 1) {
            b'x' => hex(line, at + 2, 2).map(|sign| (sign, 4)),
            b'u' => hex(line, at + 2, 4).map(|sign| (sign, 6)),
            _ => None,
        },
        _ => None,
    }
}

fn entity(line: &str, at: usize) -> Option<(u8, usize)> {
    if byte(line, at + 1) != b'#' {
        let named = NAMED.iter().find(|(name, _)| has_word(line, at, name));
        return named.map(|&(name, sign)| (sign, name.len()));
    }
    let is_hex = matches!(byte(line, at + 2), b'x' | b'X');
    let start = at + 2 + usize::from(is_hex);
    // No number of an ASCII sign has more digits, two zeros in front allowed.
    let digits = (start..start + 5).take_while(|&at| byte(line, at).is_ascii_hexdigit());
    let end = start + digits.count();
    let radix = if is_hex { 16 } else { 10 };
    let sign = u8::from_str_radix(slice(line, start, end), radix).ok()?;
    (byte(line, end) == b';').then_some((sign, end + 1 - at))
}

fn hex(line: &str, at: usize, digits: usize) -> Option<u8> {
    let code = slice(line, at, at + digits);
    let all = code.bytes().all(|b| b.is_ascii_hexdigit());
    all.then(|| u8::from_str_radix(code, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn every_form_of_a_full_stop() {
        for text in [
            "%2e", "%2E", "&#46;", "&#046;", "&#x2e;", "&#X2E;", "&period;", "\\x2e", "\\u002E",
        ] {
            assert_eq!(read(text, 0), Some((b'.', text.len())), "{text}");
        }
    }

    #[test]
    fn what_is_none() {
        for text in [
            "",
            "%",
            "%2",
            "%+2",
            "&",
            "&#;",
            "&#46",
            "&#x;",
            "&#1234567;",
            "\\u2e",
            "\\x2",
            "\\u212a",
        ] {
            assert_eq!(read(text, 0), None, "{text}");
        }
    }
}
