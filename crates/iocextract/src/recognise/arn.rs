//! Amazon Resource Names: `arn:partition:service:region:account:resource`.
//!
//! Source: AWS General Reference, "Amazon Resource Names (ARNs)"; the service authorization
//! reference for wildcards, and for the one resource whose name has spaces, AWS Artifact's.

use crate::{
    candidate::Candidate,
    flags::Flags,
    kind::Kind,
    name::is_label_char,
    recognise::scan::Scanner,
    text::{byte, byte_before, char_at, char_before, has_word, run_end, slice},
};

/// No partition, service or region has a longer name.
const LONGEST_PART: usize = 40;

/// The names of resources that have spaces.
const SPACED: &str = "Certifications and Attestations";

/// Judges the name whose first colon stands at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    if byte_before(scanner.line, at) == b'n' {
        judge(scanner, at);
    }
}

fn judge(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let start = at
        .checked_sub(3)
        .filter(|&start| slice(line, start, at) == "arn");
    let free =
        |&start: &usize| start >= scanner.arn_end && !char_before(line, start).is_alphanumeric();
    let Some(start) = start.filter(free) else {
        return;
    };
    let Some(resource) = resource_start(line, at + 1) else {
        return;
    };
    let end = Walk {
        line,
        before: byte_before(line, start),
        round: 0,
        curly: 0,
    }
    .end(resource);
    scanner.arn_end = end;
    if end > resource {
        scanner.report(Candidate::new(Kind::Arn, start, end, Flags::NONE));
    }
}

/// Where the resource starts, if partition, service, region and account stand at `at`.
fn resource_start(line: &str, at: usize) -> Option<usize> {
    let (partition, at) = part(line, at)?;
    let (service, at) = part(line, at)?;
    let (_region, at) = part(line, at)?;
    let (account, at) = part(line, at)?;
    let named = partition == "aws" || partition.starts_with("aws-") || partition == "*";
    let digits = account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit());
    let owner = digits || matches!(account, "" | "*" | "aws");
    (named && owner && !service.is_empty()).then_some(at)
}

/// The part that starts at `at`, and where the next one does.
fn part(line: &str, at: usize) -> Option<(&str, usize)> {
    let symbol = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'*');
    let end = run_end(line, at, symbol);
    let sound = byte(line, end) == b':' && end - at <= LONGEST_PART;
    sound.then(|| (slice(line, at, end), end + 1))
}

/// The walk to the end of the resource.
struct Walk<'l> {
    line: &'l str,
    before: u8,
    round: usize,
    curly: usize,
}

impl Walk<'_> {
    fn end(mut self, start: usize) -> usize {
        let mut at = start;
        while let Some(len) = self.step(at) {
            at += len;
        }
        let text = slice(self.line, start, at);
        start + text.trim_end_matches(['.', ':', '!', '?', '\'']).len()
    }

    fn step(&mut self, at: usize) -> Option<usize> {
        let c = char_at(self.line, at);
        let goes_on = match c {
            'C' if has_word(self.line, at, SPACED) => return Some(SPACED.len()),
            '{' => {
                self.curly += 1;
                true
            }
            '(' => {
                self.round += 1;
                true
            }
            '}' => take(&mut self.curly),
            ')' => take(&mut self.round),
            '\'' => self.before != b'\'',
            c if c.is_ascii() => c > ' ' && !"\"<>|`,;\\[]^&\u{7f}".contains(c),
            c => is_label_char(c),
        };
        goes_on.then(|| c.len_utf8())
    }
}

fn take(depth: &mut usize) -> bool {
    let opened = *depth > 0;
    *depth = depth.saturating_sub(1);
    opened
}
