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

/// Servers whose names do not say what they serve.
const SERVERS: [&str; 22] = [
    "404.city",
    "chatme.im",
    "conversations.im",
    "creep.im",
    "darkjabber.cc",
    "default.rs",
    "disroot.org",
    "dukgo.com",
    "draugr.de",
    "exploit.im",
    "hot-chilli.net",
    "jabb.im",
    "jwchat.org",
    "jappix.com",
    "movim.eu",
    "securejabber.me",
    "sj.ms",
    "suchat.org",
    "thesecure.biz",
    "trashserver.net",
    "yax.im",
    "zloy.im",
];

/// Whether the address that stands at `start`, on this host, is one.
pub(crate) fn is_address(line: &str, start: usize, host: &str) -> bool {
    let scheme = byte_before(line, start) == b':'
        && start
            .checked_sub(5)
            .is_some_and(|at| has_word(line, at, "xmpp:"));
    let named = host.split('.').any(is_named);
    scheme || named || SERVERS.contains(&host) || has_word_before(line, start, 16, &WORDS)
}

/// Whether a label says what it serves: `jabber`, `xmpp2`, `securejabber`, `jabber-example`.
fn is_named(label: &str) -> bool {
    let after = |word| label.split_once(word).map(|(_, rest)| rest);
    let rest = after("jabber").or_else(|| after("xmpp"));
    rest.is_some_and(|rest| {
        !rest.starts_with(|c: char| c.is_ascii_lowercase()) || matches!(rest, "ix" | "mail" | "es")
    })
}
