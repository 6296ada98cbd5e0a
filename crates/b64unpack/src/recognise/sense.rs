//! Does it make sense? For encodings that any word could be written in.

use crate::text::{Text, TextEncoding, count};

/// Bytes by which a span is sifted before it counts as a candidate.
pub(super) const HEAD: usize = 64;

/// What the files begin with that are hidden in other encodings: programs, archives, documents.
pub(super) const STARTS: [&[u8]; 19] = [
    b"MZ",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"\x7fELF",
    b"%PDF-",
    b"BZh",
    b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"MSCF\0\0\0\0",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"L\0\0\0\x01\x14\x02\0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\xca\xfe\xba\xbe",
    b"\x78\x9c",
    b"\x78\xda",
];

/// Bytes that must be such as text has before it is asked whether they are text.
const SHORT: usize = 12;

/// Bytes by which most spans are refused.
const FIRST: usize = 4;

/// Whether a span that decodes like this could be meant, by its first bytes. `decode` appends as
/// many as it is told, or says that it cannot; `bytes` is room to work in.
pub(super) fn sift(bytes: &mut Vec<u8>, decode: impl Fn(usize, &mut Vec<u8>) -> bool) -> bool {
    bytes.clear();
    if !decode(FIRST, bytes) || !is_possible(bytes) {
        return false;
    }
    bytes.clear();
    decode(HEAD, bytes) && is_promising(bytes)
}

/// Whether the first bytes of a span, [`HEAD`] at most, could be those of text or of a file.
pub(super) fn is_promising(head: &[u8]) -> bool {
    is_possible(head) && Text::detect(head).is_some() || is_start(head) || is_tar(head)
}

/// The same, of fewer bytes: at least, nothing in them contradicts it.
pub(super) fn is_possible(first: &[u8]) -> bool {
    let likely = |byte: &u8| *byte == 0 || *byte >= 0x80 || is_text_byte(*byte);
    first.iter().take(SHORT).all(likely) || is_start(first)
}

/// Whether a file begins like this, as far as is seen.
fn is_start(head: &[u8]) -> bool {
    let begins = |start: &&[u8]| head.iter().zip(*start).all(|(byte, other)| byte == other);
    STARTS.iter().any(begins)
}

/// A name and zeros.
fn is_tar(head: &[u8]) -> bool {
    let name = head.iter().take_while(|byte| byte.is_ascii_graphic());
    let name = name.count();
    name > 0 && head.len() == HEAD && head.iter().skip(name).all(|&byte| byte == 0)
}

/// ASCII that text has.
pub(super) fn is_text_byte(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | 0x1b | 0x20..=0x7e)
}

/// Whether text is long enough, and such as text mostly is, that it did not come out by chance:
/// 24 characters of ASCII do so once in ten thousand million random spans. Of fewer, most must
/// be letters, digits and spaces, and be like English; or most letters are of another script.
pub(super) fn reads_like_text(text: &Text<'_>) -> bool {
    let string = text.to_str();
    let counts = Characters::of(&string);
    if distinct(string.as_bytes()) < 5 {
        return false;
    }
    let least = if text.encoding() == TextEncoding::Utf8 {
        12
    } else {
        6
    };
    // Any two bytes are a character of some script: of those it takes more.
    if text.encoding() != TextEncoding::Utf8 && counts.are_foreign() && counts.all < 24 {
        return false;
    }
    let like = || likeness(string.bytes().map(|byte| (1, byte))) >= MIN_LIKENESS;
    counts.are_long_ascii()
        || counts.all >= least && counts.are_words() && (counts.are_foreign() || like())
}

/// How many characters are of which kind.
#[derive(Default)]
struct Characters {
    all: usize,
    ascii: usize,
    letters: usize,
    /// Letters of other scripts than Latin.
    foreign: usize,
    /// Letters, digits and spaces.
    words: usize,
}

impl Characters {
    fn of(text: &str) -> Characters {
        let mut counts = Characters::default();
        for char in text.chars() {
            let letter = char.is_alphabetic();
            counts.all += 1;
            counts.ascii += usize::from(char.is_ascii());
            counts.letters += usize::from(letter);
            counts.foreign += usize::from(letter && char > '\u{24f}');
            counts.words += usize::from(char.is_alphanumeric() || char == ' ');
        }
        counts
    }

    fn are_long_ascii(&self) -> bool {
        self.ascii == self.all && self.all >= 24 && self.letters * 10 >= self.all
    }

    fn are_words(&self) -> bool {
        self.letters * 10 >= self.all * 4 && self.words * 10 >= self.all * 6
    }

    fn are_foreign(&self) -> bool {
        self.foreign * 2 > self.letters
    }
}

/// Whether bytes are a pattern rather than a payload: hardly any different ones, or each next to
/// the one before (tables, alphabets, test vectors). Files may begin with long runs of zeros.
pub(super) fn is_pattern(bytes: &[u8], is_file: bool) -> bool {
    let next_to = |pair: &[u8]| matches!(pair, [a, b] if a.abs_diff(*b) <= 1);
    let steps = || bytes.windows(2).filter(|pair| next_to(pair)).count();
    bytes.len() >= PATTERN && (distinct(bytes) < 5 || (!is_file && steps() * 4 >= bytes.len() * 3))
}

/// Fewer bytes show no pattern.
const PATTERN: usize = 12;

/// How many different bytes there are.
pub(super) fn distinct(bytes: &[u8]) -> usize {
    let mut seen = [false; 256];
    for &byte in bytes {
        if let Some(seen) = seen.get_mut(usize::from(byte)) {
            *seen = true;
        }
    }
    seen.iter().filter(|&&seen| seen).count()
}

/// How much bytes, each with its number, are like text: the mean of the frequencies, in percent,
/// that text has of each. English has about 7, scripts have 4 to 6, random letters 2, printable
/// noise 1.
pub(super) fn likeness(bytes: impl Iterator<Item = (u32, u8)>) -> f32 {
    let (mut sum, mut all) = (0.0, 0.0);
    // The zeros of UTF-16 say nothing.
    for (count, byte) in bytes.filter(|(_, byte)| *byte != 0) {
        let frequency = FREQUENCIES.get(usize::from(byte)).copied().unwrap_or(0);
        sum += count as f32 * frequency as f32;
        all += count as f32;
    }
    if all > 0.0 {
        sum / (HUNDREDTHS * all)
    } else {
        0.0
    }
}

/// How likely bytes are in text, each with its number: the mean of the logarithms of the same
/// frequencies, in bits; a byte of one percent has none. A text of many spaces has a high mean of frequencies under some wrong keys,
/// too; what all bytes say together is right for it.
pub(super) fn log_likelihood(bytes: impl Iterator<Item = (u32, u8)>) -> f32 {
    let (mut sum, mut all) = (0i64, 0i64);
    for (count, byte) in bytes.filter(|(_, byte)| *byte != 0) {
        let log = LOGARITHMS.get(usize::from(byte)).copied().unwrap_or(0);
        sum += i64::from(count) * i64::from(log);
        all += i64::from(count);
    }
    match all {
        0 => 0.0,
        _ => sum as f32 / (LOG_STEPS * all as f32),
    }
}

/// The same as [`likeness`] of bytes one after the other, faster.
pub(super) fn mean_likeness(bytes: &[u8]) -> f32 {
    let frequency = |byte: &u8| FREQUENCIES.get(usize::from(*byte)).copied().unwrap_or(0);
    let sum: i32 = bytes.iter().map(frequency).sum();
    let zeros = count(bytes, |byte| byte == 0);
    match bytes.len() - zeros {
        0 => 0.0,
        all => sum as f32 / (HUNDREDTHS * all as f32),
    }
}

/// The [`likeness`] that text has at least.
pub(super) const MIN_LIKENESS: f32 = 3.0;

/// How often text has each byte, in hundredths of a percent; the zeros of UTF-16 say nothing.
static FREQUENCIES: [i32; 256] = frequencies();
const HUNDREDTHS: f32 = 100.0;

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated at compile time: an index out of bounds would not build"
)]
const fn frequencies() -> [i32; 256] {
    let mut table = [0; 256];
    let mut byte = 1;
    while byte < 256 {
        table[byte] = frequency(byte as u8);
        byte += 1;
    }
    table
}

/// The logarithm of how many percent of text each byte is, to the base 2, in steps of 1/256.
static LOGARITHMS: [i32; 256] = logarithms();
const LOG_STEPS: f32 = 256.0;

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated at compile time: an index out of bounds would not build"
)]
const fn logarithms() -> [i32; 256] {
    let mut table = [0; 256];
    let mut byte = 1;
    while byte < 256 {
        let frequency = match frequency(byte as u8) {
            // Not ASCII, and control characters, in ten thousandths of a percent.
            0 => 30,
            ..0 => 3,
            more => more as u32 * 100,
        };
        table[byte] = logarithm(frequency) - logarithm(10_000);
        byte += 1;
    }
    table
}

/// To the base 2, in steps of 1/256, of a number from 1 on: by squaring what is left.
const fn logarithm(number: u32) -> i32 {
    let whole = 31 - number.leading_zeros();
    // From 1 to 2, with 31 bits behind the point.
    let mut rest = (number as u64) << (31 - whole);
    let (mut steps, mut step) = (whole as i32 * 256, 128);
    while step > 0 {
        rest = (rest * rest) >> 31;
        if rest >> 32 == 1 {
            rest >>= 1;
            steps += step;
        }
        step /= 2;
    }
    steps
}

/// How often text has a byte, in hundredths of a percent: letters as in English, in upper case a
/// quarter of that, spaces, digits and the usual punctuation.
#[expect(
    clippy::indexing_slicing,
    reason = "evaluated at compile time: an index out of bounds would not build"
)]
const fn frequency(byte: u8) -> i32 {
    const LETTERS: [i32; 26] = [
        820, 150, 280, 430, 1270, 220, 200, 610, 700, 20, 80, 400, 240, 670, 750, 190, 10, 600,
        630, 910, 280, 100, 240, 20, 200, 10,
    ];
    match byte {
        b'a'..=b'z' => LETTERS[(byte - b'a') as usize],
        b'A'..=b'Z' => LETTERS[(byte - b'A') as usize] / 4,
        b' ' => 1500,
        b'0'..=b'9'
        | b'.'
        | b'/'
        | b'-'
        | b'\\'
        | b':'
        | b'"'
        | b'\''
        | b'('
        | b')'
        | b','
        | b';'
        | b'$' => 200,
        b'\r' | b'\n' | b'\t' | b'=' | b'_' => 100,
        0x21..=0x7e => 30,
        0x80.. => 0,
        _ => -2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_those_of_the_frequencies() {
        for number in 1..=200_000u32 {
            let exact = f64::from(number).log2() * 256.0;
            let off = exact - f64::from(logarithm(number));
            assert!((-0.001..1.001).contains(&off), "{number} {off}");
        }
    }
}
