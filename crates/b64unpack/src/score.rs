//! How likely it is that somebody encoded this, rather than that a name looks like Base64.
//!
//! Every word of a log is valid Base64. What tells a payload from a name is first what comes
//! out: text or a known file type hardly come out by chance. Of other bytes nothing can be said,
//! so there the spelling must speak: encoded binaries use all symbols about equally often,
//! names and hexadecimal digests do not.

use crate::ascii_set::AsciiSet;
use crate::candidate::Candidate;
use crate::context::Context;
use crate::identify::FileType;
use crate::reason::{Reason, Reasons};
use crate::text::{Text, TextEncoding, count};

/// What is known about a decoded span.
pub(crate) struct Evidence<'a> {
    /// How it is spelt, if that is Base64: of other encodings only the content speaks.
    pub(crate) candidate: Option<Candidate<'a>>,
    pub(crate) bytes: &'a [u8],
    pub(crate) text: Option<Text<'a>>,
    pub(crate) file_type: Option<FileType>,
    /// A symbol was left over.
    pub(crate) left_over: bool,
}

/// How likely a payload is, and why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdict {
    /// From 0 to 1; what is below the threshold of 0.5 is more likely a name.
    pub(crate) confidence: f32,
    pub(crate) reasons: Reasons,
}

impl Verdict {
    /// Nothing speaks for it.
    pub(crate) const NONE: Verdict = Verdict {
        confidence: 0.0,
        reasons: Reasons::NONE,
    };
    /// A format without a magic is sure of it.
    pub(crate) const UNPACKS: Verdict = Verdict {
        confidence: 0.9,
        reasons: Reasons::NONE.with(Reason::Unpacks),
    };

    /// The same reasons, but less or more of a proof.
    pub(crate) fn times(self, factor: f32) -> Verdict {
        Verdict {
            confidence: self.confidence * factor,
            ..self
        }
    }

    /// The likelier of the two, for the reasons of both.
    pub(crate) fn or(self, other: Verdict) -> Verdict {
        let reasons = self.reasons.union(other.reasons);
        let confidence = self.confidence.max(other.confidence);
        Verdict {
            confidence,
            reasons,
        }
    }
}

impl Verdict {
    /// With what the text around says. A hint turns what is likely into what is more likely; a
    /// proof is enough by itself.
    fn raised(self, context: Context) -> Verdict {
        let raised = self.confidence + (1.0 - self.confidence) * 0.5;
        let confidence = match context {
            Context::Proof => raised.max(0.6),
            Context::Hint if self.confidence > 0.3 => raised,
            Context::Hint => self.confidence,
        };
        Verdict {
            confidence,
            reasons: self.reasons.with(Reason::Context),
        }
    }
}

impl Evidence<'_> {
    pub(crate) fn verdict(&self) -> Verdict {
        let content = self.by_content();
        let is_zlib = self.file_type == Some(FileType::Zlib) && self.text.is_none();
        let asked = is_zlib || content.confidence <= MOST_BY_SPELLING;
        let spelling = self.candidate.filter(|_| asked);
        let spelling = spelling.map(|candidate| Spelling::of(&candidate));
        let spelling = spelling.map_or(Verdict::NONE, |spelling| self.by_spelling(&spelling));
        let content = if is_zlib {
            // Its two bytes are little of a proof.
            Verdict {
                confidence: 0.1 + spelling.confidence,
                reasons: spelling.reasons,
            }
        } else {
            content
        };
        let damage = if self.left_over { 0.85 } else { 1.0 };
        let content = Verdict {
            confidence: content.confidence * damage,
            ..content
        };
        let verdict = content.or(spelling);
        let context = self.candidate.and_then(|candidate| candidate.context());
        let verdict = context.map_or(verdict, |context| verdict.raised(context));
        Verdict {
            confidence: verdict.confidence.clamp(0.0, 1.0),
            ..verdict
        }
    }

    fn by_content(&self) -> Verdict {
        match (self.text, self.file_type) {
            (Some(text), _) => text_verdict(&text, self.bytes),
            (None, Some(_)) => Verdict {
                confidence: 0.9,
                reasons: Reasons::NONE.with(Reason::Magic),
            },
            (None, None) => Verdict::NONE,
        }
    }

    fn by_spelling(&self, spelling: &Spelling) -> Verdict {
        let zeros = self.bytes.len() >= 1024 && self.bytes.iter().all(|&byte| byte == 0);
        if zeros {
            // Padding of a binary; no word is that long.
            return Verdict {
                confidence: 0.5,
                reasons: Reasons::NONE.with(Reason::Length),
            };
        }
        let complete = !self.left_over && (spelling.symbols % 4 == 0 || spelling.padded);
        let verdict = spelling.verdict();
        let confidence = verdict.confidence * if complete { 1.0 } else { 0.7 };
        Verdict {
            confidence,
            ..verdict
        }
    }
}

/// By length and by the share of characters that text is mostly made of.
fn text_verdict(text: &Text<'_>, bytes: &[u8]) -> Verdict {
    if text.encoding() != TextEncoding::Utf8 {
        let doubtful = bytes.len() < 8 || (bytes.len() < 32 && is_of_two_worlds(&text.to_str()));
        return Verdict {
            confidence: if doubtful { 0.4 } else { 0.95 },
            reasons: Reasons::NONE.with(Reason::Utf16),
        };
    }
    let Characters {
        all,
        common,
        latin,
        foreign,
    } = Characters::of(bytes, text);
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
    Verdict {
        confidence: (0.52 + 0.45 * length) * quality * mixed,
        reasons: Reasons::NONE
            .with(Reason::Text)
            .with_if(share >= 0.75, Reason::Printable)
            .with_if(bytes.len() >= 48, Reason::Length),
    }
}

/// Whether letters of alphabets stand beside those of Chinese, Japanese or Korean: of random
/// bytes behind the first few letters of a key, such as `AKIA`, the most are such.
fn is_of_two_worlds(text: &str) -> bool {
    let alphabet = |c: char| matches!(c, '\u{80}'..='\u{6ff}');
    let eastern = |c: char| matches!(c, '\u{3000}'..='\u{d7ff}');
    text.contains(alphabet) && text.contains(eastern)
}

/// Which characters a text has.
#[derive(Default)]
struct Characters {
    all: usize,
    /// Those that text is mostly made of.
    common: usize,
    latin: bool,
    foreign: bool,
}

impl Characters {
    fn of(bytes: &[u8], text: &Text<'_>) -> Characters {
        if text.is_ascii() {
            return Characters::of_ascii(bytes);
        }
        let mut characters = Characters::default();
        for char in text.to_str().chars() {
            characters.all += 1;
            characters.latin |= char.is_ascii_alphabetic();
            characters.foreign |= char > '\u{24f}' && char.is_alphabetic();
            let common = u8::try_from(char).map_or(char.is_alphanumeric(), |byte| {
                COMMON.contains(byte) || char.is_alphanumeric()
            });
            characters.common += usize::from(common);
        }
        characters
    }

    /// The same, many bytes at a time.
    fn of_ascii(text: &[u8]) -> Characters {
        Characters {
            all: text.len(),
            common: COMMON.count(text),
            latin: text.iter().any(u8::is_ascii_alphabetic),
            foreign: false,
        }
    }
}

/// ASCII that text is mostly made of.
static COMMON: AsciiSet = AsciiSet::of(b" \t\r\n.,:;/\\-_'\"=(){}[]<>")
    .with_range(b'0', b'9')
    .with_range(b'A', b'Z')
    .with_range(b'a', b'z');

/// The most that the spelling alone is worth; it is not asked where the content is worth more.
const MOST_BY_SPELLING: f32 = 0.7;

/// Which symbols a candidate uses.
struct Spelling {
    symbols: usize,
    upper: usize,
    lower: usize,
    digits: usize,
    /// There are [`RICH`] different symbols.
    rich: bool,
    /// It has not all of upper case, lower case and digits, or is hexadecimal; or an eighth and
    /// more is words in lower case between the symbols that paths use.
    poor: bool,
    padded: bool,
    wrapped: bool,
}

/// Different symbols that encoded binaries have at least.
const RICH: u32 = 20;

impl Spelling {
    fn of(candidate: &Candidate<'_>) -> Spelling {
        let sum = |of: &dyn Fn(&[u8]) -> usize| candidate.pieces().map(of).sum::<usize>();
        let symbols = sum(&<[u8]>::len);
        let upper = sum(&|piece| count(piece, |byte| byte.is_ascii_uppercase()));
        let lower = sum(&|piece| count(piece, |byte| byte.is_ascii_lowercase()));
        let digits = sum(&|piece| count(piece, |byte| byte.is_ascii_digit()));
        let bytes = candidate.as_bytes();
        let some = upper > 0 && lower > 0 && digits > 0;
        let hexadecimal = || candidate.pieces().flatten().all(u8::is_ascii_hexdigit);
        Spelling {
            symbols,
            upper,
            lower,
            digits,
            rich: is_rich(candidate),
            poor: !some || hexadecimal() || wordy(bytes) * 8 >= symbols,
            padded: bytes.ends_with(b"="),
            wrapped: candidate.is_wrapped(),
        }
    }

    /// From the spelling alone.
    fn verdict(&self) -> Verdict {
        let share = |count: usize| ratio(count, self.symbols);
        let between = |count: usize, low: f32, high: f32| (low..=high).contains(&share(count));
        if self.poor {
            return Verdict {
                confidence: 0.1,
                reasons: Reasons::NONE,
            };
        }
        // 26, 26 and 10 of 64 symbols, and so much play as 40 draws have.
        let even = between(self.upper, 0.25, 0.60)
            && between(self.lower, 0.25, 0.60)
            && between(self.digits, 0.04, 0.35);
        let rich = self.rich;
        let long = self.symbols >= 256 && self.upper * 8 > self.symbols && rich;
        let confidence = match self.symbols {
            _ if long => 0.6 + if self.wrapped { 0.1 } else { 0.0 },
            64.. if even && rich => 0.55 + if self.wrapped { 0.1 } else { 0.0 },
            40.. if even && rich && self.padded => 0.55,
            24.. if even => 0.35,
            _ => 0.2,
        };
        let reasons = Reasons::NONE
            .with_if(even, Reason::Mix)
            .with_if(even && rich, Reason::Entropy)
            .with_if(self.symbols >= 64, Reason::Length)
            .with_if(self.padded, Reason::Padding)
            .with_if(self.wrapped, Reason::Wrapped);
        Verdict {
            confidence,
            reasons,
        }
    }
}

/// Whether there are [`RICH`] different symbols; mostly the first few say so.
fn is_rich(candidate: &Candidate<'_>) -> bool {
    let mut seen = 0u128;
    let mut parts = candidate.pieces().flat_map(|piece| piece.chunks(32));
    parts.any(|part| {
        seen |= part.iter().fold(0, |seen, &byte| seen | 1 << (byte & 127));
        seen.count_ones() >= RICH
    })
}

/// Letters in words in lower case of four and more that stand between `/`, `+`, `-` and `_`.
fn wordy(text: &[u8]) -> usize {
    let (mut letters, mut rest) = (0, text);
    while !rest.is_empty() {
        let (word, behind) = rest.split_at_checked(word_len(rest)).unwrap_or((rest, &[]));
        if word.len() >= 4 && word.iter().all(u8::is_ascii_lowercase) {
            letters += word.len();
        }
        rest = behind.get(1..).unwrap_or_default();
    }
    letters
}

/// Letters and digits at the start of a text, looked for in many bytes at a time.
fn word_len(text: &[u8]) -> usize {
    const PART: usize = 32;
    let mut len = 0;
    for part in text.chunks(PART) {
        if count(part, |byte| byte.is_ascii_alphanumeric()) < part.len() {
            let more = part.iter().take_while(|byte| byte.is_ascii_alphanumeric());
            return len + more.count();
        }
        len += part.len();
    }
    len
}

fn ratio(part: usize, whole: usize) -> f32 {
    if whole == 0 {
        0.0
    } else {
        part as f32 / whole as f32
    }
}
