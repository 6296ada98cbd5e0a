//! Schemes, plain and defanged, and what stands between them and the host.
//!
//! ```text
//! prefix    = scheme separator
//! scheme    = "http" ... / "hxxp" "h**p" "meow" ... / "[" scheme "]" / any other of RFC 3986
//! separator = "://" / colon slashes / "[://]" / "__" / "//" / SP "://" / "://" SP
//! slashes   = "//" / "\\" / "\/\/" / "[//]" / "[/]/" / escapes ...
//! ```
//!
//! A scheme that is not listed needs `://` and a host that can only be one.

use crate::{
    marks::{Reading, closing, colon, escaped},
    style::Style,
    text::{byte, byte_before, has_word, run_start, slice},
};

/// Schemes that locate something on a network.
const PLAIN: [&str; 25] = [
    "http", "https", "ftp", "ftps", "sftp", "tftp", "telnet", "ldap", "ldaps", "file", "ws", "wss",
    "ssh", "scp", "smb", "cifs", "nfs", "rtsp", "irc", "ircs", "rdp", "vnc", "git", "tcp", "udp",
];

/// Defanged spellings, and what they stand for.
const DEFANGED: [(&str, &str); 32] = [
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
const GLUED: [&str; 4] = ["https", "http", "hxxps", "hxxp"];

/// No scheme in use is longer.
const LONGEST: usize = 20;

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
    /// Whether the scheme is not listed here.
    unlisted: bool,
    /// Whether it shows that a URL follows only together with a good host.
    pub(crate) doubtful: bool,
    /// Whether a space stands before the host, as some mail gateways put it there.
    pub(crate) spaced: bool,
}

impl Prefix {
    /// The prefix whose separator starts at `at`.
    pub(crate) fn around(line: &str, at: usize, reading: Reading) -> Option<Prefix> {
        let opened = closing(byte_before(line, at)).is_some();
        let end = at - usize::from(opened && byte(line, at) == b':');
        let spaced = byte_before(line, end) == b' '
            && reading.reads(Style::Gaps)
            && has_word(line, end, "://");
        let close = end - usize::from(spaced);
        let boxed = matches!(byte_before(line, close), b']' | b')' | b'}')
            && reading.reads(Style::SchemeBrackets)
            && marked_start(line, close).is_none();
        let word_end = close - usize::from(boxed);
        let start = word_start(line, word_end);
        let mut prefix = Prefix::of_word(line, start, word_end, reading)?;
        if boxed {
            let open = byte_before(line, prefix.start);
            if prefix.glued || closing(open) != Some(byte(line, word_end)) {
                return None;
            }
            prefix.start -= 1;
        }
        if spaced && (prefix.glued || prefix.unlisted) {
            return None;
        }
        prefix.separated(line, end, reading, boxed || spaced)
    }

    /// The prefix that starts at `at`.
    pub(crate) fn at(line: &str, at: usize, reading: Reading) -> Option<Prefix> {
        let close = closing(byte(line, at)).filter(|_| reading.reads(Style::SchemeBrackets));
        let start = at + usize::from(close.is_some());
        let word_end = word_end(line, start);
        let mut prefix = Prefix::of_word(line, start, word_end, reading)?;
        if prefix.glued {
            return None;
        }
        if close.is_some_and(|close| byte(line, word_end) != close) {
            // `[http://]`
            let wrapped = prefix.separated(line, word_end, reading, false)?;
            return (wrapped.start == at).then_some(wrapped);
        }
        prefix.start = at;
        let end = word_end + usize::from(close.is_some());
        let spaced = reading.reads(Style::Gaps) && has_word(line, end, " ://") && !prefix.unlisted;
        let altered = close.is_some() || spaced;
        prefix.separated(line, end + usize::from(spaced), reading, altered)
    }

    /// The empty prefix of a URL at `at` that has no scheme.
    pub(crate) fn none(at: usize) -> Prefix {
        Prefix {
            start: at,
            end: at,
            replacement: None,
            word: (at, at),
            slash: Slash::Plain,
            defanged: false,
            glued: false,
            unlisted: false,
            doubtful: true,
            spaced: false,
        }
    }

    /// The scheme that a word is, or that the end of a longer word is.
    fn of_word(line: &str, start: usize, end: usize, reading: Reading) -> Option<Prefix> {
        let word = slice(line, start, end);
        let whole = |known: &str| known.eq_ignore_ascii_case(word);
        let replacement = || {
            let found = DEFANGED
                .iter()
                .find(|(from, _)| whole(from) && reading.reads(Style::Scheme));
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
            unlisted: false,
            doubtful: false,
            spaced: false,
        };
        if prefix.replacement.is_some() || PLAIN.iter().any(|known| whole(known)) {
            return (!prefix.glued || GLUED.iter().any(|known| whole(known))).then_some(prefix);
        }
        prefix.glued_scheme(line, reading).or_else(|| {
            let other = DEFANGED.iter().any(|(from, _)| whole(from));
            prefix.unlisted = !prefix.glued && !other && is_scheme(word);
            prefix.doubtful = prefix.unlisted;
            prefix.unlisted.then_some(prefix)
        })
    }

    /// The scheme that the end of the word is.
    fn glued_scheme(mut self, line: &str, reading: Reading) -> Option<Prefix> {
        let (start, end) = self.word;
        let known = GLUED.iter().find(|known| {
            let at = end.checked_sub(known.len());
            at.is_some_and(|at| at > start && has_word(line, at, known))
        })?;
        let inner = end - known.len();
        // `git+https` is one scheme.
        if byte_before(line, inner) == b'+' {
            return None;
        }
        let found = DEFANGED.iter().find(|(from, _)| from == known);
        if found.is_some() && !reading.reads(Style::Scheme) {
            return None;
        }
        self.replacement = found.map(|&(_, to)| to);
        (self.start, self.word, self.glued) = (inner, (inner, end), true);
        Some(self)
    }

    /// The prefix with the separator that stands at `at`.
    fn separated(mut self, line: &str, at: usize, reading: Reading, boxed: bool) -> Option<Prefix> {
        if has_word(line, at, "://") {
            self.end = at + 3;
            self.defanged = boxed;
            let open = byte_before(line, self.start);
            if reading.reads(Style::SchemeBrackets) && closing(open) == Some(byte(line, self.end)) {
                (self.start, self.end) = (self.start - 1, self.end + 1);
                self.defanged = true;
                self.doubtful = true;
            }
            return self.spaced(line, reading);
        }
        if !reading.defanged {
            return None;
        }
        self.defanged = true;
        if self.unlisted {
            // As `defang` spells it.
            self.end = at + 5;
            return has_word(line, at, "[:]//").then_some(self);
        }
        let http = slice(line, self.word.0, self.word.1)
            .to_ascii_lowercase()
            .starts_with('h');
        let no_colon = reading.reads(Style::NoColon) && !self.glued;
        if http && no_colon && byte(line, at + 2) != byte(line, at) {
            // `http__evil.com`, `http//evil.com`
            if has_word(line, at, "__") || has_word(line, at, "//") {
                self.end = at + 2;
                self.doubtful = true;
                return Some(self);
            }
        }
        let signs = reading.reads(Style::SchemeSign);
        if let Some(close) = closing(byte(line, at)).filter(|_| signs) {
            if has_word(line, at + 1, "://") {
                // `[://]`, or `[://` without its other half.
                let closes = byte(line, at + 4) == close;
                self.end = at + 4 + usize::from(closes);
                self.doubtful |= !closes;
                return Some(self);
            }
        }
        let halves = [":]//", ":)//", "%3a//"];
        if let Some(half) = halves.iter().find(|half| signs && has_word(line, at, half)) {
            self.end = at + half.len();
            self.doubtful = true;
            return Some(self);
        }
        let after = at + colon(line, at, reading)?.len;
        (self.end, self.slash) = slashes(line, after, reading)?;
        self.spaced(line, reading)
    }

    /// The prefix with a space after it, if a host may stand behind the space.
    fn spaced(mut self, line: &str, reading: Reading) -> Option<Prefix> {
        let host = byte(line, self.end + 1).is_ascii_alphanumeric();
        if byte(line, self.end) == b' ' && host && reading.reads(Style::Gaps) && !self.unlisted {
            self.end += 1;
            self.spaced = true;
            self.doubtful = true;
            self.defanged = true;
        }
        Some(self)
    }
}

/// Where the word starts that ends at `end` and may be a scheme.
fn word_start(line: &str, end: usize) -> usize {
    marked_start(line, end).unwrap_or_else(|| {
        let start = run_start(line, end, LONGEST + 1, is_scheme_byte);
        let word = slice(line, start, end);
        end - word
            .trim_start_matches(|c: char| !c.is_ascii_alphabetic())
            .len()
    })
}

/// Where the scheme starts that ends at `end` and has signs in it that no scheme has.
fn marked_start(line: &str, end: usize) -> Option<usize> {
    MARKED.iter().find_map(|word| {
        let at = end.checked_sub(word.len());
        at.filter(|&at| has_word(line, at, word))
    })
}

/// Where the word ends that starts at `start` and may be a scheme.
fn word_end(line: &str, start: usize) -> usize {
    let found = MARKED.iter().find(|word| has_word(line, start, word));
    match found {
        Some(word) => start + word.len(),
        None => (start..=start + LONGEST)
            .find(|&at| !is_scheme_byte(byte(line, at)))
            .unwrap_or(start),
    }
}

/// Whether `word` is a scheme by its spelling (RFC 3986, section 3.1), of two letters or more.
fn is_scheme(word: &str) -> bool {
    let rest = word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+');
    let length = (2..=LONGEST).contains(&word.len());
    length && rest && word.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Two slashes at `at`, however spelled, and where they end.
fn slashes(line: &str, at: usize, reading: Reading) -> Option<(usize, Slash)> {
    let (end, slash) = one_slash(line, at, reading)?;
    if byte(line, at) == b'[' && byte(line, at + 2) == b'/' {
        return Some((end, slash));
    }
    let (end, second) = one_slash(line, end, reading)?;
    (slash == second).then_some((end, slash))
}

fn one_slash(line: &str, at: usize, reading: Reading) -> Option<(usize, Slash)> {
    let forms = [
        ("/", Slash::Plain),
        ("\\/", Slash::Escaped),
        ("\\", Slash::Back),
        ("[//]", Slash::Plain),
        ("[/]", Slash::Plain),
    ];
    if let Some(mark) = escaped(line, at, b'/', reading) {
        return Some((at + mark.len, Slash::Plain));
    }
    let found = forms
        .iter()
        .filter(|(form, slash)| match (form.starts_with('['), slash) {
            (true, _) => reading.reads(Style::SchemeSign),
            (_, Slash::Back) => reading.reads(Style::Backslashes),
            _ => true,
        })
        .find(|(form, _)| has_word(line, at, form));
    found.map(|&(form, slash)| (at + form.len(), slash))
}

fn is_scheme_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'*' || b == b'+'
}
