//! IPv6 addresses (RFC 4291, section 2.2), with zones (RFC 4007), in one run of digits and colons.
//!
//! Times, MAC addresses, fingerprints and the `::` of program text are made of the same signs. The
//! run is read whole and parsed as an address or not at all.

use std::net::Ipv6Addr;

use crate::{
    candidate::Candidate,
    flags::Flag,
    ip::{ipv6_flags, is_link_local},
    ipv6::{LONGEST_RAW, Run, may_separate, plain},
    kind::Kind,
    marks::{Reading, colon},
    recognise::cidr,
    recognise::ipv4::suffix_flags,
    recognise::scan::Scanner,
    text::{byte, byte_before, char_before, run_end, run_start, slice},
};

/// Judges the run whose first colon, plain or in brackets, stands at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    if at >= scanner.ipv6_end && may_go_on(scanner.line, at) {
        judge_run(scanner, at);
    }
}

/// Whether another colon may follow the one that may stand at `at`: most colons stand alone.
#[inline]
fn may_go_on(line: &str, at: usize) -> bool {
    let next = byte(line, at + 1);
    match byte(line, at) {
        b':' => next.is_ascii_hexdigit() || next == b':' || may_separate(line, at + 1),
        b'&' => matches!(next, b'#' | b'c' | b'C'),
        b'\\' => matches!(next, b'x' | b'u'),
        _ => matches!(next, b':' | b' '),
    }
}

/// Whether a run may stand on both sides of `at`: no part of one ends before it, or begins there,
/// with most signs that a text goes on with.
pub(crate) fn may_cross(line: &str, at: usize) -> bool {
    let after = byte(line, at);
    after.is_ascii_hexdigit()
        || after >= 0x80
        || b":.[({<&\\])}>%".contains(&after)
        || matches!(byte_before(line, at), b'[' | b'(' | b'{' | b'<')
}

fn judge_run(scanner: &mut Scanner<'_, '_>, at: usize) {
    let (line, reading) = (scanner.line, Reading::from(scanner.options));
    if colon(line, at, reading).is_none() {
        return;
    }
    let start = run_start(line, at, 5, |b| b.is_ascii_hexdigit()).max(scanner.ipv6_end);
    let run = Run::read(line, start, reading);
    scanner.ipv6_end = run.end;
    // Inside a plain run nothing else is found by a colon, save a fuzzy hash behind its label.
    if !run.defanged && !matches!(byte_before(line, start), b'p' | b'P') {
        scanner.colons_end = run.end - 1;
    }
    if run.colons >= 2 && run.end - start <= LONGEST_RAW && may_be_address(&run) {
        let found = judge(scanner, without_label(line, start, at), run.end, reading);
        if let Some(found) = found {
            scanner.ipv6_end = scanner.ipv6_end.max(found.end);
            scanner.ipv6_found_end = found.end;
            report(scanner, found, reading);
        }
    }
}

/// Whether a run has as many colons as an address: seven, six before a dotted tail, or two in a
/// row. A label may have one more.
fn may_be_address(run: &Run) -> bool {
    run.defanged || matches!(run.colons, 6..=8) || run.double
}

/// Reports an address, and the network that it stands for.
fn report(scanner: &mut Scanner<'_, '_>, found: Candidate, reading: Reading) {
    let raw = slice(scanner.line, found.start, found.end);
    if let Ok(address) = plain(raw, reading).parse::<Ipv6Addr>() {
        let flags = ipv6_flags(address);
        cidr::scan_after(scanner, found.start, found.end, address.into(), flags);
    }
    scanner.report(found);
}

/// The start of the address in a run: past a label such as `ip6:` that a word ends with.
fn without_label(line: &str, start: usize, colon_at: usize) -> usize {
    let before = char_before(line, start);
    let after_word = before.is_alphanumeric() || before == '_' || before == '.';
    let label = after_word
        || colon_at - start > 4
        || (start == colon_at && byte(line, colon_at + 1) != b':');
    let code = byte(line, colon_at + 1) == b':';
    match (label, code) {
        (true, false) => colon_at + 1,
        // `std::` ends no label.
        (true, true) => usize::MAX,
        (false, _) => start,
    }
}

fn judge(
    scanner: &Scanner<'_, '_>,
    start: usize,
    run_end: usize,
    reading: Reading,
) -> Option<Candidate> {
    let line = scanner.line;
    let raw = line.get(start..run_end)?;
    let end = start + without_stop(raw).len();
    let text = plain(line.get(start..end)?, reading);
    let address: Ipv6Addr = text.parse().ok()?;
    let next = byte(line, end);
    // `::` on its own is no address that anybody means, but `::/0` is the whole of the network.
    let network = scanner.options.kinds.contains(Kind::Cidr)
        && next == b'/'
        && byte(line, end + 1).is_ascii_digit();
    let port = next == b']' && byte(line, end + 1) == b':' && byte(line, end + 2).is_ascii_digit();
    if (!scanner.options.whole && !network && !port && is_something_else(&text))
        || next.is_ascii_alphanumeric()
        || next == b'_'
        || (next == b':' && byte(line, end + 1).is_ascii_alphanumeric())
    {
        return None;
    }
    let zone = zone_end(line, end, address);
    let flags = ipv6_flags(address)
        .with_if(zone > end, Flag::Zone)
        .union(suffix_flags(line, end));
    Some(Candidate::new(Kind::Ipv6, start, zone, flags))
}

/// The run without the stop of a sentence.
fn without_stop(raw: &str) -> &str {
    let raw = raw.trim_end_matches('.');
    match raw.strip_suffix(':') {
        Some(rest) if !rest.ends_with(':') => rest,
        _ => raw,
    }
}

/// Text that parses as an address, but is written for other reasons.
fn is_something_else(text: &str) -> bool {
    let groups = || text.split(':').filter(|group| !group.is_empty());
    let words = groups().count() <= 2 && !text.bytes().any(|b| b.is_ascii_digit());
    let octets = groups().count() == 8 && groups().all(|group| group.len() == 2);
    words || octets
}

/// The end of the zone that follows an address that needs one.
fn zone_end(line: &str, end: usize, address: Ipv6Addr) -> usize {
    let zone = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    if byte(line, end) != b'%' || !is_link_local(address) {
        return end;
    }
    let after = run_end(line, end + 1, zone);
    let named = slice(line, end + 1, after).trim_end_matches(['.', '-']);
    match named.len() {
        1..=32 => end + 1 + named.len(),
        _ => end,
    }
}
