//! How likely it is that somebody encoded this, rather than that a name looks like Base64.
//!
//! Every word of a log is valid Base64. What tells a payload from a name is first what comes
//! out: text or a known file type hardly come out by chance. Of other bytes nothing can be said,
//! so there the spelling must speak: encoded binaries use all symbols about equally often,
//! names and hexadecimal digests do not.

use crate::candidate::Candidate;
use crate::identify::FileType;
use crate::text::{Text, TextEncoding};

/// What is known about a decoded candidate.
pub(crate) struct Evidence<'a> {
    pub(crate) candidate: Candidate<'a>,
    pub(crate) bytes: &'a [u8],
    pub(crate) text: Option<Text<'a>>,
    pub(crate) file_type: Option<FileType>,
    /// A symbol was left over.
    pub(crate) left_over: bool,
}

impl Evidence<'_> {
    /// From 0 to 1; what is below the threshold of 0.5 is more likely a name.
    pub(crate) fn confidence(&self) -> f32 {
        let spelling = Spelling::of(&self.candidate);
        let by_content = match (self.text, self.file_type) {
            (Some(text), _) => text_confidence(&text, self.bytes),
            // Its two bytes are little of a proof.
            (None, Some(FileType::Zlib)) => 0.1 + spelling.confidence(),
            (None, Some(_)) => 0.9,
            (None, None) => 0.0,
        };
        let damage = if self.left_over { 0.85 } else { 1.0 };
        (by_content * damage)
            .max(self.binary_confidence(&spelling))
            .clamp(0.0, 1.0)
    }

    fn binary_confidence(&self, spelling: &Spelling) -> f32 {
        let zeros = self.bytes.len() >= 1024 && self.bytes.iter().all(|&byte| byte == 0);
        if zeros {
            // Padding of a binary; no word is that long.
            return 0.5;
        }
        let complete = !self.left_over && (spelling.symbols % 4 == 0 || spelling.padded);
        if complete {
            spelling.confidence()
        } else {
            spelling.confidence() * 0.7
        }
    }
}

/// By length and by the share of characters that text is mostly made of.
fn text_confidence(text: &Text<'_>, bytes: &[u8]) -> f32 {
    if text.encoding() != TextEncoding::Utf8 {
        return if bytes.len() >= 8 { 0.95 } else { 0.4 };
    }
    let string = text.to_str();
    let (mut common, mut latin, mut foreign, mut all) = (0usize, false, false, 0usize);
    for char in string.chars() {
        all += 1;
        latin |= char.is_ascii_alphabetic();
        foreign |= char > '\u{24f}' && char.is_alphabetic();
        common +=
            usize::from(char.is_alphanumeric() || " \t\r\n.,:;/\\-_'\"=(){}[]<>".contains(char));
    }
    let share = ratio(common, all);
    let length = ratio(bytes.len().min(48), 48);
    // Two letters of two scripts in so few bytes are an accident of valid UTF-8.
    let mixed = if latin && foreign && bytes.len() < 24 {
        0.7
    } else {
        1.0
    };
    let quality = if share >= 0.75 {
        1.0
    } else {
        0.45 + share * 0.6
    };
    (0.52 + 0.45 * length) * quality * mixed
}

/// Which symbols a candidate uses.
struct Spelling {
    symbols: usize,
    upper: usize,
    lower: usize,
    digits: usize,
    /// Different symbols.
    distinct: u32,
    hexadecimal: bool,
    padded: bool,
    wrapped: bool,
}

impl Spelling {
    fn of(candidate: &Candidate<'_>) -> Spelling {
        let mut counts = [0usize; 128];
        for &byte in candidate.lines().flatten() {
            if let Some(count) = counts.get_mut(usize::from(byte)) {
                *count += 1;
            }
        }
        let count = |set: &dyn Fn(u8) -> bool| {
            let of_set = (0u8..128).zip(&counts).filter(|(byte, _)| set(*byte));
            of_set.map(|(_, count)| count).sum::<usize>()
        };
        let symbols = counts.iter().sum();
        let bytes = candidate.as_bytes();
        Spelling {
            symbols,
            upper: count(&|byte| byte.is_ascii_uppercase()),
            lower: count(&|byte| byte.is_ascii_lowercase()),
            digits: count(&|byte| byte.is_ascii_digit()),
            distinct: counts.iter().map(|&count| u32::from(count > 0)).sum(),
            hexadecimal: count(&|byte| byte.is_ascii_hexdigit()) == symbols,
            padded: bytes.ends_with(b"="),
            wrapped: candidate.is_wrapped(),
        }
    }

    /// From the spelling alone.
    fn confidence(&self) -> f32 {
        let share = |count: usize| ratio(count, self.symbols);
        let between = |count: usize, low: f32, high: f32| (low..=high).contains(&share(count));
        if self.hexadecimal || self.upper == 0 || self.lower == 0 || self.digits == 0 {
            return 0.1;
        }
        // 26, 26 and 10 of 64 symbols, and so much play as 40 draws have.
        let even = between(self.upper, 0.25, 0.60)
            && between(self.lower, 0.25, 0.60)
            && between(self.digits, 0.04, 0.35);
        let rich = self.distinct >= 20;
        let long = self.symbols >= 256 && self.upper * 8 > self.symbols && rich;
        match self.symbols {
            _ if long => 0.6 + if self.wrapped { 0.1 } else { 0.0 },
            64.. if even && rich => 0.55 + if self.wrapped { 0.1 } else { 0.0 },
            40.. if even && rich && self.padded => 0.55,
            24.. if even => 0.35,
            _ => 0.2,
        }
    }
}

fn ratio(part: usize, whole: usize) -> f32 {
    if whole == 0 {
        0.0
    } else {
        part as f32 / whole as f32
    }
}
