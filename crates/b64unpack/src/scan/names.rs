//! Most runs of symbols in a log are names. They are told by a glance, before anything is decoded
//! to be judged.

use crate::candidate::Candidate;

/// Whether a candidate is spelt like a name, a GUID or a digest, and does not begin like text
/// once it is decoded. Nothing is said of what its context announces.
///
/// Encoders change between upper case, lower case and digits at about two of three symbols and
/// use lower case for two of five; names change at the starts of words. What is one of a thousand
/// payloads that happens to look like a name, too, is text or begins with symbols in upper case,
/// as programs and archives do.
pub(super) fn is_name(candidate: &Candidate<'_>) -> bool {
    candidate.context().is_none()
        && !candidate.is_wrapped()
        && !candidate.is_joined()
        && Spelling::of(candidate.as_bytes()).is_name()
        && !begins_like_text(&candidate.head())
}

/// What is counted of a run.
#[derive(Default)]
struct Spelling {
    symbols: usize,
    lower: usize,
    /// Places where the class of a symbol is not that of the one before.
    changes: usize,
    /// Neither hexadecimal digits nor hyphens.
    others: usize,
}

impl Spelling {
    fn of(run: &[u8]) -> Spelling {
        let mut spelling = Spelling::default();
        let mut last = None;
        for &byte in run {
            let class = kind(byte);
            spelling.symbols += 1;
            spelling.lower += usize::from(byte.is_ascii_lowercase());
            spelling.changes += usize::from(last.is_some_and(|last| last != class));
            spelling.others += usize::from(!byte.is_ascii_hexdigit() && byte != b'-');
            last = Some(class);
        }
        spelling
    }

    fn is_name(&self) -> bool {
        let words = self.lower * 5 >= self.symbols * 3 && self.changes * 3 <= self.symbols;
        words || self.others == 0
    }
}

fn kind(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => 0,
        b'A'..=b'Z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    }
}

/// Whether bytes could be the beginning of a text: no control character but white space, or every
/// second byte zero.
fn begins_like_text(bytes: &[u8]) -> bool {
    let control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    let narrow = !bytes.iter().any(|byte| control(byte) || *byte == 0x7f);
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    (narrow && std::str::from_utf8(bytes).map_or_else(|e| e.error_len().is_none(), |_| true))
        || zeros * 3 >= bytes.len()
        || marked
}
