//! Percent-decoding (RFC 3986, section 2.1), with the way back to the source.
//!
//! Only escapes of ASCII characters are decoded: those carry a URL's syntax. The others stay, as
//! they would in a URL, so that the result is text whatever the escapes say.

/// A decoded text.
#[derive(Clone, Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// Where each byte of the text starts in the source, and where the last ends.
    sources: Vec<usize>,
}

impl Decoded {
    /// Where the byte at `at` starts in the source.
    pub(crate) fn source(&self, at: usize) -> Option<usize> {
        self.sources.get(at).copied()
    }

    /// Decodes once more.
    pub(crate) fn again(&self) -> Decoded {
        let next = decode(&self.text);
        let sources = next.sources.iter().map(|&at| self.source(at).unwrap_or(0));
        Decoded {
            sources: sources.collect(),
            text: next.text,
        }
    }
}

/// The text with its escapes of ASCII characters decoded.
pub(crate) fn decode(source: &str) -> Decoded {
    let mut text = String::with_capacity(source.len());
    let mut sources = Vec::with_capacity(source.len() + 1);
    let mut at = 0;
    for (index, c) in source.char_indices() {
        if index < at {
            continue;
        }
        let escaped = source.get(index..index + 3).and_then(escape);
        let decoded = escaped.unwrap_or(c);
        at = index + if escaped.is_some() { 3 } else { c.len_utf8() };
        sources.extend((0..decoded.len_utf8()).map(|offset| index + offset));
        text.push(decoded);
    }
    sources.push(source.len());
    Decoded { text, sources }
}

/// The ASCII character that `%hh` stands for.
fn escape(text: &str) -> Option<char> {
    let code = text.strip_prefix('%')?;
    let value = u8::from_str_radix(code, 16).ok()?;
    (value.is_ascii() && !code.starts_with('+')).then(|| value.into())
}
