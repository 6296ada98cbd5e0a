//! OLE compound files (MS-CFB 2021): old Office documents, `vbaProject.bin`, MSI, MSG. Each
//! stream is a member, named by its path (`Macros/VBA/Module1`).
//!
//! Chains of sectors are followed by hand, each no longer than there are sectors and to the end of
//! its first circle, and all together a few times the file; a stream whose chain ends early, or
//! points out of the file, has the bytes up to there and says so. Directory entries are listed by
//! their place, so that one that no tree reaches is listed, too. What streams hold (VBA is
//! compressed in a way of its own) is not read.

use super::bytes::{array, u16_at, u32_at};
use super::{Format, FormatError, MemberSink, Stop};
use crate::problem::ProblemKind;

const SIGNATURE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// The first sector number that has a meaning of its own (2.1).
const LAST_SECTOR: u32 = 0xffff_fffa;
const END_OF_CHAIN: u32 = 0xffff_fffe;
const NO_ENTRY: u32 = u32::MAX;
const HEADER: usize = 512;
/// Sectors of the allocation table that the header lists.
const HEADER_SECTORS: usize = 109;
/// Bytes of a directory entry.
const ENTRY: usize = 128;
/// Streams below this size are kept in sectors of 64 bytes (2.2).
const MINI_SIZE: u64 = 4096;
const MINI_SECTOR: usize = 64;
/// How deep storages may be nested in a name.
const MOST_PARENTS: usize = 64;
/// How often all bytes may be read, as streams may share sectors.
const PASSES: usize = 4;

/// The OLE compound file format (MS-CFB); one payload per stream, named by its path.
///
/// Sectors of sizes that MS-CFB does not know are refused. Chains that end early, go in a circle,
/// lead out of the file or share too many bytes are reported, with the bytes up to there. What
/// streams hold, such as compressed VBA, is not read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ole;

impl Format for Ole {
    fn name(&self) -> &'static str {
        "ole"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(&SIGNATURE)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        if !self.recognise(bytes) {
            return Err(FormatError::NotThis);
        }
        match File::open(bytes, sink) {
            Some(file) => Ok(file.streams(sink)?),
            None => {
                sink.problem(ProblemKind::Truncated, bytes.len(), "the header is cut");
                Ok(())
            }
        }
    }
}

struct File<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// For each sector the next one of its chain.
    table: Vec<u32>,
    mini_table: Vec<u32>,
    directory: Vec<Entry>,
    /// The sectors in which the mini sectors are.
    mini: Vec<usize>,
}

struct Entry {
    name: Vec<u8>,
    /// 1 a storage, 2 a stream, 5 the root.
    kind: u8,
    siblings: [u32; 2],
    child: u32,
    start: u32,
    size: u64,
}

impl<'a> File<'a> {
    fn open(bytes: &'a [u8], sink: &mut MemberSink<'_>) -> Option<File<'a>> {
        // All of it (2.2): behind it there are sectors.
        let shift = u16_at(bytes.get(..HEADER)?, 30)?;
        let field = |at| u32_at(bytes, at);
        let sector = match shift {
            9 => 512,
            12 => 4096,
            _ => {
                sink.problem(
                    ProblemKind::Header,
                    30,
                    format!("sectors of 2^{shift} bytes"),
                );
                512
            }
        };
        let (first_directory, first_mini, first_list) = (field(48)?, field(60)?, field(68)?);
        let mut file = File {
            bytes,
            sector,
            table: Vec::new(),
            mini_table: Vec::new(),
            directory: Vec::new(),
            mini: Vec::new(),
        };
        file.read_table(first_list, sink);
        let numbers = file.sectors(first_mini, "the table of mini sectors", sink);
        file.mini_table = numbers.iter().flat_map(|&at| file.numbers(at)).collect();
        let sectors = file.sectors(first_directory, "the directory", sink);
        let entries = sectors
            .iter()
            .flat_map(|&at| file.sector_at(at).chunks_exact(ENTRY));
        file.directory = entries
            .filter_map(|entry| Entry::parse(entry, sector))
            .collect();
        if let Some(root) = file.directory.iter().find(|entry| entry.kind == 5) {
            file.mini = file.sectors(root.start, "the mini stream", sink);
        }
        Some(file)
    }

    /// The sectors of the table: 109 in the header, the others in a chain of lists.
    fn read_table(&mut self, first: u32, sink: &mut MemberSink<'_>) {
        let header = (0..HEADER_SECTORS).filter_map(|place| u32_at(self.bytes, 76 + 4 * place));
        let mut places: Vec<u32> = header.collect();
        let (mut next, mut lists) = (first, 0);
        while next < LAST_SECTOR {
            let Some(mut list) = self.place(next).map(|at| self.numbers(at)) else {
                sink.problem(
                    ProblemKind::Bounds,
                    68,
                    "a list of tables is out of the file",
                );
                break;
            };
            lists += 1;
            if lists > self.bytes.len() / self.sector {
                sink.problem(
                    ProblemKind::Corrupt,
                    68,
                    "the lists of tables go in a circle",
                );
                break;
            }
            next = list.pop().unwrap_or(END_OF_CHAIN);
            places.extend(list);
        }
        let most = self.bytes.len() / self.sector + 1;
        let sectors = places.iter().filter(|&&number| number < LAST_SECTOR);
        for &number in sectors {
            let Some(at) = self.place(number) else {
                sink.problem(
                    ProblemKind::Bounds,
                    76,
                    "a part of the table is out of the file",
                );
                continue;
            };
            // No sector has two numbers, so the table is no longer than the file.
            if self.table.len() > most {
                break;
            }
            self.table.extend(self.numbers(at));
        }
    }

    /// Where a sector begins, if it begins in the file.
    fn place(&self, number: u32) -> Option<usize> {
        let at = usize::try_from(number)
            .ok()?
            .checked_add(1)?
            .checked_mul(self.sector)?;
        (at < self.bytes.len()).then_some(at)
    }

    fn sector_at(&self, at: usize) -> &'a [u8] {
        let rest = self.bytes.get(at..).unwrap_or_default();
        rest.get(..self.sector).unwrap_or(rest)
    }

    fn numbers(&self, at: usize) -> Vec<u32> {
        let chunks = self.sector_at(at).chunks_exact(4);
        let numbers = chunks.filter_map(|chunk| chunk.first_chunk().copied());
        numbers.map(u32::from_le_bytes).collect()
    }

    /// The places of the sectors of a chain, as far as it leads; what is wrong is reported.
    fn sectors(&self, first: u32, what: &str, sink: &mut MemberSink<'_>) -> Vec<usize> {
        let most = self.bytes.len() / self.sector + 1;
        let (numbers, defect) = chain(first, &self.table, most);
        if let Some(defect) = defect {
            sink.problem(ProblemKind::Corrupt, 0, format!("{what} {defect}"));
        }
        let places = numbers.iter().map_while(|&number| self.place(number));
        let places: Vec<usize> = places.collect();
        let last = places.last().map_or(0, |at| at + self.sector);
        if places.len() < numbers.len() || last > self.bytes.len() {
            let message = format!("{what} is cut");
            sink.problem(ProblemKind::Truncated, self.bytes.len(), message);
        }
        places
    }

    fn streams(&self, sink: &mut MemberSink<'_>) -> Result<(), Stop> {
        let parents = self.parents();
        let mut left = self.bytes.len().saturating_mul(PASSES);
        for (place, entry) in self.directory.iter().enumerate() {
            if entry.kind != 2 {
                continue;
            }
            sink.start(&self.path(place, &parents))?;
            let size = usize::try_from(entry.size).unwrap_or(usize::MAX);
            let (written, defect) = self.stream(entry, size.min(left), sink)?;
            left = left.saturating_sub(written);
            if left == 0 {
                sink.truncate(ProblemKind::Overlap, "too many streams share these bytes");
            } else if written < size && !sink.is_full() {
                let why = defect.unwrap_or("ends early");
                let message = format!("its chain {why}: {written} of {size} bytes are there");
                sink.truncate(ProblemKind::Truncated, message);
            }
        }
        Ok(())
    }

    /// Writes a stream; the number of its bytes that are there.
    fn stream(
        &self,
        entry: &Entry,
        size: usize,
        sink: &mut MemberSink<'_>,
    ) -> Result<(usize, Option<&'static str>), Stop> {
        let is_mini = entry.size < MINI_SIZE;
        let (table, unit) = if is_mini {
            (&self.mini_table, MINI_SECTOR)
        } else {
            (&self.table, self.sector)
        };
        let (numbers, defect) = chain(entry.start, table, size.div_ceil(unit));
        let mut written = 0;
        for number in numbers {
            let sector = if is_mini {
                self.mini_sector(number)
            } else {
                self.place(number)
                    .map(|at| self.sector_at(at))
                    .unwrap_or_default()
            };
            let part = sector.get(..size - written).unwrap_or(sector);
            sink.write(part)?;
            written += part.len();
            if part.len() < unit || sink.is_full() {
                break;
            }
        }
        Ok((written, defect))
    }

    fn mini_sector(&self, number: u32) -> &'a [u8] {
        let start = usize::try_from(number)
            .ok()
            .and_then(|n| n.checked_mul(MINI_SECTOR));
        let found = start.and_then(|start| {
            let sector = self.sector_at(*self.mini.get(start / self.sector)?);
            let rest = sector.get(start % self.sector..)?;
            Some(rest.get(..MINI_SECTOR).unwrap_or(rest))
        });
        found.unwrap_or_default()
    }

    /// For each entry the storage in which it is.
    fn parents(&self) -> Vec<Option<usize>> {
        let mut parents = vec![None; self.directory.len()];
        for (place, storage) in self.directory.iter().enumerate() {
            // The children of a storage are a tree of siblings; each entry is taken once.
            let mut open = vec![storage.child];
            while let Some(next) = open.pop().filter(|_| storage.kind != 2) {
                let Some(next) = usize::try_from(next).ok().filter(|_| next != NO_ENTRY) else {
                    continue;
                };
                let (Some(entry), Some(parent)) = (self.directory.get(next), parents.get_mut(next))
                else {
                    continue;
                };
                if parent.is_none() {
                    *parent = Some(place);
                    open.extend(entry.siblings);
                }
            }
        }
        parents
    }

    /// The names from the root on.
    fn path(&self, place: usize, parents: &[Option<usize>]) -> Vec<u8> {
        let mut names = Vec::new();
        let mut at = Some(place);
        while let Some(entry) = at.and_then(|at| self.directory.get(at)) {
            if entry.kind == 5 || names.len() > MOST_PARENTS {
                break;
            }
            names.push(&entry.name[..]);
            at = at.and_then(|at| parents.get(at).copied().flatten());
        }
        names.reverse();
        names.join(&b'/')
    }
}

impl Entry {
    fn parse(bytes: &[u8], sector: usize) -> Option<Entry> {
        let len = usize::from(u16_at(bytes, 64)?).saturating_sub(2).min(62);
        let units = bytes.get(..len)?.chunks_exact(2);
        let units: Vec<u16> = units
            .filter_map(|unit| unit.first_chunk().copied())
            .map(u16::from_le_bytes)
            .collect();
        let size = array(bytes, 120).map(u64::from_le_bytes)?;
        Some(Entry {
            name: String::from_utf16_lossy(&units).into_bytes(),
            kind: *bytes.get(66)?,
            siblings: [u32_at(bytes, 68)?, u32_at(bytes, 72)?],
            child: u32_at(bytes, 76)?,
            start: u32_at(bytes, 116)?,
            // With sectors of 512 bytes the upper half may be left unset (2.6.1).
            size: if sector == 512 {
                size & u64::from(u32::MAX)
            } else {
                size
            },
        })
    }
}

/// The numbers of a chain, at most so many; why it does not end well, if it does not. A circle is
/// known by coming back to a number that is noted at every power of two (Brent 1980).
fn chain(first: u32, table: &[u32], most: usize) -> (Vec<u32>, Option<&'static str>) {
    let mut numbers = Vec::new();
    let mut next = first;
    let mut noted = None;
    while next < LAST_SECTOR {
        if noted == Some(next) {
            return (numbers, Some("goes in a circle"));
        }
        if numbers.len() >= most {
            return (numbers, None);
        }
        if numbers.len() >= table.len() {
            return (numbers, Some("is longer than the table"));
        }
        if numbers.len().is_power_of_two() {
            noted = numbers.last().copied();
        }
        numbers.push(next);
        let place = usize::try_from(next).ok();
        match place.and_then(|place| table.get(place)) {
            Some(&number) => next = number,
            None => return (numbers, Some("leads out of the table")),
        }
    }
    let ends = next == END_OF_CHAIN;
    (numbers, (!ends).then_some("does not end as it should"))
}
