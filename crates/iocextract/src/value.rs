//! The one spelling of a value that all its spellings share.

use std::{borrow::Cow, net::Ipv6Addr};

use crate::{
    authority::Host,
    host::normal_host,
    ip::parse_ipv4,
    kind::Kind,
    refang::{rebuilt, refang, url_head},
    text::slice,
};

/// The refanged, normalised form of an indicator.
pub(crate) fn value(kind: Kind, raw: &str) -> Cow<'_, str> {
    let plain = refang(kind, raw);
    let normal = match kind {
        Kind::Md5 | Kind::Sha1 | Kind::Sha256 => lower(&plain),
        Kind::Domain => normal_host(&plain),
        Kind::Ipv4 => parse_ipv4(&plain).map_or(Cow::Borrowed(&*plain), |ip| ip.to_string().into()),
        Kind::Ipv6 => ipv6(&plain),
        Kind::Email => email(&plain),
        Kind::Url => url(&plain),
        _ => Cow::Borrowed(&*plain),
    };
    if *normal == *plain {
        return plain;
    }
    Cow::Owned(normal.into_owned())
}

fn lower(text: &str) -> Cow<'_, str> {
    Cow::Owned(text.to_ascii_lowercase())
}

/// RFC 5952, section 4; the zone is the host's own affair (RFC 4007, section 11).
fn ipv6(text: &str) -> Cow<'_, str> {
    let text = text.split('%').next().unwrap_or(text);
    match text.parse::<Ipv6Addr>() {
        Ok(address) => address.to_string().into(),
        Err(_) => text.into(),
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
