//! Payloads to plant: text and archives, one inside the other.

use std::io::{Cursor, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::script::Script;

/// How bytes lie in what holds them. The names are the elements of a chain.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    Base64,
    Base64Url,
    Gzip,
    Zip(String),
    Tar(String),
}

impl Origin {
    pub(super) fn element(&self) -> String {
        match self {
            Self::Base64 => "base64".to_owned(),
            Self::Base64Url => "base64url".to_owned(),
            Self::Gzip => "gzip".to_owned(),
            Self::Zip(name) => format!("zip:{name}"),
            Self::Tar(name) => format!("tar:{name}"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextEncoding {
    Utf8,
    Utf16Le,
}

impl TextEncoding {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
        }
    }

    /// How many bytes an ASCII character takes.
    pub(super) const fn width(self) -> usize {
        match self {
            Self::Utf8 => 1,
            Self::Utf16Le => 2,
        }
    }
}

/// What the bytes of a payload are.
#[derive(Debug)]
pub(super) enum Content {
    Text(Script, TextEncoding),
    Archive(Vec<Payload>),
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
            origin: Origin::Base64,
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
            origin: Origin::Base64,
            bytes,
            content: Content::Text(script, TextEncoding::Utf16Le),
        }
    }

    /// A gzip stream of one member.
    pub(super) fn gzip(member: Self) -> std::io::Result<Self> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&member.bytes)?;
        let bytes = encoder.finish()?;
        Ok(Self::archive(
            bytes,
            vec![Self {
                origin: Origin::Gzip,
                ..member
            }],
        ))
    }

    /// A zip archive of deflated entries.
    pub(super) fn zip(members: Vec<(&str, Self)>) -> std::io::Result<Self> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let mut planted = Vec::new();
        for (name, member) in members {
            writer.start_file(name, options)?;
            writer.write_all(&member.bytes)?;
            planted.push(Self {
                origin: Origin::Zip(name.to_owned()),
                ..member
            });
        }
        Ok(Self::archive(writer.finish()?.into_inner(), planted))
    }

    /// A tar archive in the ustar format.
    pub(super) fn tar(members: Vec<(&str, Self)>) -> std::io::Result<Self> {
        let mut builder = tar::Builder::new(Vec::new());
        let mut planted = Vec::new();
        for (name, member) in members {
            let mut header = tar::Header::new_ustar();
            header.set_size(member.bytes.len() as u64);
            header.set_mode(0o644);
            builder.append_data(&mut header, name, member.bytes.as_slice())?;
            planted.push(Self {
                origin: Origin::Tar(name.to_owned()),
                ..member
            });
        }
        Ok(Self::archive(builder.into_inner()?, planted))
    }

    /// The same payload in the unpadded URL-safe alphabet.
    pub(super) fn url_safe(self) -> Self {
        Self {
            origin: Origin::Base64Url,
            ..self
        }
    }

    /// The bytes as they stand in the text that holds them.
    pub(super) fn encoded(&self) -> String {
        match self.origin {
            Origin::Base64Url => URL_SAFE_NO_PAD.encode(&self.bytes),
            Origin::Base64 | Origin::Gzip | Origin::Zip(_) | Origin::Tar(_) => {
                STANDARD.encode(&self.bytes)
            }
        }
    }

    fn archive(bytes: Vec<u8>, members: Vec<Self>) -> Self {
        Self {
            origin: Origin::Base64,
            bytes,
            content: Content::Archive(members),
        }
    }
}
