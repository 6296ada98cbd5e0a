//! URLs in Base64 (RFC 4648, sections 4 and 5) and in hexadecimal, as loaders and reports hide
//! them. Both begin with the code of a scheme; what other text may hold encoded is not decoded.

use crate::{
    candidate::Candidate,
    flags::Flag,
    kind::Kind,
    marks::Reading,
    recognise::{carried, held_host, scan::Scanner, url},
    style::Style,
    text::{byte, byte_before, run_end, slice, tail},
    via::Via,
};

/// The shortest: `http://a.b` in Base64.
pub(crate) const SHORTEST: usize = 14;

/// How an encoded scheme begins: in Base64 `http`, `hxxp`, `ftp:` and `http` of two bytes a
/// character; in hexadecimal `http`, `hxxp` and `ftp:`.
const PREFIXES: [(&str, Coding); 7] = [
    ("aHR0c", Coding::Base64),
    ("aHh4c", Coding::Base64),
    ("ZnRwOi8v", Coding::Base64),
    ("aAB0AHQAc", Coding::Wide),
    ("68747470", Coding::Hex),
    ("68787870", Coding::Hex),
    ("6674703", Coding::Hex),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Base64,
    /// Base64 of UTF-16, little-endian.
    Wide,
    Hex,
}

/// Reports the URL in Base64 that starts with the run of letters and digits at `start`: whatever
/// other symbols the code of a URL goes on with, it begins with such a run.
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, start: usize) {
    if matches!(byte(scanner.line, start), b'a' | b'Z') && is_wanted(scanner) {
        begin(scanner, start, Coding::is_base64);
    }
}

/// Reports the URL that the run of hexadecimal digits from `start` to `end` codes.
pub(crate) fn scan_hex(scanner: &mut Scanner<'_, '_>, start: usize, end: usize) {
    if byte(scanner.line, start) == b'6' && end - start >= SHORTEST && is_wanted(scanner) {
        begin(scanner, start, Coding::is_hex);
    }
}

fn is_wanted(scanner: &Scanner<'_, '_>) -> bool {
    let wanted = scanner.options.kinds.contains(Kind::Url) && scanner.options.defanged;
    wanted && scanner.line.len() >= SHORTEST
}

/// Judges the code that starts at `start`, if it begins as one of the codings that `fits`.
fn begin(scanner: &mut Scanner<'_, '_>, start: usize, fits: fn(Coding) -> bool) {
    let line = scanner.line;
    let rest = tail(line, start);
    let mut codings = PREFIXES.iter().filter(|(_, coding)| fits(*coding));
    let Some(&(_, coding)) = codings.find(|(prefix, _)| rest.starts_with(prefix)) else {
        return;
    };
    let style = if fits(Coding::Hex) {
        Style::Hex
    } else {
        Style::Base64
    };
    if scanner.options.styles.contains(style) && !coding.is_symbol(byte_before(line, start)) {
        let end = run_end(line, start, |b| coding.is_symbol(b));
        judge(scanner, coding, start, end);
    }
}

fn judge(scanner: &mut Scanner<'_, '_>, coding: Coding, start: usize, end: usize) {
    let (line, reading) = (scanner.line, Reading::from(scanner.options));
    let Some(text) = coding.decode(slice(line, start, end)) else {
        return;
    };
    let Some((head, stop)) = carried::read(&text, reading).filter(|(head, _)| {
        let host = head.host_text(&text, reading);
        head.prefix.start == 0 && head.has_good_host(&host)
    }) else {
        return;
    };
    let end = if stop == text.len() {
        run_end(line, end, |b| b == b'=')
    } else {
        start + coding.symbols(stop)
    };
    let flags = url::flags(&text, &head, reading);
    let touched = line
        .as_bytes()
        .get(end)
        .is_some_and(u8::is_ascii_alphanumeric);
    let flags = flags.with_if(stop == text.len() && touched, Flag::Glued);
    let mut candidate = Candidate::new(Kind::Url, start, end, flags);
    candidate.decoded = Some(slice(&text, 0, stop).into());
    let via = match coding {
        Coding::Hex => Via::Hex,
        Coding::Base64 | Coding::Wide => Via::Base64,
    };
    candidate.via = via;
    scanner.report(candidate);
    held_host::report(scanner, &text, &head, via, |from, to| {
        let begins = coding.symbols(from + 1) - coding.symbols(1);
        Some((start + begins, start + coding.symbols(to)))
    });
}

impl Coding {
    fn is_hex(self) -> bool {
        self == Coding::Hex
    }

    fn is_base64(self) -> bool {
        self != Coding::Hex
    }

    fn is_symbol(self, b: u8) -> bool {
        match self {
            Coding::Hex => b.is_ascii_hexdigit(),
            Coding::Base64 | Coding::Wide => sextet(b).is_some(),
        }
    }

    /// How many symbols code the first `bytes` of the decoded text.
    fn symbols(self, bytes: usize) -> usize {
        match self {
            Coding::Hex => 2 * bytes,
            Coding::Base64 => (4 * bytes).div_ceil(3),
            Coding::Wide => (8 * bytes).div_ceil(3),
        }
    }

    /// The text that `code` begins with.
    fn decode(self, code: &str) -> Option<String> {
        let bytes = match self {
            Coding::Hex => hex(code),
            Coding::Base64 => base64(code),
            Coding::Wide => narrow(&base64(code)),
        };
        let text = bytes.utf8_chunks().next()?.valid();
        Some(text.to_owned())
    }
}

fn hex(code: &str) -> Vec<u8> {
    let digit = |b: u8| {
        char::from(b)
            .to_digit(16)
            .and_then(|value| u8::try_from(value).ok())
    };
    let pairs = code.as_bytes().chunks_exact(2);
    pairs
        .map_while(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}

/// The bytes of Base64 in either alphabet; what is left over at the end is dropped.
fn base64(code: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(code.len() / 4 * 3 + 3);
    let (mut pending, mut bits) = (0_u32, 0);
    for value in code.bytes().map_while(sextet) {
        pending = (pending << 6 | u32::from(value)) & 0x3fff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((pending >> bits & 0xff) as u8);
        }
    }
    bytes
}

fn sextet(b: u8) -> Option<u8> {
    match b {
        b'A'..=b'Z' => Some(b - b'A'),
        b'a'..=b'z' => Some(b - b'a' + 26),
        b'0'..=b'9' => Some(b - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

/// The first bytes of the pairs, up to a pair whose second byte is not zero.
fn narrow(bytes: &[u8]) -> Vec<u8> {
    let pairs = bytes.chunks_exact(2);
    pairs
        .map_while(|pair| match pair {
            [low, 0] => Some(*low),
            _ => None,
        })
        .collect()
}
