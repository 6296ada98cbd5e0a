//! Microsoft cabinets (MS-CAB): stored and MSZIP folders.
//!
//! A folder is a sequence of blocks of up to 32 KiB, an MSZIP block refers to the bytes of the
//! one before it (2.4.2), and the files of a folder are one stream. A folder is decoded as far as
//! a decoder may take memory, and cut into its files. Of a folder packed with Quantum or LZX, all
//! files are listed, and the first has the packed bytes. Checksums of blocks are not verified, as
//! they say nothing that MSZIP's own structure does not; parts of files in other cabinets of a
//! set are reported.

use super::bytes::{u16_at, u32_at};
use super::inflate::{End, Inflater};
use super::{Format, FormatError, MemberSink, Stop};
use crate::limits::Limit;
use crate::problem::ProblemKind;

const SIGNATURE: [u8; 4] = *b"MSCF";
const HEADER: usize = 36;
/// Bytes that a block gives at most, and so the window of the next one.
const BLOCK: usize = 32 * 1024;
/// MSZIP blocks of a folder that may give much less than that: by the book only the last one does.
const MOST_SHORT: usize = 64;
/// Folder numbers from here on say that a file goes on in another cabinet.
const FIRST_SPLIT: u16 = 0xfffd;

/// The cabinet format (MS-CAB): stored and MSZIP folders.
///
/// Quantum and LZX are refused: their files are listed, the first has the packed bytes. Blocks that
/// are cut or broken, files that lie outside of their folder or share too many bytes, parts of files
/// in other cabinets and bytes behind the cabinet are reported; checksums are not looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cab;

impl Format for Cab {
    fn name(&self) -> &'static str {
        "cab"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        // Four reserved bytes of zero behind the signature.
        bytes.starts_with(&SIGNATURE) && u32_at(bytes, 4).is_none_or(|reserved| reserved == 0)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        if !self.recognise(bytes) {
            return Err(FormatError::NotThis);
        }
        let Some(cabinet) = Cabinet::parse(bytes) else {
            sink.problem(ProblemKind::Truncated, bytes.len(), "the header is cut");
            return Ok(());
        };
        if cabinet.size > bytes.len() {
            let message = format!("{} of {} bytes are there", bytes.len(), cabinet.size);
            sink.problem(ProblemKind::Truncated, bytes.len(), message);
        } else if cabinet.size < bytes.len() {
            let message = format!("{} bytes behind the cabinet", bytes.len() - cabinet.size);
            sink.problem(ProblemKind::TrailingData, cabinet.size, message);
        }
        Ok(cabinet.files(sink)?)
    }
}

struct Cabinet<'a> {
    bytes: &'a [u8],
    size: usize,
    first_file: usize,
    folders: Vec<Folder>,
    files: u16,
    /// Reserved bytes of each block.
    reserved: usize,
}

struct Folder {
    start: usize,
    blocks: u16,
    method: u16,
}

/// What a folder gave.
struct Content<'a> {
    bytes: Vec<u8>,
    /// Why it was not read to its end.
    defect: Option<(ProblemKind, String)>,
    /// Its packed bytes.
    packed: &'a [u8],
}

impl<'a> Cabinet<'a> {
    fn parse(bytes: &'a [u8]) -> Option<Cabinet<'a>> {
        let flags = u16_at(bytes, 30)?;
        let (mut at, mut reserved, mut of_folder) = (HEADER, 0, 0);
        if flags & 4 != 0 {
            let own = usize::from(u16_at(bytes, 36)?);
            of_folder = usize::from(*bytes.get(38)?);
            reserved = usize::from(*bytes.get(39)?);
            at += 4 + own;
        }
        // The names of the cabinet and the disk before, of those behind.
        let names = 2 * (usize::from(flags & 1) + usize::from(flags >> 1 & 1));
        for _ in 0..names {
            let rest = bytes.get(at..)?;
            at += memchr::memchr(0, rest)? + 1;
        }
        let mut folders = Vec::new();
        for _ in 0..u16_at(bytes, 26)? {
            folders.push(Folder {
                start: u32_at(bytes, at)? as usize,
                blocks: u16_at(bytes, at + 4)?,
                method: u16_at(bytes, at + 6)?,
            });
            at += 8 + of_folder;
        }
        Some(Cabinet {
            bytes,
            size: u32_at(bytes, 8)? as usize,
            first_file: u32_at(bytes, 16)? as usize,
            folders,
            files: u16_at(bytes, 28)?,
            reserved,
        })
    }

    fn files(&self, sink: &mut MemberSink<'_>) -> Result<(), Stop> {
        let mut at = self.first_file;
        let mut open: Option<(u16, Content<'_>)> = None;
        let mut left = self.bytes.len();
        for done in 0..self.files {
            let Some((name, size, start, folder, next)) = self.file(at) else {
                let message = format!("{done} files, the header says {}", self.files);
                sink.problem(ProblemKind::Count, at, message);
                break;
            };
            at = next;
            sink.start(name)?;
            if folder >= FIRST_SPLIT {
                let message = "a part of it is in another cabinet";
                sink.truncate(ProblemKind::Unsupported, message);
                continue;
            }
            let is_new = open.as_ref().is_none_or(|(known, _)| *known != folder);
            if is_new {
                let Some(found) = self.folders.get(usize::from(folder)) else {
                    sink.truncate(ProblemKind::Bounds, format!("there is no folder {folder}"));
                    continue;
                };
                let content = self.content(found, sink, left);
                // Files of one folder stand together; hostile ones must not read it each time.
                left = left.saturating_sub(content.packed.len());
                open = Some((folder, content));
            }
            if let Some((_, content)) = &open {
                write(content, start, size, is_new, sink)?;
            }
        }
        Ok(())
    }

    /// Name, size, place in its folder, folder, and the place of the next file.
    fn file(&self, at: usize) -> Option<(&'a [u8], usize, usize, u16, usize)> {
        let name = self.bytes.get(at.checked_add(16)?..)?;
        let len = memchr::memchr(0, name)?;
        Some((
            name.get(..len)?,
            u32_at(self.bytes, at)? as usize,
            u32_at(self.bytes, at + 4)? as usize,
            u16_at(self.bytes, at + 8)?,
            at + 16 + len + 1,
        ))
    }

    fn content(&self, folder: &Folder, sink: &MemberSink<'_>, left: usize) -> Content<'a> {
        let method = folder.method & 15;
        let most = usize::try_from(sink.decoder_bytes()).unwrap_or(usize::MAX);
        let mut inflater = Inflater::new();
        let (mut bytes, mut defect, mut short) = (Vec::new(), None, 0);
        let mut at = folder.start;
        for _ in 0..folder.blocks {
            let Some((block, whole, next)) = self.block(at) else {
                defect.get_or_insert((ProblemKind::Truncated, "a block is cut".to_owned()));
                break;
            };
            at = next;
            if !whole {
                defect = Some((ProblemKind::Truncated, "a block is cut".to_owned()));
            }
            if at.saturating_sub(folder.start) > left {
                let message = "not read: too many files share these bytes".to_owned();
                defect = Some((ProblemKind::Overlap, message));
                break;
            }
            if bytes.len() + BLOCK > most {
                let message = "the folder needs a decoder of more memory".to_owned();
                defect = Some((ProblemKind::Limit(Limit::DecoderBytes), message));
                break;
            }
            match method {
                0 => bytes.extend_from_slice(block),
                1 => {
                    let before = bytes.len();
                    if let Some(found) = unzip(block, &mut bytes, &mut inflater, sink) {
                        defect.get_or_insert(found);
                    }
                    // Each takes the work of its window, so that those that give little are few.
                    short += usize::from(bytes.len() - before < BLOCK / 4);
                    if short > MOST_SHORT {
                        let message = "too many blocks that give little".to_owned();
                        defect.get_or_insert((ProblemKind::Corrupt, message));
                    }
                }
                _ => {
                    let message = format!("compression method {method} is not read");
                    defect = Some((ProblemKind::Unsupported, message));
                }
            }
            if defect.is_some() && method == 1 {
                break;
            }
        }
        let packed = self.bytes.get(folder.start..at).unwrap_or_default();
        Content {
            bytes,
            defect,
            packed,
        }
    }

    /// The data of a block, whether they are all there, and the place of the next one.
    fn block(&self, at: usize) -> Option<(&'a [u8], bool, usize)> {
        let len = usize::from(u16_at(self.bytes, at.checked_add(4)?)?);
        let start = at + 8 + self.reserved;
        let rest = self.bytes.get(start..)?;
        let block = rest.get(..len).unwrap_or(rest);
        Some((block, block.len() == len, start + block.len()))
    }
}

/// Appends an MSZIP block: `CK`, then a deflate stream, whose window is what was given before.
fn unzip(
    block: &[u8],
    bytes: &mut Vec<u8>,
    inflater: &mut Inflater,
    sink: &MemberSink<'_>,
) -> Option<(ProblemKind, String)> {
    let broken = |what: &str| Some((ProblemKind::Corrupt, format!("an MSZIP block {what}")));
    let Some(stream) = block.strip_prefix(b"CK") else {
        return broken("has no signature");
    };
    // A stored block of deflate that gives the window once more, then the stream: whatever the
    // inflater is, it then has the window.
    let window = bytes
        .get(bytes.len().saturating_sub(BLOCK)..)
        .unwrap_or_default();
    let len = u16::try_from(window.len()).unwrap_or(u16::MAX);
    let [low, high] = len.to_le_bytes();
    let primed = [&[0, low, high, !low, !high], window, stream].concat();
    let mut end = End::Corrupt;
    let most = window.len() + BLOCK;
    let given = sink.aside(most as u64, |aside| {
        end = inflater.inflate(&primed, aside)?.end;
        Ok(())
    });
    bytes.extend_from_slice(given.get(usize::from(len)..).unwrap_or_default());
    match end {
        End::Whole => None,
        End::Truncated => broken("is cut"),
        End::Corrupt | End::Full => broken("is broken"),
    }
}

/// Writes a file of a folder, as far as that was read.
fn write(
    content: &Content<'_>,
    start: usize,
    size: usize,
    is_first: bool,
    sink: &mut MemberSink<'_>,
) -> Result<(), Stop> {
    let rest = content.bytes.get(start..).unwrap_or_default();
    let bytes = rest.get(..size).unwrap_or(rest);
    if bytes.len() < size {
        let (kind, message) = content.defect.clone().unwrap_or_else(|| {
            let message = format!("{} of {size} bytes are in the folder", bytes.len());
            (ProblemKind::SizeMismatch, message)
        });
        sink.truncate(kind, message);
    }
    if content.bytes.is_empty() && is_first {
        return sink.write(content.packed);
    }
    sink.write(bytes)?;
    sink.compressed_size(content.packed.len());
    Ok(())
}
