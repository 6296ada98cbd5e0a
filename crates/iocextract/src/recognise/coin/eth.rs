//! Ethereum: `0x` and 40 hexadecimal digits, whose case is a checksum unless it is one throughout.
//!
//! Source: EIP 55, "Mixed-case checksum address encoding".

use super::Token;
use crate::{
    codec::checksum::keccak256,
    flags::{Flag, Flags},
};

pub(super) fn recognise(token: &Token<'_>) -> Option<Flags> {
    let digits = token.text.strip_prefix("0x")?;
    if digits.len() != 40 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let upper = digits.bytes().any(|b| b.is_ascii_uppercase());
    let lower = digits.bytes().any(|b| b.is_ascii_lowercase());
    if upper && lower {
        return (checksummed(digits) == digits).then_some(Flags::NONE);
    }
    let mut pairs = digits.as_bytes().windows(2);
    let uniform = pairs.all(|pair| matches!(pair, [a, b] if a == b));
    Some(
        Flags::NONE
            .with(Flag::NoChecksum)
            .with_if(uniform, Flag::Uniform),
    )
}

/// The digits in the case that EIP 55 asks for: upper where the digit of the digest in the same
/// place is 8 or more.
pub(crate) fn checksummed(digits: &str) -> String {
    let lower = digits.to_ascii_lowercase();
    let digest = keccak256(lower.as_bytes());
    let nibbles = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let cased = lower.chars().zip(nibbles).map(|(digit, nibble)| {
        if nibble < 8 {
            digit
        } else {
            digit.to_ascii_uppercase()
        }
    });
    cased.collect()
}
