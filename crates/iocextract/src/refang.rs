//! Between live and defanged spellings.

use std::borrow::Cow;

use crate::kind::Kind;

/// Undoes defanging: `hxxp://evil[.]com` becomes `http://evil.com`.
///
/// Only the scheme, the separators and the host are touched; what is not defanged is borrowed.
pub fn refang(kind: Kind, text: &str) -> Cow<'_, str> {
    match kind {
        Kind::Ipv4 | Kind::Domain if text.contains("[.]") => Cow::Owned(text.replace("[.]", ".")),
        _ => Cow::Borrowed(text),
    }
}

/// Spells a value so that nothing takes it for a live link: `http://evil.com` becomes
/// `hxxp://evil[.]com`. Digests and paths stay as they are.
pub fn defang(kind: Kind, text: &str) -> Cow<'_, str> {
    match kind {
        Kind::Ipv4 | Kind::Domain => Cow::Owned(refang(kind, text).replace('.', "[.]")),
        _ => Cow::Borrowed(text),
    }
}
