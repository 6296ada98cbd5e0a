//! What stands around a name, and what that says about it.

use crate::{
    lower::Lower,
    name::is_invisible,
    text::{byte, byte_before, char_at, char_before, has_word, head, run_start, slice},
};

/// Where a name stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    /// A part of a path: after a slash, or between backslashes.
    pub(crate) path_like: bool,
    /// The server of a UNC path.
    pub(crate) after_unc: bool,
    /// Before a port or a path, or after `//`, as hosts are.
    pub(crate) host_like: bool,
    /// After `$` or before `(` or `=`, as members of objects are.
    pub(crate) code_like: bool,
}

impl Place {
    /// The place of the name from `start` to `end`.
    pub(crate) fn of(line: &str, start: usize, end: usize) -> Place {
        let (before, after) = (byte_before(line, start), byte(line, end));
        let after_unc = before == b'\\' && is_unc_start(line, start);
        let double_slash = before == b'/' && is_double(line, start - 1);
        let after_slash = before == b'/' && !double_slash;
        let after_backslash = before == b'\\' && !after_unc && !is_escape(line, start - 1);
        let before_backslash = after == b'\\' && !after_unc && !is_escape(line, end);
        let port = after == b':' && byte(line, end + 1).is_ascii_digit();
        Place {
            path_like: after_slash || after_backslash || before_backslash,
            after_unc,
            host_like: double_slash || after_unc || port || after == b'/',
            code_like: matches!(before, b'$' | b'>' | b'&') && is_member_start(line, start)
                || matches!(after, b'(' | b'=' | b'['),
        }
    }
}

/// Whether the backslashes before `start` begin a UNC path: two or four of them, after no word.
fn is_unc_start(line: &str, start: usize) -> bool {
    let run = run_start(line, start, 5, |b| b == b'\\');
    let before = char_before(line, run);
    matches!(start - run, 2 | 4)
        && !before.is_alphanumeric()
        && !matches!(before, ':' | '.' | ')' | '}')
}

/// Whether another slash stands before the one at `at`, or both are escaped: `\/\/`.
fn is_double(line: &str, at: usize) -> bool {
    match byte_before(line, at) {
        b'/' => true,
        b'\\' => at > 1 && byte_before(line, at - 1) == b'/',
        _ => false,
    }
}

/// Whether `\` at `at` escapes a line break, a tab or a quote, as in JSON text.
fn is_escape(line: &str, at: usize) -> bool {
    match byte(line, at + 1) {
        b'"' | b'\'' | b'\\' => byte(line, at + 1) != b'\\',
        b'n' | b'r' | b't' => !byte(line, at + 2).is_ascii_lowercase(),
        b'u' => byte(line, at + 2) == b'0',
        b'/' => true,
        _ => false,
    }
}

/// `$name.member` and `$x->name`, but not the end of a tag.
fn is_member_start(line: &str, start: usize) -> bool {
    match byte_before(line, start) {
        b'$' => true,
        b'>' => start > 1 && byte_before(line, start - 1) == b'-',
        _ => false,
    }
}

/// Whether an invisible character touches the name.
pub(crate) fn touches_invisible(line: &str, start: usize, end: usize) -> bool {
    is_invisible(char_before(line, start)) || is_invisible(char_at(line, end))
}

/// How sure it is that four numbers at `start` are a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// A word before says so.
    Said,
    /// It stands where versions stand: after a product and a slash, or in a path.
    Likely,
    /// Nothing speaks for it.
    No,
}

/// What else stands before a version.
const VERSION_PHRASES: [&str; 9] = [
    "fixed in",
    "introduced in",
    "patched in",
    "prior to",
    "resolved in",
    "update to",
    "updated to",
    "upgrade to",
    "upgraded to",
];

/// What stands behind a version, after `and` or `or`.
const AGES: [&str; 7] = [
    "above", "below", "earlier", "later", "newer", "older", "prior",
];

/// Whether the numbers at `start` are a version.
pub(crate) fn version(line: &str, start: usize) -> Version {
    match byte_before(line, start) {
        b'\\' if !is_unc_start(line, start) => Version::Likely,
        b'/' if byte_before(line, start - 1).is_ascii_alphabetic() => Version::Likely,
        _ if is_version_word(word_before(line, start)) => Version::Said,
        b' ' if follows_phrase(line, start - 1) => Version::Said,
        _ => Version::No,
    }
}

/// Whether the numbers that end at `end` are followed by ` and later` or the like.
pub(crate) fn is_aged(line: &str, end: usize) -> bool {
    if byte(line, end) != b' ' {
        return false;
    }
    let joined = [" and ", " or "]
        .into_iter()
        .find(|word| has_word(line, end, word));
    joined.is_some_and(|word| AGES.iter().any(|age| has_word(line, end + word.len(), age)))
}

/// Whether one of the phrases, or the first version of a range, ends at `end`.
fn follows_phrase(line: &str, end: usize) -> bool {
    // The last letters of all of them.
    if !matches!(byte_before(line, end) | 0x20, b'n' | b'o' | b'h' | b'l') {
        return false;
    }
    let ends_with = |phrase: &&str| {
        let start = end.checked_sub(phrase.len());
        start.is_some_and(|start| has_word(line, start, phrase))
    };
    let to = [" to", " through", " until"]
        .iter()
        .find(|to| ends_with(to));
    let range = to.is_some_and(|to| {
        let first_end = end - to.len();
        let first = run_start(line, first_end, 16, |b| b.is_ascii_digit() || b == b'.');
        let dots = slice(line, first, first_end).bytes().filter(|&b| b == b'.');
        matches!(dots.count(), 1 | 2)
    });
    range || VERSION_PHRASES.iter().any(ends_with)
}

fn is_version_word(word: &str) -> bool {
    let word = Lower::<16>::of(word);
    says_version(word.as_bytes()) || is_product(word.as_bytes())
}

/// The word before `at`, past an assignment or quotes.
pub(crate) fn word_before(line: &str, at: usize) -> &str {
    let end = run_start(line, at, 4, |b| {
        matches!(b, b' ' | b'=' | b':' | b'"' | b'\'')
    });
    let start = run_start(line, end, 16, |b| b.is_ascii_alphabetic());
    slice(head(line, end), start, end)
}

/// Whether one of `words` stands among those that begin at most `within` bytes before `at`.
pub(crate) fn has_word_before(line: &str, at: usize, within: usize, words: &[&str]) -> bool {
    let start = run_start(line, at, within, |_| true);
    let near = line.as_bytes().get(start..at).unwrap_or(&[]);
    let mut found = near.split(|b| !b.is_ascii_alphanumeric());
    found.any(|word| {
        words
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
    })
}

/// Words that a version follows, or the number of a part of a text.
fn says_version(word: &[u8]) -> bool {
    matches!(
        word,
        b"appendix"
            | b"build"
            | b"chapter"
            | b"clause"
            | b"fileversion"
            | b"paragraph"
            | b"patch"
            | b"productversion"
            | b"release"
            | b"rev"
            | b"revision"
            | b"sec"
            | b"section"
            | b"v"
            | b"ver"
            | b"version"
            | b"versions"
    )
}

/// Products whose versions have four numbers and stand right behind their names.
fn is_product(word: &[u8]) -> bool {
    matches!(
        word,
        b"acrobat"
            | b"android"
            | b"chrome"
            | b"chromium"
            | b"edge"
            | b"firefox"
            | b"firmware"
            | b"flash"
            | b"ios"
            | b"java"
            | b"jdk"
            | b"jre"
            | b"kernel"
            | b"libreoffice"
            | b"macos"
            | b"office"
            | b"openssl"
            | b"opera"
            | b"php"
            | b"python"
            | b"safari"
            | b"winrar"
    )
}
