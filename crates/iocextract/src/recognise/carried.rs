//! URLs inside URLs, and URLs in percent-encoding.
//!
//! Redirectors and scanners carry a whole URL in the path or the query of another, as it stands or
//! encoded. Each piece of the text is decoded once, so that the work stays linear: what a carried
//! URL carries itself is not looked for.

use crate::{
    authority::Head,
    candidate::Candidate,
    flags::Flag,
    kind::Kind,
    marks::Reading,
    percent::{Decoded, decode},
    recognise::{held_host, scan::Scanner, url},
    scheme::{Prefix, Slash},
    style::Style,
    text::{self, byte, byte_before, has_word, run_start, slice},
    via::Via,
};

/// What stands between a percent sign and its code, by how often a text is encoded over: the code
/// of the sign.
const NESTS: [&str; 3] = ["", "25", "2525"];

/// A scheme and a host fit in here, decoded or not. What is longer is not decoded to find out.
const PROBE: usize = 384;

/// Reports the URLs that the URL with this head, which ends at `end`, carries.
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, head: &Head, end: usize) {
    let mut at = head.path;
    // The path is one piece, each parameter of the query another.
    let mut piece_end = end;
    let mut in_query = false;
    while at < end {
        if at == piece_end || (byte(scanner.line, at) == b'?' && !in_query) {
            in_query = true;
            piece_end = parameter_end(scanner.line, at + 1, end);
        }
        let found = match byte(scanner.line, at) {
            b':' => plain(scanner, at, piece_end),
            b'%' => encoded(scanner, at, piece_end),
            b'?' => None,
            _ => {
                let piece = scanner.line.as_bytes().get(at..piece_end).unwrap_or(&[]);
                let next = memchr::memchr3(b':', b'%', b'?', piece);
                at = next.map_or(piece_end, |sign| at + sign);
                continue;
            }
        };
        at += 1;
        if let Some(mut candidate) = found {
            candidate.carried = true;
            at = piece_end.max(at);
            scanner.report(candidate);
        }
    }
}

/// Judges the encoded URL whose first escape stands at `at`, on its own in the text.
#[inline]
pub(crate) fn scan_alone(scanner: &mut Scanner<'_, '_>, at: usize) {
    let next = (byte(scanner.line, at + 1), byte(scanner.line, at + 2));
    if matches!(next, (b'3', b'a' | b'A') | (b'2', b'5' | b'f' | b'F')) && at >= scanner.urls_end {
        judge_alone(scanner, at);
    }
}

fn judge_alone(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    if !Reading::from(scanner.options).reads(Style::Percent) || layers(line, at).is_none() {
        return;
    }
    let rest = slice(line, at, line.len());
    let end = at
        + rest
            .find(|c| url::ends_any(c) || c == '\'' || c == '&')
            .unwrap_or(rest.len());
    if let Some(candidate) = encoded(scanner, at, end) {
        scanner.urls_end = end;
        scanner.authority_end = end;
        scanner.report(candidate);
    }
}

/// A URL as it stands, whose colon is at `at`, in a piece of text that ends at `end`.
fn plain(scanner: &Scanner<'_, '_>, at: usize, end: usize) -> Option<Candidate> {
    let reading = Reading::from(scanner.options);
    let prefix = Prefix::around(scanner.line, at, reading)?;
    if prefix.slash != Slash::Plain {
        return None;
    }
    let line = text::head(scanner.line, end);
    let head = Head::read(line, prefix, reading).ok()?;
    let flags = url::flags(line, &head, reading);
    let stop = url::end(line, &head, byte_before(line, prefix.start));
    Some(Candidate::new(Kind::Url, prefix.start, stop, flags))
}

/// A URL in percent-encoding, whose first escape is at `at`, in a piece that ends at `end`.
fn encoded(scanner: &mut Scanner<'_, '_>, at: usize, end: usize) -> Option<Candidate> {
    let line = scanner.line;
    let layers = layers(line, at)?;
    let start = run_start(line, at, 8, |b| b.is_ascii_alphabetic());
    let reading = Reading::from(scanner.options);
    let probe = decoded(slice_to(line, start, end.min(at + PROBE)), layers);
    read(&probe.text, reading)?;
    let decoded = decoded(slice(line, start, end), layers);
    let (head, stop) = read(&decoded.text, reading)?;
    let flags = url::flags(&decoded.text, &head, reading).with_if(layers > 1, Flag::NestedEncoding);
    let from = start + decoded.source(head.prefix.start)?;
    let raw_end = start + decoded.source(stop)?;
    let mut candidate = Candidate::new(Kind::Url, from, raw_end, flags);
    candidate.decoded = Some(slice(&decoded.text, head.prefix.start, stop).into());
    candidate.via = Via::UrlDecoded;
    held_host::report(
        scanner,
        &decoded.text,
        &head,
        Via::UrlDecoded,
        |from, to| Some((start + decoded.source(from)?, start + decoded.source(to)?)),
    );
    Some(candidate)
}

/// The URL at the start of a decoded text, whose scheme may have letters before it.
pub(crate) fn read(text: &str, reading: Reading) -> Option<(Head, usize)> {
    let colon = text.bytes().take(12).position(|b| b == b':')?;
    let prefix = Prefix::around(text, colon, reading)?;
    let head = Head::read(text, prefix, reading).ok()?;
    let end = url::end(text, &head, b'\n');
    Some((head, end))
}

/// How many layers of encoding `://` has at `at`: `%3A%2F%2F`, `:%2F%2F`, `%253A%252F%252F`, …
fn layers(line: &str, at: usize) -> Option<usize> {
    let first = byte(line, at + 1);
    if first == b'2' && byte_before(line, at) == b':' && has_word(line, at, "%2f%2f") {
        return Some(1);
    }
    if !matches!(first, b'2' | b'3') {
        return None;
    }
    (1..=NESTS.len()).find(|&layers| {
        let escapes = ["3a", "2f", "2f"];
        let nest = NESTS.get(layers - 1).copied().unwrap_or("");
        let mut from = at;
        escapes.iter().all(|code| {
            let found = byte(line, from) == b'%'
                && has_word(line, from + 1, nest)
                && has_word(line, from + 1 + nest.len(), code);
            from += 1 + nest.len() + code.len();
            found
        })
    })
}

fn decoded(text: &str, layers: usize) -> Decoded {
    let mut decoded = decode(text);
    for _ in 1..layers {
        decoded = decoded.again();
    }
    decoded
}

/// As far as `end`, or less if that is inside a character.
fn slice_to(line: &str, start: usize, end: usize) -> &str {
    (end.saturating_sub(3)..=end)
        .rev()
        .find_map(|end| line.get(start..end))
        .unwrap_or("")
}

/// Where the parameter of a query that holds `at` ends.
fn parameter_end(line: &str, at: usize, end: usize) -> usize {
    let rest = line.as_bytes().get(at..end).unwrap_or(&[]);
    at + memchr::memchr2(b'&', b'#', rest).unwrap_or(rest.len())
}
