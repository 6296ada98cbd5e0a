//! Networks: an address, a slash, and the length of the prefix, or an IPv4 mask.
//!
//! Sources: RFC 4632, section 3.1; RFC 4291, section 2.3; RFC 950, section 2.1, for masks.

use std::{borrow::Cow, net::IpAddr};

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    ip::parse_ipv4,
    ipv6,
    kind::Kind,
    marks::{Reading, closing},
    recognise::scan::Scanner,
    text::{byte, byte_before, char_at, run_end, slice},
};

/// The longest mask has 15 digits and dots.
const LONGEST_MASK: usize = 15;

/// Reports the network of `address`, which stands from `start` to `end`.
pub(crate) fn scan_after(
    scanner: &mut Scanner<'_, '_>,
    start: usize,
    end: usize,
    address: IpAddr,
    flags: Flags,
) {
    if !scanner.options.kinds.contains(Kind::Cidr) || scanner.is_taken(start) {
        return;
    }
    let line = scanner.line;
    let slash = slash_len(line, end, Reading::from(scanner.options));
    if slash == 0 || byte_before(line, start) == b'/' {
        return;
    }
    let mask = end + slash;
    let Some((length, mask_end)) = prefix(line, mask, address.is_ipv4()) else {
        return;
    };
    let flags = flags.with_if(has_host_bits(address, length), Flag::HostBits);
    scanner.report(Candidate::new(Kind::Cidr, start, mask_end, flags));
}

/// The length of the slash at `at`: plain, in brackets, or escaped.
fn slash_len(line: &str, at: usize, reading: Reading) -> usize {
    let (first, second, third) = (byte(line, at), byte(line, at + 1), byte(line, at + 2));
    match (first, second) {
        (b'/', _) => 1,
        (b'\\', b'/') if reading.defanged => 2,
        (_, b'/') if reading.defanged && closing(first) == Some(third) => 3,
        _ => 0,
    }
}

/// The length of the prefix that stands at `at`, and its end.
fn prefix(line: &str, at: usize, v4: bool) -> Option<(u8, usize)> {
    let digits = run_end(line, at, |b| b.is_ascii_digit()).min(at + 4);
    let dotted = v4 && byte(line, digits) == b'.' && byte(line, digits + 1).is_ascii_digit();
    let end = if dotted {
        let mask = |b: u8| b.is_ascii_digit() || b == b'.';
        let end = at
            + slice(line, at, run_end(line, at, mask))
                .trim_end_matches('.')
                .len();
        if end - at > LONGEST_MASK {
            return None;
        } else {
            end
        }
    } else {
        digits
    };
    let length = length(slice(line, at, end), v4)?;
    let after = char_at(line, end);
    let goes_on = after.is_alphanumeric()
        || matches!(after, '_' | '/' | '\\')
        || (after == '.' && byte(line, end + 1).is_ascii_alphanumeric());
    (!goes_on).then_some((length, end))
}

/// What a prefix length or a mask comes to.
fn length(text: &str, v4: bool) -> Option<u8> {
    if text.contains('.') {
        let mask = parse_ipv4(text)?.to_bits();
        let ones = mask.leading_ones();
        return (ones == mask.count_ones()).then(|| u8::try_from(ones).ok())?;
    }
    let length: u8 = text.parse().ok()?;
    let plain = text.len() == 1 || !text.starts_with('0');
    (plain && length <= if v4 { 32 } else { 128 }).then_some(length)
}

/// Whether bits beyond the prefix are set: an address in the network, not the network's own.
fn has_host_bits(address: IpAddr, length: u8) -> bool {
    match address {
        IpAddr::V4(address) => address.to_bits().checked_shl(length.into()).unwrap_or(0) != 0,
        IpAddr::V6(address) => address.to_bits().checked_shl(length.into()).unwrap_or(0) != 0,
    }
}

/// The address in its normal form, and the length of the prefix.
pub(crate) fn value(text: &str) -> Cow<'_, str> {
    let Some((address, mask)) = text.rsplit_once('/') else {
        return Cow::Borrowed(text);
    };
    let v4 = !address.contains(':');
    let normal = if v4 {
        parse_ipv4(address).map(|ip| ip.to_string())
    } else {
        ipv6::normal(address)
    };
    match (normal, length(mask, v4)) {
        (Some(address), Some(length)) => Cow::Owned(format!("{address}/{length}")),
        _ => Cow::Borrowed(text),
    }
}
