//! The encryption of 7-Zip (method 06F10701; there is no specification but its source): AES-256
//! in CBC mode under a key that many rounds of SHA-256 make of a password in UTF-16.

use aes::Aes256;
use aes::cipher::{Array, BlockCipherDecrypt, KeyInit};
use sha2::{Digest, Sha256};

/// Keys, which take long to derive.
#[derive(Debug)]
pub(super) struct Keys {
    known: Vec<(Vec<u8>, Settings, [u8; 32])>,
    /// Rounds that may yet be computed.
    rounds: u64,
}

/// What the properties of a coder say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// The logarithm of the number of rounds.
    power: u8,
    salt: Vec<u8>,
    vector: [u8; 16],
}

impl Settings {
    pub(super) fn new(properties: &[u8]) -> Option<Settings> {
        let (&first, rest) = properties.split_first()?;
        let (&second, rest) = rest.split_first()?;
        let salt_len = usize::from(first >> 7) + usize::from(second >> 4);
        let vector_len = usize::from(first >> 6 & 1) + usize::from(second & 15);
        let (salt, rest) = rest.split_at_checked(salt_len)?;
        let mut vector = [0; 16];
        let given = rest.get(..vector_len)?;
        vector
            .iter_mut()
            .zip(given)
            .for_each(|(to, &from)| *to = from);
        Some(Settings {
            power: first & 0x3f,
            salt: salt.to_vec(),
            vector,
        })
    }
}

impl Keys {
    /// Eight passwords as 7-Zip writes them (2^19 rounds): half a second.
    pub(super) fn new() -> Keys {
        Keys {
            known: Vec::new(),
            rounds: 1 << 22,
        }
    }

    /// Whole blocks of `data` decrypted; nothing if the key would take too long.
    pub(super) fn decrypt(
        &mut self,
        data: &[u8],
        settings: &Settings,
        password: &[u8],
    ) -> Option<Vec<u8>> {
        let key = self.key(settings, password)?;
        let cipher = Aes256::new(&Array::from(key));
        let mut plain = Vec::new();
        let mut last = settings.vector;
        for block in data
            .chunks_exact(16)
            .filter_map(|block| block.first_chunk())
        {
            let mut out = Array::from(*block);
            cipher.decrypt_block(&mut out);
            plain.extend(out.iter().zip(last).map(|(byte, mask)| byte ^ mask));
            last = *block;
        }
        Some(plain)
    }

    fn key(&mut self, settings: &Settings, password: &[u8]) -> Option<[u8; 32]> {
        let same = |(other, with, _): &&(Vec<u8>, Settings, [u8; 32])| {
            other == password && (with.power, &with.salt) == (settings.power, &settings.salt)
        };
        if let Some((_, _, key)) = self.known.iter().find(same) {
            return Some(*key);
        }
        let wide = String::from_utf8_lossy(password);
        let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let key = if settings.power == 0x3f {
            let mut key = [0; 32];
            let bytes = settings.salt.iter().chain(&wide);
            key.iter_mut().zip(bytes).for_each(|(to, &from)| *to = from);
            key
        } else {
            let rounds = 1u64.checked_shl(settings.power.into())?;
            self.rounds = self.rounds.checked_sub(rounds)?;
            let mut hash = Sha256::new();
            for round in 0..rounds {
                hash.update(&settings.salt);
                hash.update(&wide);
                hash.update(round.to_le_bytes());
            }
            hash.finalize().into()
        };
        self.known.push((password.to_vec(), settings.clone(), key));
        Some(key)
    }
}
