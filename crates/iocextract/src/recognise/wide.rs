//! Text in UTF-16 (RFC 2781) among bytes that are read as UTF-8: its ASCII characters have a zero
//! between them, whichever byte of the pair comes first.

use crate::{candidate::Candidate, recognise::scan::Scanner, text::byte, via::Via};

/// Shorter runs are chance.
const SHORTEST: usize = 6;

/// Reports what the runs of such text in the line hold.
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>) {
    let line = scanner.line;
    let mut at = 0;
    while let Some(offset) = memchr::memchr(0, line.as_bytes().get(at..).unwrap_or(&[])) {
        // The first zero stands behind the first character.
        let start = (at + offset).saturating_sub(1);
        let text = characters(line, start);
        at = (start + 2 * text.len()).max(at + offset + 1);
        if text.len() >= SHORTEST {
            search(scanner, &text, start);
        }
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
    Scanner::new(text, "", scanner.options, &mut found).run();
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
