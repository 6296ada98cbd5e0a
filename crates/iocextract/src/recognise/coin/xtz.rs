//! Tezos: `tz1…` to `tz4…` and `KT1…` in Base58Check, whose versions of three bytes make the
//! letters.
//!
//! Source: Tezos, `src/lib_crypto/base58.ml`, "Prefix".

use super::Token;
use crate::{codec::base58, flags::Flags};

const VERSIONS: [&[u8]; 5] = [
    &[6, 161, 159],
    &[6, 161, 161],
    &[6, 161, 164],
    &[6, 161, 166],
    &[2, 90, 121],
];

pub(super) fn recognise(token: &Token<'_>) -> Option<Flags> {
    let named = token.text.starts_with("tz") || token.text.starts_with("KT1");
    let shape = named && token.text.len() == 36;
    (shape && base58::has_version(token.text, &VERSIONS, 20)).then_some(Flags::NONE)
}
