//! Bitcoin Cash: `bitcoincash:q…` and `p…` in CashAddr, mostly written without the prefix. The
//! checksum has 40 bits.
//!
//! Sources: Bitcoin Cash specification, "CashAddr"; CHIP-2022-02-CashTokens for `z…` and `r…`.

use super::Token;
use crate::{
    codec::bech32,
    flags::{Flag, Flags},
    text::{has_word, head},
};

/// Those of the main network, of the test network, and of local ones.
const PREFIXES: [&str; 3] = ["bitcoincash", "bchtest", "bchreg"];

/// A version, 20 bytes and a checksum.
const LEN: usize = 42;

pub(super) fn recognise(token: &Token<'_>) -> Option<Flags> {
    let text = token.text;
    let one_case = !text.bytes().any(|b| b.is_ascii_lowercase())
        || !text.bytes().any(|b| b.is_ascii_uppercase());
    let shape = text.len() == LEN && token.starts_with_any(b"qpzrQPZR") && one_case;
    if !shape {
        return None;
    }
    let [main, ..] = PREFIXES;
    let prefix = prefix(head(token.line, token.start)).unwrap_or(main);
    let flags = Flags::NONE.with_if(prefix != main, Flag::Testnet);
    is_cash_address(prefix, text).then_some(flags)
}

/// The length of the prefix and its colon at the end of `before`.
pub(super) fn prefix_len(before: &str) -> usize {
    prefix(before).map_or(0, |prefix| prefix.len() + 1)
}

fn prefix(before: &str) -> Option<&'static str> {
    let name = before.strip_suffix(':')?;
    PREFIXES.into_iter().find(|prefix| {
        let start = name.len().checked_sub(prefix.len());
        start.is_some_and(|start| has_word(name, start, prefix))
    })
}

fn is_cash_address(prefix: &str, text: &str) -> bool {
    let prefix = prefix.bytes().map(|b| b & 31);
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
