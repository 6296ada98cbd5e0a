//! RAR 1.5 to 4 (`technote.txt` of RAR 4) and RAR 5 ("RAR 5.0 archive format"): every file is
//! listed; the bytes of stored ones (`-m0`) are given, and checked by their CRC-32.
//!
//! What is compressed or encrypted has its packed bytes and says so: the method is not free. An
//! archive whose headers are encrypted is one member. Recovery records, comments and other
//! services are passed over; parts of files in other volumes are reported.

mod five;
mod four;

use crate::formats::{Format, FormatError, MemberSink, Stop};
use crate::problem::ProblemKind;

const FOUR: [u8; 7] = *b"Rar!\x1a\x07\x00";
const FIVE: [u8; 8] = *b"Rar!\x1a\x07\x01\x00";

/// The RAR format, 1.5 to 5 (`technote.txt` of RAR); one payload per file.
///
/// What is compressed or encrypted is refused: its packed bytes are the payload, and this is
/// reported. So are a wrong CRC-32 or size, damaged headers, an archive that is cut, parts of files
/// in other volumes and bytes behind the end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rar;

impl Format for Rar {
    fn name(&self) -> &'static str {
        "rar"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(&FOUR) || bytes.starts_with(&FIVE)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        let (start, parse): (_, Parse) = if bytes.starts_with(&FOUR) {
            (FOUR.len(), four::block)
        } else if bytes.starts_with(&FIVE) {
            (FIVE.len(), five::block)
        } else {
            return Err(FormatError::NotThis);
        };
        Ok(read(bytes, start, parse, sink)?)
    }
}

/// Reads the block at the start of bytes.
type Parse = fn(&[u8]) -> Option<Block<'_>>;

/// A header, and the data behind it.
struct Block<'a> {
    /// Bytes of the header.
    len: usize,
    /// Bytes of the data that it says it has.
    data: u64,
    /// Whether its checksum is right.
    sound: bool,
    kind: Kind<'a>,
}

enum Kind<'a> {
    File(File<'a>),
    /// All that follows is encrypted.
    Encrypted,
    End,
    Other,
}

struct File<'a> {
    name: std::borrow::Cow<'a, [u8]>,
    size: Option<u64>,
    crc: Option<u32>,
    is_stored: bool,
    is_encrypted: bool,
    is_directory: bool,
    /// Whether a part of it is in another volume.
    is_split: bool,
    /// How it is compressed, in words.
    method: String,
}

fn read(bytes: &[u8], start: usize, parse: Parse, sink: &mut MemberSink<'_>) -> Result<(), Stop> {
    let mut at = start;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(block) = parse(rest) else {
            let (kind, message) = if rest.is_empty() {
                (ProblemKind::Truncated, "there is no end of the archive")
            } else {
                (ProblemKind::Corrupt, "there is no whole header here")
            };
            sink.problem(kind, at, message);
            return Ok(());
        };
        if !block.sound {
            sink.problem(ProblemKind::Checksum, at, "the header here is damaged");
        }
        let behind = rest.get(block.len..).unwrap_or_default();
        let said = usize::try_from(block.data).unwrap_or(usize::MAX);
        let data = behind.get(..said).unwrap_or(behind);
        at += block.len + data.len();
        match block.kind {
            Kind::File(found) => file(&found, data, said, sink)?,
            Kind::Encrypted => {
                sink.start(b"")?;
                let message = "the headers are encrypted with an unknown password";
                sink.truncate(ProblemKind::Encrypted, message);
                return sink.write(behind);
            }
            Kind::End => {
                if let Some(rest @ [_, ..]) = bytes.get(at..) {
                    let message = format!("{} bytes behind the archive", rest.len());
                    sink.problem(ProblemKind::TrailingData, at, message);
                }
                return Ok(());
            }
            Kind::Other => {}
        }
    }
}

fn file(file: &File<'_>, data: &[u8], said: usize, sink: &mut MemberSink<'_>) -> Result<(), Stop> {
    sink.start(&file.name)?;
    if data.len() < said {
        let message = format!("{} of {said} packed bytes are there", data.len());
        sink.truncate(ProblemKind::Truncated, message);
    }
    if file.is_split {
        let message = "a part of it is in another volume";
        sink.truncate(ProblemKind::Unsupported, message);
    }
    if file.is_encrypted {
        sink.truncate(ProblemKind::Encrypted, "encrypted; no passwords are tried");
    } else if !file.is_stored && !file.is_directory {
        let message = format!("compressed by {}, which is not read", file.method);
        sink.truncate(ProblemKind::Unsupported, message);
    } else if data.len() == said && !file.is_split && !file.is_directory {
        check(file, data, sink);
    }
    sink.write(data)
}

fn check(file: &File<'_>, data: &[u8], sink: &mut MemberSink<'_>) {
    let len = data.len() as u64;
    if let Some(size) = file.size.filter(|&size| size != len) {
        let message = format!("{len} bytes, the header says {size}");
        sink.member_problem(ProblemKind::SizeMismatch, message);
    }
    let sum = crc32(data);
    if let Some(crc) = file.crc.filter(|&crc| crc != sum) {
        let message = format!("CRC-32 is {sum:08x}, the header says {crc:08x}");
        sink.member_problem(ProblemKind::Checksum, message);
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}
