//! Text in UTF-16 (RFC 2781) among bytes that are read as UTF-8: its ASCII characters have a zero
//! between them, whichever byte of the pair comes first.

use crate::{
    candidate::Candidate,
    recognise::{scan::Scanner, signs::Map},
    text::byte,
    via::Via,
};

/// Shorter runs are chance.
const SHORTEST: usize = 6;

/// Reports what the run of such text holds whose first zero stands at `at`, behind its first
/// character.
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    if at < scanner.wide_end {
        return;
    }
    let start = at.saturating_sub(1);
    let text = characters(scanner.line, start);
    scanner.wide_end = (start + 2 * text.len()).max(at + 1);
    if text.len() >= SHORTEST {
        search(scanner, &text, start);
    }
}

/// The characters at every other byte from `start` on.
fn characters(line: &str, start: usize) -> String {
    let mut text = String::new();
    let mut at = start;
    loop {
        let b = byte(line, at);
        if !(b == b' ' || b == b'\t' || b.is_ascii_graphic()) {
            return text;
        }
        text.push(b.into());
        if byte(line, at + 1) != 0 {
            return text;
        }
        at += 2;
    }
}

fn search(scanner: &mut Scanner<'_, '_>, text: &str, start: usize) {
    let mut found: Vec<Candidate> = Vec::new();
    let mut map = Map::new(text.as_bytes(), scanner.options.is_loose());
    Scanner::new(text, "", scanner.options, &mut found)
        .nested()
        .run(&mut map, 0);
    for mut candidate in found {
        if candidate.decoded.is_none() {
            let (from, to) = (candidate.start, candidate.end);
            candidate.decoded = text.get(from..to).map(Into::into);
            candidate.via = Via::Utf16;
        }
        candidate.start = start + 2 * candidate.start;
        candidate.end = start + (2 * candidate.end).saturating_sub(1);
        scanner.report(candidate);
    }
}
