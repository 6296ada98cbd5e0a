//! ZIP (PKWARE APPNOTE 6.3.10): zip64, data descriptors, and entries that are stored, deflated,
//! or compressed with bzip2, LZMA, Zstandard, xz or Deflate64 where these features are on.
//!
//! Identity is the place in the directory, not the name, so that no entry hides another. Entries
//! that the directory does not list, and all entries where there is none, are recovered from
//! their local headers. Sizes that headers claim are compared with the real ones and used for
//! nothing else.
//!
//! Entries encrypted after PKWARE's or WinZip's fashion are opened with the passwords of the
//! sink. Of what is encrypted with another one, of another method, or broken from its first byte
//! on, the packed bytes are the member, so that nothing goes unseen; a problem says so. Strong
//! encryption, patches, and archives in several volumes are not read.

#[cfg(feature = "zip-aes")]
mod aes;
mod content;
#[cfg(feature = "zip-deflate64")]
mod deflate64;
mod directory;
mod encrypted;
mod headers;
mod read;
mod recover;
mod zipcrypto;

use self::directory::Directory;
use self::headers::LOCAL;
use self::read::Reader;
use super::{Format, FormatError, MemberSink};
use crate::problem::ProblemKind;

/// The ZIP format (PKWARE APPNOTE 6.3.10); one payload per entry.
///
/// Strong encryption, patches, other methods and further volumes are refused: the packed bytes are
/// the payload, and this is reported. So are wrong passwords, wrong CRC-32s and sizes, names that two
/// headers give differently or two entries share, entries that overlap or that no directory lists, and
/// archives that are cut.
#[derive(Clone, Copy, Debug, Default)]
pub struct Zip;

impl Format for Zip {
    fn name(&self) -> &'static str {
        "zip"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(&LOCAL) || bytes.starts_with(&directory::END) || Directory::ends(bytes)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        let mut reader = Reader::new(bytes, sink);
        let read = match Directory::find(bytes) {
            Some(directory) => reader
                .listed(&directory)
                .and_then(|()| reader.unlisted(&directory)),
            None => {
                reader.sink.problem(
                    ProblemKind::Truncated,
                    bytes.len(),
                    "there is no central directory: entries are recovered from local headers",
                );
                reader.recover(0..bytes.len(), false)
            }
        };
        reader.report_overlaps();
        Ok(read?)
    }
}
