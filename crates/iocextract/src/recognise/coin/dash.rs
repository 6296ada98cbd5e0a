//! Dash: `X…` and `7…` in Base58Check (versions 76 and 16).
//!
//! Source: Dash Core, `chainparams.cpp`.

use super::Token;
use crate::{codec::base58, flags::Flags};

pub(super) fn recognise(token: &Token<'_>) -> Option<Flags> {
    let shape = token.starts_with_any(b"X7") && token.text.len() == 34;
    (shape && base58::has_version(token.text, &[&[76], &[16]], 20)).then_some(Flags::NONE)
}
