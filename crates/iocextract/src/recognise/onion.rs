//! Names of Tor onion services, with `.onion` or on their own.
//!
//! Sources: Tor `rend-spec-v3`, section 6, "Encoding onion addresses" (key, checksum, version);
//! `rend-spec-v2`, section 1.3, for the older ones of 16 symbols, which have no checksum;
//! RFC 7686 for `.onion`.

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    kind::Kind,
    marks::{Reading, dot},
    recognise::scan::Scanner,
    text::{has_word, slice},
};

/// 35 bytes: a key of 32, two of checksum, and the version.
const V3: usize = 56;

/// Half of a SHA-1.
const V2: usize = 16;

/// What `host` tells if it is the name of an onion service.
pub(crate) fn flags(host: &str) -> Option<Flags> {
    let name = host.strip_suffix(".onion")?;
    let label = name.rsplit('.').next()?;
    match label.len() {
        V3 if is_v3(label) => Some(Flags::NONE),
        V2 if bytes(label).is_some() => Some(Flags::NONE.with(Flag::NoChecksum)),
        _ => None,
    }
}

/// The service whose name, without `.onion`, stands from `start` to `end`.
pub(crate) fn judge_bare(scanner: &Scanner<'_, '_>, start: usize, end: usize) -> Option<Candidate> {
    let line = scanner.line;
    let text = slice(line, start, end);
    let one_case = !text.bytes().any(|b| b.is_ascii_uppercase())
        || !text.bytes().any(|b| b.is_ascii_lowercase());
    // Without the checksum nothing tells it from another word.
    if text.len() != V3 || !one_case || cfg!(not(feature = "coins")) {
        return None;
    }
    let named = dot(line, end, Reading::from(scanner.options))
        .is_some_and(|mark| has_word(line, end + mark.len, "onion"));
    (!named && is_v3(&text.to_ascii_lowercase()))
        .then(|| Candidate::new(Kind::Onion, start, end, Flags::NONE))
}

#[cfg(feature = "coins")]
fn is_v3(label: &str) -> bool {
    let bytes = bytes(label).unwrap_or_default();
    let Some((key, [a, b, version])) = bytes.split_first_chunk::<32>() else {
        return false;
    };
    let sum = crate::codec::checksum::sha3_256(&[b".onion checksum", key, &[3]]);
    *version == 3 && sum.starts_with(&[*a, *b])
}

#[cfg(not(feature = "coins"))]
fn is_v3(label: &str) -> bool {
    bytes(label).is_some_and(|bytes| bytes.last() == Some(&3))
}

/// What a label in lower case spells in Base32 (RFC 4648, section 6).
fn bytes(label: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(label.len() * 5 / 8);
    let (mut pending, mut bits) = (0_u32, 0);
    for symbol in label.bytes() {
        let value = match symbol {
            b'a'..=b'z' => symbol - b'a',
            b'2'..=b'7' => symbol - b'2' + 26,
            _ => return None,
        };
        pending = (pending << 5 | u32::from(value)) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((pending >> bits & 0xff) as u8);
        }
    }
    Some(bytes)
}
