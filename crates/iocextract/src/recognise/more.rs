//! The recognisers beyond addresses, names, URLs, digests and paths, by the sign that each is found
//! at.

use crate::{
    kind::{Kind, KindSet},
    recognise::{
        arn, asn, cve, google_adsense, google_analytics, mac, mitre_attack, phone, registry_key,
        scan::Scanner, ssdeep, tlp, user_agent, uuid,
    },
    text::byte,
};

/// The kinds that are found here.
pub(crate) const KINDS: KindSet = KindSet::of(&[
    Kind::Arn,
    Kind::Asn,
    Kind::Cve,
    Kind::GoogleAdsense,
    Kind::GoogleAnalytics,
    Kind::Mac,
    Kind::MitreAttack,
    Kind::Phone,
    Kind::RegistryKey,
    Kind::Ssdeep,
    Kind::Tlp,
    Kind::UserAgent,
    Kind::Uuid,
]);

#[inline(always)]
fn ask(
    scanner: &mut Scanner<'_, '_>,
    kind: Kind,
    at: usize,
    scan: impl Fn(&mut Scanner<'_, '_>, usize),
) {
    if scanner.options.kinds.contains(kind) {
        scan(scanner, at);
    }
}

#[inline]
pub(crate) fn dash(scanner: &mut Scanner<'_, '_>, at: usize) {
    ask(scanner, Kind::Cve, at, cve::scan);
}

#[inline]
pub(crate) fn hyphen(scanner: &mut Scanner<'_, '_>, at: usize) {
    ask(scanner, Kind::Cve, at, cve::scan);
    ask(scanner, Kind::Uuid, at, uuid::scan);
    ask(scanner, Kind::Mac, at, mac::scan);
    ask(scanner, Kind::GoogleAnalytics, at, google_analytics::scan);
    ask(scanner, Kind::GoogleAdsense, at, google_adsense::scan);
    ask(scanner, Kind::Tlp, at, tlp::scan_separator);
    ask(scanner, Kind::Phone, at, phone::scan_american);
}

#[inline]
pub(crate) fn colon(scanner: &mut Scanner<'_, '_>, at: usize) {
    ask(scanner, Kind::Mac, at, mac::scan);
    ask(scanner, Kind::Ssdeep, at, ssdeep::scan);
    ask(scanner, Kind::Arn, at, arn::scan);
    ask(scanner, Kind::Tlp, at, tlp::scan_separator);
    ask(scanner, Kind::UserAgent, at, user_agent::scan_header);
}

#[inline]
pub(crate) fn dot(scanner: &mut Scanner<'_, '_>, at: usize) {
    ask(scanner, Kind::MitreAttack, at, mitre_attack::scan_dot);
    // Numbers in groups of four or three have their next dot so far away.
    if byte(scanner.line, at + 5) == b'.' {
        ask(scanner, Kind::Mac, at, mac::scan_dots);
    }
    if byte(scanner.line, at + 4) == b'.' {
        ask(scanner, Kind::Phone, at, phone::scan_american);
    }
}

#[inline]
pub(crate) fn slash(scanner: &mut Scanner<'_, '_>, at: usize) {
    ask(scanner, Kind::UserAgent, at, user_agent::scan);
}

#[inline]
pub(crate) fn backslash(scanner: &mut Scanner<'_, '_>, at: usize) {
    ask(scanner, Kind::RegistryKey, at, registry_key::scan);
}

#[inline]
pub(crate) fn plus(scanner: &mut Scanner<'_, '_>, at: usize) {
    ask(scanner, Kind::Phone, at, phone::scan);
}

/// The same for an opening bracket.
#[inline]
pub(crate) fn bracket(scanner: &mut Scanner<'_, '_>, at: usize, b: u8) {
    if matches!(b, b'(' | b'[') {
        ask(scanner, Kind::Phone, at, phone::scan_american);
        ask(scanner, Kind::Cve, at, cve::scan);
    }
}

/// The same for the beginning of a word, or of the number in it.
#[inline]
pub(crate) fn word(scanner: &mut Scanner<'_, '_>, at: usize, b: u8) {
    match b {
        b'T' => ask(scanner, Kind::Tlp, at, tlp::scan),
        b'0'..=b'9' => ask(scanner, Kind::MitreAttack, at, mitre_attack::scan),
        b'A' | b'a' => match byte(scanner.line, at + 1) {
            b'S' | b's' => ask(scanner, Kind::Asn, at, asn::scan),
            b'U' | b'u' => ask(scanner, Kind::Asn, at, asn::scan_words),
            _ => {}
        },
        _ => {}
    }
}
