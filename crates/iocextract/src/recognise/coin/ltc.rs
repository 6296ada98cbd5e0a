//! Litecoin: `L…` and `M…` in Base58Check (versions 48 and 50), `ltc1…` in Bech32.
//!
//! Source: Litecoin Core, `chainparams.cpp`. The old `3…` cannot be told from Bitcoin's.

use super::Token;
use crate::{
    codec::{base58, bech32},
    flags::Flags,
};

pub(super) fn recognise(token: &Token<'_>) -> Option<Flags> {
    let old = token.starts_with_any(b"LM")
        && matches!(token.text.len(), 33 | 34)
        && base58::has_version(token.text, &[&[48], &[50]], 20);
    let witness = || token.starts_with_any(b"lL") && bech32::segwit(token.text, &["ltc"]).is_some();
    (old || witness()).then_some(Flags::NONE)
}
