//! The words that are schemes, and where such a word starts and ends.

use crate::text::{byte, byte_before, has_word, run_start, slice};

/// Schemes that locate something on a network.
pub(super) const PLAIN: [&str; 25] = [
    "http", "https", "ftp", "ftps", "sftp", "tftp", "telnet", "ldap", "ldaps", "file", "ws", "wss",
    "ssh", "scp", "smb", "cifs", "nfs", "rtsp", "irc", "ircs", "rdp", "vnc", "git", "tcp", "udp",
];

/// Defanged spellings, and what they stand for.
pub(super) const DEFANGED: [(&str, &str); 32] = [
    ("http[s]", "https"),
    ("http(s)", "https"),
    ("hxxp[s]", "https"),
    ("hxxp(s)", "https"),
    ("hxxp", "http"),
    ("hxxps", "https"),
    ("h**p", "http"),
    ("h**ps", "https"),
    ("hxtp", "http"),
    ("hxtps", "https"),
    ("htxp", "http"),
    ("htxps", "https"),
    ("hzzp", "http"),
    ("hzzps", "https"),
    ("hxxx", "http"),
    ("hxxxs", "https"),
    ("xxxx", "http"),
    ("xxxxs", "https"),
    ("htxxp", "http"),
    ("htxxps", "https"),
    ("h__p", "http"),
    ("h__ps", "https"),
    ("h--p", "http"),
    ("h--ps", "https"),
    ("meow", "http"),
    ("meows", "https"),
    ("fxp", "ftp"),
    ("fxps", "ftps"),
    ("f*p", "ftp"),
    ("ftx", "ftp"),
    ("sfxp", "sftp"),
    ("sf*p", "sftp"),
];

/// Defanged spellings with signs that no scheme has; of two that begin alike, the longer first.
const MARKED: [&str; 8] = [
    "http[s]", "http(s)", "hxxp[s]", "hxxp(s)", "h__ps", "h__p", "h--ps", "h--p",
];

/// Schemes that are looked for at the end of a longer word, as in `urlhttp://`.
pub(super) const GLUED: [&str; 4] = ["https", "http", "hxxps", "hxxp"];

/// No scheme in use is longer.
const LONGEST: usize = 20;

/// Where the word starts that ends at `end` and may be a scheme.
pub(super) fn word_start(line: &str, end: usize) -> usize {
    marked_start(line, end).unwrap_or_else(|| {
        let start = run_start(line, end, LONGEST + 1, is_scheme_byte);
        let word = slice(line, start, end);
        end - word
            .trim_start_matches(|c: char| !c.is_ascii_alphabetic())
            .len()
    })
}

/// Where the scheme starts that ends at `end` and has signs in it that no scheme has.
pub(super) fn marked_start(line: &str, end: usize) -> Option<usize> {
    let sign = |at: usize| matches!(byte(line, at), b'_' | b'-');
    let closes = matches!(byte_before(line, end), b']' | b')');
    if end < 4 || !(closes || sign(end - 2) || sign(end - 3)) {
        return None;
    }
    MARKED.iter().find_map(|word| {
        let at = end.checked_sub(word.len());
        at.filter(|&at| has_word(line, at, word))
    })
}

/// Where the word ends that starts at `start` and may be a scheme.
pub(super) fn word_end(line: &str, start: usize) -> usize {
    let found = MARKED.iter().find(|word| has_word(line, start, word));
    match found {
        Some(word) => start + word.len(),
        None => (start..=start + LONGEST)
            .find(|&at| !is_scheme_byte(byte(line, at)))
            .unwrap_or(start),
    }
}

/// Whether `word` is a scheme by its spelling (RFC 3986, section 3.1), of two letters or more.
pub(super) fn is_scheme(word: &str) -> bool {
    let rest = word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+');
    let length = (2..=LONGEST).contains(&word.len());
    length && rest && word.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn is_scheme_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'*' || b == b'+'
}
