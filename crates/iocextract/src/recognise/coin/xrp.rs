//! XRP ledger: `r…` in Base58Check with an alphabet of its own (version 0), and X-addresses, which
//! carry a tag too.
//!
//! Sources: XRP ledger documentation, "Addresses" and "Base58 Encodings"; XLS-5 for X-addresses.

use super::Token;
use crate::{
    codec::base58::{self, RIPPLE},
    flags::{Flag, Flags},
};

pub(super) fn recognise(token: &Token<'_>) -> Option<Flags> {
    let classic = token.starts_with_any(b"r") && matches!(token.text.len(), 25..=35);
    let tagged = token.starts_with_any(b"XT") && token.text.len() == 47;
    if !classic && !tagged {
        return None;
    }
    let decoded = base58::check(token.text, RIPPLE)?;
    match decoded.bytes() {
        [0, account @ ..] if classic && account.len() == 20 => Some(Flags::NONE),
        [5, 0x44, rest @ ..] if tagged && rest.len() == 29 => Some(Flags::NONE),
        [4, 0x93, rest @ ..] if tagged && rest.len() == 29 => Some(Flags::NONE.with(Flag::Testnet)),
        _ => None,
    }
}
