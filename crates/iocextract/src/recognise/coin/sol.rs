//! Solana: the 32 bytes of a public key in Base58, without version or checksum.
//!
//! Source: Solana documentation, "Accounts", "Address". So anything of 32 bytes in Base58 is one;
//! only runs are taken that a random key gives and that stand alone, and they are flagged.

use super::Token;
use crate::{
    codec::base58,
    flags::{Flag, Flags},
    recognise::context::has_word_before,
    text::{byte_before, char_at},
};

/// How far before an address the word for it is looked for.
const AHEAD: usize = 32;

pub(super) fn recognise(token: &Token<'_>) -> Option<Flags> {
    let text = token.text;
    // All but one in 50 of the keys there are have 43 or 44 symbols.
    if !matches!(text.len(), 43 | 44) || is_joined(token) || !is_varied(text) {
        return None;
    }
    let decoded = base58::decode(text, base58::BITCOIN)?;
    if decoded.bytes().len() != 32 {
        return None;
    }
    let said = has_word_before(token.line, token.start, AHEAD, &["sol", "solana"]);
    let flags = Flags::NONE.with(Flag::NoChecksum);
    Some(flags.with_if(!said, Flag::Ambiguous))
}

/// Whether it goes on past signs that Base64, identifiers and names of files have.
fn is_joined(token: &Token<'_>) -> bool {
    let before = byte_before(token.line, token.start);
    b"+/=_-.%".contains(&before)
        || "+/=_-.%".contains(char_at(token.line, token.end)) && {
            let next = char_at(token.line, token.end + 1);
            char_at(token.line, token.end) != '.' || next.is_alphanumeric()
        }
}

/// Whether three digits and letters of both cases are there and no word, as in nearly all keys:
/// names that are run together have the length too.
fn is_varied(text: &str) -> bool {
    let count = |test: fn(&u8) -> bool| text.as_bytes().iter().filter(|b| test(b)).count();
    let mut runs = text.split(|c: char| !c.is_ascii_lowercase());
    count(u8::is_ascii_digit) > 2
        && count(u8::is_ascii_uppercase) > 2
        && count(u8::is_ascii_lowercase) > 2
        && runs.all(|run| run.len() < 8)
}
