//! Reading entries: from a header and its data to a member.

use std::collections::HashSet;
use std::ops::Range;

#[cfg(feature = "zip-aes")]
use super::aes::Work;
use super::content::Content;
use super::directory::Directory;
use super::headers::{CENTRAL, Entry, LOCAL};
use crate::formats::inflate::Inflater;
use crate::formats::sink::{MemberSink, Stop};
use crate::problem::ProblemKind;

/// How often all bytes of an archive may be read. Once is enough unless entries overlap; a
/// little more keeps what overlaps by an accident, and all of it would cost the square.
const PASSES: usize = 4;

pub(super) struct Reader<'a, 's, 'b> {
    pub(super) bytes: &'a [u8],
    pub(super) sink: &'s mut MemberSink<'b>,
    pub(super) inflater: Inflater,
    /// Bytes that may yet be read.
    left: usize,
    names: HashSet<&'a [u8]>,
    /// Local headers with their data.
    taken: Vec<Range<usize>>,
    /// The password that opened an entry last: the first to try on the next one.
    pub(super) password: Option<&'b [u8]>,
    #[cfg(feature = "zip-aes")]
    pub(super) work: Work,
}

impl<'a, 's, 'b> Reader<'a, 's, 'b> {
    pub(super) fn new(bytes: &'a [u8], sink: &'s mut MemberSink<'b>) -> Reader<'a, 's, 'b> {
        Reader {
            bytes,
            sink,
            inflater: Inflater::new(),
            left: bytes.len().saturating_mul(PASSES),
            names: HashSet::new(),
            taken: Vec::new(),
            password: None,
            #[cfg(feature = "zip-aes")]
            work: Work::new(),
        }
    }

    /// Every entry of the directory.
    pub(super) fn listed(&mut self, directory: &Directory) -> Result<(), Stop> {
        let Range { start: mut at, end } = directory.range;
        let mut count = 0u64;
        while at < end {
            let header = self.bytes.get(at..end).unwrap_or_default();
            let Some(entry) = Entry::central(header) else {
                let message = "the central directory is broken here";
                self.sink.problem(ProblemKind::Corrupt, at, message);
                break;
            };
            self.listed_entry(&entry, directory)?;
            at += entry.len;
            count += 1;
        }
        if count != directory.claimed && !wraps(count, directory.claimed) {
            let message = format!("{count} entries, the end record says {}", directory.claimed);
            self.sink
                .problem(ProblemKind::Count, directory.range.start, message);
        }
        Ok(())
    }

    fn listed_entry(&mut self, entry: &Entry<'a>, directory: &Directory) -> Result<(), Stop> {
        self.start(entry)?;
        let Some((at, local)) = self.local_header(entry.local, directory.shift) else {
            let message = format!("there is no local header at {}", entry.local);
            self.sink.truncate(ProblemKind::Bounds, message);
            return Ok(());
        };
        if local.name != entry.name {
            let other = String::from_utf8_lossy(local.name);
            let message = format!("the local header says {other:?}");
            self.sink.member_problem(ProblemKind::NameMismatch, message);
        }
        let data = self.bytes.get(at + local.len..).unwrap_or_default();
        let packed = usize::try_from(entry.packed)
            .ok()
            .and_then(|size| data.get(..size));
        // A size that cannot be right says nothing: the data end before the directory at the latest.
        let before = self
            .bytes
            .get(at + local.len..directory.range.start)
            .unwrap_or(data);
        if packed.is_none() {
            let message = format!(
                "{} of {} packed bytes are there",
                before.len(),
                entry.packed
            );
            self.sink.truncate(ProblemKind::Bounds, message);
        }
        let read = self.read(entry, packed.unwrap_or(before))?;
        let len = packed.map_or(read, <[u8]>::len);
        self.take(at, local.len + len);
        Ok(())
    }

    /// Begins a member, and flags a name that was there before.
    pub(super) fn start(&mut self, entry: &Entry<'a>) -> Result<(), Stop> {
        self.sink.start(entry.name)?;
        if !self.names.insert(entry.name) {
            let message = "another entry has this name";
            self.sink
                .member_problem(ProblemKind::DuplicateName, message);
        }
        Ok(())
    }

    /// Notes that a local header and its data stand at `at`.
    pub(super) fn take(&mut self, at: usize, len: usize) {
        self.taken
            .push(at..at.saturating_add(len).min(self.bytes.len()));
    }

    fn local_header(&self, said: u64, shift: i64) -> Option<(usize, Entry<'a>)> {
        let shifted = said.checked_add_signed(shift);
        [shifted, Some(said)].into_iter().flatten().find_map(|at| {
            let at = usize::try_from(at).ok()?;
            Some((at, Entry::local(self.bytes.get(at..)?)?))
        })
    }

    /// Reads an entry's data into the member begun last; gives the number of bytes it took.
    pub(super) fn read(&mut self, entry: &Entry<'_>, packed: &[u8]) -> Result<usize, Stop> {
        if self.left == 0 || (packed.len() > self.left && !entry.has_descriptor()) {
            let message = "not read: too many entries share these bytes";
            self.sink.truncate(ProblemKind::Overlap, message);
            return Ok(0);
        }
        let read = if entry.is_encrypted() {
            self.read_encrypted(entry, packed)?;
            packed.len()
        } else {
            self.read_plain(entry, packed)?
        };
        self.left = self.left.saturating_sub(read);
        Ok(read)
    }

    /// Compares size and CRC with the header's.
    pub(super) fn compare(&mut self, content: (u64, u32, bool), size: u64, crc: u32) {
        let (real_size, real_crc, whole) = content;
        if (whole && real_size != size) || real_size > size {
            let message = format!("{real_size} bytes or more, the header says {size}");
            self.sink.member_problem(ProblemKind::SizeMismatch, message);
        }
        if whole && real_crc != crc {
            let message = format!("CRC-32 is {real_crc:08x}, the header says {crc:08x}");
            self.sink.member_problem(ProblemKind::Checksum, message);
        }
    }

    pub(super) fn check(&mut self, entry: &Entry<'_>, content: &Content) {
        // In a local header before a descriptor both are zero.
        if entry.has_descriptor() && entry.local == 0 && entry.crc == 0 && entry.size == 0 {
            return;
        }
        self.compare(
            (content.size, content.crc, content.whole),
            entry.size,
            entry.crc,
        );
    }

    /// Looks for entries between and behind those of the directory.
    pub(super) fn unlisted(&mut self, directory: &Directory) -> Result<(), Stop> {
        for gap in self.gaps(directory) {
            self.recover(gap, true)?;
        }
        let end = directory.end.saturating_add(directory.comment);
        if let Some(rest @ [_, ..]) = self.bytes.get(end..) {
            let message = format!("{} bytes behind the archive", rest.len());
            self.sink.problem(ProblemKind::TrailingData, end, message);
        }
        Ok(())
    }

    fn gaps(&mut self, directory: &Directory) -> Vec<Range<usize>> {
        self.taken.sort_unstable_by_key(|range| range.start);
        let mut gaps = Vec::new();
        let mut at = 0;
        let own = directory.range.start..directory.end;
        for range in self
            .taken
            .iter()
            .cloned()
            .chain([own, self.bytes.len()..self.bytes.len()])
        {
            if range.start > at {
                gaps.push(at..range.start);
            }
            at = at.max(range.end);
        }
        gaps
    }

    /// Reports once that entries share bytes.
    pub(super) fn report_overlaps(&mut self) {
        self.taken.sort_unstable_by_key(|range| range.start);
        let mut end = 0;
        let mut first = None;
        let mut count = 0usize;
        for range in &self.taken {
            if range.start < end {
                count += 1;
                first = first.or(Some(range.start));
            }
            end = end.max(range.end);
        }
        if let Some(at) = first {
            let message = format!("{count} entries share bytes with another one");
            self.sink.problem(ProblemKind::Overlap, at, message);
        }
    }
}

/// Whether a count beyond 16 bits was cut to them, as writers without zip64 do.
fn wraps(count: u64, claimed: u64) -> bool {
    count > u64::from(u16::MAX) && count & u64::from(u16::MAX) == claimed
}

/// Whether `bytes` begin with a header of this format.
pub(super) fn is_header(bytes: &[u8]) -> bool {
    bytes.starts_with(&LOCAL) || bytes.starts_with(&CENTRAL)
}
