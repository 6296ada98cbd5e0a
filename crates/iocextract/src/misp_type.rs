//! What MISP calls the kinds.
//!
//! Source: MISP, `describeTypes.json`, "types", and "MISP core format", section 2.4.2 (attributes).

use crate::kind::Kind;

/// The types of attributes that hold values of this kind, the one to write first.
pub(crate) const fn types(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Ipv4 | Kind::Ipv6 => &[
            "ip-dst",
            "ip-src",
            "ip-dst|port",
            "ip-src|port",
            "domain|ip",
            "ip",
        ],
        Kind::Cidr => &["ip-dst", "ip-src"],
        Kind::Domain => &["domain", "hostname", "domain|ip", "hostname|port"],
        Kind::Url => &["url", "uri", "link"],
        Kind::Email => &[
            "email",
            "email-src",
            "email-dst",
            "email-reply-to",
            "target-email",
        ],
        Kind::Md5 => &["md5", "filename|md5", "malware-sample"],
        Kind::Sha1 => &["sha1", "filename|sha1"],
        Kind::Sha224 => &["sha224", "filename|sha224"],
        Kind::Sha256 => &["sha256", "filename|sha256"],
        Kind::Sha384 => &["sha384", "filename|sha384"],
        Kind::Sha512 => &["sha512", "filename|sha512"],
        Kind::Ssdeep => &["ssdeep", "filename|ssdeep"],
        Kind::Tlsh => &["tlsh", "filename|tlsh"],
        Kind::Imphash => &["imphash", "filename|imphash"],
        Kind::Authentihash => &["authentihash", "filename|authentihash"],
        Kind::WindowsPath | Kind::LinuxPath => &["filename"],
        Kind::RegistryKey => &["regkey", "regkey|value"],
        Kind::Cve => &["vulnerability"],
        Kind::Asn => &["AS"],
        Kind::Mac => &["mac-address"],
        Kind::Onion => &["onion-address", "domain", "hostname"],
        Kind::Btc => &["btc"],
        Kind::Dash => &["dash"],
        Kind::Xmr => &["xmr"],
        Kind::UserAgent => &["user-agent"],
        Kind::Phone => &["phone-number"],
        Kind::Xmpp => &["jabber-id"],
        Kind::Uuid => &["uuid"],
        Kind::YaraRule => &["yara"],
        _ => &["text"],
    }
}
