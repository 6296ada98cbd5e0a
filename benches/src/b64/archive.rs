//! Archives that are large when unpacked, against the inflater alone.

use std::io::{Cursor, Write as _};

use b64unpack::Unpacker;
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;
use zlib_rs::{Inflate, InflateFlush};

use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::log;

const RIVAL: &str = "zlib-rs";
/// Bytes of a local header of zip (APPNOTE 4.3.7) before the name.
const LOCAL_HEADER: usize = 30;
const GZIP_HEADER: usize = 10;
const GZIP_TRAILER: usize = 8;
const NAME: &str = "a.log";

pub(super) fn run(arena: &mut Arena) -> Result<(), Error> {
    let len = if arena.quick { 100_000 } else { 12_000_000 };
    if arena.wants("gzip") {
        let text = text(arena, len);
        let archive = gzip(&text)?;
        let stream = GZIP_HEADER..archive.len() - GZIP_TRAILER;
        contest(arena, "gzip", &archive, archive.get(stream), &text)?;
    }
    if arena.wants("zip") {
        let text = text(arena, len);
        let archive = zip(&text)?;
        let stream = archive.get(LOCAL_HEADER + NAME.len()..);
        contest(arena, "zip", &archive, stream, &text)?;
    }
    Ok(())
}

/// Text that the search finds nothing in; what it costs is part of ours.
fn text(arena: &Arena, len: usize) -> Vec<u8> {
    let mut text = log::without(arena.seed, len / 80).join("\n").into_bytes();
    text.truncate(len);
    text
}

/// The rival inflates into a buffer of the right size, which ours does not know, and computes the
/// CRC that both formats have.
fn contest(
    arena: &Arena,
    case: &str,
    archive: &[u8],
    stream: Option<&[u8]>,
    text: &[u8],
) -> Result<(), Error> {
    let stream = stream.unwrap_or_default();
    // One level: the archive is opened, and what is in it is not searched.
    let limits = b64unpack::Limits::DEFAULT.depth(1);
    let unpacker = Unpacker::new().container_input(true).limits(limits);
    let unpacker = unpacker.encodings(b64unpack::Encodings::NONE);
    let ours = || unpacker.unpack(archive);
    let rival = || {
        let mut out = vec![0; text.len()];
        let done = Inflate::new(false, 15).decompress(stream, &mut out, InflateFlush::Finish);
        let crc = zlib_rs::crc32::crc32(0, &out);
        (out, crc, done.is_ok())
    };
    let agree = |ours: &b64unpack::Tree, theirs: &(Vec<u8>, u32, bool)| {
        let mut found = ours.iter();
        let whole = found.next().is_some_and(|payload| payload.bytes() == text);
        whole
            && found.next().is_none()
            && ours.problems().is_empty()
            && theirs.2
            && theirs.0 == text
    };
    arena.rust(&Pairing::new(case, RIVAL), ours, rival, agree)
}

fn gzip(text: &[u8]) -> Result<Vec<u8>, Error> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text)?;
    Ok(encoder.finish()?)
}

fn zip(text: &[u8]) -> Result<Vec<u8>, Error> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.start_file(NAME, options).map_err(Error::ours)?;
    writer.write_all(text)?;
    Ok(writer.finish().map_err(Error::ours)?.into_inner())
}
