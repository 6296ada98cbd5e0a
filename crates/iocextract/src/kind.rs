//! What an indicator is: the kinds, and sets of them.

use std::{fmt, str::FromStr};

/// Which of an extractor's own patterns matched, counted from 0 in the order they were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomId(pub(crate) u32);

impl CustomId {
    /// The pattern's place in the order of addition.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Each kind with its name, and its rank: which of two kinds with the same span is meant, the
/// lower one.
macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $rank:literal;)*) => {
        /// The kind of an indicator.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[$doc])* $variant,)*
            /// A pattern of the caller's own.
            Custom(CustomId),
        }

        /// The kinds without what they carry, to count them.
        #[derive(Clone, Copy)]
        enum Index { $($variant,)* Custom }

        impl Kind {
            /// Every built-in kind.
            pub const BUILT_IN: [Kind; Index::Custom as usize] = [$(Kind::$variant,)*];

            /// The name used in output: `ipv4`, `windows_path`, …; `custom` for a pattern of the
            /// caller's.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Kind::$variant => $name,)*
                    Kind::Custom(_) => "custom",
                }
            }

            pub(crate) const fn rank(self) -> u8 {
                match self {
                    $(Kind::$variant => $rank,)*
                    Kind::Custom(_) => u8::MAX,
                }
            }

            const fn index(self) -> u32 {
                match self {
                    $(Kind::$variant => Index::$variant as u32,)*
                    Kind::Custom(_) => Index::Custom as u32,
                }
            }
        }
    };
}

kinds! {
    /// An IPv4 address in dotted decimal.
    Ipv4 = "ipv4", 0;
    /// An IPv6 address (RFC 4291), with or without a zone.
    Ipv6 = "ipv6", 0;
    /// A network: an address and the length of its prefix (RFC 4632, RFC 4291).
    Cidr = "cidr", 0;
    /// A domain name under a public suffix.
    Domain = "domain", 2;
    /// A URL with its scheme.
    Url = "url", 0;
    /// An e-mail address.
    Email = "email", 1;
    /// 32 hexadecimal digits.
    Md5 = "md5", 1;
    /// 40 hexadecimal digits.
    Sha1 = "sha1", 1;
    /// 56 hexadecimal digits.
    Sha224 = "sha224", 1;
    /// 64 hexadecimal digits.
    Sha256 = "sha256", 1;
    /// 96 hexadecimal digits.
    Sha384 = "sha384", 1;
    /// 128 hexadecimal digits.
    Sha512 = "sha512", 1;
    /// A context-triggered piecewise hash.
    Ssdeep = "ssdeep", 0;
    /// A Trend Micro locality-sensitive hash.
    Tlsh = "tlsh", 0;
    /// The digest of an import table: an MD5 that a word beside it calls so.
    Imphash = "imphash", 0;
    /// The digest of a signed file's contents: one that a word beside it calls so.
    Authentihash = "authentihash", 0;
    /// A drive, UNC, device or relative path with backslashes.
    WindowsPath = "windows_path", 3;
    /// A rooted, home or dotted path with slashes.
    LinuxPath = "linux_path", 4;
    /// A key of the Windows registry, from its hive on.
    RegistryKey = "registry_key", 0;
    /// A vulnerability's number in the CVE list.
    Cve = "cve", 0;
    /// The number of a technique, tactic, group, software, mitigation, campaign or data source of
    /// MITRE ATT&CK.
    MitreAttack = "mitre_attack", 0;
    /// The number of an autonomous system (RFC 6793, RFC 5396).
    Asn = "asn", 0;
    /// A hardware address of 48 bits.
    Mac = "mac", 0;
    /// The name of a Tor onion service, version 2 or 3.
    Onion = "onion", 1;
    /// A Bitcoin address.
    Btc = "btc", 0;
    /// An Ethereum address.
    Eth = "eth", 0;
    /// A Monero address.
    Xmr = "xmr", 0;
    /// A Bitcoin Cash address.
    Bch = "bch", 0;
    /// A Litecoin address.
    Ltc = "ltc", 0;
    /// A Dash address.
    Dash = "dash", 0;
    /// A Dogecoin address.
    Doge = "doge", 0;
    /// A Ripple (XRP ledger) address.
    Xrp = "xrp", 0;
    /// A Zcash address.
    Zec = "zec", 0;
    /// A Cardano address.
    Ada = "ada", 0;
    /// A Solana address.
    Sol = "sol", 6;
    /// A Tron address.
    Trx = "trx", 0;
    /// A Tezos address.
    Xtz = "xtz", 0;
    /// A UUID (RFC 9562).
    Uuid = "uuid", 0;
    /// The products that a user agent calls itself (RFC 9110, section 10.1.5).
    UserAgent = "user_agent", 0;
    /// A telephone number (E.164).
    Phone = "phone", 5;
    /// An Amazon Resource Name.
    Arn = "arn", 0;
    /// An address for messages over XMPP (RFC 7622).
    Xmpp = "xmpp", 0;
    /// A property of Google Analytics.
    GoogleAnalytics = "google_analytics", 0;
    /// A publisher of Google AdSense.
    GoogleAdsense = "google_adsense", 0;
    /// A label of the Traffic Light Protocol.
    Tlp = "tlp", 0;
    /// A whole YARA rule, and the imports above it.
    YaraRule = "yara_rule", 0;
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The error of parsing a [`Kind`]: no built-in kind has that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown indicator type {name:?}: expected one of {}",
    built_in_names()
)]
pub struct UnknownKind {
    name: String,
}

fn built_in_names() -> String {
    Kind::BUILT_IN.map(Kind::as_str).join(", ")
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
/// let kinds = KindSet::NETWORK.with(Kind::Cve).without(Kind::Domain);
/// assert!(kinds.contains(Kind::Ipv4) && !kinds.contains(Kind::Domain));
/// assert_eq!(kinds.iter().count(), 5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KindSet(u64);

impl KindSet {
    /// No kind.
    pub const NONE: KindSet = KindSet(0);
    /// Every kind, patterns of the caller's own among them.
    pub const ALL: KindSet = KindSet((1 << (Index::Custom as u32 + 1)) - 1);
    /// What most searches are for: addresses, domains, URLs and e-mail addresses, MD5, SHA-1 and
    /// SHA-256, paths, and patterns of the caller's own.
    pub const CORE: KindSet = KindSet::of(&[
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
        Kind::Custom(CustomId(0)),
    ]);
    /// Addresses, domains, URLs and e-mail addresses.
    pub const NETWORK: KindSet =
        KindSet::of(&[Kind::Ipv4, Kind::Ipv6, Kind::Domain, Kind::Url, Kind::Email]);
    /// MD5, SHA-1 and SHA-256.
    pub const HASHES: KindSet = KindSet::of(&[Kind::Md5, Kind::Sha1, Kind::Sha256]);
    /// Windows and Linux paths.
    pub const PATHS: KindSet = KindSet::of(&[Kind::WindowsPath, Kind::LinuxPath]);
    /// Addresses of digital coins.
    pub const COINS: KindSet = KindSet::of(&[
        Kind::Btc,
        Kind::Eth,
        Kind::Xmr,
        Kind::Bch,
        Kind::Ltc,
        Kind::Dash,
        Kind::Doge,
        Kind::Xrp,
        Kind::Zec,
        Kind::Ada,
        Kind::Sol,
        Kind::Trx,
        Kind::Xtz,
    ]);

    /// The set of these kinds.
    pub const fn of(kinds: &[Kind]) -> KindSet {
        let mut set = KindSet::NONE;
        let mut rest = kinds;
        while let [first, others @ ..] = rest {
            set = set.with(*first);
            rest = others;
        }
        set
    }

    /// This set and `kind`.
    pub const fn with(self, kind: Kind) -> KindSet {
        KindSet(self.0 | 1 << kind.index())
    }

    /// This set without `kind`.
    pub const fn without(self, kind: Kind) -> KindSet {
        KindSet(self.0 & !(1 << kind.index()))
    }

    /// Whether `kind` is in the set.
    pub const fn contains(self, kind: Kind) -> bool {
        self.0 & (1 << kind.index()) != 0
    }

    /// Whether the sets have a kind in common.
    pub const fn intersects(self, other: KindSet) -> bool {
        self.0 & other.0 != 0
    }

    /// What is in either set.
    pub const fn union(self, other: KindSet) -> KindSet {
        KindSet(self.0 | other.0)
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
