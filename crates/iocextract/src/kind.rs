//! What an indicator is: the kinds, and sets of them.

use std::{fmt, str::FromStr};

/// The kind of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// An IPv4 address in dotted decimal.
    Ipv4,
    /// An IPv6 address (RFC 4291), with or without a zone.
    Ipv6,
    /// A domain name under a public suffix.
    Domain,
    /// A URL with its scheme.
    Url,
    /// An e-mail address.
    Email,
    /// 32 hexadecimal digits.
    Md5,
    /// 40 hexadecimal digits.
    Sha1,
    /// 64 hexadecimal digits.
    Sha256,
    /// A drive, UNC, device or relative path with backslashes.
    WindowsPath,
    /// A rooted, home or dotted path with slashes.
    LinuxPath,
    /// A pattern of the caller's own.
    Custom(CustomId),
}

/// Which of an extractor's own patterns matched, counted from 0 in the order they were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomId(pub(crate) u32);

impl CustomId {
    /// The pattern's place in the order of addition.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Kind {
    /// Every built-in kind.
    pub const BUILT_IN: [Kind; 10] = [
        Kind::Ipv4,
        Kind::Ipv6,
        Kind::Domain,
        Kind::Url,
        Kind::Email,
        Kind::Md5,
        Kind::Sha1,
        Kind::Sha256,
        Kind::WindowsPath,
        Kind::LinuxPath,
    ];

    /// The name used in output: `ipv4`, `windows_path`, …; `custom` for a pattern of the caller's.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Ipv4 => "ipv4",
            Kind::Ipv6 => "ipv6",
            Kind::Domain => "domain",
            Kind::Url => "url",
            Kind::Email => "email",
            Kind::Md5 => "md5",
            Kind::Sha1 => "sha1",
            Kind::Sha256 => "sha256",
            Kind::WindowsPath => "windows_path",
            Kind::LinuxPath => "linux_path",
            Kind::Custom(_) => "custom",
        }
    }

    /// Which of two kinds with the same span is meant: the lower rank.
    pub(crate) const fn rank(self) -> u8 {
        match self {
            Kind::Ipv4 | Kind::Ipv6 | Kind::Url => 0,
            Kind::Email | Kind::Md5 | Kind::Sha1 | Kind::Sha256 => 1,
            Kind::Domain => 2,
            Kind::WindowsPath => 3,
            Kind::LinuxPath => 4,
            Kind::Custom(_) => u8::MAX,
        }
    }

    const fn bit(self) -> u16 {
        match self {
            Kind::Ipv4 => 1,
            Kind::Ipv6 => 1 << 1,
            Kind::Domain => 1 << 2,
            Kind::Url => 1 << 3,
            Kind::Email => 1 << 4,
            Kind::Md5 => 1 << 5,
            Kind::Sha1 => 1 << 6,
            Kind::Sha256 => 1 << 7,
            Kind::WindowsPath => 1 << 8,
            Kind::LinuxPath => 1 << 9,
            Kind::Custom(_) => 1 << 10,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The error of parsing a [`Kind`]: no built-in kind has that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown indicator type {name:?}: expected one of ipv4, ipv6, domain, url, email, md5, sha1, sha256, windows_path, linux_path"
)]
pub struct UnknownKind {
    name: String,
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Kind, UnknownKind> {
        Kind::BUILT_IN
            .into_iter()
            .find(|kind| kind.as_str() == name)
            .ok_or_else(|| UnknownKind {
                name: name.to_owned(),
            })
    }
}

/// A set of kinds. The patterns of the caller's own count as one member.
///
/// ```
/// use iocextract::{Kind, KindSet};
///
/// let kinds = KindSet::HASHES.with(Kind::Ipv4).without(Kind::Md5);
/// assert!(kinds.contains(Kind::Sha1) && !kinds.contains(Kind::Md5));
/// assert_eq!(kinds.iter().count(), 3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KindSet(u16);

impl KindSet {
    /// No kind.
    pub const NONE: KindSet = KindSet(0);
    /// Every kind, patterns of the caller's own among them.
    pub const ALL: KindSet = KindSet((1 << 11) - 1);
    /// Addresses, domains, URLs and e-mail addresses.
    pub const NETWORK: KindSet = KindSet::NONE
        .with(Kind::Ipv4)
        .with(Kind::Ipv6)
        .with(Kind::Domain)
        .with(Kind::Url)
        .with(Kind::Email);
    /// MD5, SHA-1 and SHA-256.
    pub const HASHES: KindSet = KindSet::NONE
        .with(Kind::Md5)
        .with(Kind::Sha1)
        .with(Kind::Sha256);
    /// Windows and Linux paths.
    pub const PATHS: KindSet = KindSet::NONE.with(Kind::WindowsPath).with(Kind::LinuxPath);

    /// This set and `kind`.
    pub const fn with(self, kind: Kind) -> KindSet {
        KindSet(self.0 | kind.bit())
    }

    /// This set without `kind`.
    pub const fn without(self, kind: Kind) -> KindSet {
        KindSet(self.0 & !kind.bit())
    }

    /// Whether `kind` is in the set.
    pub const fn contains(self, kind: Kind) -> bool {
        self.0 & kind.bit() != 0
    }

    /// Whether the sets have a kind in common.
    pub const fn intersects(self, other: KindSet) -> bool {
        self.0 & other.0 != 0
    }

    /// The built-in kinds of the set, in the order of [`Kind::BUILT_IN`].
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::BUILT_IN
            .into_iter()
            .filter(move |&kind| self.contains(kind))
    }
}

impl FromIterator<Kind> for KindSet {
    fn from_iter<I: IntoIterator<Item = Kind>>(kinds: I) -> KindSet {
        kinds.into_iter().fold(KindSet::NONE, KindSet::with)
    }
}
