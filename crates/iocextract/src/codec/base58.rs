//! Base58, and Base58Check: a version, a payload, and four bytes of SHA-256 twice over.
//!
//! Sources: Bitcoin's `base58.h` and the Bitcoin wiki, "Base58Check encoding"; the XRP ledger's
//! documentation, "Base58 Encodings"; IETF draft-msporny-base58.

use crate::codec::checksum::sha256d;

/// The order of the symbols, which stand for 0 to 57.
#[derive(Clone, Copy)]
pub(crate) struct Alphabet(&'static [u8; 58]);

/// Bitcoin's, and everybody's but Ripple's.
pub(crate) const BITCOIN: Alphabet =
    Alphabet(b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

/// That of the XRP ledger.
pub(crate) const RIPPLE: Alphabet =
    Alphabet(b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz");

impl Alphabet {
    pub(crate) fn value(self, symbol: u8) -> Option<u8> {
        let at = self.0.iter().position(|&known| known == symbol)?;
        u8::try_from(at).ok()
    }

    fn zero(self) -> u8 {
        let [zero, ..] = self.0;
        *zero
    }
}

/// The longest address of any kind decodes to 80 bytes.
const LONGEST: usize = 96;

/// Bytes that were spelled in Base58.
pub(crate) struct Decoded {
    buffer: [u8; LONGEST],
    len: usize,
}

impl Decoded {
    pub(crate) fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.len).unwrap_or(&[])
    }
}

/// What `text` spells: a number in base 58, with a zero byte for each zero in front.
pub(crate) fn decode(text: &str, alphabet: Alphabet) -> Option<Decoded> {
    // The least byte first, until the end.
    let mut buffer = [0; LONGEST];
    let mut len = 0;
    for symbol in text.bytes() {
        let mut carry = u32::from(alphabet.value(symbol)?);
        for byte in buffer.iter_mut().take(len) {
            carry += u32::from(*byte) * 58;
            *byte = low_byte(carry);
            carry >>= 8;
        }
        while carry > 0 {
            *buffer.get_mut(len)? = low_byte(carry);
            carry >>= 8;
            len += 1;
        }
    }
    let zero = alphabet.zero();
    len += text.bytes().take_while(|&symbol| symbol == zero).count();
    buffer.get_mut(..len)?.reverse();
    Some(Decoded { buffer, len })
}

fn low_byte(number: u32) -> u8 {
    let [low, ..] = number.to_le_bytes();
    low
}

/// The version and payload of a Base58Check text, if its checksum is right.
pub(crate) fn check(text: &str, alphabet: Alphabet) -> Option<Decoded> {
    let mut decoded = decode(text, alphabet)?;
    let (payload, sum) = decoded.bytes().split_last_chunk::<4>()?;
    if !sha256d(payload).starts_with(sum) {
        return None;
    }
    decoded.len = payload.len();
    Some(decoded)
}

/// Whether `text` is Base58Check, in Bitcoin's alphabet, of one of these versions and `len` bytes
/// after it.
pub(crate) fn has_version(text: &str, versions: &[&[u8]], len: usize) -> bool {
    let Some(decoded) = check(text, BITCOIN) else {
        return false;
    };
    versions.iter().any(|version| {
        let payload = decoded.bytes().strip_prefix(*version);
        payload.is_some_and(|payload| payload.len() == len)
    })
}
