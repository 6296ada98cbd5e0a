//! Tron: `T…` in Base58Check (version 65).
//!
//! Source: Tron developer documentation, "Account", "Address format".

use super::Token;
use crate::{codec::base58, flags::Flags};

pub(super) fn recognise(token: &Token<'_>) -> Option<Flags> {
    let shape = token.starts_with_any(b"T") && token.text.len() == 34;
    (shape && base58::has_version(token.text, &[&[65]], 20)).then_some(Flags::NONE)
}
