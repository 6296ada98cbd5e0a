//! URLs (RFC 3986) as they stand in text: where they end is a matter of what surrounds them.

use crate::{
    authority::{Head, Host},
    byte_set::ByteSet,
    candidate::Candidate,
    flags::{Flag, Flags},
    host::{host_flags, normal_host},
    ip::{ipv4_flags, ipv6_flags, parse_ipv4},
    kind::Kind,
    marks::Reading,
    name::{is_invisible, is_label_char, label_end},
    recognise::carried,
    recognise::scan::Scanner,
    scheme::{Prefix, Slash},
    text::{byte, byte_before, char_at, has_word, run_end, slice, tail, trimmed_end},
};

/// Judges the URL whose colon, or whose first underscore, stands at `at`.
#[inline]
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    if at >= scanner.urls_end && Prefix::may_stand(scanner.line, at) {
        judge(scanner, at);
    }
}

fn judge(scanner: &mut Scanner<'_, '_>, at: usize) {
    let (line, reading) = (scanner.line, Reading::from(scanner.options));
    let Some(prefix) = Prefix::around(line, at, reading) else {
        return;
    };
    match Head::read(line, prefix, reading) {
        Err(unread) => scanner.urls_end = unread.0.max(at),
        Ok(head) => {
            let end = end(line, &head, byte_before(line, prefix.start));
            scanner.urls_end = end;
            scanner.authority_end = head.end;
            let flags = flags(line, &head, reading);
            scanner.report(Candidate::new(Kind::Url, prefix.start, end, flags));
            carried::scan(scanner, &head, end);
        }
    }
}

/// What a URL's scheme and authority tell.
pub(crate) fn flags(line: &str, head: &Head, reading: Reading) -> Flags {
    let text = head.host_text(line, reading);
    let host = normal_host(&text);
    let flags = match head.host_kind {
        Host::Empty => Flags::NONE,
        Host::Ipv6(address) => ipv6_flags(address),
        Host::Name => match parse_ipv4(&host) {
            Some(address) => ipv4_flags(address),
            None => host_flags(slice(line, head.host.0, head.host.1), &host),
        },
    };
    flags
        .with_if(head.has_invalid_port(line), Flag::InvalidPort)
        .with_if(head.prefix.glued, Flag::Glued)
}

/// Reports the URL without a scheme whose host stands from `start` to `end`, if something follows
/// the host that shows a URL. `flags` are those of the host.
pub(crate) fn scan_bare(scanner: &mut Scanner<'_, '_>, start: usize, end: usize, flags: Flags) {
    if may_go_on(scanner.line, end) {
        judge_bare(scanner, start, flags);
    }
}

/// Whether a port, a path or a query may stand at `at`, going by the first byte: most hosts stand
/// alone.
fn may_go_on(line: &str, at: usize) -> bool {
    const SIGNS: ByteSet = ByteSet::of(b"/?:[({<%&\\.");
    match byte(line, at) {
        b'.' => matches!(byte(line, at + 1), b'/' | b':'),
        b'-' | b'_' | 0x80.. => {
            // What the name of a domain is read without belongs to the host of a URL.
            let end = label_end(line, at);
            end > at && SIGNS.contains(byte(line, end))
        }
        b => SIGNS.contains(b),
    }
}

fn judge_bare(scanner: &mut Scanner<'_, '_>, start: usize, flags: Flags) {
    let (line, reading) = (scanner.line, Reading::from(scanner.options));
    let taken = scanner.is_taken(start) || start < scanner.emails_end;
    if taken || byte_before(line, start) == b'@' {
        return;
    }
    let Ok(head) = Head::read(line, Prefix::none(start), reading) else {
        return;
    };
    if head.host.0 != start || !goes_on(line, &head) {
        return;
    }
    let end = end(line, &head, byte_before(line, start));
    scanner.urls_end = end;
    scanner.authority_end = head.end;
    let flags = flags.with(Flag::NoScheme);
    scanner.report(Candidate::new(Kind::Url, start, end, flags));
    carried::scan(scanner, &head, end);
}

/// Whether a path or a query follows a host without a scheme. A number after an address is the
/// length of a prefix.
fn goes_on(line: &str, head: &Head) -> bool {
    let next = byte(line, head.path + 1);
    let address = byte(line, head.host.1 - 1).is_ascii_digit() && head.port.0 == head.port.1;
    match byte(line, head.path) {
        first if head.path > head.end && address => first.is_ascii_alphabetic(),
        _ if head.path > head.end => is_word(char_at(line, head.path)),
        b'/' if address => next.is_ascii_alphabetic(),
        b'/' => next != b'/',
        b'?' => {
            let name = run_end(line, head.path + 1, |b| {
                b.is_ascii_alphanumeric() || b == b'_'
            });
            name > head.path + 1 && byte(line, name) == b'='
        }
        _ => false,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where the URL ends: at what cannot be part of one, before the punctuation of the sentence
/// around it, and before what closes a bracket or quote opened before it.
pub(crate) fn end(line: &str, head: &Head, before: u8) -> usize {
    let style = head.prefix.slash;
    let starts_tail = match byte(line, head.path) {
        b'/' | b'?' | b'#' => true,
        b'\\' => style != Slash::Plain,
        _ => head.path > head.end,
    };
    if !starts_tail {
        return head.path.min(head.end);
    }
    let end = Tail::new(style, before).end(line, head.path);
    trimmed_end(line, head.path, end, is_sentence_punctuation)
}

fn is_sentence_punctuation(b: u8) -> bool {
    matches!(
        b,
        b'.' | b',' | b';' | b':' | b'!' | b'?' | b'*' | b'(' | b'[' | b'{'
    )
}

/// Whether `c` ends any URL.
pub(crate) fn ends_any(c: char) -> bool {
    if c.is_ascii() {
        return c <= ' ' || matches!(c, '\u{7f}' | '"' | '<' | '>' | '`' | '|' | '^');
    }
    !is_label_char(c) || is_invisible(c)
}

/// The walk to the end of path, query and fragment.
struct Tail {
    slash: Slash,
    quote: u8,
    round: usize,
    square: usize,
    curly: usize,
    /// No quote stands before this that has not been paired.
    paired_to: usize,
    /// The start of another URL that ended the walk.
    next_url: Option<usize>,
}

impl Tail {
    fn new(slash: Slash, before: u8) -> Tail {
        Tail {
            slash,
            quote: before,
            round: 0,
            square: 0,
            curly: 0,
            paired_to: 0,
            next_url: None,
        }
    }

    fn end(mut self, line: &str, start: usize) -> usize {
        let mut at = start;
        loop {
            at = run_end(line, at, is_plain);
            match self.step(line, at) {
                Some(len) => at += len,
                None => break,
            }
        }
        self.next_url.unwrap_or(at)
    }

    /// The length of what stands at `at`, if it is part of the URL.
    fn step(&mut self, line: &str, at: usize) -> Option<usize> {
        let c = char_at(line, at);
        if ends_any(c) {
            return None;
        }
        let goes_on = match c {
            '(' => open(&mut self.round),
            '[' => open(&mut self.square),
            '{' => open(&mut self.curly),
            ')' => close(&mut self.round),
            ']' => close(&mut self.square),
            '}' => close(&mut self.curly),
            '\'' => self.is_paired(line, at),
            ':' => !self.is_next_url(line, at),
            '\\' => return self.backslash(line, at),
            ',' | ';' => Prefix::at(line, at + 1, Reading::ALL).is_none(),
            '&' => !is_quote_entity(line, at),
            _ => true,
        };
        goes_on.then_some(c.len_utf8())
    }

    /// Whether a quote at `at` opens or closes a pair inside the URL.
    fn is_paired(&mut self, line: &str, at: usize) -> bool {
        if self.quote == b'\'' {
            return false;
        }
        if at < self.paired_to {
            return true;
        }
        if byte_before(line, at).is_ascii_alphanumeric() {
            return false;
        }
        let rest = tail(line, at + 1);
        let other = rest.find(|c| c == '\'' || ends_any(c));
        match other {
            Some(offset) if byte(line, at + 1 + offset) == b'\'' => {
                self.paired_to = at + 2 + offset;
                true
            }
            _ => false,
        }
    }

    /// Whether the colon at `at` belongs to a URL that was written right behind this one.
    fn is_next_url(&mut self, line: &str, at: usize) -> bool {
        if !has_word(line, at, "://") {
            return false;
        }
        let glued = ["https", "http", "hxxps", "hxxp"]
            .iter()
            .find_map(|scheme| {
                let start = at.checked_sub(scheme.len())?;
                has_word(line, start, scheme).then_some(start)
            });
        self.next_url = glued.filter(|&start| byte_before(line, start).is_ascii_alphanumeric());
        self.next_url.is_some()
    }

    fn backslash(&self, line: &str, at: usize) -> Option<usize> {
        match self.slash {
            Slash::Back => Some(1),
            Slash::Escaped if byte(line, at + 1) == b'/' => Some(2),
            _ => None,
        }
    }
}

/// ASCII characters that any URL goes on with, whatever stands around them.
fn is_plain(b: u8) -> bool {
    const PLAIN: ByteSet = ByteSet::ALPHANUMERIC.with(b"/.-_?=%+~");
    PLAIN.contains(b)
}

fn open(depth: &mut usize) -> bool {
    *depth += 1;
    true
}

fn close(depth: &mut usize) -> bool {
    let opened = *depth > 0;
    *depth = depth.saturating_sub(1);
    opened
}

/// Whether an HTML entity at `at` stands for a character that ends a URL.
fn is_quote_entity(line: &str, at: usize) -> bool {
    ["&lt;", "&gt;", "&quot;", "&#34;", "&#39;", "&apos;"]
        .iter()
        .any(|entity| has_word(line, at, entity))
}
