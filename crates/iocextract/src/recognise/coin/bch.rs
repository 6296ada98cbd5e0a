//! Bitcoin Cash: `bitcoincash:q…` and `p…` in CashAddr, mostly written without the prefix. The
//! checksum has 40 bits.
//!
//! Sources: Bitcoin Cash specification, "CashAddr"; CHIP-2022-02-CashTokens for `z…` and `r…`.

use super::Token;
use crate::{codec::bech32, flags::Flags, text::slice};

const PREFIX: &str = "bitcoincash";

/// A version, 20 bytes and a checksum.
const LEN: usize = 42;

pub(super) fn recognise(token: &Token<'_>) -> Option<Flags> {
    let text = token.text;
    let one_case = !text.bytes().any(|b| b.is_ascii_lowercase())
        || !text.bytes().any(|b| b.is_ascii_uppercase());
    let shape = text.len() == LEN && token.starts_with_any(b"qpzrQPZR") && one_case;
    (shape && is_cash_address(text)).then_some(Flags::NONE)
}

/// The length of the prefix and its colon at the end of `before`.
pub(super) fn prefix_len(before: &str) -> usize {
    let len = PREFIX.len() + 1;
    let start = before.len().checked_sub(len);
    let prefix = start.map(|start| slice(before, start, before.len()));
    let named = prefix.and_then(|prefix| prefix.strip_suffix(':'));
    match named {
        Some(name) if name.eq_ignore_ascii_case(PREFIX) => len,
        _ => 0,
    }
}

fn is_cash_address(text: &str) -> bool {
    let prefix = PREFIX.bytes().map(|b| b & 31);
    let mut residue = prefix.chain([0]).fold(1, step);
    for symbol in text.bytes() {
        let Some(value) = bech32::value(symbol) else {
            return false;
        };
        residue = step(residue, value);
    }
    residue == 1
}

/// CashAddr, "Checksum".
fn step(residue: u64, value: u8) -> u64 {
    const GENERATOR: [u64; 5] = [
        0x98_f2bc_8e61,
        0x79_b76d_99e2,
        0xf3_3e5f_b3c4,
        0xae_2eab_e2a8,
        0x1e_4f43_e470,
    ];
    let top = residue >> 35;
    let shifted = (residue & 0x07_ffff_ffff) << 5 ^ u64::from(value);
    let terms = GENERATOR.iter().enumerate();
    terms.fold(shifted, |residue, (bit, term)| {
        residue ^ if top >> bit & 1 == 1 { *term } else { 0 }
    })
}
