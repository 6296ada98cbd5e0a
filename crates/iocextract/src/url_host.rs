//! The host in the value of a URL.

use crate::{authority::Host, refang::url_head, text::slice};

/// The host of a URL as [`Indicator::value`](crate::Indicator::value) gives it, without brackets
/// around an address; nothing if it has none.
pub(crate) fn url_host(url: &str) -> &str {
    let Some(head) = url_head(url) else {
        return "";
    };
    let (start, end) = head.host;
    match head.host_kind {
        Host::Ipv6(_) => slice(url, start + 1, end.saturating_sub(1)),
        _ => slice(url, start, end),
    }
}
