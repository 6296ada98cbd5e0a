//! Dogecoin: `D…`, and `9…` or `A…`, in Base58Check (versions 30 and 22).
//!
//! Source: Dogecoin Core, `chainparams.cpp`.

use super::Token;
use crate::{codec::base58, flags::Flags};

pub(super) fn recognise(token: &Token<'_>) -> Option<Flags> {
    let shape = token.starts_with_any(b"D9A") && matches!(token.text.len(), 33 | 34);
    (shape && base58::has_version(token.text, &[&[30], &[22]], 20)).then_some(Flags::NONE)
}
