//! Bitcoin: `1…` and `3…` in Base58Check (versions 0 and 5), `bc1…` in Bech32 or Bech32m.
//!
//! Sources: Bitcoin wiki, "List of address prefixes"; BIP 173; BIP 350; BIP 142 for test networks.

use super::Token;
use crate::{
    codec::{base58, bech32},
    flags::{Flag, Flags},
};

pub(super) fn recognise(token: &Token<'_>) -> Option<Flags> {
    let (text, testnet) = (token.text, Flags::NONE.with(Flag::Testnet));
    if token.starts_with_any(b"bBtT") {
        return match bech32::segwit(text, &["bc", "tb"])? {
            "bc" => Some(Flags::NONE),
            _ => Some(testnet),
        };
    }
    if !matches!(text.len(), 25..=35) {
        return None;
    }
    if token.starts_with_any(b"13") {
        return base58::has_version(text, &[&[0], &[5]], 20).then_some(Flags::NONE);
    }
    let test = token.starts_with_any(b"mn2");
    (test && base58::has_version(text, &[&[0x6f], &[0xc4]], 20)).then_some(testnet)
}
