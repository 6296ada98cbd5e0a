//! JSON that no parser of HTML can take for markup.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Writes `value` as JSON in which `<`, `>`, `&`, U+2028 and U+2029 are written as `\u` escapes.
///
/// JSON has none of them outside of strings, so that nothing else is to be looked after.
pub(crate) fn write(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(out, Inert);
    value.serialize(&mut serializer).map_err(io::Error::from)
}

struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W>(&mut self, out: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        for part in fragment.split_inclusive(is_special) {
            let special = part.chars().next_back().filter(|&c| is_special(c));
            let plain = special.and_then(|special| part.strip_suffix(special));
            out.write_all(plain.unwrap_or(part).as_bytes())?;
            if let Some(special) = special {
                write!(out, "\\u{:04x}", u32::from(special))?;
            }
        }
        Ok(())
    }
}

fn is_special(c: char) -> bool {
    matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specials_are_escaped_and_come_back() {
        let text = "</script><!--&amp;\u{2028}\u{2029}\"\\\n\0\u{1f426}";
        let mut out = Vec::new();
        write(&mut out, &[text]).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert_eq!(
            json,
            "[\"\\u003c/script\\u003e\\u003c!--\\u0026amp;\\u2028\\u2029\\\"\\\\\\n\\u0000\u{1f426}\"]"
        );
        assert_eq!(serde_json::from_str::<[String; 1]>(&json).unwrap(), [text]);
    }
}
