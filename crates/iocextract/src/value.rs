//! The one spelling of a value that all its spellings share.

use std::borrow::Cow;

use crate::{
    authority::Host,
    host::normal_host,
    ip::parse_ipv4,
    ipv6,
    kind::Kind,
    recognise::{asn, cidr, cve, mac, mitre_attack, phone, registry_key, tlp, tlsh},
    refang::{rebuilt, refang, url_head},
    text::slice,
};

/// The refanged, normalised form of an indicator.
pub(crate) fn value(kind: Kind, raw: &str) -> Cow<'_, str> {
    let plain = refang(kind, raw);
    let normal = match kind {
        Kind::Md5
        | Kind::Sha1
        | Kind::Sha224
        | Kind::Sha256
        | Kind::Sha384
        | Kind::Sha512
        | Kind::Imphash
        | Kind::Authentihash
        | Kind::Uuid
        | Kind::Bch
        | Kind::GoogleAdsense => lower(&plain),
        Kind::Domain | Kind::Onion => normal_host(&plain),
        Kind::Cidr => cidr::value(&plain),
        Kind::Tlsh => tlsh::value(&plain),
        Kind::RegistryKey => registry_key::value(&plain),
        Kind::Cve => cve::value(&plain),
        Kind::MitreAttack => mitre_attack::value(&plain),
        Kind::Asn => asn::value(&plain),
        Kind::Mac => mac::value(&plain),
        Kind::Phone => phone::value(&plain),
        Kind::Tlp => tlp::value(&plain),
        Kind::GoogleAnalytics => plain.to_ascii_uppercase().into(),
        Kind::Btc | Kind::Ltc | Kind::Ada => coin(&plain),
        Kind::Ipv4 => parse_ipv4(&plain).map_or(Cow::Borrowed(&*plain), |ip| ip.to_string().into()),
        Kind::Ipv6 => ipv6(&plain),
        Kind::Email | Kind::Xmpp => email(&plain),
        Kind::Url => url(&plain),
        _ => Cow::Borrowed(&*plain),
    };
    if *normal == *plain {
        return plain;
    }
    Cow::Owned(normal.into_owned())
}

/// Bech32 may be in capitals throughout, as for QR codes (BIP 173); Base58 has its own case.
fn coin(text: &str) -> Cow<'_, str> {
    let capitals = ["BC1", "TB1", "LTC1", "ADDR1", "STAKE1"];
    match capitals.iter().any(|prefix| text.starts_with(prefix)) {
        true => lower(text),
        false => text.into(),
    }
}

fn lower(text: &str) -> Cow<'_, str> {
    Cow::Owned(text.to_ascii_lowercase())
}

/// The zone is the host's own affair (RFC 4007, section 11).
fn ipv6(text: &str) -> Cow<'_, str> {
    match ipv6::normal(text) {
        Some(address) => address.into(),
        None => text.into(),
    }
}

/// The host in lower case; the local part is the receiving host's affair (RFC 5321, section 2.4).
fn email(text: &str) -> Cow<'_, str> {
    match text.rsplit_once('@') {
        Some((local, domain)) => format!("{local}@{}", normal_host(domain)).into(),
        None => text.into(),
    }
}

/// Scheme and host in lower case (RFC 3986, section 6.2.2.1); the rest stays.
fn url(text: &str) -> Cow<'_, str> {
    let Some(head) = url_head(text) else {
        return text.into();
    };
    let scheme = slice(text, head.prefix.word.0, head.prefix.word.1).to_ascii_lowercase();
    let spell = |host: &str| match head.host_kind {
        Host::Name => match parse_ipv4(host) {
            Some(address) => address.to_string(),
            None => normal_host(host).into_owned(),
        },
        _ => host.to_ascii_lowercase(),
    };
    rebuilt(text, &head, &scheme, spell).into()
}
