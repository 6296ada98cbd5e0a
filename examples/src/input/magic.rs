//! Formats that cannot be read line by line, by their first bytes.

use std::io::Read;

use flate2::bufread::MultiGzDecoder;

pub(super) const PARQUET: &str = "Parquet";
pub(super) const ARROW: &str = "Arrow";

/// The name of an archive or another format that cannot be read line by line.
pub(super) fn binary(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(b"PAR1") {
        return Some(PARQUET);
    }
    if head.starts_with(b"ARROW1") {
        return Some(ARROW);
    }
    // A format without a magic sees itself in much.
    let archive = b64unpack::formats::ALL
        .iter()
        .filter(|format| format.context().is_empty())
        .find(|format| format.recognise(head));
    archive.map(|format| format.name())
}

/// Does the gzip that begins with `head` hold an archive? That is for the unpacker, whose limits a
/// bomb meets, and not to be read through. (A table is.)
pub(super) fn is_packed_archive(head: &[u8]) -> bool {
    let mut inside = Vec::new();
    // It ends early because the head does.
    let _ = MultiGzDecoder::new(head)
        .take(super::source::HEAD)
        .read_to_end(&mut inside);
    binary(&inside).is_some_and(|format| format != PARQUET && format != ARROW)
}
