//! Addresses for messages over XMPP: spelled like those of mail (RFC 7622, section 3.1), so that
//! only a word before them or the name of the server tells.
//!
//! Sources: RFC 7622; RFC 5122 for `xmpp:` URIs; the list of public servers at
//! `providers.xmpp.net` and those that crime forums name.

use crate::{
    recognise::context::has_word_before,
    text::{byte_before, has_word},
};

/// Words that such an address follows.
const WORDS: [&str; 4] = ["xmpp", "jabber", "jid", "otr"];

/// Whether the address that stands at `start`, on this host, is one.
pub(crate) fn is_address(line: &str, start: usize, host: &str) -> bool {
    let scheme = byte_before(line, start) == b':'
        && start
            .checked_sub(5)
            .is_some_and(|at| has_word(line, at, "xmpp:"));
    let named = host.split('.').any(is_named);
    scheme || named || is_server(host.as_bytes()) || has_word_before(line, start, 16, &WORDS)
}

/// Whether a label says what it serves: `jabber`, `xmpp2`, `securejabber`, `jabber-example`.
fn is_named(label: &str) -> bool {
    let after = |word| label.split_once(word).map(|(_, rest)| rest);
    let rest = after("jabber").or_else(|| after("xmpp"));
    rest.is_some_and(|rest| {
        !rest.starts_with(|c: char| c.is_ascii_lowercase()) || matches!(rest, "ix" | "mail" | "es")
    })
}

/// Servers whose names do not say what they serve.
fn is_server(host: &[u8]) -> bool {
    matches!(
        host,
        b"404.city"
            | b"chatme.im"
            | b"conversations.im"
            | b"creep.im"
            | b"darkjabber.cc"
            | b"default.rs"
            | b"disroot.org"
            | b"dukgo.com"
            | b"draugr.de"
            | b"exploit.im"
            | b"hot-chilli.net"
            | b"jabb.im"
            | b"jwchat.org"
            | b"jappix.com"
            | b"movim.eu"
            | b"securejabber.me"
            | b"sj.ms"
            | b"suchat.org"
            | b"thesecure.biz"
            | b"trashserver.net"
            | b"yax.im"
            | b"zloy.im"
    )
}
