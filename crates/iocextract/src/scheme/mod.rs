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

mod slash;
mod words;

pub(crate) use slash::Slash;

use self::{
    slash::slashes,
    words::{DEFANGED, GLUED, PLAIN, is_scheme, marked_start, word_end, word_start},
};
use crate::{
    marks::{Reading, closing, colon},
    style::Style,
    text::{byte, byte_before, has_word, slice},
};

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
    /// Whether the bytes after `at` allow a separator there: this is asked at every sign that one
    /// may begin with.
    #[inline]
    pub(crate) fn may_stand(line: &str, at: usize) -> bool {
        let next = byte(line, at + 1);
        match byte(line, at) {
            b':' => match next {
                b'/' | b'[' | b'%' | b'&' => true,
                // One backslash follows a drive.
                b'\\' => matches!(byte(line, at + 2), b'\\' | b'/' | b'x' | b'u'),
                b']' | b')' | b'}' | b'>' | b' ' => closing(byte_before(line, at)).is_some(),
                _ => false,
            },
            b'[' | b'(' | b'{' | b'<' => matches!(next, b':' | b' '),
            // Behind a spelling of `http` or `https`.
            b'/' | b'_' => {
                let before = byte_before(line, at);
                let scheme = matches!(before | 0x20, b'p' | b's' | b'x');
                next == byte(line, at) && (scheme || matches!(before, b']' | b')' | b'}'))
            }
            b'%' => next == b'3',
            b'&' => matches!(next, b'#' | b'c' | b'C'),
            b'\\' => matches!(next, b'x' | b'u'),
            _ => false,
        }
    }

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
        if word.len() < 2 {
            return None;
        }
        let first = byte(line, start).to_ascii_lowercase();
        let whole = |known: &str| {
            let alike = known.len() == word.len() && known.as_bytes().first() == Some(&first);
            alike && known.eq_ignore_ascii_case(word)
        };
        let http = whole("http") || whole("https");
        let replacement = || {
            let found = DEFANGED
                .iter()
                .find(|(from, _)| whole(from) && reading.reads(Style::Scheme));
            found.map(|&(_, to)| to)
        };
        let mut prefix = Prefix {
            start,
            end,
            replacement: if http { None } else { replacement() },
            word: (start, end),
            slash: Slash::Plain,
            defanged: false,
            glued: byte_before(line, start).is_ascii_alphanumeric(),
            unlisted: false,
            doubtful: false,
            spaced: false,
        };
        if http {
            return Some(prefix);
        }
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
