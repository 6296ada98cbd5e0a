//! The AES encryption of WinZip (its "AES Encryption Information", AE-1 and AE-2): AES in counter
//! mode under keys that PBKDF2 (RFC 8018) makes of a password and a salt, closed by ten bytes of
//! an HMAC-SHA1.

use aes::cipher::{Array, BlockCipherEncrypt, KeyInit, array::ArraySize};
use aes::{Aes128, Aes192, Aes256};
use hmac::{Hmac, Mac};
use sha1::Sha1;

use super::headers::Strength;

/// Rounds of PBKDF2, as the format has it.
const ROUNDS: usize = 1000;
/// Bytes that a block of PBKDF2 gives.
const BLOCK: usize = 20;
/// Bytes of the value that tells most wrong passwords from the right one.
const VERIFIER: usize = 2;
/// Bytes of the authentication code.
const CODE: usize = 10;

/// Data decrypted with one password.
pub(super) struct Opened {
    pub(super) plain: Vec<u8>,
    /// Whether the authentication code is that of the data.
    pub(super) authentic: bool,
}

/// Blocks of PBKDF2 that may yet be computed: what passwords cost.
#[derive(Debug)]
pub(super) struct Work {
    blocks: usize,
}

impl Work {
    /// Half a second or so: enough for a thousand members that the first password opens, and
    /// four thousand trials of passwords that are wrong.
    pub(super) const fn new() -> Work {
        Work { blocks: 4096 }
    }

    pub(super) fn is_used_up(&self) -> bool {
        self.blocks == 0
    }
}

/// Decrypts the data of an entry, if the password is right. By one chance in 65,536 a wrong
/// password passes for the right one; then the data are not authentic.
pub(super) fn open(
    data: &[u8],
    password: &[u8],
    strength: Strength,
    work: &mut Work,
) -> Option<Opened> {
    let (salt, rest) = data.split_at_checked(strength.salt_len())?;
    let (verifier, rest) = rest.split_at_checked(VERIFIER)?;
    let (body, code) = rest.split_at_checked(rest.len().checked_sub(CODE)?)?;
    let mut keys = Keys::new(password, salt, work)?;
    let key_len = strength.key_len();
    if keys.get(2 * key_len, VERIFIER)? != verifier {
        return None;
    }
    let mut mac = Hmac::<Sha1>::new_from_slice(&keys.get(key_len, key_len)?).ok()?;
    mac.update(body);
    let authentic = mac.finalize().into_bytes().starts_with(code);
    let key = keys.get(0, key_len)?;
    let plain = match strength {
        Strength::Aes128 => count::<Aes128>(body, &key),
        Strength::Aes192 => count::<Aes192>(body, &key),
        Strength::Aes256 => count::<Aes256>(body, &key),
    };
    Some(Opened {
        plain: plain?,
        authentic,
    })
}

/// The output of PBKDF2, of which only those blocks are computed that are asked for: a wrong
/// password costs one.
struct Keys<'a> {
    mac: Hmac<Sha1>,
    salt: &'a [u8],
    blocks: [Option<[u8; BLOCK]>; 4],
    work: &'a mut Work,
}

impl<'a> Keys<'a> {
    fn new(password: &[u8], salt: &'a [u8], work: &'a mut Work) -> Option<Keys<'a>> {
        Some(Keys {
            mac: Hmac::new_from_slice(password).ok()?,
            salt,
            blocks: [None; 4],
            work,
        })
    }

    fn get(&mut self, start: usize, len: usize) -> Option<Vec<u8>> {
        let byte = |at: usize| self.block(at / BLOCK)?.get(at % BLOCK).copied();
        (start..start + len).map(byte).collect()
    }

    fn block(&mut self, place: usize) -> Option<[u8; BLOCK]> {
        if let Some(known) = *self.blocks.get(place)? {
            return Some(known);
        }
        self.work.blocks = self.work.blocks.checked_sub(1)?;
        let number = u32::try_from(place).ok()? + 1;
        let mut last = self.hash(&[self.salt, &number.to_be_bytes()]);
        let mut sum = last;
        for _ in 1..ROUNDS {
            last = self.hash(&[&last]);
            sum.iter_mut()
                .zip(last)
                .for_each(|(sum, byte)| *sum ^= byte);
        }
        *self.blocks.get_mut(place)? = Some(sum);
        Some(sum)
    }

    fn hash(&self, parts: &[&[u8]]) -> [u8; BLOCK] {
        let mut mac = self.mac.clone();
        parts.iter().for_each(|part| mac.update(part));
        mac.finalize().into_bytes().into()
    }
}

/// Counter mode with a counter of 128 bits, the lowest byte first, that begins at one.
fn count<C>(data: &[u8], key: &[u8]) -> Option<Vec<u8>>
where
    C: KeyInit + BlockCipherEncrypt,
    C::BlockSize: ArraySize<ArrayType<u8> = [u8; 16]>,
{
    let cipher = C::new_from_slice(key).ok()?;
    let mut plain = data.to_vec();
    for (counter, chunk) in (1u128..).zip(plain.chunks_mut(16)) {
        let mut mask = Array::from(counter.to_le_bytes());
        cipher.encrypt_block(&mut mask);
        chunk
            .iter_mut()
            .zip(mask)
            .for_each(|(byte, mask)| *byte ^= mask);
    }
    Some(plain)
}
