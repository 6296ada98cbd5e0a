//! The part of a URL that names a server (RFC 3986, section 3.2), plain or defanged.

use std::{borrow::Cow, net::Ipv6Addr};

use crate::{
    byte_set::ByteSet,
    host::{is_host, is_listed, normal_host},
    ip::parse_ipv4,
    ipv6,
    marks::{Reading, colon, escaped},
    name::Name,
    scheme::{Prefix, Slash},
    style::Style,
    text::{byte, has_word, head, run_end, slice, tail},
};

/// How far a user name is looked for.
const LONGEST_USER: usize = 256;

/// A scheme and an authority, as they stand in text.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) prefix: Prefix,
    /// User name and password, and the `@`.
    pub(crate) user: (usize, usize),
    pub(crate) host: (usize, usize),
    pub(crate) host_kind: Host,
    /// The digits of the port, if there are any.
    pub(crate) port: (usize, usize),
    /// Whether the host is a name that is spelled plainly.
    pub(crate) plain_name: bool,
    /// Whether host, port or the slash after them is defanged.
    pub(crate) defanged: bool,
    /// Where the authority ends.
    pub(crate) end: usize,
    /// Where the path goes on after a slash in brackets, else `end`.
    pub(crate) path: usize,
}

/// What stands where a host belongs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Host {
    /// Nothing, as in `file:///etc/passwd`.
    Empty,
    /// An address in brackets.
    Ipv6(Ipv6Addr),
    /// A name or an IPv4 address.
    Name,
}

/// Why no authority was read, and up to where the text was judged.
pub(crate) struct Unread(pub(crate) usize);

impl Head {
    /// The scheme and authority that `prefix` begins.
    pub(crate) fn read(line: &str, prefix: Prefix, reading: Reading) -> Result<Head, Unread> {
        let reading = prefix.reading(reading);
        let user = match prefix.has_scheme() && !prefix.spaced {
            true => (prefix.end, user_end(line, prefix.end)),
            false => (prefix.end, prefix.end),
        };
        let mut head = Head {
            user,
            host: (user.1, user.1),
            host_kind: Host::Empty,
            port: (user.1, user.1),
            plain_name: false,
            defanged: false,
            end: user.1,
            path: user.1,
            prefix,
        };
        head.read_host(line, reading)?;
        head.read_port(line, reading);
        head.path = head.end + head.marked_slash(line, reading);
        head.defanged |= head.path > head.end;
        Ok(head)
    }

    /// The length of a slash before the path that is spelled in another way.
    fn marked_slash(&self, line: &str, reading: Reading) -> usize {
        if !reading.defanged {
            return 0;
        }
        if reading.reads(Style::SchemeSign) && slice(line, self.end, self.end + 3) == "[/]" {
            return 3;
        }
        let spaced = self.prefix.has_scheme() && reading.reads(Style::Spaced);
        let wide = spaced && has_word(line, self.end, " [/] ");
        if wide && byte(line, self.end + 5).is_ascii_alphanumeric() {
            return 5;
        }
        let gap = self.prefix.spaced && has_word(line, self.end, " /");
        if gap && !matches!(byte(line, self.end + 2), b' ' | b'/') {
            return 2;
        }
        escaped(line, self.end, b'/', reading).map_or(0, |mark| mark.len)
    }

    fn read_host(&mut self, line: &str, reading: Reading) -> Result<(), Unread> {
        let start = self.user.1;
        let scheme = slice(line, self.prefix.word.0, self.prefix.word.1);
        if scheme.eq_ignore_ascii_case("file") && byte(line, start) == b'/' {
            return Ok(());
        }
        if let Some((address, end)) = bracketed_ipv6(line, start, reading) {
            self.defanged = has_word(line, start, "[") && slice(line, start, end).contains("[:]");
            self.host = (start, end);
            self.host_kind = Host::Ipv6(address);
            self.end = end;
            return Ok(());
        }
        let boxed = byte(line, start) == b'[' && reading.reads(Style::SchemeBrackets);
        let start = start + usize::from(boxed);
        let name = trimmed(line, Name::read(line, start, reading), reading);
        let text = name.text(line, reading);
        let host = normal_host(&text);
        if name.labels == 0 || !is_host(&host) || !self.prefix.allows(&host) {
            return Err(Unread(name.end));
        }
        if boxed {
            return self.read_boxed(line, name, &host);
        }
        // The final dot of a full name counts where the URL goes on.
        let next = byte(line, name.end + 1);
        let port = next == b':' && byte(line, name.end + 2).is_ascii_digit();
        let rooted = byte(line, name.end) == b'.' && (next == b'/' || port);
        self.host = (start, name.end);
        self.host_kind = Host::Name;
        self.plain_name = !name.defanged;
        self.defanged = name.defanged;
        self.end = name.end + usize::from(rooted);
        Ok(())
    }

    /// A name in brackets, `http://[evil.com]/a`, that can only be a host.
    fn read_boxed(&mut self, line: &str, name: Name, host: &str) -> Result<(), Unread> {
        let closes = byte(line, name.end) == b']';
        if !closes || name.labels < 2 || !(is_listed(host, true) || parse_ipv4(host).is_some()) {
            return Err(Unread(name.end));
        }
        self.host = (name.start, name.end);
        self.host_kind = Host::Name;
        self.defanged = true;
        self.end = name.end + 1;
        Ok(())
    }

    fn read_port(&mut self, line: &str, reading: Reading) {
        let Some(mark) = colon(line, self.end, reading) else {
            self.port = (self.end, self.end);
            return;
        };
        let start = self.end + mark.len;
        let end = run_end(line, start, |b| b.is_ascii_digit());
        self.port = (start, end);
        if end > start {
            self.end = end;
            self.defanged |= mark.defanged;
        }
    }

    /// The host with plain dots.
    pub(crate) fn host_text<'l>(&self, line: &'l str, reading: Reading) -> Cow<'l, str> {
        match self.host_kind {
            Host::Name if self.plain_name => Cow::Borrowed(slice(line, self.host.0, self.host.1)),
            Host::Name => {
                let reading = self.prefix.reading(reading);
                let name = Name::read(line, self.host.0, reading);
                trimmed(line, name, reading).text(line, reading)
            }
            Host::Ipv6(_) => ipv6::plain_bracketed(slice(line, self.host.0, self.host.1)),
            _ => Cow::Borrowed(slice(line, self.host.0, self.host.1)),
        }
    }

    /// Whether `host`, which is its own, is a name under a public suffix or an address.
    pub(crate) fn has_good_host(&self, host: &str) -> bool {
        let host = normal_host(host);
        match self.host_kind {
            Host::Empty => false,
            Host::Ipv6(_) => true,
            Host::Name => parse_ipv4(&host).is_some() || is_listed(&host, false),
        }
    }

    /// Whether the port is a number that no port has.
    pub(crate) fn has_invalid_port(&self, line: &str) -> bool {
        let digits = slice(line, self.port.0, self.port.1);
        !digits.is_empty() && digits.parse::<u16>().is_err()
    }

    /// Whether anything in it is defanged.
    pub(crate) fn is_defanged(&self) -> bool {
        let prefix = &self.prefix;
        prefix.replacement.is_some()
            || prefix.defanged
            || prefix.slash != Slash::Plain
            || self.defanged
    }
}

/// A dotted host ends before hyphens and underscores that nothing follows.
fn trimmed(line: &str, name: Name, reading: Reading) -> Name {
    let raw = slice(line, name.start, name.end);
    let kept = raw.trim_end_matches(['-', '_']);
    if name.labels < 2 || kept.len() == raw.len() {
        return name;
    }
    Name::part(line, name.start, name.start + kept.len(), reading)
}

/// Where the user name that starts at `start` ends, its `@` included; `start` if there is none.
fn user_end(line: &str, start: usize) -> usize {
    /// What ends the authority of a URL.
    const ENDS: ByteSet = ByteSet::of(b"/?#\\\"'<>`|").with_range(0, b' ');
    let bytes = line.as_bytes().get(start..).unwrap_or(&[]);
    let near = bytes.get(..LONGEST_USER).unwrap_or(bytes);
    let len = near.iter().position(|&b| ENDS.contains(b));
    let region = near.get(..len.unwrap_or(near.len())).unwrap_or(near);
    memchr::memrchr(b'@', region).map_or(start, |index| start + index + 1)
}

/// An address in brackets, its own colons plain or in brackets too.
fn bracketed_ipv6(line: &str, at: usize, reading: Reading) -> Option<(Ipv6Addr, usize)> {
    let rest = tail(line, at).strip_prefix('[')?;
    let defanged = if reading.defanged {
        ipv6::bracketed_end(line, at, reading)
    } else {
        None
    };
    let close = match defanged {
        Some(end) => end - at - 2,
        None => rest.bytes().take(64).position(|b| b == b']')?,
    };
    let inner = ipv6::plain(head(rest, close), reading);
    // RFC 6874: the zone follows as `%25`.
    let address = inner.split('%').next()?.parse().ok()?;
    Some((address, at + close + 2))
}

impl Prefix {
    /// How the host after it is read.
    fn reading(&self, reading: Reading) -> Reading {
        Reading {
            gaps: self.spaced && reading.defanged,
            ..reading
        }
    }

    /// Whether there is a scheme.
    pub(crate) fn has_scheme(&self) -> bool {
        self.word.1 > self.word.0
    }

    /// Whether a URL with this prefix may have this host: a doubtful prefix needs a good one.
    fn allows(&self, host: &str) -> bool {
        !self.doubtful || parse_ipv4(host).is_some() || is_listed(host, false)
    }
}
