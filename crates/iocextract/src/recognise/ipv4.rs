//! IPv4 addresses in dotted decimal (RFC 3986, section 3.2.2), leading zeros allowed.
//!
//! Four groups exactly: five are an object identifier, and a group above 255 makes a version.

use std::net::Ipv4Addr;

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    ip::{ipv4_flags, is_digit, octet},
    kind::Kind,
    marks::Reading,
    name::{Name, labels},
    recognise::cidr,
    recognise::context::{Version, is_aged, version},
    recognise::numbers::Numbers,
    recognise::scan::Scanner,
    recognise::url,
    style::Style,
    text::{byte, byte_before, run_end, run_start, slice},
};

/// Reports the addresses of a name: `10.0.0.1-10.0.0.9` has two.
pub(crate) fn judge(scanner: &mut Scanner<'_, '_>, name: Name) {
    let line = scanner.line;
    // Each octet is a label, or part of one.
    if name.labels < 4
        || name.start < scanner.ipv6_found_end
        || !slice(line, name.start, name.end).contains(is_digit)
    {
        return;
    }
    let mut piece = Piece::default();
    for label in labels(line, name.start, Reading::from(scanner.options)) {
        let mut at = label.range.start;
        let text = slice(line, label.range.start, label.range.end);
        for (index, part) in text.split(['-', '_']).enumerate() {
            if index > 0 {
                report(scanner, piece);
                piece = Piece::default();
            }
            let end = at + part.len();
            piece.add(
                part,
                at,
                if end == label.range.end {
                    label.after
                } else {
                    end
                },
            );
            at = end + 1;
        }
    }
    report(scanner, piece);
}

/// Reports the address that a name of numbers alone is.
#[inline]
pub(crate) fn judge_numbers(scanner: &mut Scanner<'_, '_>, numbers: Numbers) {
    if numbers.count == 4 && !numbers.broken && numbers.start >= scanner.ipv6_found_end {
        let piece = Piece {
            start: numbers.start,
            end: numbers.end,
            octets: numbers.octets,
            groups: 4,
            broken: false,
            zeros: numbers.zeros,
        };
        report(scanner, piece);
    }
}

/// Reports the address whose first comma stands at `at`, as in `8,8,4,4`.
pub(crate) fn scan_commas(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let part = |b: u8| b.is_ascii_digit() || b == b',';
    if at < scanner.names_end || !Reading::from(scanner.options).reads(Style::Commas) {
        return;
    }
    let start = run_start(line, at, 3, |b| b.is_ascii_digit());
    let end = run_end(line, at, part);
    scanner.names_end = end;
    let end = start + slice(line, start, end).trim_end_matches(',').len();
    let mut piece = Piece::default();
    let mut from = start;
    for group in slice(line, start, end).split(',').take(5) {
        piece.add(group, from, from + group.len());
        from += group.len() + 1;
    }
    let free = |b: u8| !b.is_ascii_alphanumeric() && b != b'.';
    let before = byte_before(line, start);
    if free(before) && before != b',' && free(byte(line, end)) {
        report(scanner, piece);
    }
}

/// Octets in a row, so far.
#[derive(Clone, Copy, Debug, Default)]
struct Piece {
    start: usize,
    end: usize,
    octets: [u8; 4],
    groups: usize,
    broken: bool,
    zeros: bool,
}

impl Piece {
    fn add(&mut self, part: &str, start: usize, end: usize) {
        if self.groups == 0 {
            self.start = start;
        }
        self.end = end;
        match (octet(part), self.octets.get_mut(self.groups)) {
            (Some(value), Some(slot)) => *slot = value,
            _ => self.broken = true,
        }
        let zero = part.starts_with(['0', '\u{ff10}']);
        self.zeros |= zero && part.chars().nth(1).is_some();
        self.groups += 1;
    }
}

fn report(scanner: &mut Scanner<'_, '_>, piece: Piece) {
    let line = scanner.line;
    if piece.broken || piece.groups != 4 {
        return;
    }
    let version = version(line, piece.start);
    if version == Version::Said || is_aged(line, piece.end) {
        return;
    }
    let flags = ipv4_flags(piece.octets.into())
        .with_if(piece.zeros, Flag::LeadingZeros)
        .with_if(version == Version::Likely, Flag::VersionLike)
        .with_if(is_glued(line, piece), Flag::Glued)
        .union(suffix_flags(line, piece.end));
    let address = Ipv4Addr::from(piece.octets);
    let network = ipv4_flags(address).with_if(piece.zeros, Flag::LeadingZeros);
    cidr::scan_after(scanner, piece.start, piece.end, address.into(), network);
    scanner.report(Candidate::new(Kind::Ipv4, piece.start, piece.end, flags));
    // The last address of a name alone has one of these behind it, so that each name is read once.
    let goes_on = matches!(byte(line, piece.end), b'/' | b':' | b'[');
    if goes_on && version == Version::No && !flags.contains(Flag::Glued) {
        url::scan_bare(scanner, piece.start, piece.end, network);
    }
}

/// Whether a hyphen or an underscore ties the address to a word.
fn is_glued(line: &str, piece: Piece) -> bool {
    let ties = |b: u8| b == b'-' || b == b'_';
    let before = ties(byte_before(line, piece.start))
        && byte_before(line, piece.start - 1).is_ascii_alphabetic();
    let after = ties(byte(line, piece.end)) && byte(line, piece.end + 1).is_ascii_alphabetic();
    before || after
}

/// A port or a prefix length after an address that ends at `end`.
pub(crate) fn suffix_flags(line: &str, end: usize) -> Flags {
    let digits = run_end(line, end + 1, |b| b.is_ascii_digit()) - (end + 1);
    let ends = !byte(line, end + 1 + digits).is_ascii_alphanumeric();
    match byte(line, end) {
        b':' if ends && matches!(digits, 1..=5) => Flags::NONE.with(Flag::Port),
        b'/' if ends && matches!(digits, 1..=3) => Flags::NONE.with(Flag::Cidr),
        _ => Flags::NONE,
    }
}
