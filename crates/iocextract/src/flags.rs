//! What is worth knowing about an indicator beside its kind.

use std::{fmt, str::FromStr};

macro_rules! flags {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $weight:literal;)*) => {
        /// One property of an indicator.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Flag { $($(#[$doc])* $variant,)* }

        impl Flag {
            const ALL: &'static [Flag] = &[$(Flag::$variant,)*];

            /// The name used in output.
            pub const fn name(self) -> &'static str {
                match self { $(Flag::$variant => $name,)* }
            }

            /// What is left of the confidence in an indicator with this flag.
            const fn weight(self) -> f32 {
                match self { $(Flag::$variant => $weight,)* }
            }
        }
    };
}

flags! {
    /// An address for private networks (RFC 1918, RFC 4193).
    Private = "private", 1.0;
    /// An address of the host itself.
    Loopback = "loopback", 1.0;
    /// An address that is not routed (RFC 3927, RFC 4291).
    LinkLocal = "link-local", 1.0;
    /// An address or a name set aside for examples (RFC 5737, RFC 3849, RFC 6761).
    Documentation = "documentation", 1.0;
    /// An address or a name that is reserved in another way (RFC 6890, RFC 6761).
    Reserved = "reserved", 0.9;
    /// A multicast address.
    Multicast = "multicast", 1.0;
    /// An IPv4 address with leading zeros, which some software reads as octal.
    LeadingZeros = "leading-zeros", 0.7;
    /// An IPv4 address that stands where version numbers stand.
    VersionLike = "version-like", 0.3;
    /// Letters or digits touch it.
    Glued = "glued", 0.6;
    /// A domain that could as well be the name of a file.
    FileNameLike = "file-name-like", 0.4;
    /// A domain that could as well be a member expression in program text.
    CodeLike = "code-like", 0.4;
    /// No public suffix covers the host.
    UnlistedSuffix = "unlisted-suffix", 0.7;
    /// A name with letters beyond ASCII, or with an `xn--` label.
    Idn = "idn", 1.0;
    /// One label mixes Latin letters with those of another alphabet.
    MixedScript = "mixed-script", 1.0;
    /// Characters that cannot be seen stand in it or touch it; the value leaves them out.
    Invisible = "invisible", 0.9;
    /// A URL without its scheme: a host, and a path or a query after it.
    NoScheme = "no-scheme", 0.9;
    /// The port of the URL is above 65535.
    InvalidPort = "invalid-port", 0.8;
    /// A port follows the address.
    Port = "port", 1.0;
    /// A prefix length follows the address: a network, not a host.
    Cidr = "cidr", 1.0;
    /// An IPv6 address that holds an IPv4 address (RFC 4291, section 2.5.5.2).
    Ipv4Mapped = "ipv4-mapped", 1.0;
    /// The address has a zone (RFC 4007), which the value leaves out.
    Zone = "zone", 1.0;
    /// It was percent-encoded more than once.
    NestedEncoding = "nested-encoding", 0.9;
    /// One symbol repeated, or decimal digits alone where others are to be expected.
    Uniform = "uniform", 0.5;
    /// Other things are written in the same way, and nothing beside it tells.
    Ambiguous = "ambiguous", 0.5;
    /// An address of a coin or a service that has no checksum, or is spelled without it.
    NoChecksum = "no-checksum", 0.8;
    /// An address of a coin's test network.
    Testnet = "testnet", 1.0;
    /// A network whose address has bits set beyond its prefix.
    HostBits = "host-bits", 1.0;
}

/// The error of parsing a [`Flag`]: none has that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown flag {name:?}: expected one of {}", names())]
pub struct UnknownFlag {
    name: String,
}

fn names() -> String {
    let names: Vec<_> = Flag::ALL.iter().map(|flag| flag.name()).collect();
    names.join(", ")
}

impl FromStr for Flag {
    type Err = UnknownFlag;

    fn from_str(name: &str) -> Result<Flag, UnknownFlag> {
        let mut flags = Flag::ALL.iter().copied();
        flags.find(|flag| flag.name() == name).ok_or_else(|| {
            let name = name.to_owned();
            UnknownFlag { name }
        })
    }
}

/// A set of [`Flag`]s.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Flags(u32);

impl Flags {
    /// No flag.
    pub const NONE: Flags = Flags(0);

    /// This set and `flag`.
    #[must_use]
    pub const fn with(self, flag: Flag) -> Flags {
        Flags(self.0 | 1 << flag as u32)
    }

    /// This set, and `flag` if `yes`.
    pub(crate) const fn with_if(self, yes: bool, flag: Flag) -> Flags {
        if yes { self.with(flag) } else { self }
    }

    /// What is in either set.
    pub(crate) const fn union(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    /// Whether `flag` is in the set.
    pub const fn contains(self, flag: Flag) -> bool {
        self.0 & (1 << flag as u32) != 0
    }

    /// Whether the sets have a flag in common.
    pub const fn intersects(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the set has no flag.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The flags of the set.
    pub fn flags(self) -> impl Iterator<Item = Flag> {
        Flag::ALL
            .iter()
            .copied()
            .filter(move |&flag| self.contains(flag))
    }

    /// The names of the flags of the set: `private`, `file-name-like`, …
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        self.flags().map(Flag::name)
    }

    /// What the flags leave of a confidence of 1.
    pub(crate) fn weight(self) -> f32 {
        self.flags().map(Flag::weight).product()
    }
}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
