//! Does it make sense? For encodings that any word could be written in.

use crate::identify::identify;
use crate::text::{Text, TextEncoding};

/// Bytes by which a span is sifted before it counts as a candidate.
pub(super) const HEAD: usize = 64;

/// What files begin with that are not known by their first [`HEAD`] bytes.
const STARTS: [&[u8]; 3] = [b"MZ", b"PK", b"BM"];

/// Whether the first bytes of a span, [`HEAD`] at most, could be those of text or of a known
/// type of file.
pub(super) fn is_promising(head: &[u8]) -> bool {
    let tar = || {
        let name = head
            .iter()
            .take_while(|byte| byte.is_ascii_graphic())
            .count();
        name > 0 && head.len() == HEAD && head.iter().skip(name).all(|&byte| byte == 0)
    };
    Text::detect(head).is_some()
        || STARTS.iter().any(|start| head.starts_with(start))
        || identify(head).is_some()
        || tar()
}

/// Whether text consists of words and numbers as text mostly does, rather than of characters
/// that happen to be printable.
pub(super) fn reads_like_text(text: &Text<'_>) -> bool {
    let (mut all, mut letters, mut words) = (0usize, 0usize, 0usize);
    for char in text.to_str().chars() {
        all += 1;
        letters += usize::from(char.is_alphabetic());
        words += usize::from(char.is_alphanumeric() || char == ' ');
    }
    let least = if text.encoding() == TextEncoding::Utf8 {
        12
    } else {
        6
    };
    all >= least && letters * 10 >= all * 4 && words * 10 >= all * 6
}
