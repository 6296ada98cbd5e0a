//! 7z (`7zFormat.txt` of the LZMA SDK): Copy, LZMA, LZMA2, Deflate, the filters for machine code
//! and BCJ2; bzip2 and Zstandard where these features are on; AES with the passwords of the sink.
//!
//! The files of a folder are one stream, so a folder is decoded as a whole, as far as a decoder
//! may take memory, and then cut into its files; what is beyond is reported. Of a folder that
//! cannot be read, PPMd for one, all files are listed, and the first has the packed bytes. An
//! archive whose header, at the end, is missing tells nothing but that: where its streams begin
//! and end stands there alone. Of several volumes only the first is seen.

mod aes;
mod coders;
mod fields;
mod header;
mod id;
mod streams;

use flate2::Crc;

use self::aes::Keys;
use self::coders::Decoded;
use self::fields::Fields;
use self::header::Entry;
use self::streams::{Folder, Part, streams};
use super::bytes::{array, u32_at};
use super::stream::End;
use super::{Format, FormatError, MemberSink, Stop};
use crate::limits::Limit;
use crate::problem::ProblemKind;

const SIGNATURE: [u8; 6] = *b"7z\xbc\xaf\x27\x1c";
/// The length of the signature header.
const START: usize = 32;
const HEADER: u64 = 1;
const ENCODED_HEADER: u64 = 0x17;
/// Headers in headers: 7-Zip writes one.
const MOST_HEADERS: usize = 4;

/// The 7z format (`7zFormat.txt` of the LZMA SDK); one payload per file.
///
/// PPMd and other methods that are not free are refused: the first file of such a folder has the
/// packed bytes, and this is reported. So are wrong passwords, wrong CRC-32s, a header that is
/// missing, damaged or broken, and streams that are cut or broken.
#[derive(Clone, Copy, Debug, Default)]
pub struct SevenZ;

impl Format for SevenZ {
    fn name(&self) -> &'static str {
        "7z"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(&SIGNATURE)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        if !self.recognise(bytes) {
            return Err(FormatError::NotThis);
        }
        let mut reader = Reader {
            bytes,
            sink,
            keys: Keys::new(),
        };
        let Some(header) = reader.first_header() else {
            return Ok(());
        };
        Ok(reader.read(header)?)
    }
}

struct Reader<'a, 's, 'b> {
    bytes: &'a [u8],
    sink: &'s mut MemberSink<'b>,
    keys: Keys,
}

impl<'a> Reader<'a, '_, '_> {
    fn first_header(&mut self) -> Option<Vec<u8>> {
        let at = |at| array(self.bytes, at).map(u64::from_le_bytes);
        let fields = at(12).zip(at(20)).zip(u32_at(self.bytes, 28));
        let Some(((offset, size), crc)) = fields else {
            self.defect(ProblemKind::Truncated, "the signature header is cut");
            return None;
        };
        if let Some(start) = self.bytes.get(12..START) {
            if u32_at(self.bytes, 8) != Some(crc_of(start)) {
                self.defect(ProblemKind::Checksum, "the signature header is damaged");
            }
        }
        let start = usize::try_from(offset)
            .ok()
            .and_then(|n| n.checked_add(START));
        let end = usize::try_from(size)
            .ok()
            .zip(start)
            .and_then(|(n, at)| n.checked_add(at));
        let found = start.zip(end).and_then(|(start, end)| {
            let rest = self.bytes.get(end..)?;
            Some((self.bytes.get(start..end)?, rest.len(), end))
        });
        let Some((header, rest, end)) = found else {
            let message = format!("the header, at {offset}, is not there");
            self.sink
                .problem(ProblemKind::Truncated, self.bytes.len(), message);
            return None;
        };
        if rest > 0 {
            let message = format!("{rest} bytes behind the archive");
            self.sink.problem(ProblemKind::TrailingData, end, message);
        }
        if crc_of(header) != crc {
            self.defect(ProblemKind::Checksum, "the header is damaged");
        }
        Some(header.to_vec())
    }

    fn defect(&mut self, kind: ProblemKind, message: &'static str) {
        self.sink.problem(kind, 0, message);
    }

    /// Reads what a header lists, be it plain or in a header of its own.
    fn read(&mut self, mut header: Vec<u8>) -> Result<(), Stop> {
        for _ in 0..MOST_HEADERS {
            let mut fields = Fields(&header);
            if fields.is_empty() {
                return Ok(());
            }
            let next = match fields.number() {
                Some(HEADER) => return self.listed(&mut fields),
                Some(ENCODED_HEADER) => streams(&mut fields, 1),
                _ => None,
            };
            let Some((streams, folder)) = next.as_ref().and_then(|s| Some((s, s.folders.first()?)))
            else {
                self.defect(ProblemKind::Corrupt, "the header is broken");
                return Ok(());
            };
            let packed = self.packed(&streams.packed, streams.position, folder);
            let decoded = self.decode(folder, &packed, u64::MAX);
            if decoded.end != End::Whole {
                return self.shut(folder, streams.position, decoded.end);
            }
            header = decoded.bytes;
        }
        self.defect(ProblemKind::Unsupported, "headers in headers in headers");
        Ok(())
    }

    /// Of an archive whose header cannot be read, the packed bytes before it are the one member.
    fn shut(&mut self, folder: &Folder, position: u64, end: End) -> Result<(), Stop> {
        let (kind, message) = reason(end, folder, "the list of the files");
        let data = self.bytes.get(START..).unwrap_or_default();
        let len = usize::try_from(position).unwrap_or(usize::MAX);
        self.sink.start(b"")?;
        self.sink.truncate(kind, message);
        self.sink.write(data.get(..len).unwrap_or(data))
    }

    fn listed(&mut self, fields: &mut Fields<'_>) -> Result<(), Stop> {
        let most = self.sink.entries().saturating_add(1);
        let Some((streams, entries, count)) = header::header(fields, most) else {
            self.defect(ProblemKind::Corrupt, "the header is broken");
            return Ok(());
        };
        let mut entries = entries.into_iter().peekable();
        let (mut sizes, mut start) = (&streams.packed[..], streams.position);
        for folder in &streams.folders {
            let packed = self.packed(sizes, start, folder);
            let (own, rest) = sizes.split_at(folder.packed.len().min(sizes.len()));
            sizes = rest;
            start = own
                .iter()
                .fold(start, |sum, &size| sum.saturating_add(size));
            self.folder(folder, &packed, &mut entries)?;
        }
        let mut missing = 0u64;
        for entry in entries {
            missing += u64::from(entry.has_stream);
            self.sink.start(&entry.name)?;
        }
        if missing > 0 {
            let message = format!("{count} files, {missing} of them without a stream");
            self.sink.problem(ProblemKind::Count, 0, message);
        }
        Ok(())
    }

    /// The packed streams of a folder, as far as they are there.
    fn packed(&self, sizes: &[u64], start: u64, folder: &Folder) -> Vec<&'a [u8]> {
        let mut at = start.saturating_add(START as u64);
        let mut found = Vec::new();
        for &size in sizes.iter().take(folder.packed.len()) {
            let place = usize::try_from(at).unwrap_or(usize::MAX);
            let rest = self.bytes.get(place..).unwrap_or_default();
            let len = usize::try_from(size).unwrap_or(usize::MAX);
            found.push(rest.get(..len).unwrap_or(rest));
            at = at.saturating_add(size);
        }
        found
    }

    /// Decodes a folder with the first password that opens it.
    fn decode(&mut self, folder: &Folder, packed: &[&[u8]], most: u64) -> Decoded {
        if !coders::is_encrypted(folder) {
            return coders::decode(folder, packed, most, &mut self.keys, &[], self.sink);
        }
        for password in self.sink.passwords() {
            let found = coders::decode(folder, packed, most, &mut self.keys, password, self.sink);
            if is_right(folder, &found) {
                return found;
            }
        }
        Decoded {
            bytes: Vec::new(),
            end: End::Unsupported,
        }
    }

    fn folder(
        &mut self,
        folder: &Folder,
        packed: &[&[u8]],
        entries: &mut std::iter::Peekable<impl Iterator<Item = Entry>>,
    ) -> Result<(), Stop> {
        let sizes = folder.files.iter().map(|file| file.size);
        let most = sizes.fold(0, u64::saturating_add);
        let mut decoded = None;
        let mut at = 0u64;
        for (place, file) in folder.files.iter().enumerate() {
            while let Some(empty) = entries.next_if(|entry| !entry.has_stream) {
                self.sink.start(&empty.name)?;
            }
            let name = entries.next().map(|entry| entry.name).unwrap_or_default();
            self.sink.start(&name)?;
            // As late as can be: a limit may have ended the work before.
            let decoded = decoded.get_or_insert_with(|| self.decode(folder, packed, most));
            if decoded.bytes.is_empty() && decoded.end != End::Whole {
                let (kind, message) = reason(decoded.end, folder, "the file");
                self.sink.truncate(kind, message);
                if place == 0 {
                    packed
                        .iter()
                        .try_for_each(|stream| self.sink.write(stream))?;
                }
            } else {
                self.file(file, at, decoded, folder)?;
                self.sink
                    .compressed_size(packed.iter().map(|stream| stream.len()).sum());
            }
            at = at.saturating_add(file.size);
        }
        Ok(())
    }

    /// Writes a file of a folder that was read, as far as it was.
    fn file(
        &mut self,
        file: &Part,
        at: u64,
        decoded: &Decoded,
        folder: &Folder,
    ) -> Result<(), Stop> {
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        let rest = decoded.bytes.get(start..).unwrap_or_default();
        let len = usize::try_from(file.size).unwrap_or(usize::MAX);
        let bytes = rest.get(..len).unwrap_or(rest);
        self.sink.write(bytes)?;
        if bytes.len() < len {
            let (kind, message) = reason(decoded.end, folder, "the file");
            self.sink.truncate(kind, message);
        } else if file.crc.is_some_and(|crc| crc != crc_of(bytes)) {
            let message = "the CRC-32 is that of other bytes";
            self.sink.member_problem(ProblemKind::Checksum, message);
        }
        if coders::is_encrypted(folder) {
            let message = "decrypted with one of the passwords";
            self.sink.member_problem(ProblemKind::Encrypted, message);
        }
        Ok(())
    }
}

/// Whether a password was right, by the CRC-32 of all or of the first file.
fn is_right(folder: &Folder, found: &Decoded) -> bool {
    let first = folder.files.first();
    let len = first.and_then(|file| usize::try_from(file.size).ok());
    let file = len.and_then(|len| found.bytes.get(..len));
    match (folder.crc, first.and_then(|file| file.crc)) {
        (Some(crc), _) if found.end == End::Whole => crc_of(&found.bytes) == crc,
        (_, Some(crc)) => file.is_some_and(|file| crc_of(file) == crc),
        _ => found.end == End::Whole,
    }
}

/// Why a folder was not read, or not to its end.
fn reason(end: End, folder: &Folder, what: &str) -> (ProblemKind, String) {
    match end {
        End::Unsupported if coders::is_encrypted(folder) => (
            ProblemKind::Encrypted,
            format!("{what} is encrypted with an unknown password"),
        ),
        End::Unsupported => {
            let methods = folder
                .coders
                .iter()
                .map(|coder| format!("{:x}", coder.method));
            let methods: Vec<String> = methods.collect();
            let message = format!("{what} is packed by methods that are not read: {methods:?}");
            (ProblemKind::Unsupported, message)
        }
        End::OutOfMemory => (
            ProblemKind::Limit(Limit::DecoderBytes),
            format!("{what} needs a decoder of more memory"),
        ),
        End::Corrupt | End::Checksum => (
            ProblemKind::Corrupt,
            format!("the stream of {what} is broken"),
        ),
        End::Truncated | End::Whole | End::Full => (
            ProblemKind::Truncated,
            format!("the stream of {what} is cut"),
        ),
    }
}

fn crc_of(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}
