//! Keys of the Windows registry: a hive, by its name or abbreviation, and names with backslashes.
//!
//! Sources: Microsoft, "Predefined Keys" and "Registry Key Security and Access Rights" (hives),
//! "Structure of the Registry" and "Registry Element Size Limits" (names have any character but
//! the backslash, 255 at most), "REG ADD" (abbreviations).
//!
//! Names have spaces, and text goes on after a key. So a space belongs to the key where a
//! backslash follows soon, where the words are a known key's, or where the key is a line of its
//! own.

use std::borrow::Cow;

use crate::{
    byte_set::ByteSet,
    candidate::Candidate,
    flags::Flags,
    kind::Kind,
    name::{is_invisible, is_label_char},
    recognise::{
        quoted,
        registry_hive::{LONGEST_HIVE, full_name, hive, kernel_hive, split_hive},
        scan::Scanner,
    },
    text::{byte, byte_before, char_at, has_word, run_end, run_start, slice},
};

/// How far ahead a name with spaces may end.
const AHEAD: usize = 64;

/// How far ahead a bracket may close.
const BRACKET_AHEAD: usize = 1024;

/// Last names of keys that have spaces in them.
const SPACED: [&str; 24] = [
    "active setup",
    "app paths",
    "authentication packages",
    "browser helper objects",
    "command processor",
    "control panel",
    "explorer bars",
    "image file execution options",
    "installed components",
    "internet explorer",
    "internet settings",
    "memory management",
    "security center",
    "session manager",
    "shell folders",
    "terminal server",
    "terminal server client",
    "user shell folders",
    "volatile environment",
    "windows defender",
    "windows error reporting",
    "windows nt",
    "windows script host",
    "winsock2 parameters",
];

/// Words that join sentences, and no names of keys.
const JOINING: [&str; 18] = [
    "and", "are", "as", "at", "by", "for", "from", "in", "into", "is", "it", "of", "or", "the",
    "to", "under", "via", "with",
];

/// Judges the key whose hive ends at the backslash at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    if at >= scanner.registry_end && may_be_hive(scanner.line, at) {
        judge(scanner, at);
    }
}

/// Whether the last letter of a hive, or a sign after it, stands before `at`, or the kernel's name
/// of the registry begins there.
#[inline]
fn may_be_hive(line: &str, at: usize) -> bool {
    let before = byte_before(line, at);
    let ends =
        matches!(before, b':' | b'>') || b"adegmrstuc".contains(&before.to_ascii_lowercase());
    ends || matches!(byte(line, at + 1), b'r' | b'R')
}

fn judge(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    let Some((start, next)) = hive(line, at).or_else(|| kernel_hive(line, at)) else {
        return;
    };
    let close = closing(line, start).or_else(|| quoted::end(line, start, scanner.options));
    let mut walk = Walk {
        line,
        close,
        alone: stands_alone(line, start),
        round: 0,
        square: 0,
        curly: 0,
    };
    let Some(end) = walk.end(next) else {
        return;
    };
    scanner.registry_end = end;
    scanner.path_end = scanner.path_end.max(end);
    scanner.report(Candidate::new(Kind::RegistryKey, start, end, Flags::NONE));
}

/// Where the square bracket closes that opens before `start`, as in files that hold keys.
fn closing(line: &str, start: usize) -> Option<usize> {
    if byte_before(line, start) != b'[' {
        return None;
    }
    let rest = line.as_bytes().get(start..)?.iter().take(BRACKET_AHEAD);
    rest.clone()
        .position(|&b| b == b']')
        .map(|offset| start + offset)
}

/// Whether nothing but the mark of a list stands before the key.
fn stands_alone(line: &str, start: usize) -> bool {
    let from = run_start(line, start, 16, |b| {
        matches!(b, b' ' | b'\t' | b'-' | b'*' | b'+')
    });
    from == 0 || byte_before(line, from) == b'\n'
}

/// The walk along the names of a key.
struct Walk<'l> {
    line: &'l str,
    /// Where quotes or a bracket close that hold the key.
    close: Option<usize>,
    alone: bool,
    round: usize,
    square: usize,
    curly: usize,
}

impl Walk<'_> {
    /// The end of the key whose first separator stands at `at`, if it has a name.
    fn end(&mut self, at: usize) -> Option<usize> {
        let mut end = None;
        let mut at = at;
        loop {
            let separator = run_end(self.line, at, |b| b == b'\\');
            let closed = self.close.is_some_and(|close| separator > close);
            if separator == at || separator - at > 4 || closed {
                return end;
            }
            let name_end = self.name_end(separator);
            if name_end == separator {
                // A key may be written with a separator at its end.
                return end.map(|_| at + 1);
            }
            end = Some(name_end);
            at = name_end;
        }
    }

    /// Where the name that starts at `start` ends.
    fn name_end(&mut self, start: usize) -> usize {
        let mut at = start;
        loop {
            let c = char_at(self.line, at);
            let goes_on = match self.close {
                Some(close) => at < close && c != '\\' && !c.is_control(),
                None => self.goes_on(start, at, c),
            };
            if !goes_on {
                break;
            }
            at += c.len_utf8();
        }
        if self.close == Some(at) || byte(self.line, at) == b'\\' {
            return at;
        }
        let name = slice(self.line, start, at);
        start + name.trim_end_matches(['.', '!', '?', ' ', '*', '\'']).len()
    }

    fn goes_on(&mut self, start: usize, at: usize, c: char) -> bool {
        const ENDS: ByteSet = ByteSet::of(b"\"`,;|<>=:?&\\\x7f");
        match c {
            ' ' => at > start && self.goes_on_after_space(start, at),
            '(' => open(&mut self.round),
            '[' => open(&mut self.square),
            '{' => open(&mut self.curly),
            ')' => take(&mut self.round),
            ']' => take(&mut self.square),
            '}' => take(&mut self.curly),
            '*' => byte(self.line, at + 1) == b'\\',
            '\'' => byte(self.line, at + 1).is_ascii_alphanumeric(),
            c if c.is_ascii() => c > ' ' && !ENDS.contains(c as u8),
            c => is_label_char(c) && !is_invisible(c),
        }
    }

    fn goes_on_after_space(&self, start: usize, at: usize) -> bool {
        let rest = self.line.as_bytes().get(at..).unwrap_or(&[]);
        let ends = |b: &u8| *b < b' ' || b"\\\"<>|*?:;,=&'`%$()[]".contains(b);
        let length = rest.iter().take(AHEAD).position(ends);
        let length = length.or((rest.len() < AHEAD).then_some(rest.len()));
        let Some(length) = length else {
            return false;
        };
        let words = slice(self.line, at + 1, at + length);
        let next = byte(self.line, at + length);
        if next == b'\\' && is_name(words) {
            let after = at + length + 1;
            let word = |b: u8| b.is_ascii_alphabetic() || b == b'_';
            let end = run_end(self.line, after, word).min(after + LONGEST_HIVE + 1);
            return full_name(slice(self.line, after, end)).is_none();
        }
        if self.alone && matches!(next, b'\n' | b'\r') && is_title(words) {
            return true;
        }
        self.is_spaced_name(start, at)
    }

    /// Whether a known name goes on over the space at `at`.
    fn is_spaced_name(&self, start: usize, at: usize) -> bool {
        SPACED.iter().any(|name| {
            let end = start + name.len();
            at < end
                && has_word(self.line, start, name)
                && !char_at(self.line, end).is_alphanumeric()
        })
    }
}

/// Whether `words` are the rest of a name before a backslash.
fn is_name(words: &str) -> bool {
    let odd = words.is_empty() || words.starts_with(['-', ' ', '/']) || words.ends_with([' ', '.']);
    let mut each = words.split(' ');
    !odd && !each
        .any(|word| JOINING.contains(&word) || full_name(word).is_some() || word.starts_with('-'))
}

/// Whether `words` are spelled as names are.
fn is_title(words: &str) -> bool {
    let words = words.trim_end();
    let title =
        |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    !words.is_empty() && words.split(' ').count() <= 5 && words.split(' ').all(title)
}

fn open(depth: &mut usize) -> bool {
    *depth += 1;
    true
}

fn take(depth: &mut usize) -> bool {
    let opened = *depth > 0;
    *depth = depth.saturating_sub(1);
    opened
}

/// The hive by its full name, and single backslashes.
pub(crate) fn value(text: &str) -> Cow<'_, str> {
    let Some((hive, rest)) = split_hive(text) else {
        return Cow::Borrowed(text);
    };
    let mut value = String::with_capacity(hive.len() + rest.len());
    value.push_str(hive);
    for c in rest.chars() {
        if c != '\\' || !value.ends_with('\\') {
            value.push(c);
        }
    }
    Cow::Owned(value)
}
