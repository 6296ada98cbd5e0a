//! Schemes, plain and defanged, and what stands between them and the host.
//!
//! ```text
//! prefix    = scheme separator
//! scheme    = "http" … / "hxxp" "h**p" "meow" … / "[" scheme "]"
//! separator = "://" / colon slashes / "[://]" / "__"
//! slashes   = "//" / "\\" / "\/\/" / "[//]" / "[/]/" …
//! ```

use crate::{
    marks::{Reading, closing, colon},
    text::{byte, byte_before, has_word, run_end, run_start, slice},
};

/// Schemes that locate something on a network.
const PLAIN: [&str; 24] = [
    "http", "https", "ftp", "ftps", "sftp", "tftp", "telnet", "ldap", "ldaps", "file", "ws", "wss",
    "ssh", "scp", "smb", "cifs", "nfs", "rtsp", "irc", "ircs", "rdp", "vnc", "git", "tcp",
];

/// Defanged spellings, and what they stand for.
const DEFANGED: [(&str, &str); 18] = [
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
    ("meow", "http"),
    ("meows", "https"),
    ("fxp", "ftp"),
    ("fxps", "ftps"),
    ("f*p", "ftp"),
    ("ftx", "ftp"),
    ("sfxp", "sftp"),
    ("sf*p", "sftp"),
];

/// Schemes that are looked for at the end of a longer word, as in `urlhttp://`.
const GLUED: [&str; 4] = ["https", "http", "hxxps", "hxxp"];

/// No scheme is longer.
const LONGEST: usize = 6;

/// How the parts of a path are divided where the separator is not plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slash {
    /// `/`
    Plain,
    /// `\`
    Back,
    /// `\/`, as JSON may write it.
    Escaped,
}

/// A scheme and its separator.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prefix {
    /// Where it starts, bracket and all.
    pub(crate) start: usize,
    /// Where the authority starts.
    pub(crate) end: usize,
    /// The plain scheme, if the spelling is defanged.
    pub(crate) replacement: Option<&'static str>,
    /// Where the scheme's word starts and ends.
    pub(crate) word: (usize, usize),
    pub(crate) slash: Slash,
    /// Whether the separator is anything but `://`.
    pub(crate) defanged: bool,
    /// Whether letters stand before the scheme.
    pub(crate) glued: bool,
}

impl Prefix {
    /// The prefix whose colon, or whose first underscore, stands at `at`.
    pub(crate) fn around(line: &str, at: usize, reading: Reading) -> Option<Prefix> {
        let opened = closing(byte_before(line, at)).is_some();
        let end = at - usize::from(opened && byte(line, at) == b':');
        let boxed = byte_before(line, end) == b']' && reading.defanged;
        let word_end = end - usize::from(boxed);
        let start = run_start(line, word_end, LONGEST + 1, is_scheme_byte);
        let mut prefix = Prefix::of_word(line, start, word_end, reading)?;
        if boxed {
            if prefix.glued || byte_before(line, prefix.start) != b'[' {
                return None;
            }
            prefix.start -= 1;
        }
        prefix.separated(line, end, reading, boxed)
    }

    /// The prefix that starts at `at`.
    pub(crate) fn at(line: &str, at: usize, reading: Reading) -> Option<Prefix> {
        let boxed = byte(line, at) == b'[' && reading.defanged;
        let start = at + usize::from(boxed);
        let word_end = run_end(line, start, is_scheme_byte);
        let mut prefix = Prefix::of_word(line, start, word_end, reading)?;
        if prefix.glued || (boxed && byte(line, word_end) != b']') {
            return None;
        }
        prefix.start = at;
        prefix.separated(line, word_end + usize::from(boxed), reading, boxed)
    }

    /// The scheme that a word is, or that the end of a longer word is.
    fn of_word(line: &str, start: usize, end: usize, reading: Reading) -> Option<Prefix> {
        let word = slice(line, start, end);
        let whole = |known: &str| known.eq_ignore_ascii_case(word);
        let replacement = || {
            let found = DEFANGED
                .iter()
                .find(|(from, _)| whole(from) && reading.defanged);
            found.map(|&(_, to)| to)
        };
        let mut prefix = Prefix {
            start,
            end,
            replacement: replacement(),
            word: (start, end),
            slash: Slash::Plain,
            defanged: false,
            glued: byte_before(line, start).is_ascii_alphanumeric(),
        };
        if prefix.replacement.is_some() || PLAIN.iter().any(|known| whole(known)) {
            return (!prefix.glued || GLUED.iter().any(|known| whole(known))).then_some(prefix);
        }
        let known = GLUED.iter().find(|known| {
            let at = end.checked_sub(known.len());
            at.is_some_and(|at| at > start && has_word(line, at, known))
        })?;
        let inner = end - known.len();
        let found = DEFANGED.iter().find(|(from, _)| from == known);
        if found.is_some() && !reading.defanged {
            return None;
        }
        prefix.replacement = found.map(|&(_, to)| to);
        (prefix.start, prefix.word, prefix.glued) = (inner, (inner, end), true);
        Some(prefix)
    }

    /// The prefix with the separator that stands at `at`.
    fn separated(mut self, line: &str, at: usize, reading: Reading, boxed: bool) -> Option<Prefix> {
        if has_word(line, at, "://") {
            self.end = at + 3;
            self.defanged = boxed;
            return Some(self);
        }
        if !reading.defanged {
            return None;
        }
        self.defanged = true;
        if byte(line, at) == b'_' {
            let http = slice(line, self.word.0, self.word.1)
                .to_ascii_lowercase()
                .starts_with('h');
            let double = http && has_word(line, at, "__") && byte(line, at + 2) != b'_';
            self.end = at + 2;
            return double.then_some(self);
        }
        if let Some(close) = closing(byte(line, at)) {
            if has_word(line, at + 1, "://") && byte(line, at + 4) == close {
                self.end = at + 5;
                return Some(self);
            }
        }
        let after = at + colon(line, at, reading)?.len;
        (self.end, self.slash) = slashes(line, after)?;
        Some(self)
    }
}

/// Two slashes at `at`, however spelled, and where they end.
fn slashes(line: &str, at: usize) -> Option<(usize, Slash)> {
    let (end, slash) = one_slash(line, at)?;
    if byte(line, at) == b'[' && byte(line, at + 2) == b'/' {
        return Some((end, slash));
    }
    let (end, second) = one_slash(line, end)?;
    (slash == second).then_some((end, slash))
}

fn one_slash(line: &str, at: usize) -> Option<(usize, Slash)> {
    let forms = [
        ("/", Slash::Plain),
        ("\\/", Slash::Escaped),
        ("\\", Slash::Back),
        ("[//]", Slash::Plain),
        ("[/]", Slash::Plain),
    ];
    let found = forms.iter().find(|(form, _)| has_word(line, at, form));
    found.map(|&(form, slash)| (at + form.len(), slash))
}

fn is_scheme_byte(b: u8) -> bool {
    b.is_ascii_alphabetic() || b == b'*'
}
