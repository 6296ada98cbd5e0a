//! The host of a URL that was decoded: a pass over the text cannot see it.

use crate::{
    authority::{Head, Host},
    candidate::Candidate,
    flags::Flags,
    host::{host_flags, is_listed, normal_host},
    ip::{ipv4_flags, ipv6_flags, parse_ipv4},
    kind::Kind,
    marks::Reading,
    recognise::{onion, scan::Scanner},
    text::slice,
    via::Via,
};

/// Reports the host of the URL with this head in the decoded `text`. `place` says where in the line
/// a range of the text stands.
pub(crate) fn report(
    scanner: &mut Scanner<'_, '_>,
    text: &str,
    head: &Head,
    via: Via,
    place: impl Fn(usize, usize) -> Option<(usize, usize)>,
) {
    let (mut start, mut end) = head.host;
    if head.host_kind != Host::Name {
        (start, end) = (start + 1, end.saturating_sub(1));
    }
    let raw = slice(text, start, end);
    let reading = Reading::from(scanner.options);
    let Some((kind, flags)) = kind_of(scanner, raw, head, &head.host_text(text, reading)) else {
        return;
    };
    if let Some((from, to)) = place(start, end) {
        let mut candidate = Candidate::new(kind, from, to, flags);
        candidate.decoded = Some(raw.into());
        candidate.via = via;
        scanner.report(candidate);
    }
}

fn kind_of(scanner: &Scanner<'_, '_>, raw: &str, head: &Head, host: &str) -> Option<(Kind, Flags)> {
    let host = normal_host(host);
    match head.host_kind {
        Host::Empty => return None,
        Host::Ipv6(address) => return Some((Kind::Ipv6, ipv6_flags(address))),
        Host::Name => {}
    }
    if let Some(address) = parse_ipv4(&host) {
        return Some((Kind::Ipv4, ipv4_flags(address)));
    }
    let flags = host_flags(raw, &host);
    if let Some(onion) = onion::flags(&host).filter(|_| scanner.options.kinds.contains(Kind::Onion))
    {
        return Some((Kind::Onion, flags.union(onion)));
    }
    let listed = !scanner.options.check_tld || is_listed(&host, head.is_defanged());
    (listed && host.contains('.')).then_some((Kind::Domain, flags))
}
