//! One indicator that was found.

use std::{borrow::Cow, ops::Range};

use crate::{flags::Flags, kind::Kind, value::value, via::Via};

/// An indicator in a haystack: where it stands, how it is spelled, what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator<'h> {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) raw: &'h str,
    pub(crate) decoded: Option<Box<str>>,
    pub(crate) via: Via,
    pub(crate) flags: Flags,
    pub(crate) parent: Option<usize>,
}

impl<'h> Indicator<'h> {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Where it starts, in bytes.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Where it ends, in bytes.
    pub fn end(&self) -> usize {
        self.start + self.raw.len()
    }

    /// Its place in the haystack.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end()
    }

    /// Its spelling in the haystack.
    pub fn as_str(&self) -> &'h str {
        self.raw
    }

    /// Its value: refanged, and in the one spelling that all spellings share.
    ///
    /// Hosts and schemes are in lower case, IPv4 octets without leading zeros, IPv6 addresses as
    /// RFC 5952 writes them, digests in lower case. Paths, and what follows the host of a URL,
    /// stay as they stood.
    pub fn value(&self) -> Cow<'h, str> {
        match &self.decoded {
            None => value(self.kind, self.raw),
            Some(text) => Cow::Owned(value(self.kind, text).into_owned()),
        }
    }

    /// Whether it was spelled so as not to be a live link: `hxxp`, `[.]`, `(at)`, …
    pub fn is_defanged(&self) -> bool {
        let text = self.decoded.as_deref().unwrap_or(self.raw);
        matches!(crate::refang::refang(self.kind, text), Cow::Owned(_))
    }

    /// How it was read.
    pub fn via(&self) -> Via {
        self.via
    }

    /// The indicator that holds it, counted in the order of the iterator from 0.
    pub fn parent(&self) -> Option<usize> {
        self.parent
    }

    /// What is worth knowing beside the kind.
    pub fn flags(&self) -> Flags {
        self.flags
    }

    /// How sure it is that this is what it looks like, from 0 to 1: a fixed figure for the kind,
    /// lowered by the flags that tell of another reading.
    pub fn confidence(&self) -> f32 {
        let base = match self.kind {
            Kind::LinuxPath => 0.8,
            Kind::Phone => 0.6,
            Kind::Ipv4
            | Kind::Md5
            | Kind::Asn
            | Kind::Tlsh
            | Kind::Sol
            | Kind::UserAgent
            | Kind::Custom(_) => 0.9,
            Kind::Ipv6
            | Kind::Cidr
            | Kind::Domain
            | Kind::Sha1
            | Kind::Sha224
            | Kind::Sha256
            | Kind::Sha384
            | Kind::WindowsPath
            | Kind::Ssdeep
            | Kind::Imphash
            | Kind::Authentihash
            | Kind::MitreAttack
            | Kind::Mac
            | Kind::Xmpp => 0.95,
            _ => 0.99,
        };
        base * self.flags.weight()
    }
}
