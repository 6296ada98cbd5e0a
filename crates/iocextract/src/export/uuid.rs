//! UUIDs of names (RFC 9562, section 5.5: version 5).

use std::fmt;

use sha1::{Digest, Sha1};

/// The namespace of STIX cyber-observable objects (STIX 2.1, section 2.9).
pub(super) const STIX: Uuid = Uuid([
    0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c, 0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7,
]);

/// Our own, drawn at random once: for objects that must not be in the other (section 2.9).
pub(super) const OURS: Uuid = Uuid([
    0x5c, 0x1d, 0x0f, 0x6e, 0x93, 0x7a, 0x4b, 0x52, 0xa8, 0x3e, 0x61, 0xd7, 0x2b, 0xc4, 0x0e, 0x99,
]);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Uuid([u8; 16]);

impl Uuid {
    /// The UUID of `name` in this namespace.
    pub(super) fn of(self, name: &str) -> Uuid {
        let digest = Sha1::new()
            .chain_update(self.0)
            .chain_update(name)
            .finalize();
        let mut bytes = [0; 16];
        bytes
            .iter_mut()
            .zip(&digest)
            .for_each(|(to, &from)| *to = from);
        let [_, _, _, _, _, _, version, _, variant, ..] = &mut bytes;
        *version = *version & 0x0f | 0x50;
        *variant = *variant & 0x3f | 0x80;
        Uuid(bytes)
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Uuid;

    /// RFC 9562, appendix A.4: `www.example.com` in the namespace of domain names.
    #[test]
    fn equals_the_vector_of_the_standard() {
        let dns = Uuid([
            0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4,
            0x30, 0xc8,
        ]);
        assert_eq!(
            dns.of("www.example.com").to_string(),
            "2ed6657d-e927-568b-95e1-2665a8aea6a2"
        );
    }
}
