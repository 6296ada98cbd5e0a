//! JSON without a detour, for the records that there are most of.

use std::io::Write;

/// Writes a text, or `null`.
pub(super) fn text(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        None => out.extend_from_slice(b"null"),
        Some(text) if is_plain(text) => {
            out.push(b'"');
            out.extend_from_slice(text.as_bytes());
            out.push(b'"');
        }
        // Memory refuses nothing.
        Some(text) => serde_json::to_writer(out, text).unwrap_or_default(),
    }
}

/// Writes a whole number, or `null`.
pub(super) fn whole(out: &mut Vec<u8>, number: Option<usize>) {
    match number {
        None => out.extend_from_slice(b"null"),
        Some(number) => {
            out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
        }
    }
}

/// Writes `true` or `false`.
pub(super) fn truth(out: &mut Vec<u8>, truth: bool) {
    out.extend_from_slice(if truth { b"true" } else { b"false" });
}

/// Writes a number between 0 and 1 of no more than two digits.
pub(super) fn share(out: &mut Vec<u8>, share: f64) {
    let hundredths = (share * 100.0).round() as u32;
    let (tens, ones) = (hundredths / 10 % 10, hundredths % 10);
    // Memory refuses nothing.
    let _ = match ones {
        0 => write!(out, "{}.{tens}", hundredths / 100),
        _ => write!(out, "{}.{tens}{ones}", hundredths / 100),
    };
}

/// Writes a list of words that need no escapes.
pub(super) fn words(out: &mut Vec<u8>, words: impl Iterator<Item = &'static str>) {
    out.push(b'[');
    for (at, word) in words.enumerate() {
        out.extend_from_slice(if at == 0 { b"\"" } else { b",\"" });
        out.extend_from_slice(word.as_bytes());
        out.push(b'"');
    }
    out.push(b']');
}

/// Does it stand in JSON as it is? All bytes are looked at, whatever is found, which takes less time.
fn is_plain(text: &str) -> bool {
    let special = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    !text.bytes().fold(false, |any, byte| any | special(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn it_is_what_the_library_writes() {
        for text in ["", "plain é\u{7f}\u{2028}", "a\"b", "a\\b", "a\u{1f}b\n"] {
            let expected = serde_json::to_string(text).unwrap();
            assert_eq!(written(|out| super::text(out, Some(text))), expected);
        }
        for hundredths in 0..=100 {
            let share = f64::from(hundredths) / 100.0;
            let expected = serde_json::to_string(&share).unwrap();
            assert_eq!(written(|out| super::share(out, share)), expected);
        }
        for number in [0, 7, 10, usize::MAX] {
            assert_eq!(written(|out| whole(out, Some(number))), number.to_string());
        }
        assert_eq!(
            written(|out| words(out, ["a", "b"].into_iter())),
            r#"["a","b"]"#
        );
    }
}
