//! User agents: products with versions, and comments in brackets, as in
//! `Mozilla/5.0 (Windows NT 10.0; rv:115.0) Gecko/20100101 Firefox/115.0`.
//!
//! Source: RFC 9110, sections 10.1.5 (`User-Agent = product *( RWS ( product / comment ) )`) and
//! 5.6 (tokens and comments). Where a header's name stands before, or quotes hold it, the end is
//! known; else it is where the grammar ends, a few bare words of browsers aside.

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    kind::Kind,
    lower::Lower,
    recognise::scan::Scanner,
    text::{byte, byte_before, char_before, has_word, run_end, run_start, slice},
};

const LONGEST_NAME: usize = 24;

/// Servers refuse headers that are much longer.
const LONGEST: usize = 1024;

/// Judges the user agent whose first product has its slash at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let name = byte_before(line, at).is_ascii_alphanumeric();
    if name && byte(line, at + 1).is_ascii_digit() && at >= scanner.agent_end {
        judge(scanner, at);
    }
}

fn judge(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let token = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    let start = run_start(line, at, LONGEST_NAME, token).max(scanner.agent_end);
    let name = Lower::<LONGEST_NAME>::of(slice(line, start, at));
    if !is_product(name.as_bytes()) || !is_free(line, start) {
        return;
    }
    let end = quoted_end(line, start).unwrap_or_else(|| grammar_end(line, start));
    let browser = matches!(name.as_bytes(), b"mozilla" | b"opera");
    let flags = Flags::NONE.with_if(!browser, Flag::Ambiguous);
    report(scanner, start, end, flags);
}

/// Judges what follows the header whose colon stands at `at`.
#[inline]
pub(crate) fn scan_header(scanner: &mut Scanner<'_, '_>, at: usize) {
    // The last letter of a header's name, or quotes after it.
    if matches!(byte_before(scanner.line, at), b't' | b'T' | b'"' | b'\'') {
        judge_header(scanner, at);
    }
}

fn judge_header(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let name_end = at - usize::from(matches!(byte_before(line, at), b'"' | b'\''));
    let named = ["user-agent", "user_agent", "user agent", "useragent"]
        .iter()
        .find(|name| {
            let start = name_end.checked_sub(name.len());
            start.is_some_and(|start| has_word(line, start, name))
        });
    let Some(name) = named.filter(|_| at >= scanner.agent_end) else {
        return;
    };
    let header = name_end - name.len();
    let mut start = run_end(line, at + 1, |b| matches!(b, b' ' | b'\t')).min(at + 5);
    let quote = byte(line, start);
    let end = if matches!(quote, b'"' | b'\'' | b'`') {
        start += 1;
        quoted_end(line, start)
    } else {
        header_end(line, header, start)
    };
    let Some(end) = end.or_else(|| Some(grammar_end(line, start)).filter(|&end| end > start))
    else {
        return;
    };
    if is_said(slice(line, start, end)) {
        report(scanner, start, end, Flags::NONE);
    }
}

/// Whether a header's value is text: not what a program puts in its place, and not nothing.
fn is_said(text: &str) -> bool {
    let placeholder = text.contains(['{', '}']) && !text.contains(' ');
    let word = text.trim_end_matches([',', ')', ';']);
    let nothing = matches!(word, "null" | "None" | "nil" | "undefined" | "-");
    let called = text.ends_with("()") || text.starts_with(['$', '%', '<', '{']);
    text.len() > 1 && !placeholder && !nothing && !called
}

fn report(scanner: &mut Scanner<'_, '_>, start: usize, end: usize, flags: Flags) {
    scanner.agent_end = end;
    scanner.report(Candidate::new(Kind::UserAgent, start, end, flags));
}

/// Whether a user agent may start after what stands before `start`.
fn is_free(line: &str, start: usize) -> bool {
    let before = char_before(line, start);
    match before {
        '"' | '\'' | '`' | ':' | '=' | '(' | '[' | '{' | ',' | ';' | '|' | '>' | '*' => true,
        _ => before.is_whitespace(),
    }
}

/// Where the quotes close that open before `start`, if they do soon.
fn quoted_end(line: &str, start: usize) -> Option<usize> {
    let quote = byte_before(line, start);
    if !matches!(quote, b'"' | b'\'' | b'`') {
        return None;
    }
    let rest = line.as_bytes().get(start..)?;
    let near = rest.get(..LONGEST).unwrap_or(rest);
    let end = start + memchr::memchr(quote, near)?;
    // The quotes of a string inside a string are escaped.
    let end = end - usize::from(byte_before(line, end) == b'\\');
    // Without a branch for each byte.
    let printable = slice(line, start, end)
        .bytes()
        .fold(true, |all, b| all & (b >= b' '));
    (printable && end > start).then_some(end)
}

/// The end of a header that has a line or a quoted argument to itself.
fn header_end(line: &str, header: usize, start: usize) -> Option<usize> {
    let quote = byte_before(line, header);
    let quoted = matches!(quote, b'"' | b'\'' | b'`');
    let alone = header == 0 || quote == b'\n';
    let rest = line.as_bytes().get(start..)?;
    let ends = |b: &u8| *b < b' ' || (quoted && *b == quote);
    let len = rest.iter().take(LONGEST).position(ends);
    let len = len.or((rest.len() < LONGEST && alone).then_some(rest.len()))?;
    let text = slice(line, start, start + len).trim_end_matches([' ', '\\']);
    (alone || quoted).then_some(start + text.len())
}

/// The end of products and comments from `start` on.
fn grammar_end(line: &str, start: usize) -> usize {
    let mut end = start;
    let mut at = start;
    loop {
        let next = match byte(line, at) {
            b'(' => bracket_end(line, at, b')'),
            b'[' => bracket_end(line, at, b']'),
            _ => product_end(line, at),
        };
        let Some(next) = next.filter(|&next| next - start <= LONGEST) else {
            return end;
        };
        end = next;
        // Web servers of Microsoft's log a plus sign for a space.
        if !matches!(byte(line, end), b' ' | b'+') {
            return end;
        }
        at = end + 1;
    }
}

/// The end of a comment, which may hold others (RFC 9110, section 5.6.5).
fn bracket_end(line: &str, start: usize, close: u8) -> Option<usize> {
    let open = byte(line, start);
    let rest = line.as_bytes().get(start..)?.iter().take(LONGEST);
    let mut depth = 0_usize;
    for (offset, &b) in rest.enumerate() {
        depth += usize::from(b == open);
        if b == close {
            depth -= 1;
        }
        if b < b' ' {
            return None;
        }
        if depth == 0 {
            return Some(start + offset + 1);
        }
    }
    None
}

/// The end of a product: a token, a slash and a version, or a bare word of a browser.
fn product_end(line: &str, start: usize) -> Option<usize> {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*-.^_|~".contains(&b);
    let name_end = run_end(line, start, token).min(start + LONGEST);
    let name = slice(line, start, name_end);
    if byte(line, name_end) != b'/' {
        let word = name.trim_end_matches('.');
        return is_bare(Lower::<8>::of(word).as_bytes()).then_some(start + word.len());
    }
    let version = |b: u8| token(b) || b == b'/' || b == b':';
    let end = run_end(line, name_end + 1, version).min(start + LONGEST);
    let text = slice(line, name_end + 1, end).trim_end_matches(['.', '\'', ':', '!', '/']);
    let sound = text.starts_with(|c: char| c.is_ascii_digit())
        || (name.starts_with(|c: char| c.is_ascii_uppercase()) && !text.is_empty());
    (sound && !name.is_empty() && name != "HTTP").then_some(name_end + 1 + text.len())
}

/// Products that begin a user agent. What else could be so is told of after a header's name only.
fn is_product(word: &[u8]) -> bool {
    matches!(
        word,
        b"apache-httpclient"
            | b"cfnetwork"
            | b"dalvik"
            | b"go-http-client"
            | b"httpie"
            | b"java"
            | b"lynx"
            | b"microsoft-cryptoapi"
            | b"microsoft-wns"
            | b"mozilla"
            | b"opera"
            | b"postmanruntime"
            | b"python-urllib"
            | b"windowspowershell"
            | b"wget"
            | b"aiohttp"
            | b"aria2"
            | b"axios"
            | b"curl"
            | b"facebookexternalhit"
            | b"gobuster"
            | b"libwww-perl"
            | b"masscan"
            | b"node-fetch"
            | b"okhttp"
            | b"python-httpx"
            | b"python-requests"
            | b"sqlmap"
            | b"zgrab"
    )
}

/// Words without a version inside the user agents of browsers.
fn is_bare(word: &[u8]) -> bool {
    matches!(word, b"like" | b"gecko" | b"mobile" | b"safari" | b"khtml")
}
