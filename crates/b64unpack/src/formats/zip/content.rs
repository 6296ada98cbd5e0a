//! The data of an entry, by its method (APPNOTE 4.4.5).

use flate2::Crc;

use super::headers::Entry;
use super::read::Reader;
use crate::formats::inflate::End;
use crate::formats::sink::{Mark, Stop};
use crate::formats::{ALL, Format, FormatError};
use crate::problem::ProblemKind;

/// What was read of an entry's data.
pub(super) struct Content {
    pub(super) size: u64,
    pub(super) crc: u32,
    /// To its end, as far as can be told.
    pub(super) whole: bool,
    /// Bytes of the packed data that belong to it.
    pub(super) read: usize,
}

impl Reader<'_, '_, '_> {
    /// Reads data that are not encrypted; gives the number of bytes they took.
    pub(super) fn read_plain(&mut self, entry: &Entry<'_>, packed: &[u8]) -> Result<usize, Stop> {
        let mark = self.sink.mark();
        let Some(content) = self.content(entry, packed)? else {
            let message = format!("compression method {} is not read", entry.method);
            self.keep_raw(mark, packed, ProblemKind::Unsupported, message)?;
            return Ok(packed.len());
        };
        if content.size == 0 && !content.whole && !packed.is_empty() && !self.sink.is_full() {
            // Broken from the start: what there is are the packed bytes.
            self.sink.write(packed)?;
        } else {
            self.check(entry, &content);
        }
        Ok(content.read)
    }

    /// Makes the packed bytes the member, and says why.
    pub(super) fn keep_raw(
        &mut self,
        mark: Mark,
        packed: &[u8],
        kind: ProblemKind,
        message: String,
    ) -> Result<(), Stop> {
        self.sink.rewind(mark);
        self.sink.truncate(kind, message);
        self.sink.write(packed)
    }

    /// Unpacks data; nothing if the method is not read.
    pub(super) fn content(
        &mut self,
        entry: &Entry<'_>,
        packed: &[u8],
    ) -> Result<Option<Content>, Stop> {
        match entry.method {
            0 => {
                // Flagged before where the data are known to be cut.
                let cut = self.sink.is_truncated();
                self.sink.write(packed)?;
                let whole = !cut && !self.sink.is_full();
                Ok(Some(Content {
                    size: packed.len() as u64,
                    crc: crc_of(packed),
                    whole,
                    read: packed.len(),
                }))
            }
            8 => {
                let inflated = self.inflater.inflate(packed, self.sink)?;
                Ok(Some(Content {
                    size: inflated.size,
                    crc: inflated.crc,
                    whole: inflated.end == End::Whole,
                    read: inflated.read,
                }))
            }
            #[cfg(feature = "zip-deflate64")]
            9 => super::deflate64::inflate(packed, self.sink).map(Some),
            12 => self.joined("bzip2", packed, packed.len()),
            14 => match alone(packed, entry) {
                Some(alone) => self.joined("lzma", &alone, packed.len()),
                None => Ok(None),
            },
            20 | 93 => self.joined("zstd", packed, packed.len()),
            95 => self.joined("xz", packed, packed.len()),
            _ => Ok(None),
        }
    }

    /// Data that are a stream of another format of this crate; nothing if that is not compiled
    /// in, or they are not.
    fn joined(&mut self, name: &str, data: &[u8], read: usize) -> Result<Option<Content>, Stop> {
        let Some(format) = named(name) else {
            return Ok(None);
        };
        match self.sink.join(format, data) {
            Ok(()) => {}
            Err(FormatError::NotThis) => return Ok(None),
            Err(FormatError::Stop(stop)) => return Err(stop),
        }
        let bytes = self.sink.bytes();
        Ok(Some(Content {
            size: bytes.len() as u64,
            crc: crc_of(bytes),
            whole: !self.sink.is_truncated(),
            read,
        }))
    }
}

fn named(name: &str) -> Option<&'static dyn Format> {
    ALL.iter().copied().find(|format| format.name() == name)
}

fn crc_of(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// The header of a `.lzma` file instead of the one that ZIP has for LZMA (APPNOTE 5.8.8): the
/// version of an SDK, the length of the properties, the properties. If bit 1 is set, a marker ends
/// the data.
fn alone(packed: &[u8], entry: &Entry<'_>) -> Option<Vec<u8>> {
    const LEN: [u8; 2] = [5, 0];
    let fields = packed.get(2..)?.strip_prefix(&LEN)?;
    let (properties, data) = fields.split_at_checked(5)?;
    let size = if entry.flags & 2 == 0 {
        entry.size
    } else {
        u64::MAX
    };
    Some([properties, &size.to_le_bytes(), data].concat())
}
