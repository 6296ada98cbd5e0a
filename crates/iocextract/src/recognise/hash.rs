//! Digests: runs of exactly 32, 40 or 64 hexadecimal digits.

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    kind::{Kind, KindSet},
    recognise::scan::Scanner,
    text::{byte, char_at, char_before, run_end, run_start, slice},
};

/// The shortest digest. Of any that many bytes in a row one is looked at.
const SHORTEST: usize = 32;

/// A run longer than this is no digest.
const LONGEST: usize = 64;

/// Reports the digests of the line.
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>) {
    if !scanner.options.kinds.intersects(KindSet::HASHES) {
        return;
    }
    let line = scanner.line;
    let mut probe = SHORTEST - 1;
    while probe < line.len() {
        if !byte(line, probe).is_ascii_hexdigit() {
            probe += SHORTEST;
            continue;
        }
        let start = run_start(line, probe, SHORTEST, |b| b.is_ascii_hexdigit());
        let end = run_end(line, probe, |b| b.is_ascii_hexdigit());
        // A run that starts a probe earlier was judged there.
        if let Some(candidate) = judge(line, start, end) {
            scanner.report(candidate);
        }
        probe = end + SHORTEST;
    }
}

fn judge(line: &str, start: usize, end: usize) -> Option<Candidate> {
    let kind = match end - start {
        SHORTEST => Kind::Md5,
        40 => Kind::Sha1,
        LONGEST => Kind::Sha256,
        _ => return None,
    };
    let flags = Flags::NONE
        .with_if(is_glued(line, start, end), Flag::Glued)
        .with_if(is_uniform(slice(line, start, end)), Flag::Uniform);
    Some(Candidate::new(kind, start, end, flags))
}

/// Whether a word goes on before or after; the prefix `0x` is none.
fn is_glued(line: &str, start: usize, end: usize) -> bool {
    let before = char_before(line, start);
    let prefix = matches!(before, 'x' | 'X') && char_before(line, start - 1) == '0';
    (before.is_alphanumeric() && !prefix) || char_at(line, end).is_alphanumeric()
}

fn is_uniform(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.iter().all(u8::is_ascii_digit)
        || bytes
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if a == b))
}
