//! Paths with slashes: from the root, the home, or dots.
//!
//! Slashes also divide dates, alternatives, switches and the paths of requests. So a path starts
//! where a word does; from the root it names a directory that such systems have, or is deep.

use crate::{
    byte_set::ByteSet,
    candidate::Candidate,
    flags::Flags,
    kind::Kind,
    name::{is_invisible, is_label_char},
    recognise::scan::Scanner,
    recognise::{context::word_before, quoted},
    text::{byte, byte_before, char_at, char_before, run_end, run_start, slice, trimmed_end},
};

/// Judges the path whose first slash stands at `at`.
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    let line = scanner.line;
    if scanner.is_taken(at) || at < scanner.slashes_end {
        return;
    }
    let Some(start) = start(line, at) else {
        return;
    };
    let close = quoted::end(line, start, scanner.options);
    let mut walk = Walk {
        line,
        close,
        round: 0,
        square: 0,
        curly: 0,
    };
    let end = walk.end(at);
    scanner.slashes_end = end;
    let text = slice(line, start, end);
    if is_path(line, text, start) {
        scanner.path_end = end;
        scanner.report(Candidate::new(Kind::LinuxPath, start, end, Flags::NONE));
    }
}

/// What a path may start after.
const BEFORE: ByteSet = ByteSet::of(b"\"'=([{,;:>|&<` \t\n\x0b\x0c\r");

/// Where the path starts, if one can start here: at the slash, or at `.`, `..` or `~` before it.
fn start(line: &str, at: usize) -> Option<usize> {
    if byte(line, at + 1) == b'/' {
        return None;
    }
    let dots = run_start(line, at, 3, |b| b == b'.');
    let start = match at - dots {
        0 if byte_before(line, at) == b'~' => at - 1,
        0 => at,
        1 | 2 => dots,
        _ => return None,
    };
    let before = byte_before(line, start);
    let starts = match before {
        0x80.. => {
            let before = char_before(line, start);
            before.is_whitespace() || !is_label_char(before)
        }
        b'!' => start > 1 && byte(line, start - 2) == b'#',
        _ => BEFORE.contains(before),
    };
    starts.then_some(start)
}

/// Whether the path of a request, or the end of a tag, begins with a name that is no directory.
fn is_request(line: &str, text: &str, start: usize) -> bool {
    let name = run_end(text, 1, |b| b != b'/');
    let first = slice(text, 1, name);
    let before = byte_before(line, start);
    let begins = before == b'<' || is_method(word_before(line, start).as_bytes());
    begins && !matches!(first, "" | "." | "..") && !is_root(first.as_bytes())
}

/// Whether a text with slashes is a path.
fn is_path(line: &str, text: &str, start: usize) -> bool {
    if text.starts_with('/') && is_request(line, text, start) {
        return false;
    }
    let mut names = text
        .split('/')
        .filter(|name| !name.is_empty() && *name != "." && *name != "..");
    let relative = !text.starts_with('/');
    let Some(first) = names
        .next()
        .filter(|&name| !relative || name != "~")
        .or_else(|| names.next())
    else {
        return false;
    };
    if relative {
        return true;
    }
    let more = names.clone().count();
    if is_root(first.as_bytes()) {
        return more > 0 || is_told_alone(first.as_bytes());
    }
    if byte_before(line, start) == b'<' || is_method(word_before(line, start).as_bytes()) {
        return false;
    }
    let wordy = |name: &str| name.len() > 2 && name.contains(|c: char| c.is_alphabetic());
    let last = names.clone().next_back().unwrap_or(first);
    wordy(first) && names.any(wordy) && (more > 1 || has_extension(last))
}

fn has_extension(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty()
            && matches!(extension.len(), 1..=6)
            && extension.starts_with(|c: char| c.is_ascii_alphabetic())
            && extension.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

/// The walk along the names of a path.
struct Walk<'l> {
    line: &'l str,
    close: Option<usize>,
    round: usize,
    square: usize,
    curly: usize,
}

impl Walk<'_> {
    /// The end of the path whose first slash stands at `start`.
    fn end(&mut self, start: usize) -> usize {
        let mut at = start;
        loop {
            at = run_end(self.line, at, is_plain)
                .min(self.close.map_or(usize::MAX, |close| close.max(at)));
            match self.step(at) {
                Some(len) => at += len,
                None => break,
            }
        }
        if self.close == Some(at) {
            return at;
        }
        trimmed_end(self.line, start, at, |b| {
            matches!(b, b'.' | b'!' | b'*' | b'(' | b'[' | b'{' | b'=' | b'$')
        })
    }

    fn step(&mut self, at: usize) -> Option<usize> {
        let c = char_at(self.line, at);
        if let Some(close) = self.close {
            return (at < close && !c.is_control()).then(|| c.len_utf8());
        }
        let goes_on = match c {
            '(' => open(&mut self.round),
            '[' => open(&mut self.square),
            '{' => open(&mut self.curly),
            ')' => take(&mut self.round),
            ']' => take(&mut self.square),
            '}' => take(&mut self.curly),
            '\\' if byte(self.line, at + 1) == b' ' => return Some(2),
            '/' => byte(self.line, at + 1) != b'/' || byte(self.line, at + 2) != b'/',
            c if c.is_ascii() => NAMES.contains(c as u8),
            c => is_label_char(c) && !is_invisible(c),
        };
        goes_on.then(|| c.len_utf8())
    }
}

/// ASCII characters that any path goes on with, whatever stands around them.
fn is_plain(b: u8) -> bool {
    const PLAIN: ByteSet = ByteSet::ALPHANUMERIC.with(b"_-.~+%@");
    PLAIN.contains(b)
}

/// ASCII characters that names have, save those that need a look around.
const NAMES: ByteSet = ByteSet::of(b"")
    .with_range(b'!', b'~')
    .without(b"\"'<>|;,&:?`\\");

fn open(depth: &mut usize) -> bool {
    *depth += 1;
    true
}

fn take(depth: &mut usize) -> bool {
    let opened = *depth > 0;
    *depth = depth.saturating_sub(1);
    opened
}

/// Directories in the root of Linux, macOS and Android.
fn is_root(word: &[u8]) -> bool {
    matches!(
        word,
        b"Applications"
            | b"Library"
            | b"System"
            | b"Users"
            | b"Volumes"
            | b"bin"
            | b"boot"
            | b"cdrom"
            | b"cores"
            | b"data"
            | b"dev"
            | b"etc"
            | b"home"
            | b"init"
            | b"lib"
            | b"lib32"
            | b"lib64"
            | b"media"
            | b"mnt"
            | b"nix"
            | b"opt"
            | b"private"
            | b"proc"
            | b"root"
            | b"run"
            | b"sbin"
            | b"sdcard"
            | b"snap"
            | b"srv"
            | b"storage"
            | b"sys"
            | b"tmp"
            | b"usr"
    )
}

/// Those that are told of on their own: no switch is called so.
fn is_told_alone(word: &[u8]) -> bool {
    matches!(
        word,
        b"bin"
            | b"boot"
            | b"dev"
            | b"etc"
            | b"lib"
            | b"lib64"
            | b"mnt"
            | b"opt"
            | b"proc"
            | b"sbin"
            | b"srv"
            | b"tmp"
            | b"usr"
    )
}

/// The words before the path of an HTTP request.
fn is_method(word: &[u8]) -> bool {
    matches!(
        word,
        b"GET" | b"POST" | b"PUT" | b"HEAD" | b"DELETE" | b"PATCH" | b"OPTIONS" | b"CONNECT"
    )
}
