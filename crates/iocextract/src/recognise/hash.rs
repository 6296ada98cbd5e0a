//! Digests: runs of exactly as many hexadecimal digits as a digest has.
//!
//! Sources: RFC 1321 (MD5), FIPS 180-4 (SHA-1, SHA-2). Those of FIPS 202 are as long as SHA-2's.

#[cfg(feature = "coins")]
use crate::recognise::coin;
use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    kind::{Kind, KindSet},
    recognise::labelled::{Label, is_labelled},
    recognise::scan::Scanner,
    recognise::{authentihash, imphash},
    text::{char_at, char_before, slice},
};

/// The shortest digest.
const SHORTEST: usize = 32;

/// The kinds that are digests of some length.
const KINDS: KindSet = KindSet::HASHES
    .with(Kind::Sha224)
    .with(Kind::Sha384)
    .with(Kind::Sha512)
    .with(Kind::Imphash)
    .with(Kind::Authentihash);

/// What words call some of them.
const LABELS: [&Label; 2] = [&imphash::LABEL, &authentihash::LABEL];

/// Reports the digest that the run of hexadecimal digits from `start` to `end` is.
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, start: usize, end: usize) {
    if end - start < SHORTEST || !scanner.options.kinds.intersects(KINDS) {
        return;
    }
    let found = judge(scanner.line, start, end).filter(|found| !is_coin(scanner, found));
    if let Some(candidate) = found {
        scanner.last_digest = labelled(scanner, candidate);
    }
}

fn judge(line: &str, start: usize, end: usize) -> Option<Candidate> {
    let kind = match end - start {
        SHORTEST => Kind::Md5,
        40 => Kind::Sha1,
        56 => Kind::Sha224,
        64 => Kind::Sha256,
        96 => Kind::Sha384,
        128 => Kind::Sha512,
        _ => return None,
    };
    let flags = Flags::NONE
        .with_if(is_glued(line, start, end), Flag::Glued)
        .with_if(is_uniform(slice(line, start, end)), Flag::Uniform);
    Some(Candidate::new(kind, start, end, flags))
}

/// Reports a digest under the name that a word beside it gives, and tells that name and its end:
/// it goes for the next one of a list too.
fn labelled(scanner: &mut Scanner<'_, '_>, mut candidate: Candidate) -> Option<(Kind, usize)> {
    let (line, above) = (scanner.line, scanner.above);
    let (start, end) = (candidate.start, candidate.end);
    let fits = |label: &&&Label| {
        let long = matches!(candidate.kind, Kind::Sha1 | Kind::Sha256);
        let fits = candidate.kind == Kind::Md5 || (long && label.kind == Kind::Authentihash);
        fits && scanner.options.kinds.contains(label.kind)
    };
    let listed = scanner
        .last_digest
        .filter(|&(_, last_end)| is_list(slice(line, last_end, start)));
    let mut labels = LABELS.iter().filter(fits);
    let found = labels.find(|label| {
        listed.is_some_and(|(kind, _)| kind == label.kind)
            || is_labelled(label, line, above, start, end)
    });
    let kind = found.map(|label| label.kind);
    if let Some(kind) = kind {
        candidate = Candidate::new(kind, start, end, candidate.flags);
    }
    scanner.report(candidate);
    kind.map(|kind| (kind, end))
}

/// Whether nothing but a comma or its like stands between two items.
fn is_list(between: &str) -> bool {
    between.len() <= 4
        && between.contains([',', ';', '|', '/'])
        && !between.contains(char::is_alphanumeric)
}

/// Whether the digits belong to an Ethereum address that is told of itself.
#[cfg(feature = "coins")]
fn is_coin(scanner: &Scanner<'_, '_>, found: &Candidate) -> bool {
    let wanted = KindSet::of(&[Kind::Eth]);
    let sha1 = found.kind == Kind::Sha1 && scanner.options.kinds.intersects(wanted);
    let prefixed = found.start.checked_sub(2).filter(|_| sha1);
    prefixed.is_some_and(|start| coin::judge(scanner.line, start, found.end, wanted).is_some())
}

#[cfg(not(feature = "coins"))]
fn is_coin(_scanner: &Scanner<'_, '_>, _found: &Candidate) -> bool {
    false
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
