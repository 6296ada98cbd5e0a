//! Scheme, user, host, port, path, query and fragment, each after the first optional.
//!
//! Behind the scheme nothing is ever given back: no character that a part could take can start
//! what follows it. So a URL is read once, from left to right.

use super::super::class::Class;
use super::super::text::Text;
use super::{Match, at, next};

const HOST: Class = Class::ALNUM.with(b"-._~!$&'()*+,;=");
const DEFANGED_HOST: Class = HOST.with(b"[]");
const USER: Class = HOST.with(b":");
const PATH: Class = Class::all_but(b"?#\"<>\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f ").but_spaces();
const QUERY: Class = USER.with(b"/?@");

/// Longest first where one ends like another: the leftmost start wins.
const SCHEMES: [&[u8]; 9] = [
    b"https", b"http", b"sftps", b"sftp", b"ftps", b"ftp", b"telnet", b"ldap", b"file",
];
const DEFANGED_SCHEMES: [&[u8]; 6] = [b"hxxps", b"hxxp", b"sfxps", b"sfxp", b"fxps", b"fxp"];

pub(super) fn find(text: &Text<'_>, from: usize, defanged: bool) -> Option<Match> {
    let shapes = text.shapes();
    let mut search = from;
    while let Some(colon) = next(b':', shapes, search) {
        let start = start_of_scheme(shapes, from, colon, defanged);
        if let Some(start) = start {
            return Some(read(text, start, colon + 3, defanged));
        }
        search = colon + 1;
    }
    None
}

/// The leftmost start of a scheme whose `://` is at `colon`.
fn start_of_scheme(shapes: &[u8], from: usize, colon: usize, defanged: bool) -> Option<usize> {
    shapes.get(colon..)?.strip_prefix(b"://")?;
    let defanged: &[&[u8]] = if defanged { &DEFANGED_SCHEMES } else { &[] };
    let starts = SCHEMES.iter().chain(defanged).filter_map(|scheme| {
        let start = colon
            .checked_sub(scheme.len())
            .filter(|&start| start >= from)?;
        let spelled = shapes.get(start..colon)?;
        spelled.eq_ignore_ascii_case(scheme).then_some(start)
    });
    starts.min()
}

/// Reads what follows `://`.
fn read(text: &Text<'_>, start: usize, authority: usize, defanged: bool) -> Match {
    let shapes = text.shapes();
    let user = end_of_part(shapes, authority, USER);
    let host = match at(shapes, user) {
        Some(b'@') => user + 1,
        _ => authority,
    };
    let host = host..end_of_part(shapes, host, if defanged { DEFANGED_HOST } else { HOST });
    let mut end = host.end;
    if at(shapes, end) == Some(b':') {
        end += 1;
        while text.is_decimal(end) {
            end += 1;
        }
    }
    if at(shapes, end) == Some(b'/') {
        end = PATH.end_of_run(shapes, end + 1);
    }
    for mark in [b'?', b'#'] {
        if at(shapes, end) == Some(mark) {
            end = end_of_part(shapes, end + 1, QUERY);
        }
    }
    Match {
        value: start..end,
        whole: start..end,
        host: Some(host),
    }
}

/// Where a run of a class and of percent-encoded bytes ends.
fn end_of_part(shapes: &[u8], from: usize, class: Class) -> usize {
    let mut end = from;
    loop {
        end = class.end_of_run(shapes, end);
        if !is_encoded_byte(shapes, end) {
            return end;
        }
        end += 3;
    }
}

fn is_encoded_byte(shapes: &[u8], from: usize) -> bool {
    at(shapes, from) == Some(b'%')
        && Class::HEX.holds(shapes, from + 1)
        && Class::HEX.holds(shapes, from + 2)
}
