//! Archives that are large when unpacked, against the inflater alone.

use std::io::{Cursor, Write as _};

use b64unpack::{Tree, Unpacker};
use flate2::Compression;
use flate2::write::GzEncoder;
use regex::bytes::Regex;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;
use zlib_rs::{Inflate, InflateFlush};

use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::log;

const RIVAL: &str = "zlib-rs";
const SEARCHED: &str = "gzip, searched";
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
    if arena.wants(SEARCHED) {
        let text = text(arena, len);
        let archive = gzip(&text)?;
        let stream = GZIP_HEADER..archive.len() - GZIP_TRAILER;
        contest_searched(arena, &archive, archive.get(stream), text.len())?;
    }
    if arena.wants("zip") {
        let text = text(arena, len);
        let archive = zip(&text)?;
        let stream = archive.get(LOCAL_HEADER + NAME.len()..);
        contest(arena, "zip", &archive, stream, &text)?;
    }
    Ok(())
}

/// Text that the search finds nothing in.
fn text(arena: &Arena, len: usize) -> Vec<u8> {
    let mut text = log::without(arena.seed, len / 80).join("\n").into_bytes();
    text.truncate(len);
    text
}

/// The same work: the rival inflates into a buffer of the right size, which ours does not know,
/// and computes the CRC that both formats have. Ours also names the type of the file; whether it
/// is text, it sees when it is asked, and what is in it is not searched.
fn contest(
    arena: &Arena,
    case: &str,
    archive: &[u8],
    stream: Option<&[u8]>,
    text: &[u8],
) -> Result<(), Error> {
    let stream = stream.unwrap_or_default();
    let limits = b64unpack::Limits::DEFAULT.depth(1);
    let unpacker = Unpacker::new().container_input(true).limits(limits);
    let unpacker = unpacker.encodings(b64unpack::Encodings::NONE);
    let ours = || unpacker.unpack(archive);
    let rival = || inflate(stream, text.len());
    let agree = |ours: &Tree, theirs: &Inflated| {
        let mut found = ours.iter();
        let whole = found.next().is_some_and(|payload| payload.bytes() == text);
        let only = found.next().is_none() && ours.problems().is_empty();
        whole && only && theirs.whole && theirs.bytes == text
    };
    arena.rust(&Pairing::new(case, RIVAL), ours, rival, agree)
}

/// All that the unpacker does by default: is it text, is something encoded in it? The rival looks
/// for the one pattern.
fn contest_searched(
    arena: &Arena,
    archive: &[u8],
    stream: Option<&[u8]>,
    len: usize,
) -> Result<(), Error> {
    let stream = stream.unwrap_or_default();
    let pattern = Regex::new("[A-Za-z0-9+/_-]{16,}={0,2}").map_err(Error::ours)?;
    let unpacker = Unpacker::new().container_input(true);
    let ours = || {
        let tree = unpacker.unpack(archive);
        let texts = tree.iter().filter(|payload| payload.text().is_some());
        (texts.count(), tree)
    };
    let rival = || {
        let inflated = inflate(stream, len);
        let is_text = std::str::from_utf8(&inflated.bytes).is_ok();
        (
            is_text,
            pattern.find_iter(&inflated.bytes).count(),
            inflated,
        )
    };
    let agree = |(texts, tree): &(usize, Tree), theirs: &(bool, usize, Inflated)| {
        *texts == 1 && tree.len() == 1 && theirs.0 && theirs.1 == 0 && theirs.2.whole
    };
    let pairing = Pairing::new(SEARCHED, "zlib-rs and regex");
    arena.rust(&pairing, ours, rival, agree)
}

/// What the rival makes of a stream.
struct Inflated {
    bytes: Vec<u8>,
    whole: bool,
}

fn inflate(stream: &[u8], len: usize) -> Inflated {
    let mut bytes = vec![0; len];
    let done = Inflate::new(false, 15).decompress(stream, &mut bytes, InflateFlush::Finish);
    std::hint::black_box(zlib_rs::crc32::crc32(0, &bytes));
    Inflated {
        bytes,
        whole: done.is_ok(),
    }
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
