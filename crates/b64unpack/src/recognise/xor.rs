//! One key of one byte, over the whole of a payload.
//!
//! The key is guessed from what is known of the plain bytes: the magics of files, the symbols of
//! Base64, and that the most frequent byte of text is a space or an `e`, of UTF-16 a zero. A
//! guess is tried on the first bytes before it is tried on all.

use super::sense::{
    MIN_LIKENESS, STARTS, is_pattern, is_promising, is_text_byte, likeness, log_likelihood,
    mean_likeness, reads_like_text,
};
use crate::alphabet::{Alphabet, class};
use crate::candidate::Candidate;
use crate::encoding::Encoding;
use crate::identify::{FileType, identify};
use crate::text::{Text, TextEncoding};

/// Shorter text is no proof, as there are 255 keys.
const MIN_TEXT: usize = 24;
/// Bytes of which the frequencies are counted.
const COUNTED: usize = 64 * 1024;
/// Bytes by which a key is tried.
const TRIED: usize = 512;
/// Bytes by which most text is told.
const SHORT: usize = 32;
/// The likeness of text beyond which no key makes it much more so: half of the most there is.
const SETTLED: f32 = 4.0;
/// Different bytes that text has at least.
const MIN_DISTINCT: usize = 7;
/// Different bytes of what is text already, so that it is no table of numbers, no digest, no name.
const MIN_DISTINCT_TEXT: usize = 20;
/// How much likelier a text must be under the key, in bits a byte: if the bytes are no text, if they
/// are and half of them is the key, and if they are text in any other way.
const MIN_GAIN: f32 = 0.43;
const MIN_GAIN_HALF: f32 = 0.72;
const MIN_GAIN_TEXT: f32 = 1.0;
/// And how likely: scripts have a likelihood of 1.4 to 2 bits.
const MIN_LIKELIHOOD: f32 = 1.4;

/// The key that turns bytes of no known kind into a known type of file, into Base64 that makes
/// sense, or into ASCII text, in UTF-8 or UTF-16, that reads like text; never 0.
///
/// A zlib header alone is refused: two bytes fit any data with one key in 255. Text that is text
/// already is taken for such, unless it is ASCII of many different bytes, has no space or is not
/// like text, and is likelier under the key: keys below 0x20 make one of the other.
pub(crate) fn guess(bytes: &[u8], text: Option<Text<'_>>) -> Option<u8> {
    let settled = is_settled(bytes, text);
    // Most payloads are text already, so that this is asked first.
    let head = bytes.get(..TRIED).unwrap_or(bytes);
    if settled && (text.is_some_and(|text| text.is_ascii()) || head.is_ascii()) {
        return None;
    }
    let magic = || by_magic(bytes).filter(|_| text.is_none());
    let frequent = || by_frequency(bytes, text.is_some()).filter(|_| !settled);
    let key = magic().or_else(frequent)?;
    let known = identify(bytes).is_some_and(|kind| kind != FileType::Zlib);
    (!known).then_some(key)
}

/// The first `limit` bytes under a key.
pub(crate) fn apply(bytes: &[u8], key: u8, limit: usize) -> Vec<u8> {
    bytes.iter().take(limit).map(|byte| byte ^ key).collect()
}

fn by_magic(bytes: &[u8]) -> Option<u8> {
    let first = *bytes.first()?;
    STARTS.iter().find_map(|start| {
        let key = first ^ start.first()?;
        let fits = bytes.len() >= start.len()
            && bytes
                .iter()
                .zip(*start)
                .all(|(byte, plain)| byte ^ key == *plain);
        (fits && key != 0 && is_file(bytes, key)).then_some(key)
    })
}

fn by_frequency(bytes: &[u8], is_text: bool) -> Option<u8> {
    // ASCII has one highest bit, and so it has under a key.
    let highest = |byte: &u8| byte & 0x80;
    let mut bits = bytes.iter().take(TRIED).map(highest);
    let first = bits.next()?;
    if bytes.len() < MIN_TEXT || bits.any(|bit| bit != first) {
        return None;
    }
    let counts = Counts::of(bytes);
    if !counts.could_be_text() || is_pattern(bytes, false) {
        return None;
    }
    let base64 = counts.base64_key(bytes);
    base64.or_else(|| counts.text_key(bytes, is_text))
}

/// Whether bytes are such text already as could not be the same under a key: of what is ASCII, far
/// less like text than text is, even if it has spaces.
pub(crate) fn is_settled(bytes: &[u8], text: Option<Text<'_>>) -> bool {
    let head = bytes.get(..COUNTED).unwrap_or(bytes);
    // Most text is told by its first few words.
    let reads = || {
        let mut heads = [SHORT, TRIED].into_iter();
        heads.any(|len| mean_likeness(bytes.get(..len).unwrap_or(bytes)) >= SETTLED)
    };
    text.is_some_and(|text| match text.encoding() {
        TextEncoding::Utf8 => {
            (memchr::memchr(b' ', head).is_some() && reads()) || !bytes.is_ascii()
        }
        TextEncoding::Utf16Le => !is_half(bytes, 1),
        TextEncoding::Utf16Be => !is_half(bytes, 0),
    })
}

/// Whether the one of any two bytes that says of which script they are is the same throughout: that
/// may be a key, under which it is zero.
fn is_half(bytes: &[u8], half: usize) -> bool {
    let mut halves = bytes.chunks_exact(2).filter_map(|unit| unit.get(half));
    let first = halves.next().copied().unwrap_or(0);
    first != 0 && halves.take(COUNTED).all(|&byte| byte == first)
}

/// Whether the magic is borne out by what follows it.
fn is_file(bytes: &[u8], key: u8) -> bool {
    let head = apply(bytes, key, 8 * TRIED);
    match identify(&head) {
        None | Some(FileType::Zlib) => false,
        // RFC 1952: the extra flags are 0, 2 or 4, the operating system 0 to 13 or 255.
        Some(FileType::Gzip) => {
            matches!(head.get(8..10), Some([0 | 2 | 4, 0..=13 | 255]))
        }
        Some(FileType::Jpeg) => matches!(head.get(6..10), Some(b"JFIF" | b"Exif")),
        Some(_) => true,
    }
}

/// How often each byte occurs.
struct Counts {
    /// The bytes that occur, the most frequent first, with their numbers.
    order: Vec<(u32, u8)>,
}

impl Counts {
    fn of(bytes: &[u8]) -> Counts {
        let mut counts = [0u32; 256];
        for &byte in bytes.iter().take(COUNTED) {
            if let Some(count) = counts.get_mut(usize::from(byte)) {
                *count += 1;
            }
        }
        let mut order: Vec<(u32, u8)> = counts.into_iter().zip(0..=255u8).collect();
        order.retain(|(count, _)| *count > 0);
        order.sort_unstable_by(|a, b| b.cmp(a));
        Counts { order }
    }

    /// Text has some different bytes, and some more than once.
    fn could_be_text(&self) -> bool {
        let all: u32 = self.order.iter().map(|(count, _)| *count).sum();
        let distinct = self.order.len();
        distinct >= MIN_DISTINCT && distinct * 8 <= all as usize * 7
    }

    /// The key under which all bytes are symbols of Base64 and what they encode makes sense.
    fn base64_key(&self, bytes: &[u8]) -> Option<u8> {
        let symbol = |byte: u8| class(byte) & Alphabet::Standard.mask() != 0;
        let fits = |key: &u8| {
            let mut plain = self.order.iter().map(|(_, byte)| byte ^ key);
            plain.all(|byte| symbol(byte) || matches!(byte, b'=' | b'\r' | b'\n'))
        };
        (1..=255u8).filter(fits).find(|&key| {
            let plain = apply(bytes, key, TRIED);
            let symbols = plain.iter().take_while(|byte| symbol(**byte)).count() / 4 * 4;
            let candidate = Candidate::new(&plain, 0..symbols, Encoding::Base64, symbols);
            let mut head = Vec::new();
            candidate.decode_up_to(64, &mut head);
            !head.is_empty() && is_promising(&head)
        })
    }

    /// The key under which the bytes read like text and are the likeliest: the frequencies of
    /// all bytes tell it, where those of a few could not tell spaces from quotation marks.
    fn text_key(&self, bytes: &[u8], is_text: bool) -> Option<u8> {
        let bent = Bent::of(self).filter(|_| is_text);
        if is_text && bent.is_none() {
            return None;
        }
        let now = self.log_likelihood(0);
        let least = match bent {
            None => now + MIN_GAIN,
            Some(Bent::Half(_)) => now + MIN_GAIN_HALF,
            Some(Bent::Rich) => MIN_LIKELIHOOD.max(now + MIN_GAIN_TEXT),
        };
        let frequent = self.order.iter().take(3).map(|(_, byte)| *byte);
        let keys = frequent.flat_map(|byte| b"\0 eotas/".iter().map(move |plain| byte ^ plain));
        let possible = keys.filter(|&key| {
            let allowed = key != 0 && bent.is_none_or(|bent| bent.allows(key));
            allowed && self.likeness(key) >= MIN_LIKENESS
        });
        let mut keys: Vec<(f32, u8)> = possible
            .map(|key| (self.log_likelihood(key), key))
            .filter(|(likelihood, _)| *likelihood >= least)
            .collect();
        keys.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let mut best = keys.into_iter().map(|(_, key)| key);
        best.find(|&key| reads_under(bytes, key))
    }

    /// How much the bytes are like text under a key.
    fn likeness(&self, key: u8) -> f32 {
        likeness(self.order.iter().map(|&(count, byte)| (count, byte ^ key)))
    }

    fn log_likelihood(&self, key: u8) -> f32 {
        log_likelihood(self.order.iter().map(|&(count, byte)| (count, byte ^ key)))
    }
}

/// What text that may be another under a key is like.
#[derive(Clone, Copy)]
enum Bent {
    /// It has many different bytes.
    Rich,
    /// Half of it is one byte, as half of UTF-16 is zeros: this is the key.
    Half(u8),
}

impl Bent {
    fn of(counts: &Counts) -> Option<Bent> {
        let all: u32 = counts.order.iter().map(|(count, _)| *count).sum();
        match counts.order.first()? {
            (count, byte) if count * 2 + 1 >= all => Some(Bent::Half(*byte)),
            _ if counts.order.len() >= MIN_DISTINCT_TEXT => Some(Bent::Rich),
            _ => None,
        }
    }

    /// Keys from 0x20 to 0x3f make no text of one with spaces, but of names in upper case; letters
    /// with a space behind each are spaced out.
    fn allows(self, key: u8) -> bool {
        match self {
            Bent::Rich => !matches!(key, 0x20..=0x3f),
            Bent::Half(byte) => key == byte && key != b' ',
        }
    }
}

fn reads_under(bytes: &[u8], key: u8) -> bool {
    let mut first = bytes.iter().take(32).map(|byte| byte ^ key);
    let likely = first.all(|byte| byte == 0 || byte >= 0x80 || is_text_byte(byte));
    likely && reads(&apply(bytes, key, TRIED)) && reads(&apply(bytes, key, usize::MAX))
}

fn reads(bytes: &[u8]) -> bool {
    let text = Text::detect(bytes).filter(reads_like_text);
    text.is_some_and(|text| text.encoding() != TextEncoding::Utf8 || !bytes.contains(&0))
}
