//! Digests that only a word beside them tells from others: imphash and authentihash.

use crate::{
    kind::Kind,
    lower::Lower,
    text::{byte, has_word, head, tail},
};

/// How far before a digest its label is looked for.
const REACH: usize = 64;

/// The word for a kind, and the words that it may be split into.
pub(crate) struct Label {
    pub(crate) kind: Kind,
    pub(crate) word: &'static str,
    pub(crate) split: &'static [&'static str],
}

/// Whether a label stands before `start`, or in brackets after `end`. Where the line has nothing
/// before the digest, the line above counts.
pub(crate) fn is_labelled(
    label: &Label,
    line: &str,
    above: &str,
    start: usize,
    end: usize,
) -> bool {
    let before = head(line, start);
    let blank = before.len() < REACH && !before.bytes().any(|b| b.is_ascii_alphanumeric());
    ends_with_label(label, before)
        || (blank && ends_with_label(label, last_line(above)))
        || in_brackets(label, line, end)
}

/// The end of the last line of `text`, which may end with a line feed.
fn last_line(text: &str) -> &str {
    let near = end_of(text.strip_suffix('\n').unwrap_or(text));
    near.rsplit('\n').next().unwrap_or(near)
}

/// As much of the end of `text` as a label could need.
fn end_of(text: &str) -> &str {
    let from = text.len().saturating_sub(REACH);
    let from = (from..=text.len()).find(|&at| text.is_char_boundary(at));
    tail(text, from.unwrap_or(text.len()))
}

/// `… (imphash)`.
fn in_brackets(label: &Label, line: &str, end: usize) -> bool {
    let at = end + usize::from(byte(line, end) == b' ');
    let after = byte(line, at + 1 + label.word.len());
    matches!((byte(line, at), after), (b'(', b')') | (b'[', b']'))
        && has_word(line, at + 1, label.word)
}

/// Whether the last words are a label, a few others aside.
fn ends_with_label(label: &Label, text: &str) -> bool {
    let near = end_of(text);
    let near = match near.rfind(['.', ';', '!', '?']) {
        Some(stop) => tail(near, stop + 1),
        None => near,
    };
    let mut words = near
        .rsplit(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut after = "";
    for word in words.by_ref().take(8) {
        let named = |name: &str| word.eq_ignore_ascii_case(name);
        let plural = word.strip_suffix("es").unwrap_or(word);
        if named(label.word) || plural.eq_ignore_ascii_case(label.word) {
            return true;
        }
        if label.split.iter().any(|name| named(name)) {
            return after.to_ascii_lowercase().starts_with("hash");
        }
        if !is_between(Lower::<8>::of(word).as_bytes()) {
            return false;
        }
        after = word;
    }
    false
}

/// Words between a label and its digest.
fn is_between(word: &[u8]) -> bool {
    matches!(
        word,
        b"256"
            | b"a"
            | b"binary"
            | b"dll"
            | b"equals"
            | b"exe"
            | b"file"
            | b"for"
            | b"hash"
            | b"hashes"
            | b"is"
            | b"its"
            | b"md5"
            | b"of"
            | b"pe"
            | b"sample"
            | b"sha"
            | b"sha1"
            | b"sha256"
            | b"the"
            | b"this"
            | b"value"
            | b"was"
    )
}
