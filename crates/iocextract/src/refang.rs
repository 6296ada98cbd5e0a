//! Between live and defanged spellings.

use std::borrow::Cow;

use crate::{
    authority::{Head, Host},
    ipv6,
    kind::Kind,
    local_part::{self, is_local_part},
    marks::{Mark, Reading, at_sign},
    name::Name,
    scheme::{Prefix, Slash},
    text::{byte, head, slice, tail},
};

/// Undoes defanging: `hxxp://evil[.]com/a[.]b` becomes `http://evil.com/a[.]b`.
///
/// Only the scheme, the separators and the host are touched. What is not defanged, or is not of
/// the kind, is borrowed. Loose spellings, such as `evil dot com`, are undone too.
///
/// ```
/// use iocextract::{Kind, refang};
///
/// assert_eq!(refang(Kind::Url, "hxxps[:]//evil(.)com/"), "https://evil.com/");
/// assert_eq!(refang(Kind::Email, "bob[at]evil[dot]com"), "bob@evil.com");
/// assert_eq!(refang(Kind::Ipv6, "2001[:]db8[:][:]1"), "2001:db8::1");
/// ```
pub fn refang(kind: Kind, text: &str) -> Cow<'_, str> {
    match kind {
        Kind::Domain | Kind::Onion => refang_name(text),
        Kind::Cidr => network(text),
        Kind::Ipv4 => refang_ipv4(text),
        Kind::Ipv6 => ipv6::plain(text, Reading::ALL),
        Kind::Email | Kind::Xmpp => refang_email(text),
        Kind::Url => refang_url(text),
        _ => Cow::Borrowed(text),
    }
}

/// Spells a value so that nothing takes it for a live link. What is defanged already stays so;
/// digests and paths stay as they are.
///
/// ```
/// use iocextract::{Kind, defang};
///
/// assert_eq!(defang(Kind::Url, "http://evil.com/a.b"), "hxxp://evil[.]com/a.b");
/// assert_eq!(defang(Kind::Email, "bob@evil.com"), "bob[@]evil[.]com");
/// ```
pub fn defang(kind: Kind, text: &str) -> Cow<'_, str> {
    let plain = refang(kind, text);
    let defanged = match kind {
        Kind::Domain | Kind::Onion | Kind::Ipv4 => plain.replace('.', "[.]"),
        Kind::Ipv6 | Kind::Cidr => plain.replace(':', "[:]").replace('.', "[.]"),
        Kind::Email | Kind::Xmpp => match plain.rsplit_once('@') {
            Some((local, domain)) => format!("{local}[@]{}", domain.replace('.', "[.]")),
            None => return Cow::Borrowed(text),
        },
        Kind::Url => match defang_url(&plain) {
            Some(defanged) => defanged,
            None => return Cow::Borrowed(text),
        },
        _ => return Cow::Borrowed(text),
    };
    if defanged == text {
        return Cow::Borrowed(text);
    }
    Cow::Owned(defanged)
}

/// Spells a value as the Internet-Draft `draft-grimminck-safe-ioc-sharing` recommends: a URL keeps
/// its scheme, in brackets, and every other separator is in brackets too.
///
/// ```
/// use iocextract::{Kind, defang_bracketed, refang};
///
/// let safe = defang_bracketed(Kind::Url, "http://evil.com/a.b");
/// assert_eq!(safe, "[http]://evil[.]com/a.b");
/// assert_eq!(refang(Kind::Url, &safe), "http://evil.com/a.b");
/// ```
pub fn defang_bracketed(kind: Kind, text: &str) -> Cow<'_, str> {
    let plain = refang(kind, text);
    let head = url_head(&plain).filter(|head| kind == Kind::Url && head.prefix.has_scheme());
    let Some(head) = head else {
        return defang(kind, text);
    };
    let scheme = slice(&plain, head.prefix.word.0, head.prefix.word.1);
    let user = slice(&plain, head.user.0, head.user.1);
    let host = slice(&plain, head.host.0, head.host.1);
    let host = match head.host_kind {
        Host::Ipv6(_) => host.replace(':', "[:]"),
        _ => head.host_text(&plain, Reading::ALL).replace('.', "[.]"),
    };
    let rest = tail(&plain, head.host.1);
    Cow::Owned(format!("[{scheme}]://{user}{host}{rest}"))
}

fn refang_name(text: &str) -> Cow<'_, str> {
    let name = Name::read(text, 0, Reading::ALL);
    if name.defanged && name.end == text.len() {
        return name.text(text, Reading::ALL);
    }
    Cow::Borrowed(text)
}

fn refang_ipv4(text: &str) -> Cow<'_, str> {
    let commas = text.bytes().filter(|&b| b == b',').count();
    if commas == 3 && text.bytes().all(|b| b.is_ascii_digit() || b == b',') {
        return Cow::Owned(text.replace(',', "."));
    }
    refang_name(text)
}

fn refang_email(text: &str) -> Cow<'_, str> {
    let Some((at, mark)) = last_at_sign(text) else {
        return Cow::Borrowed(text);
    };
    let (local, domain) = (head(text, at), tail(text, at + mark.len));
    let plain_local = local_part::plain(local).map_or(Cow::Borrowed(local), Cow::Owned);
    let plain_domain = refang_name(domain);
    let defanged = mark.defanged
        || matches!(plain_local, Cow::Owned(_))
        || matches!(plain_domain, Cow::Owned(_));
    // Half a bracket beside the plain at sign would be read as a part of it.
    let half =
        plain_domain.starts_with([']', ')', '}', '>']) || plain_local.ends_with(['[', '(', '{']);
    if !defanged || half || !is_local_part(&plain_local) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{plain_local}@{plain_domain}"))
}

fn last_at_sign(text: &str) -> Option<(usize, Mark)> {
    let mut last = None;
    let mut at = 0;
    while at < text.len() {
        match at_sign(text, at, Reading::ALL) {
            Some(mark) => {
                last = Some((at, mark));
                at += mark.len;
            }
            None => at += 1,
        }
    }
    last
}

/// The scheme, if there is one, and the authority of a text that is a URL from its first byte on.
pub(crate) fn url_head(text: &str) -> Option<Head> {
    let prefix = Prefix::at(text, 0, Reading::ALL).unwrap_or(Prefix::none(0));
    Head::read(text, prefix, Reading::ALL).ok()
}

fn refang_url(text: &str) -> Cow<'_, str> {
    let Some(head) = url_head(text).filter(Head::is_defanged) else {
        return Cow::Borrowed(text);
    };
    let scheme = slice(text, head.prefix.word.0, head.prefix.word.1);
    Cow::Owned(rebuilt(
        text,
        &head,
        head.prefix.replacement.unwrap_or(scheme),
        str::to_owned,
    ))
}

/// The URL with another spelling of its scheme and host, all separators plain.
pub(crate) fn rebuilt(
    text: &str,
    head: &Head,
    scheme: &str,
    spell_host: impl Fn(&str) -> String,
) -> String {
    let mut url = String::with_capacity(text.len());
    if head.prefix.has_scheme() {
        url.push_str(scheme);
        url.push_str("://");
    }
    url.push_str(slice(text, head.user.0, head.user.1));
    let host = head.host_text(text, Reading::ALL);
    url.push_str(&spell_host(&host));
    if head.port.1 > head.port.0 {
        url.push(':');
        url.push_str(slice(text, head.port.0, head.port.1));
    } else if head.end > head.host.1 && byte(text, head.host.1) == b'.' {
        url.push('.');
    }
    if head.path > head.end {
        url.push('/');
    }
    let tail = tail(text, head.path);
    match head.prefix.slash {
        Slash::Plain => url.push_str(tail),
        Slash::Back => url.push_str(&tail.replace('\\', "/")),
        Slash::Escaped => url.push_str(&tail.replace("\\/", "/")),
    }
    url
}

fn defang_url(text: &str) -> Option<String> {
    let head = url_head(text)?;
    let scheme = slice(text, head.prefix.word.0, head.prefix.word.1).to_ascii_lowercase();
    let (word, separator) = match scheme.as_str() {
        "http" => ("hxxp", "://"),
        "https" => ("hxxps", "://"),
        "ftp" => ("fxp", "://"),
        "ftps" => ("fxps", "://"),
        "sftp" => ("sfxp", "://"),
        "" => ("", ""),
        other => (other, "[:]//"),
    };
    let start = match head.host_kind {
        Host::Name => head.host_text(text, Reading::ALL).replace('.', "[.]"),
        _ => slice(text, head.host.0, head.host.1).to_owned(),
    };
    let user = slice(text, head.user.0, head.user.1);
    let rest = tail(text, head.host.1);
    Some(format!("{word}{separator}{user}{start}{rest}"))
}

/// A network with plain dots, colons and slash.
fn network(text: &str) -> Cow<'_, str> {
    let Some(slash) = text.rfind('/') else {
        return Cow::Borrowed(text);
    };
    let address = head(text, slash).trim_end_matches(['[', '(', '{', '<', '\\']);
    let mask = tail(text, slash + 1).trim_start_matches([']', ')', '}', '>']);
    let kind = if address.contains(':') {
        Kind::Ipv6
    } else {
        Kind::Ipv4
    };
    let refanged = refang(kind, address);
    if address.len() + 1 + mask.len() == text.len() && matches!(refanged, Cow::Borrowed(_)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{refanged}/{mask}"))
}
