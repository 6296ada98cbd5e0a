//! Indicators at random, from the ranges and names that are reserved for documentation
//! (RFC 5737, RFC 3849, RFC 2606).

use std::net::Ipv6Addr;

use super::rng::Rng;
use super::script::{Ioc, Kind};

pub(super) const USERS: [&str; 12] = [
    "alice", "bruno", "chen", "dalia", "emre", "fatou", "greta", "hugo", "ines", "jonas", "kim",
    "lena",
];

const WORDS: [&str; 14] = [
    "cdn", "login", "portal", "beacon", "files", "update", "mirror", "static", "gate", "relay",
    "sync", "drop", "stage", "panel",
];

const HEX: &[u8; 16] = b"0123456789abcdef";
const LOWER: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";

pub(super) fn word(rng: &mut Rng) -> String {
    let len = usize::try_from(rng.between(5, 9)).unwrap_or(6);
    rng.symbols(LOWER, len)
}

/// A host under one of the reserved names.
pub(super) fn host(rng: &mut Rng) -> String {
    let base = rng.pick(&["example.com", "example.net", "example.org"]);
    format!("{}-{}.{base}", rng.pick(&WORDS), rng.between(1, 99))
}

/// An address of a documentation range.
pub(super) fn address(rng: &mut Rng) -> String {
    format!(
        "{}.{}",
        rng.pick(&["192.0.2", "198.51.100", "203.0.113"]),
        rng.between(1, 254)
    )
}

pub(super) fn ipv4(rng: &mut Rng) -> Ioc {
    Ioc::plain(Kind::Ipv4, address(rng))
}

pub(super) fn private_ipv4(rng: &mut Rng) -> Ioc {
    Ioc::plain(
        Kind::Ipv4,
        format!("10.20.{}.{}", rng.between(0, 31), rng.between(1, 254)),
    )
}

pub(super) fn ipv6(rng: &mut Rng) -> Ioc {
    Ioc::plain(Kind::Ipv6, address6(rng).to_string())
}

/// An address with every group and digit written out, in capitals.
pub(super) fn ipv6_in_full(rng: &mut Rng) -> Ioc {
    let address = address6(rng);
    let groups = address.segments().map(|group| format!("{group:04X}"));
    Ioc::spelled(Kind::Ipv6, groups.join(":"), address.to_string())
}

pub(super) fn domain(rng: &mut Rng) -> Ioc {
    Ioc::plain(Kind::Domain, host(rng))
}

pub(super) fn domain_in_capitals(rng: &mut Rng) -> Ioc {
    let host = host(rng);
    Ioc::spelled(Kind::Domain, host.to_uppercase(), host)
}

pub(super) fn email(rng: &mut Rng) -> Ioc {
    let value = format!("{}.{}@{}", rng.pick(&USERS), word(rng), host(rng));
    Ioc::plain(Kind::Email, value)
}

/// A URL of one of the shapes that downloads take.
pub(super) fn url(rng: &mut Rng) -> Ioc {
    let place = match rng.below(4) {
        0 => address(rng),
        1 => format!("{}:8080", host(rng)),
        _ => host(rng),
    };
    let scheme = rng.pick(&["http", "https"]);
    let file = match rng.below(4) {
        0 => format!("{}.exe", word(rng)),
        1 => format!("{}?id={}&v=2", word(rng), rng.between(100, 999)),
        2 => format!("a/{}.ps1", word(rng)),
        _ => format!("{}%20notes.txt", word(rng)),
    };
    Ioc::plain(Kind::Url, format!("{scheme}://{place}/{file}"))
}

/// A URL whose host is an IPv6 address in brackets.
pub(super) fn url_with_ipv6(rng: &mut Rng) -> Ioc {
    Ioc::plain(
        Kind::Url,
        format!("http://[{}]:8080/{}", address6(rng), word(rng)),
    )
}

/// A URL that carries another one, percent-encoded, in its query: the outer and the inner one.
pub(super) fn redirect(rng: &mut Rng) -> (Ioc, Ioc) {
    let inner = format!("http://{}/{}.exe", host(rng), word(rng));
    let encoded = inner.replace(':', "%3A").replace('/', "%2F");
    let outer = format!("https://{}/redirect?u={encoded}&t=1", host(rng));
    let inner = Ioc {
        kind: Kind::Url,
        raw: encoded,
        value: inner,
        via: "url-decoded",
        defanged: false,
    };
    (Ioc::plain(Kind::Url, outer), inner)
}

/// A digest of the given kind, sometimes in capitals.
pub(super) fn digest(rng: &mut Rng, kind: Kind) -> Ioc {
    let len = match kind {
        Kind::Md5 => 32,
        Kind::Sha1 => 40,
        _ => 64,
    };
    let value = rng.hex(len);
    match rng.below(3) {
        0 => Ioc::spelled(kind, value.to_uppercase(), value),
        _ => Ioc::plain(kind, value),
    }
}

/// A file of a user, without a space in its path.
pub(super) fn windows_path(rng: &mut Rng) -> Ioc {
    let folder = rng.pick(&[
        r"AppData\Local\Temp",
        "Downloads",
        r"AppData\Roaming\Sync",
        "Documents",
    ]);
    let extension = rng.pick(&["exe", "dll", "txt", "ps1", "docx", "log", "vbs"]);
    let value = format!(
        r"C:\Users\{}\{folder}\{}.{extension}",
        rng.pick(&USERS),
        word(rng)
    );
    Ioc::plain(Kind::WindowsPath, value)
}

/// The same with doubled backslashes, as in JSON: it stays as it stood.
pub(super) fn escaped_windows_path(rng: &mut Rng) -> Ioc {
    Ioc::plain(
        Kind::WindowsPath,
        windows_path(rng).value.replace('\\', r"\\"),
    )
}

/// A path with spaces; it must stand in quotation marks.
pub(super) fn spaced_windows_path(rng: &mut Rng) -> Ioc {
    let value = format!(
        r"C:\Program Files\Contoso\Sync Tools {}\{}.exe",
        rng.between(1, 9),
        word(rng)
    );
    Ioc::plain(Kind::WindowsPath, value)
}

pub(super) fn share(rng: &mut Rng) -> Ioc {
    let value = format!(
        r"\\fileserver{:02}\{}\{}.docx",
        rng.between(1, 9),
        word(rng),
        word(rng)
    );
    Ioc::plain(Kind::WindowsPath, value)
}

pub(super) fn linux_path(rng: &mut Rng) -> Ioc {
    let folder = rng.pick(&[
        "/tmp/.cache",
        "/var/log/app",
        "/home/dev/build",
        "/opt/agent/bin",
        "/etc/cron.d",
    ]);
    Ioc::plain(Kind::LinuxPath, format!("{folder}/{}", word(rng)))
}

pub(super) fn guid(rng: &mut Rng) -> String {
    let mut part = |len| rng.symbols(HEX, len);
    format!(
        "{}-{}-{}-{}-{}",
        part(8),
        part(4),
        part(4),
        part(4),
        part(12)
    )
}

fn address6(rng: &mut Rng) -> Ipv6Addr {
    let mut group = || u16::try_from(rng.between(1, 0xffff)).unwrap_or(1);
    Ipv6Addr::new(0x2001, 0xdb8, group(), 0, 0, 0, group(), group())
}
