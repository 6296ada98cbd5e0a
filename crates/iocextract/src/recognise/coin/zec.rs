//! Zcash: `t1…`, `t3…` and `zc…` in Base58Check, `zs1…` in Bech32, `u1…` in Bech32m.
//!
//! Sources: Zcash protocol specification, sections 5.6.1 to 5.6.3; ZIP 316 for unified addresses.

use super::Token;
use crate::{
    codec::{
        base58,
        bech32::{self, Variant},
    },
    flags::Flags,
};

/// A diversifier of 11 bytes and a key of 32.
const SAPLING: usize = 43;

/// ZIP 316 pads what it encodes with 16 bytes, and no receiver is shorter than 20.
const SHORTEST_UNIFIED: usize = 38;

pub(super) fn recognise(token: &Token<'_>) -> Option<Flags> {
    let text = token.text;
    let sound = match text.as_bytes() {
        [b't', b'1' | b'3', ..] if text.len() == 35 => {
            base58::has_version(text, &[&[0x1c, 0xb8], &[0x1c, 0xbd]], 20)
        }
        [b'z', b'c', ..] if text.len() == 95 => base58::has_version(text, &[&[0x16, 0x9a]], 64),
        [b'z', b's', b'1', ..] if text.len() == 78 => {
            has_payload(text, "zs", Variant::Bech32, |len| len == SAPLING)
        }
        [b'u', b'1', ..] if matches!(text.len(), 70..=512) => {
            has_payload(text, "u", Variant::Bech32m, |len| len >= SHORTEST_UNIFIED)
        }
        _ => false,
    };
    sound.then_some(Flags::NONE)
}

fn has_payload(text: &str, prefix: &str, variant: Variant, fits: impl Fn(usize) -> bool) -> bool {
    bech32::decode(text).is_some_and(|decoded| {
        decoded.prefix == prefix
            && decoded.variant == variant
            && bech32::bytes(decoded.data).is_some_and(|bytes| fits(bytes.len()))
    })
}
