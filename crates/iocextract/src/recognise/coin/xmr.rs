//! Monero: `4…` and `8…` of 95 symbols, and integrated addresses of 106, in Monero's own Base58,
//! which encodes blocks of eight bytes. The checksum is the start of a Keccak digest.
//!
//! Sources: Monero, `src/common/base58.cpp` and `src/cryptonote_config.h`; Monero documentation,
//! "Standard address".

use super::Token;
use crate::{
    codec::{base58::BITCOIN, checksum::keccak256},
    flags::{Flag, Flags},
};

/// Eleven symbols are eight bytes, seven are five.
const BLOCK: usize = 11;

pub(super) fn recognise(token: &Token<'_>) -> Option<Flags> {
    let text = token.text;
    // Test networks begin with 9, A or B, and with 5, 7.
    let begins = token.starts_with_any(b"48579AB");
    if !begins || !matches!(text.len(), 95 | 106) {
        return None;
    }
    let mut bytes = Vec::with_capacity(77);
    for block in text.as_bytes().chunks(BLOCK) {
        decode_block(block, &mut bytes)?;
    }
    let (payload, sum) = bytes.split_last_chunk::<4>()?;
    if !keccak256(payload).starts_with(sum) {
        return None;
    }
    match (payload.first()?, text.len()) {
        (18 | 42, 95) | (19, 106) => Some(Flags::NONE),
        (53 | 63 | 24 | 36, 95) | (54 | 25, 106) => Some(Flags::NONE.with(Flag::Testnet)),
        _ => None,
    }
}

/// Appends what a block spells, if it is not above what its bytes hold.
fn decode_block(block: &[u8], bytes: &mut Vec<u8>) -> Option<()> {
    let size = match block.len() {
        BLOCK => 8,
        7 => 5,
        _ => return None,
    };
    let mut number = 0_u64;
    for &symbol in block {
        let value = BITCOIN.value(symbol)?;
        number = number.checked_mul(58)?.checked_add(value.into())?;
    }
    let (high, low) = number.to_be_bytes().into_iter().enumerate().fold(
        (0, Vec::with_capacity(8)),
        |(high, mut low), (index, byte)| {
            if index < 8 - size {
                return (high | byte, low);
            }
            low.push(byte);
            (high, low)
        },
    );
    bytes.extend(low);
    (high == 0).then_some(())
}
