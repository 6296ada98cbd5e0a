//! The spellings of bytes that addresses use, and their checksums.

pub(crate) mod base58;
pub(crate) mod bech32;
pub(crate) mod checksum;
