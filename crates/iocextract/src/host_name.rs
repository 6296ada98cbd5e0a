//! The name of a host, in both of its forms, and who gave it out.

use std::{borrow::Cow, net::IpAddr};

use crate::{
    host::is_mixed,
    indicator::Indicator,
    kind::Kind,
    punycode,
    suffix::{Suffix, public_suffix, registered, registrable},
    url_host::url_host,
};

/// The name of the host in an indicator, in lower case and with plain dots.
///
/// ```
/// let ioc = iocextract::find_iter("hxxps://login.xn--mnchen-3ya[.]github[.]io/a").next().unwrap();
/// let host = ioc.host_name().unwrap();
/// assert_eq!(host.to_unicode(), "login.münchen.github.io");
/// assert_eq!(host.to_ascii(), "login.xn--mnchen-3ya.github.io");
/// // `github.io` is a suffix for those who have a site there, and a domain for its registry.
/// assert_eq!(host.registrable(), Some("xn--mnchen-3ya.github.io"));
/// assert_eq!(host.registered(), Some("github.io"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HostName(String);

impl HostName {
    /// The name of the host that `value` is or has, if it has one: addresses are none.
    fn of(kind: Kind, value: &str) -> Option<HostName> {
        let host = match kind {
            Kind::Domain | Kind::Onion => value,
            Kind::Email | Kind::Xmpp => value.rsplit_once('@')?.1,
            Kind::Url => url_host(value),
            _ => return None,
        };
        let address = host.starts_with('[') || host.parse::<IpAddr>().is_ok();
        (!host.is_empty() && !address).then(|| HostName(host.to_owned()))
    }

    /// The name as the value has it: labels in either form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name with every `xn--` label decoded that can be (RFC 5890, the U-label).
    pub fn to_unicode(&self) -> Cow<'_, str> {
        if !self.0.contains("xn--") {
            return Cow::Borrowed(&self.0);
        }
        let decoded = |label: &str| {
            let code = label.strip_prefix("xn--");
            code.and_then(punycode::decode).unwrap_or(label.to_owned())
        };
        Cow::Owned(self.0.split('.').map(decoded).collect::<Vec<_>>().join("."))
    }

    /// The name with every label in ASCII (RFC 5890, the A-label), as it goes over the wire.
    pub fn to_ascii(&self) -> Cow<'_, str> {
        if self.0.is_ascii() {
            return Cow::Borrowed(&self.0);
        }
        let encoded = |label: &str| match label.is_ascii() {
            true => label.to_owned(),
            false => punycode::encode(label)
                .map_or_else(|| label.to_owned(), |code| format!("xn--{code}")),
        };
        Cow::Owned(self.0.split('.').map(encoded).collect::<Vec<_>>().join("."))
    }

    /// Whether a label has letters of the Latin and of another alphabet that looks like it, in
    /// whichever form it is written.
    pub fn is_mixed_script(&self) -> bool {
        self.to_unicode().split('.').any(is_mixed)
    }

    /// The public suffix, and the section of the list that it stands in.
    pub fn suffix(&self) -> Option<Suffix<'_>> {
        public_suffix(&self.0)
    }

    /// The suffix and one label more, where suffixes are also what companies hand out below their
    /// own names: the part that one owner has.
    pub fn registrable(&self) -> Option<&str> {
        registrable(&self.0)
    }

    /// The domain that somebody has from a registry.
    pub fn registered(&self) -> Option<&str> {
        registered(&self.0)
    }
}

impl Indicator<'_> {
    /// The name of the host: of a domain itself, of a URL, or of an address for mail or messages.
    /// Nothing where the host is an IP address.
    pub fn host_name(&self) -> Option<HostName> {
        HostName::of(self.kind(), &self.value())
    }
}
