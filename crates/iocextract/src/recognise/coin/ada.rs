//! Cardano: `addr1…` and `stake1…` in Bech32, and the older Byron addresses, `Ae2…` and `DdzFF…`,
//! which are CBOR with a CRC-32 in Base58.
//!
//! Sources: CIP 19 (header types and networks); Byron ledger specification, `addresses.cddl`.

use super::Token;
use crate::{
    codec::{
        base58,
        bech32::{self, Variant},
        checksum::crc32,
    },
    flags::{Flag, Flags},
};

/// The longest address of two keys has 57 bytes, 103 symbols with its prefix; pointers vary.
const LONGEST: usize = 130;

pub(super) fn recognise(token: &Token<'_>) -> Option<Flags> {
    let text = token.text;
    if text.starts_with("Ae2") || text.starts_with("DdzFF") {
        let sound = matches!(text.len(), 55..=110) && is_byron(text);
        return sound.then_some(Flags::NONE);
    }
    let named = ["addr1", "stake1", "ADDR1", "STAKE1"];
    if text.len() > LONGEST || !named.iter().any(|name| text.starts_with(name)) {
        return None;
    }
    shelley(text)
}

/// CIP 19, "Binary format": four bits of type, four of network, then hashes of 28 bytes.
fn shelley(text: &str) -> Option<Flags> {
    let decoded = bech32::decode(text)?;
    let bytes = bech32::bytes(decoded.data)?;
    let (first, payload) = bytes.split_first()?;
    let (kind, network) = (first >> 4, first & 15);
    let stake = decoded.prefix.eq_ignore_ascii_case("stake");
    let sound = match kind {
        0..=3 => !stake && payload.len() == 56,
        4 | 5 => !stake && matches!(payload.len(), 31..=46),
        6 | 7 => !stake && payload.len() == 28,
        14 | 15 => stake && payload.len() == 28,
        _ => false,
    };
    let known = stake || decoded.prefix.eq_ignore_ascii_case("addr");
    (sound && known && decoded.variant == Variant::Bech32)
        .then(|| Flags::NONE.with_if(network == 0, Flag::Testnet))
}

/// An array of two: tagged bytes, and their CRC-32.
fn is_byron(text: &str) -> bool {
    let Some(decoded) = base58::decode(text, base58::BITCOIN) else {
        return false;
    };
    let [0x82, 0xd8, 0x18, 0x58, len, rest @ ..] = decoded.bytes() else {
        return false;
    };
    let Some((payload, [0x1a, sum @ ..])) = rest.split_at_checked(usize::from(*len)) else {
        return false;
    };
    sum == crc32(payload).to_be_bytes()
}
