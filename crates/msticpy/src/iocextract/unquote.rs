//! Percent-decoding, as `urllib.parse.unquote` does it.

use std::borrow::Cow;

/// Decodes `%hh` in each run of ASCII characters; what is no UTF-8 then becomes U+FFFD.
pub(super) fn unquote(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    for run in text
        .as_bytes()
        .chunk_by(|a, b| a.is_ascii() == b.is_ascii())
    {
        decoded.push_str(&String::from_utf8_lossy(&decode(run)));
    }
    Cow::Owned(decoded)
}

fn decode(run: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(run.len());
    let mut rest = run;
    while let Some((&byte, tail)) = rest.split_first() {
        let encoded = if byte == b'%' {
            encoded_byte(tail)
        } else {
            None
        };
        let (byte, tail) = encoded.unwrap_or((byte, tail));
        bytes.push(byte);
        rest = tail;
    }
    bytes
}

fn encoded_byte(digits: &[u8]) -> Option<(u8, &[u8])> {
    let (&[high, low], rest) = digits.split_first_chunk()?;
    let high = char::from(high).to_digit(16)?;
    let low = char::from(low).to_digit(16)?;
    let byte = u8::try_from(high * 16 + low).ok()?;
    Some((byte, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    // Python 3.11: `urllib.parse.unquote(…)` of each.
    #[test]
    fn as_python_does() {
        for (quoted, plain) in [
            ("a%20b%zz%4", "a b%zz%4"),
            ("%C3%A9%c3", "é\u{fffd}"),
            ("%e2%82é%AC", "\u{fffd}é\u{fffd}"),
            ("%F0%90%80x", "\u{fffd}x"),
            ("%25%32%35", "%25"),
        ] {
            assert_eq!(unquote(quoted), plain);
        }
    }
}
