//! Is it text, and in which encoding? UTF-8, UTF-16LE and UTF-16BE, with and without a BOM.

use std::borrow::Cow;

use crate::ascii_set::AsciiSet;

/// Bytes that are text.
///
/// ```
/// let text = b64unpack::Text::detect(b"I\0E\0X\0 \0h\0i\0").unwrap();
/// assert_eq!(text.encoding().name(), "utf-16le");
/// assert_eq!(text.to_str(), "IEX hi");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    bytes: &'a [u8],
    encoding: TextEncoding,
    /// Whether it was seen that all bytes are ASCII.
    ascii: bool,
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Text<'_>) -> bool {
        (self.bytes, self.encoding) == (other.bytes, other.encoding)
    }
}

impl Eq for Text<'_> {}

/// The encodings that are recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TextEncoding {
    /// UTF-8, of which ASCII is a part.
    Utf8,
    /// UTF-16, low byte first: what Windows and PowerShell's `-EncodedCommand` use.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl TextEncoding {
    /// `"utf-8"`, `"utf-16le"` or `"utf-16be"`.
    pub const fn name(self) -> &'static str {
        match self {
            TextEncoding::Utf8 => "utf-8",
            TextEncoding::Utf16Le => "utf-16le",
            TextEncoding::Utf16Be => "utf-16be",
        }
    }

    /// The 16-bit unit that two bytes hold; UTF-8 has none and is read low byte first.
    fn unit(self, pair: [u8; 2]) -> u16 {
        match self {
            TextEncoding::Utf16Be => u16::from_be_bytes(pair),
            TextEncoding::Utf8 | TextEncoding::Utf16Le => u16::from_le_bytes(pair),
        }
    }
}

impl std::fmt::Display for TextEncoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl<'a> Text<'a> {
    /// The text that `bytes` are, if they are text: by their byte order mark, else by the pattern
    /// of their bytes. Nothing is no text, and text has hardly any control characters.
    pub fn detect(bytes: &'a [u8]) -> Option<Text<'a>> {
        let (encoding, ascii) = match bytes {
            [] => return None,
            [0xff, 0xfe, _, _, ..] => (TextEncoding::Utf16Le, false),
            [0xfe, 0xff, _, _, ..] => (TextEncoding::Utf16Be, false),
            _ if is_ascii_text(bytes) => (TextEncoding::Utf8, true),
            _ => (by_pattern(bytes)?, false),
        };
        let text = Text {
            bytes,
            encoding,
            ascii,
        };
        let marked = encoding != TextEncoding::Utf8 && bom(bytes) > 0;
        (!marked || text.is_mostly_text()).then_some(text)
    }

    /// The text of bytes that were detected as `encoding` before.
    pub(crate) fn known(bytes: &'a [u8], encoding: TextEncoding) -> Text<'a> {
        let ascii = false;
        Text {
            bytes,
            encoding,
            ascii,
        }
    }

    /// In which encoding it is.
    pub fn encoding(&self) -> TextEncoding {
        self.encoding
    }

    /// Whether all its bytes are ASCII, if it was just detected.
    pub(crate) fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// The text without its byte order mark. An unpaired surrogate and an odd last byte become
    /// U+FFFD.
    pub fn to_str(&self) -> Cow<'a, str> {
        let body = self.bytes.get(bom(self.bytes)..).unwrap_or_default();
        if self.encoding == TextEncoding::Utf8 {
            // Valid in nearly all cases, which is seen faster than what is not.
            let valid = std::str::from_utf8(body).map(Cow::Borrowed);
            return valid.unwrap_or_else(|_| String::from_utf8_lossy(body));
        }
        let odd = (body.len() % 2 == 1).then_some(char::REPLACEMENT_CHARACTER);
        Cow::Owned(utf16(body, self.encoding).chain(odd).collect())
    }

    /// Whether nearly all characters behind a byte order mark are such as one text has. Most
    /// 16-bit units are characters, so that random bytes are full of them; but theirs are of all
    /// scripts at once.
    fn is_mostly_text(&self) -> bool {
        let body = self.bytes.get(bom(self.bytes)..).unwrap_or_default();
        let mut counts = Scripts::default();
        utf16(body, self.encoding).for_each(|char| counts.add(char));
        counts.are_of_one_text()
    }
}

/// How many characters are of which scripts.
#[derive(Default)]
struct Scripts {
    all: usize,
    /// Latin, punctuation, symbols: in texts of every language.
    common: usize,
    /// Greek, Cyrillic, Arabic, Thai and the other alphabets.
    alphabets: usize,
    /// Chinese and Japanese.
    han: usize,
    /// Korean.
    hangul: usize,
}

impl Scripts {
    fn add(&mut self, char: char) {
        self.all += 1;
        let count = match char {
            _ if !is_text(char) => return,
            '\0'..='\u{24f}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' => {
                &mut self.common
            }
            '\u{ff00}'..='\u{ffef}' | '\u{10000}'.. => &mut self.common,
            '\u{250}'..='\u{1fff}' => &mut self.alphabets,
            '\u{3040}'..='\u{9fff}' => &mut self.han,
            '\u{ac00}'..='\u{d7af}' => &mut self.hangul,
            _ => return,
        };
        *count += 1;
    }

    /// Seven of eight characters, or all but one.
    fn are_of_one_text(&self) -> bool {
        let good = self.common + self.alphabets.max(self.han).max(self.hangul);
        good > 0 && self.all - good <= 1.max(self.all / 8)
    }
}

/// Each 16-bit unit of `bytes` as one byte, where `bytes` begin like UTF-16 and are looked
/// through for ASCII; other units become a byte that no scan for ASCII takes.
pub(crate) fn narrow(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = bytes.get(..64).unwrap_or(bytes);
    let zeros = |at: usize| head.iter().skip(at).step_by(2).any(|&byte| byte == 0);
    let encoding = match bytes {
        // Two bytes alone are no proof in data that may be anything.
        [0xff, 0xfe, ..] if zeros(1) && !zeros(0) => TextEncoding::Utf16Le,
        [0xfe, 0xff, ..] if zeros(0) && !zeros(1) => TextEncoding::Utf16Be,
        _ => utf16_by_zeros(head).filter(|&found| utf16(head, found).all(is_text))?,
    };
    let unit = |pair: &[u8]| match pair {
        [low, high] => u8::try_from(encoding.unit([*low, *high])).unwrap_or(0xff),
        _ => 0xff,
    };
    Some(bytes.chunks(2).map(unit).collect())
}

/// The length of the byte order mark.
fn bom(bytes: &[u8]) -> usize {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => 3,
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => 2,
        _ => 0,
    }
}

fn utf16(bytes: &[u8], encoding: TextEncoding) -> impl Iterator<Item = char> {
    let units = bytes
        .chunks_exact(2)
        .filter_map(|pair| pair.first_chunk().copied());
    char::decode_utf16(units.map(move |pair| encoding.unit(pair)))
        .map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER))
}

/// Text that is all ASCII.
fn is_ascii_text(bytes: &[u8]) -> bool {
    odd_in_ascii(bytes).is_some_and(|odd| is_little(odd, bytes))
}

/// Other text without a byte order mark. By their zeros the rarer encodings come first, as ASCII in
/// UTF-16 is valid UTF-8; by their blocks they come last.
fn by_pattern(bytes: &[u8]) -> Option<TextEncoding> {
    match utf16_by_zeros(bytes) {
        Some(encoding) => {
            // A string of Windows ends with a zero, a list of them with two.
            let body = bytes.strip_suffix(&[0, 0]).unwrap_or(bytes);
            let body = body.strip_suffix(&[0, 0]).unwrap_or(body);
            let text = !body.is_empty() && utf16(body, encoding).all(is_text);
            text.then_some(encoding)
        }
        None if is_utf8_text(bytes) => Some(TextEncoding::Utf8),
        None => utf16_by_block(bytes).or_else(|| utf16_by_script(bytes)),
    }
}

/// By its zeros: in text of mostly ASCII every other byte is zero, and hardly one between
/// (the low byte of a surrogate may be).
fn utf16_by_zeros(bytes: &[u8]) -> Option<TextEncoding> {
    memchr::memchr(0, bytes)?;
    let units = bytes.len() / 2;
    let (mut first, mut second) = (0usize, 0usize);
    // As many as a unit can count, so that lanes need not be wider.
    for part in bytes.chunks(2 * usize::from(u16::MAX)) {
        let pairs = part.chunks_exact(2).filter_map(|pair| pair.first_chunk());
        let counts = pairs.fold((0u16, 0u16), |(first, second), pair| {
            let unit = u16::from_le_bytes(*pair);
            (
                first + u16::from(unit & 0xff == 0),
                second + u16::from(unit < 0x100),
            )
        });
        first += usize::from(counts.0);
        second += usize::from(counts.1);
    }
    if units < 2 || first.min(second) * 4 > first.max(second) {
        return None;
    }
    if second > units / 2 {
        return Some(TextEncoding::Utf16Le);
    }
    (first > units / 2).then_some(TextEncoding::Utf16Be)
}

/// By its blocks: text of one alphabet has one high byte over and over (0x04 for Cyrillic, 0x05
/// for Hebrew), with the ASCII of spaces and punctuation between. Short texts say too little,
/// and Chinese has too many high bytes.
fn utf16_by_block(bytes: &[u8]) -> Option<TextEncoding> {
    if bytes.len() < 16 || bytes.len() % 2 == 1 {
        return None;
    }
    [TextEncoding::Utf16Le, TextEncoding::Utf16Be]
        .into_iter()
        .find(|&encoding| {
            let units = bytes.len() / 2;
            let Some(high) = bytes.first_chunk().map(|&pair| encoding.unit(pair) >> 8) else {
                return false;
            };
            let pairs = bytes
                .chunks_exact(2)
                .filter_map(|pair| pair.first_chunk().copied());
            let same = pairs.filter(|&pair| {
                matches!(encoding.unit(pair) >> 8, 0 | 0x20) || encoding.unit(pair) >> 8 == high
            });
            (1..0x20).contains(&high)
                && same.count() == units
                && utf16(bytes, encoding)
                    .all(|char| is_text(char) && char != char::REPLACEMENT_CHARACTER)
        })
}

/// By its script: text in Chinese, Japanese or Korean has hardly another character. A third of
/// all units are such, so that ten of them in a row are one case in a hundred thousand; the signs
/// of Japanese and the punctuation of all three are rare enough that two of them count for more.
fn utf16_by_script(bytes: &[u8]) -> Option<TextEncoding> {
    if bytes.len() < 12 || bytes.len() % 2 == 1 {
        return None;
    }
    [TextEncoding::Utf16Le, TextEncoding::Utf16Be]
        .into_iter()
        .find(|&encoding| {
            let (mut han, mut hangul, mut rare) = (0usize, 0usize, 0usize);
            let all = utf16(bytes, encoding).all(|char| {
                match char {
                    '\u{4e00}'..='\u{9fff}' => han += 1,
                    '\u{ac00}'..='\u{d7a3}' => hangul += 1,
                    '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ff5e}' | ' '..='~' => rare += 1,
                    _ => return char == '\r' || char == '\n',
                }
                true
            });
            let one = han == 0 || hangul == 0;
            let enough = han + hangul >= 10 || (rare >= 2 && han + hangul + rare >= 6);
            all && one && enough && is_varied(bytes, encoding)
        })
}

/// Whether the first 64 units vary as words do: no unit is a third of them, and no high byte of
/// a CJK block half, as zeros under a key are.
fn is_varied(bytes: &[u8], encoding: TextEncoding) -> bool {
    let units = bytes.chunks_exact(2).take(64);
    let units = units.filter_map(|pair| pair.first_chunk().copied());
    let mut units: Vec<u16> = units.map(|pair| encoding.unit(pair)).collect();
    let rare = most_frequent(&mut units) * 3 <= units.len();
    let mut high: Vec<u16> = units.iter().map(|unit| unit >> 8).collect();
    high.retain(|&high| high > 0x30 && high < 0xff);
    rare && most_frequent(&mut high) * 2 <= high.len().max(4)
}

fn most_frequent(units: &mut [u16]) -> usize {
    units.sort_unstable();
    let runs = units.chunk_by(|one, two| one == two);
    runs.map(<[_]>::len).max().unwrap_or(0)
}

/// How many bytes are such; without a branch in `is`, many at a time.
#[inline(always)]
pub(crate) fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    // As many as a byte can count, so that lanes need not be wider.
    let parts = bytes.chunks(usize::from(u8::MAX));
    let count = |part: &[u8]| {
        part.iter()
            .fold(0, |sum: u8, &byte| sum + u8::from(is(byte)))
    };
    parts.map(|part| usize::from(count(part))).sum()
}

/// UTF-8 with at most a few control characters, and no zero. The last character may be cut:
/// logs cut long fields anywhere.
fn is_utf8_text(bytes: &[u8]) -> bool {
    if memchr::memchr(0, bytes).is_some() {
        return false;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_some() || error.valid_up_to() < 12 => return false,
        Err(error) => {
            let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).unwrap_or_default()
        }
    };
    let odd = text.chars().filter(|&char| !is_text(char)).count();
    is_little(odd, text.as_bytes())
}

/// Whether so many characters that are none of text are few.
fn is_little(odd: usize, text: &[u8]) -> bool {
    odd <= text.len() / 32
}

/// How many characters of ASCII are none of text; nothing if there are other bytes, or zeros.
/// Most texts are ASCII, and one pass over them is all that they cost.
fn odd_in_ascii(bytes: &[u8]) -> Option<usize> {
    const PART: usize = 1024;
    let mut odd = 0;
    for part in bytes.chunks(PART) {
        if !is_plain(part) {
            if !part.is_ascii() || part.contains(&0) {
                return None;
            }
            let kept = |byte| is_white(byte) | (byte == 0x0c) | (byte == 0x1b);
            let control = |byte| (byte < 0x20) | (byte == 0x7f);
            odd += count(part, |byte| control(byte) & !kept(byte));
        }
    }
    Some(odd)
}

/// Whether all bytes are printable ASCII or white space.
fn is_plain(bytes: &[u8]) -> bool {
    static PLAIN: AsciiSet = AsciiSet::of(b"\t\n\r").with_range(b' ', b'~');
    PLAIN.count(bytes) == bytes.len()
}

#[inline(always)]
fn is_white(byte: u8) -> bool {
    (byte == b'\t') | (byte == b'\n') | (byte == b'\r')
}

/// Whether text has such a character: no control characters but white space, no unassigned
/// or private ones.
fn is_text(char: char) -> bool {
    match char {
        '\t' | '\n' | '\x0c' | '\r' | '\x1b' | '\u{85}' => true,
        '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' => false,
        _ => !char.is_control(),
    }
}
