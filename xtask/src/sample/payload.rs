//! Payloads to plant: text and archives, one inside the other.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use super::archive::{self, Entry};
use super::compress;
use super::script::Script;
use super::zipcrypto;

const BASE64: Origin = Origin::Encoded("base64");

/// How bytes lie in what holds them. The names are the elements of a chain.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// Written as text in this encoding.
    Encoded(&'static str),
    /// The one content of a compressed stream of this format.
    Stream(&'static str),
    /// A member of an archive of this format, and its name there.
    Member(&'static str, String),
    /// The same, under a password that is guessed.
    Locked(&'static str, String),
}

impl Origin {
    pub(super) fn element(&self) -> String {
        match self {
            Self::Encoded(name) | Self::Stream(name) => (*name).to_owned(),
            Self::Member(format, name) | Self::Locked(format, name) => format!("{format}:{name}"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextEncoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

impl TextEncoding {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }

    /// How many bytes an ASCII character takes.
    pub(super) const fn width(self) -> usize {
        match self {
            Self::Utf8 => 1,
            Self::Utf16Le | Self::Utf16Be => 2,
        }
    }
}

/// What the bytes of a payload are.
#[derive(Debug)]
pub(super) enum Content {
    Text(Script, TextEncoding),
    Archive(Vec<Payload>),
    /// Another payload, all of whose bytes are combined with one key.
    Xored(Box<Payload>),
}

#[derive(Debug)]
pub(super) struct Payload {
    pub(super) origin: Origin,
    pub(super) bytes: Vec<u8>,
    pub(super) content: Content,
}

impl Payload {
    /// UTF-8 text.
    pub(super) fn text(script: Script) -> Self {
        let bytes = script.as_str().as_bytes().to_vec();
        Self {
            origin: BASE64,
            bytes,
            content: Content::Text(script, TextEncoding::Utf8),
        }
    }

    /// UTF-16LE text, as `powershell -EncodedCommand` takes it.
    pub(super) fn utf16(script: Script) -> Self {
        let bytes = script
            .as_str()
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        Self {
            origin: BASE64,
            bytes,
            content: Content::Text(script, TextEncoding::Utf16Le),
        }
    }

    /// UTF-16BE text, as Java and old Macs write it.
    pub(super) fn utf16_be(script: Script) -> Self {
        let bytes = script
            .as_str()
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        Self {
            origin: BASE64,
            bytes,
            content: Content::Text(script, TextEncoding::Utf16Be),
        }
    }

    /// A gzip stream of one member.
    pub(super) fn gzip(member: Self) -> io::Result<Self> {
        Self::stream("gzip", compress::gzip, member)
    }

    /// A compressed stream.
    pub(super) fn stream(
        format: &'static str,
        compress: fn(&[u8]) -> io::Result<Vec<u8>>,
        member: Self,
    ) -> io::Result<Self> {
        let bytes = compress(&member.bytes)?;
        let origin = Origin::Stream(format);
        Ok(Self::holding(bytes, vec![Self { origin, ..member }]))
    }

    /// A zip archive of deflated entries.
    pub(super) fn zip(members: Vec<(&str, Self)>) -> io::Result<Self> {
        Self::archive("zip", archive::zip, members)
    }

    /// An archive.
    pub(super) fn archive(
        format: &'static str,
        pack: fn(&[Entry<'_>]) -> io::Result<Vec<u8>>,
        members: Vec<(&str, Self)>,
    ) -> io::Result<Self> {
        let entries: Vec<Entry<'_>> = members
            .iter()
            .map(|(name, member)| (*name, member.bytes.as_slice()))
            .collect();
        let bytes = pack(&entries)?;
        let planted = members.into_iter().map(|(name, member)| Self {
            origin: Origin::Member(format, name.to_owned()),
            ..member
        });
        Ok(Self::holding(bytes, planted.collect()))
    }

    /// A zip archive under the password `infected`.
    pub(super) fn zip_encrypted(name: &str, member: Self) -> Self {
        Self::locked(zipcrypto::archive(name, &member.bytes), name, member)
    }

    /// A zip archive of one entry, under a password that is guessed.
    pub(super) fn locked(bytes: Vec<u8>, name: &str, member: Self) -> Self {
        let origin = Origin::Locked("zip", name.to_owned());
        Self::holding(bytes, vec![Self { origin, ..member }])
    }

    /// The payload with every byte combined with `key`.
    pub(super) fn xor(self, key: u8) -> Self {
        let bytes = self.bytes.iter().map(|byte| byte ^ key).collect();
        let inside = Self {
            origin: Origin::Encoded("xor"),
            ..self
        };
        Self {
            origin: BASE64,
            bytes,
            content: Content::Xored(Box::new(inside)),
        }
    }

    /// The same payload, written in another encoding.
    pub(super) fn in_encoding(self, name: &'static str) -> Self {
        Self {
            origin: Origin::Encoded(name),
            ..self
        }
    }

    /// The same payload in the unpadded URL-safe alphabet.
    pub(super) fn url_safe(self) -> Self {
        self.in_encoding("base64url")
    }

    /// The bytes as they stand in the text that holds them, in Base64.
    pub(super) fn encoded(&self) -> String {
        match self.origin {
            Origin::Encoded("base64url") => URL_SAFE_NO_PAD.encode(&self.bytes),
            _ => STANDARD.encode(&self.bytes),
        }
    }

    fn holding(bytes: Vec<u8>, members: Vec<Self>) -> Self {
        Self {
            origin: BASE64,
            bytes,
            content: Content::Archive(members),
        }
    }
}
