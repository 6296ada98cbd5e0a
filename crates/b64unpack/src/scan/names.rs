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
struct Spelling<'a> {
    run: &'a [u8],
    lower: usize,
    /// Places where the class of a symbol is not that of the one before.
    changes: usize,
}

impl Spelling<'_> {
    fn of(run: &[u8]) -> Spelling<'_> {
        let (mut lower, mut changes) = (0, 0);
        let mut last = run.first().map_or(OTHER, |&byte| kind(byte));
        for kind in run.iter().map(|&byte| kind(byte)) {
            lower += usize::from(kind == LOWER);
            changes += usize::from(kind != last);
            last = kind;
        }
        Spelling {
            run,
            lower,
            changes,
        }
    }

    fn is_name(&self) -> bool {
        let symbols = self.run.len();
        let words = self.lower * 5 >= symbols * 3 && self.changes * 3 <= symbols;
        let digest = |byte: &u8| byte.is_ascii_hexdigit() || *byte == b'-';
        words || self.run.iter().all(digest)
    }
}

const LOWER: u8 = 0;
const UPPER: u8 = 1;
const DIGIT: u8 = 2;
const OTHER: u8 = 3;

/// The kind of each byte.
static KINDS: [u8; 256] = kinds();

fn kind(byte: u8) -> u8 {
    // A `u8` cannot leave a table of 256.
    KINDS.get(usize::from(byte)).copied().unwrap_or(OTHER)
}

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated at compile time: an index out of bounds would not build"
)]
const fn kinds() -> [u8; 256] {
    let mut kinds = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            _ => OTHER,
        };
        byte += 1;
    }
    kinds
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
