//! Addresses: their normal forms and the registries of special ones.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::flags::{Flag, Flags};

/// Four decimal octets with dots between, leading zeros allowed.
pub(crate) fn parse_ipv4(text: &str) -> Option<Ipv4Addr> {
    let first = text.bytes().next()?;
    if first < 0x80 && !first.is_ascii_digit() {
        return None;
    }
    let mut octets = text.split('.').map(octet);
    let address = Ipv4Addr::new(
        octets.next()??,
        octets.next()??,
        octets.next()??,
        octets.next()??,
    );
    octets.next().is_none().then_some(address)
}

/// One to three digits, at most 255. Full-width digits count as what UTS 46 maps them to.
pub(crate) fn octet(text: &str) -> Option<u8> {
    let mut value = 0;
    let mut digits = 0;
    for c in text.chars() {
        value = 10 * value + narrow(c).to_digit(10)?;
        digits += 1;
        if digits > 3 {
            return None;
        }
    }
    (digits > 0).then(|| u8::try_from(value).ok()).flatten()
}

/// Whether `c` is a decimal digit, full-width or not.
pub(crate) fn is_digit(c: char) -> bool {
    narrow(c).is_ascii_digit()
}

/// The ASCII character of a full-width one (UTS 46: U+FF01 to U+FF5E are mapped).
pub(crate) fn narrow(c: char) -> char {
    match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// What the registry of special addresses says (RFC 6890).
pub(crate) fn ipv4_flags(address: Ipv4Addr) -> Flags {
    let reserved = match address.octets() {
        [0 | 240..=255, ..] | [192, 0, 0, _] | [198, 18 | 19, ..] => true,
        [100, second, ..] => second & 0xc0 == 64,
        _ => false,
    };
    Flags::NONE
        .with_if(address.is_private(), Flag::Private)
        .with_if(address.is_loopback(), Flag::Loopback)
        .with_if(address.is_link_local(), Flag::LinkLocal)
        .with_if(address.is_documentation(), Flag::Documentation)
        .with_if(address.is_multicast(), Flag::Multicast)
        .with_if(reserved, Flag::Reserved)
}

/// What the registry of special addresses says (RFC 6890); of an embedded IPv4 address too.
pub(crate) fn ipv6_flags(address: Ipv6Addr) -> Flags {
    let [first, second, ..] = address.segments();
    let documentation = (first == 0x2001 && second == 0xdb8) || first & 0xfff0 == 0x3ff0;
    let flags = Flags::NONE
        .with_if(first & 0xfe00 == 0xfc00, Flag::Private)
        .with_if(address.is_loopback(), Flag::Loopback)
        .with_if(is_link_local(address), Flag::LinkLocal)
        .with_if(documentation, Flag::Documentation)
        .with_if(address.is_multicast(), Flag::Multicast)
        .with_if(address.is_unspecified(), Flag::Reserved);
    match address.to_ipv4_mapped() {
        Some(mapped) => flags.with(Flag::Ipv4Mapped).union(ipv4_flags(mapped)),
        None => flags,
    }
}

/// An address that needs a zone (RFC 4007).
pub(crate) fn is_link_local(address: Ipv6Addr) -> bool {
    let [first, ..] = address.segments();
    first & 0xffc0 == 0xfe80 || first & 0xff0f == 0xff02
}
