//! E-mail addresses (RFC 5321, section 4.1.2), as people write them in text.
//!
//! The local part takes the atoms of RFC 5322 save those that delimit in logs and URLs: `=`, `&`,
//! `/`, `?`, `|`, braces and backticks.

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    host::{host_flags, is_host, normal_host},
    ip::parse_ipv4,
    kind::Kind,
    marks::{Reading, at_sign},
    name::{Name, is_invisible, is_label_char},
    recognise::domain::{is_listed, trimmed},
    recognise::scan::Scanner,
    recognise::xmpp,
    text::{byte, byte_before, char_before, head, slice},
};

/// RFC 5321, section 4.5.3.1.1.
const LONGEST_LOCAL: usize = 64;

/// Defanged dots that people put into local parts.
const LOCAL_DOTS: [&str; 4] = ["[.]", "(.)", "[dot]", "(dot)"];

/// Judges the address whose at sign, plain or defanged, stands at `at`.
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    let (line, reading) = (scanner.line, Reading::from(scanner.options));
    let at = sign_start(line, at, reading);
    if at < scanner.emails_end || at < scanner.authority_end {
        return;
    }
    let Some(mark) = at_sign(line, at, reading) else {
        return;
    };
    let start = local_start(line, at, scanner.emails_end, reading.defanged);
    let domain = at + mark.len;
    scanner.emails_end = domain;
    let found = start.and_then(|start| judge(scanner, start, domain, mark.defanged));
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

/// Where the local part that ends at `end` starts.
fn local_start(line: &str, end: usize, floor: usize, defanged: bool) -> Option<usize> {
    let mut start = end;
    while start > floor {
        let c = char_before(line, start);
        start -= if is_local(c) {
            c.len_utf8()
        } else if defanged && matches!(c, ']' | ')') {
            match dot_before(line, start) {
                0 => break,
                len => len,
            }
        } else {
            break;
        };
        if end - start > 2 * LONGEST_LOCAL {
            return None;
        }
    }
    let local = slice(line, start, end);
    let local = without_delimiters(local);
    let plain = plain_local(local);
    let plain = plain.as_deref().unwrap_or(local);
    let valid = !plain.is_empty()
        && plain.len() <= LONGEST_LOCAL
        && !plain.starts_with(['.', '-', '\'', '+'])
        && !plain.ends_with('.');
    valid.then_some(end - local.len())
}

fn is_local(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || b"._%+-'!#$*~^".contains(&(c as u8))
    } else {
        is_label_char(c) && !is_invisible(c)
    }
}

/// Whether `text` is made of what local parts are made of.
pub(crate) fn is_local_part(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_local)
}

/// The length of the defanged dot that ends at `end`, if one does.
fn dot_before(line: &str, end: usize) -> usize {
    let ends = |dot: &&&str| {
        let start = end.checked_sub(dot.len());
        start.is_some_and(|start| slice(line, start, end).eq_ignore_ascii_case(dot))
    };
    LOCAL_DOTS.iter().find(ends).map_or(0, |dot| dot.len())
}

/// The local part without percent escapes and punctuation in front, which belong to the text.
fn without_delimiters(local: &str) -> &str {
    let mut local = local;
    loop {
        let rest = local.trim_start_matches(['.', '-', '\'', '!', '#', '$', '*', '~', '^', '+']);
        let escape = rest.strip_prefix('%').and_then(|rest| {
            let code = rest.get(..2)?;
            code.bytes()
                .all(|b| b.is_ascii_hexdigit())
                .then(|| rest.get(2..))?
        });
        match escape {
            Some(rest) => local = rest,
            None if rest.len() == local.len() => return rest.trim_start_matches('%'),
            None => local = rest,
        }
    }
}

fn judge(
    scanner: &Scanner<'_, '_>,
    start: usize,
    domain: usize,
    defanged: bool,
) -> Option<Candidate> {
    let (line, options) = (scanner.line, scanner.options);
    if let Some(end) = literal_end(line, domain) {
        return Some(Candidate::new(Kind::Email, start, end, Flags::NONE));
    }
    let reading = Reading::from(options);
    let name = trimmed(line, Name::read(line, domain, reading), reading);
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

/// The end of an address literal, `[192.0.2.1]` (RFC 5321, section 4.1.3).
fn literal_end(line: &str, at: usize) -> Option<usize> {
    if byte(line, at) != b'[' {
        return None;
    }
    let rest = line.get(at + 1..)?;
    let close = rest.bytes().take(16).position(|b| b == b']')?;
    parse_ipv4(head(rest, close))?;
    Some(at + close + 2)
}

/// The local part with plain dots.
pub(crate) fn plain_local(local: &str) -> Option<String> {
    if !local.contains(['[', '(']) {
        return None;
    }
    let mut plain = local.to_owned();
    for dot in LOCAL_DOTS {
        plain = plain
            .replace(dot, ".")
            .replace(&dot.to_ascii_uppercase(), ".");
    }
    Some(plain)
}
