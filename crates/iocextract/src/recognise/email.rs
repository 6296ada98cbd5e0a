//! E-mail addresses (RFC 5321, section 4.1.2), as people write them in text.

use std::net::Ipv6Addr;

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    host::{host_flags, is_host, is_listed, normal_host},
    ip::parse_ipv4,
    kind::Kind,
    local_part::{self, Bounds},
    marks::{Reading, at_sign},
    name::Name,
    recognise::domain::trimmed,
    recognise::scan::Scanner,
    recognise::xmpp,
    text::{byte, byte_before, char_before, has_word, head, slice, tail},
};

/// Judges the address whose at sign, plain or defanged, stands at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    if may_stand(scanner.line, at) {
        judge_sign(scanner, at);
    }
}

/// Whether an at sign may stand at `at`, going by the next byte.
#[inline]
fn may_stand(line: &str, at: usize) -> bool {
    let next = byte(line, at + 1);
    match byte(line, at) {
        b'[' | b'(' | b'{' | b'<' => matches!(next, b'@' | b'a' | b'A' | b' '),
        b'%' => next == b'4',
        b'&' => matches!(next, b'#' | b'c' | b'C'),
        b'\\' => matches!(next, b'x' | b'u'),
        _ => true,
    }
}

fn judge_sign(scanner: &mut Scanner<'_, '_>, at: usize) {
    let (line, reading) = (scanner.line, Reading::from(scanner.options));
    let at = sign_start(line, at, reading);
    if at < scanner.emails_end || at < scanner.authority_end {
        return;
    }
    let Some(mark) = at_sign(line, at, reading) else {
        return;
    };
    let bounds = Bounds {
        floor: scanner.emails_end,
        defanged: reading.defanged,
        inside: scanner.is_taken(at),
    };
    let domain = at + mark.len;
    scanner.emails_end = domain;
    // What follows most signs that do not belong to an address is no name of two labels.
    let name = Name::read(line, domain, reading);
    if name.labels < 2 && byte(line, domain) != b'[' {
        return;
    }
    let start = local_part::start(line, at, bounds);
    let found = start.and_then(|start| judge(scanner, start, name, mark.defanged));
    if let Some(found) = found {
        scanner.emails_end = found.end;
        scanner.report(found);
    }
}

/// Where a sign starts that is seen at `at`: a spaced one is seen at its bracket or word.
fn sign_start(line: &str, at: usize, reading: Reading) -> usize {
    let spaced = byte_before(line, at) == b' ' && byte(line, at) != b'@';
    match at.checked_sub(1) {
        Some(space) if spaced && at_sign(line, space, reading).is_some() => space,
        _ => at,
    }
}

fn judge(scanner: &Scanner<'_, '_>, start: usize, name: Name, defanged: bool) -> Option<Candidate> {
    let (line, options) = (scanner.line, scanner.options);
    if let Some(end) = literal_end(line, name.start) {
        return Some(Candidate::new(Kind::Email, start, end, Flags::NONE));
    }
    let reading = Reading::from(options);
    let domain = name.start;
    let name = trimmed(line, name, reading);
    let text = name.text(line, reading);
    let host = normal_host(&text);
    let defanged = defanged || name.defanged;
    if name.start != domain || name.labels < 2 || !is_host(&host) || parse_ipv4(&host).is_some() {
        return None;
    }
    if options.check_tld && !is_listed(&host, defanged) {
        return None;
    }
    let glued = char_before(line, start).is_alphanumeric();
    let flags = host_flags(slice(line, name.start, name.end), &host).with_if(glued, Flag::Glued);
    let xmpp = options.kinds.contains(Kind::Xmpp) && xmpp::is_address(line, start, &host);
    let kind = if xmpp { Kind::Xmpp } else { Kind::Email };
    Some(Candidate::new(kind, start, name.end, flags))
}

/// The longest address literal: `[IPv6:`, eight groups with a dotted tail, `]`.
const LONGEST_LITERAL: usize = 52;

/// The end of an address literal, `[192.0.2.1]` or `[IPv6:2001:db8::1]` (RFC 5321, section 4.1.3).
fn literal_end(line: &str, at: usize) -> Option<usize> {
    let rest = tail(line, at).strip_prefix('[')?;
    let close = rest.bytes().take(LONGEST_LITERAL).position(|b| b == b']')?;
    let inner = head(rest, close);
    let tag = "IPv6:";
    let address = if has_word(inner, 0, tag) {
        tail(inner, tag.len()).parse::<Ipv6Addr>().is_ok()
    } else {
        parse_ipv4(inner).is_some()
    };
    address.then_some(at + close + 2)
}
