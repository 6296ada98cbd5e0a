//! Command lines with a payload in each of the formats that compress or hold files.

use std::io;

use super::archive;
use super::cabinet;
use super::compound;
use super::compress;
use super::encoded::{Way, from_base64};
use super::hidden;
use super::payload::Payload;
use super::rar;
use super::rng::Rng;
use super::script::Script;
use super::sevenz;
use super::zip_aes;

pub(super) const WAYS: &[Way] = &[
    |rng| stream(rng, "zlib", compress::zlib),
    |rng| stream(rng, "deflate", compress::deflate),
    |rng| stream(rng, "bzip2", compress::bzip2),
    |rng| stream(rng, "xz", compress::xz),
    |rng| stream(rng, "lzma", compress::lzma),
    |rng| stream(rng, "zstd", compress::zstd),
    |rng| stream(rng, "lz4", compress::lz4),
    brotli,
    |rng| files(rng, "zip", archive::zip_stored),
    |rng| {
        let sample = Payload::text(hidden::powershell(rng));
        Ok(from_base64(Payload::zip_encrypted("sample.ps1", sample)))
    },
    |rng| files(rng, "tar", archive::tar),
    ooxml,
    |rng| files(rng, "7z", sevenz::archive),
    |rng| files(rng, "cab", cabinet::archive),
    |rng| files(rng, "rar", rar::archive),
    |rng| files(rng, "ole", compound::archive),
    |_| {
        let sample = Payload::text(zip_aes::text());
        let payload = Payload::locked(zip_aes::archive()?, zip_aes::NAME, sample);
        Ok(from_base64(payload))
    },
];

fn stream(
    rng: &mut Rng,
    format: &'static str,
    compress: fn(&[u8]) -> io::Result<Vec<u8>>,
) -> io::Result<Script> {
    let text = Payload::text(hidden::text(rng));
    Ok(from_base64(Payload::stream(format, compress, text)?))
}

/// The text around says what it is, as the bytes do not.
fn brotli(rng: &mut Rng) -> io::Result<Script> {
    let text = loop {
        let text = Payload::text(hidden::text(rng));
        // Then its first byte is none of UTF-8, as what is stored in it would else be text as it is.
        if text.bytes.len().wrapping_sub(1) & 8 != 0 {
            break text;
        }
    };
    let payload = Payload::stream("brotli", compress::brotli, text)?;
    Ok(
        Script::new("powershell.exe -c \"$d=[Convert]::FromBase64String('")
            .payload(payload)
            .text("');New-Object IO.Compression.BrotliStream $d\""),
    )
}

fn files(
    rng: &mut Rng,
    format: &'static str,
    pack: fn(&[archive::Entry<'_>]) -> io::Result<Vec<u8>>,
) -> io::Result<Script> {
    let members = vec![
        ("notes.txt", Payload::text(hidden::text(rng))),
        ("run.ps1", Payload::text(hidden::powershell(rng))),
    ];
    Ok(from_base64(Payload::archive(format, pack, members)?))
}

/// A document: a zip archive whose parts are XML (ECMA-376).
fn ooxml(rng: &mut Rng) -> io::Result<Script> {
    let xml = |body: Script| Payload::text(body.text("\n"));
    let types = Script::new("<?xml version=\"1.0\"?><Types><Default Extension=\"xml\"/></Types>");
    let body = Script::new("<?xml version=\"1.0\"?><document><body><t>The build ")
        .text(&rng.hex(6))
        .text(" is done, nothing failed.</t></body></document>");
    let members = vec![
        ("[Content_Types].xml", xml(types)),
        ("word/document.xml", xml(body)),
    ];
    Ok(from_base64(Payload::archive("zip", archive::zip, members)?))
}
