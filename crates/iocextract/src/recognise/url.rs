//! URLs (RFC 3986) as they stand in text: where they end is a matter of what surrounds them.

use crate::{
    authority::{Head, Host},
    candidate::Candidate,
    flags::{Flag, Flags},
    host::{host_flags, normal_host},
    ip::{ipv4_flags, ipv6_flags, parse_ipv4},
    kind::Kind,
    marks::Reading,
    name::{is_invisible, is_label_char},
    recognise::carried,
    recognise::scan::Scanner,
    scheme::{Prefix, Slash},
    text::{byte, byte_before, char_at, has_word, slice, tail},
};

/// Judges the URL whose colon, or whose first underscore, stands at `at`.
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, at: usize) {
    let (line, reading) = (scanner.line, Reading::from(scanner.options));
    if at < scanner.urls_end {
        return;
    }
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
    let kept = slice(line, head.path, end).trim_end_matches(is_sentence_punctuation);
    head.path + kept.len()
}

fn is_sentence_punctuation(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '(' | '[' | '{'
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
        }
    }

    fn end(mut self, line: &str, start: usize) -> usize {
        let mut at = start;
        while let Some(len) = self.step(line, at) {
            at += len;
        }
        at
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

    fn backslash(&self, line: &str, at: usize) -> Option<usize> {
        match self.slash {
            Slash::Back => Some(1),
            Slash::Escaped if byte(line, at + 1) == b'/' => Some(2),
            _ => None,
        }
    }
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
