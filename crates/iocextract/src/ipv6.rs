//! The text of IPv6 addresses (RFC 4291, section 2.2), plain or defanged, in brackets or bare.

use std::{borrow::Cow, net::Ipv6Addr};

use crate::{
    byte_set::ByteSet,
    marks::{Mark, Reading, colon, dot},
    text::{byte, run_end, tail},
};

/// Eight groups and seven colons, each in brackets, and a dotted tail leave room to spare.
pub(crate) const LONGEST_RAW: usize = 128;

/// The normal form of an address without its zone (RFC 5952, section 4), if it is one.
pub(crate) fn normal(text: &str) -> Option<String> {
    let text = text.split('%').next().unwrap_or(text);
    let address: Ipv6Addr = text.parse().ok()?;
    Some(address.to_string())
}

/// The address with plain colons and dots, its zone as it stands.
pub(crate) fn plain(raw: &str, reading: Reading) -> Cow<'_, str> {
    let run = Run::read(raw, 0, reading);
    let rest = tail(raw, run.end);
    if !run.defanged || !(rest.is_empty() || rest.starts_with('%')) {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut at = 0;
    while at < run.end {
        match separator(raw, at, reading) {
            Some((sign, mark)) => {
                text.push(sign);
                at += mark.len;
            }
            None => {
                text.push(byte(raw, at).into());
                at += 1;
            }
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The end of the address in brackets that starts at `at`, some of its colons in brackets of
/// their own.
pub(crate) fn bracketed_end(line: &str, at: usize, reading: Reading) -> Option<usize> {
    let run = Run::read(line, at + 1, reading);
    let fits = run.end - at <= LONGEST_RAW;
    (run.defanged && fits && byte(line, run.end) == b']').then_some(run.end + 1)
}

/// An address in brackets with plain colons.
pub(crate) fn plain_bracketed(raw: &str) -> Cow<'_, str> {
    let inner = raw.strip_prefix('[').and_then(|raw| raw.strip_suffix(']'));
    match inner.map(|inner| plain(inner, Reading::ALL)) {
        Some(Cow::Owned(text)) => Cow::Owned(format!("[{text}]")),
        _ => Cow::Borrowed(raw),
    }
}

/// A maximal run of hexadecimal digits, colons, and dots before digits.
pub(crate) struct Run {
    pub(crate) end: usize,
    pub(crate) colons: usize,
    /// Whether two plain colons stand in a row.
    pub(crate) double: bool,
    pub(crate) defanged: bool,
}

impl Run {
    pub(crate) fn read(line: &str, start: usize, reading: Reading) -> Run {
        let mut run = Run {
            end: start,
            colons: 0,
            double: false,
            defanged: false,
        };
        loop {
            run.end = run_end(line, run.end, |b| HEX.contains(b));
            if byte(line, run.end) == b':' {
                run.colons += 1;
                run.end += 1;
                run.double |= byte(line, run.end) == b':';
                continue;
            }
            if !may_separate(line, run.end) {
                return run;
            }
            let Some((sign, mark)) = separator(line, run.end, reading) else {
                return run;
            };
            run.colons += usize::from(sign == ':');
            run.defanged |= mark.defanged;
            run.end += mark.len;
        }
    }
}

const HEX: ByteSet = ByteSet::of(b"0123456789abcdefABCDEF");

/// Whether a dot or a defanged colon may stand at `at`, going by the next byte.
pub(crate) fn may_separate(line: &str, at: usize) -> bool {
    let next = byte(line, at + 1);
    match byte(line, at) {
        b'.' => next.is_ascii_digit() || matches!(next, b']' | b')' | b'}' | b'['),
        b'[' | b'(' | b'{' | b'<' => matches!(next, b':' | b'.' | b',' | b'd' | b'D' | b' ' | b']'),
        b'&' => matches!(next, b'#' | b'c' | b'C' | b'p' | b'P'),
        b'\\' => matches!(next, b'x' | b'u' | b'.'),
        b => b >= 0x80,
    }
}

fn separator(line: &str, at: usize, reading: Reading) -> Option<(char, Mark)> {
    // A space ends the run, and `%` begins the zone.
    if matches!(byte(line, at), b' ' | b'%') {
        return None;
    }
    if let Some(mark) = colon(line, at, reading) {
        return Some((':', mark));
    }
    let mark = dot(line, at, reading)?;
    byte(line, at + mark.len)
        .is_ascii_digit()
        .then_some(('.', mark))
}
