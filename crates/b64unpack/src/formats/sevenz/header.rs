//! What a header says of streams and files (7zFormat.txt, "Archive structure").

use super::fields::Fields;

/// The identifiers of records.
mod id {
    pub(super) const END: u64 = 0x00;
    pub(super) const ARCHIVE_PROPERTIES: u64 = 0x02;
    pub(super) const ADDITIONAL_STREAMS: u64 = 0x03;
    pub(super) const MAIN_STREAMS: u64 = 0x04;
    pub(super) const FILES: u64 = 0x05;
    pub(super) const PACK: u64 = 0x06;
    pub(super) const UNPACK: u64 = 0x07;
    pub(super) const SUBSTREAMS: u64 = 0x08;
    pub(super) const SIZE: u64 = 0x09;
    pub(super) const CRC: u64 = 0x0a;
    pub(super) const FOLDER: u64 = 0x0b;
    pub(super) const UNPACK_SIZE: u64 = 0x0c;
    pub(super) const SUBSTREAM_COUNT: u64 = 0x0d;
    pub(super) const EMPTY_STREAM: u64 = 0x0e;
    pub(super) const NAMES: u64 = 0x11;
}

/// As many coders and streams of a folder as 7-Zip takes.
const MOST_CODERS: usize = 32;

/// Packed streams and the folders that are made of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Streams {
    /// Where the packed streams begin, behind the signature header.
    pub(super) position: u64,
    pub(super) packed: Vec<u64>,
    pub(super) folders: Vec<Folder>,
}

/// Coders that turn packed streams into one, which holds files one behind the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Folder {
    pub(super) coders: Vec<Coder>,
    /// The input and the output that are one stream.
    pub(super) bonds: Vec<(usize, usize)>,
    /// The inputs that are packed streams.
    pub(super) packed: Vec<usize>,
    /// Of each output.
    pub(super) sizes: Vec<u64>,
    pub(super) crc: Option<u32>,
    pub(super) files: Vec<Part>,
}

/// A file in a folder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) size: u64,
    pub(super) crc: Option<u32>,
}

#[derive(Clone, Debug)]
pub(super) struct Coder {
    pub(super) method: u64,
    pub(super) properties: Vec<u8>,
    pub(super) inputs: usize,
}

/// A file of an archive.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) name: Vec<u8>,
    /// Whether it has bytes.
    pub(super) has_stream: bool,
}

impl Folder {
    /// The output that no other coder takes in.
    pub(super) fn last(&self) -> Option<usize> {
        let taken = |output: &usize| self.bonds.iter().any(|(_, bound)| bound == output);
        (0..self.coders.len()).find(|output| !taken(output))
    }
}

/// The header behind its first byte; as many entries as are `most`.
pub(super) fn header(fields: &mut Fields<'_>, most: usize) -> Option<(Streams, Vec<Entry>, u64)> {
    let mut main = Streams::default();
    loop {
        match fields.number()? {
            id::END => return Some((main, Vec::new(), 0)),
            id::ARCHIVE_PROPERTIES => {
                while fields.number()? != id::END {
                    let len = fields.size()?;
                    fields.take(len)?;
                }
            }
            id::ADDITIONAL_STREAMS => {
                streams(fields)?;
            }
            id::MAIN_STREAMS => main = streams(fields)?,
            id::FILES => {
                let (entries, count) = files(fields, most)?;
                return Some((main, entries, count));
            }
            _ => return None,
        }
    }
}

/// Streams information, behind its identifier.
pub(super) fn streams(fields: &mut Fields<'_>) -> Option<Streams> {
    let mut streams = Streams::default();
    let mut divided = false;
    loop {
        match fields.number()? {
            id::END => break,
            id::PACK => packed(fields, &mut streams)?,
            id::UNPACK => streams.folders = folders(fields)?,
            id::SUBSTREAMS => {
                substreams(fields, &mut streams.folders)?;
                divided = true;
            }
            _ => return None,
        }
    }
    if !divided {
        for folder in &mut streams.folders {
            folder.files = vec![whole(folder)?];
        }
    }
    Some(streams)
}

/// A folder that is one file.
fn whole(folder: &Folder) -> Option<Part> {
    Some(Part {
        size: *folder.sizes.get(folder.last()?)?,
        crc: folder.crc,
    })
}

fn packed(fields: &mut Fields<'_>, streams: &mut Streams) -> Option<()> {
    streams.position = fields.number()?;
    let count = fields.size()?;
    loop {
        match fields.number()? {
            id::END => return Some(()),
            id::SIZE => {
                for _ in 0..count {
                    streams.packed.push(fields.number()?);
                }
            }
            id::CRC => {
                fields.digests(count)?;
            }
            _ => return None,
        }
    }
}

fn folders(fields: &mut Fields<'_>) -> Option<Vec<Folder>> {
    if fields.number()? != id::FOLDER {
        return None;
    }
    let count = fields.size()?;
    // Folders kept elsewhere were never written by any program.
    if fields.byte()? != 0 {
        return None;
    }
    let mut folders = Vec::new();
    for _ in 0..count {
        folders.push(folder(fields)?);
    }
    if fields.number()? != id::UNPACK_SIZE {
        return None;
    }
    for folder in &mut folders {
        for _ in 0..folder.coders.len() {
            folder.sizes.push(fields.number()?);
        }
    }
    loop {
        match fields.number()? {
            id::END => return Some(folders),
            id::CRC => {
                let digests = fields.digests(folders.len())?;
                for (folder, crc) in folders.iter_mut().zip(digests) {
                    folder.crc = crc;
                }
            }
            _ => return None,
        }
    }
}

fn folder(fields: &mut Fields<'_>) -> Option<Folder> {
    let mut folder = Folder::default();
    let count = fields
        .size()
        .filter(|count| (1..=MOST_CODERS).contains(count))?;
    for _ in 0..count {
        folder.coders.push(coder(fields)?);
    }
    let inputs: usize = folder.coders.iter().map(|coder| coder.inputs).sum();
    for _ in 1..count {
        folder.bonds.push((fields.size()?, fields.size()?));
    }
    let packed = inputs.checked_sub(folder.bonds.len())?;
    let bound = |input: &usize| folder.bonds.iter().any(|(taken, _)| taken == input);
    folder.packed = match packed {
        0 => return None,
        1 => vec![(0..inputs).find(|input| !bound(input))?],
        _ => (0..packed).map(|_| fields.size()).collect::<Option<_>>()?,
    };
    Some(folder)
}

fn coder(fields: &mut Fields<'_>) -> Option<Coder> {
    let flags = fields.byte()?;
    let digits = fields
        .take(usize::from(flags & 15))
        .filter(|id| id.len() <= 8)?;
    let method = digits.iter().fold(0, |id, &byte| id << 8 | u64::from(byte));
    let (mut inputs, mut outputs) = (1, 1);
    if flags & 0x10 != 0 {
        (inputs, outputs) = (fields.size()?, fields.size()?);
    }
    // Two outputs had only the encoder of BCJ2, turned round; the highest bit is not defined.
    if outputs != 1 || !(1..=MOST_CODERS).contains(&inputs) || flags & 0x80 != 0 {
        return None;
    }
    let mut properties = Vec::new();
    if flags & 0x20 != 0 {
        let len = fields.size()?;
        properties = fields.take(len)?.to_vec();
    }
    Some(Coder {
        method,
        properties,
        inputs,
    })
}

fn substreams(fields: &mut Fields<'_>, folders: &mut [Folder]) -> Option<()> {
    let mut counts = vec![1; folders.len()];
    let mut next = fields.number()?;
    if next == id::SUBSTREAM_COUNT {
        for count in &mut counts {
            *count = fields.size()?;
        }
        next = fields.number()?;
    }
    for (folder, &count) in folders.iter_mut().zip(&counts) {
        let mut left = whole(folder)?.size;
        if count == 0 {
            continue;
        }
        for _ in 1..count {
            // One byte or more each, so that a claimed count takes no memory.
            let size = if next == id::SIZE {
                fields.number()?
            } else {
                return None;
            };
            left = left.checked_sub(size)?;
            folder.files.push(Part { size, crc: None });
        }
        let crc = folder.crc.filter(|_| count == 1);
        folder.files.push(Part { size: left, crc });
    }
    if next == id::SIZE {
        next = fields.number()?;
    }
    loop {
        match next {
            id::END => return Some(()),
            id::CRC => {
                let unknown = || folders.iter().flat_map(|folder| &folder.files);
                let count = unknown().filter(|file| file.crc.is_none()).count();
                let digests = fields.digests(count)?;
                let files = folders.iter_mut().flat_map(|folder| &mut folder.files);
                let unknown = files.filter(|file| file.crc.is_none());
                unknown.zip(digests).for_each(|(file, crc)| file.crc = crc);
            }
            _ => return None,
        }
        next = fields.number()?;
    }
}

/// Files information: the first entries, and how many there are said to be.
fn files(fields: &mut Fields<'_>, most: usize) -> Option<(Vec<Entry>, u64)> {
    let count = fields.size()?;
    let mut empty = Vec::new();
    let mut names = Vec::new();
    loop {
        let kind = fields.number()?;
        if kind == id::END {
            break;
        }
        let len = fields.size()?;
        let mut record = Fields(fields.take(len)?);
        match kind {
            id::EMPTY_STREAM => empty = record.bits(count)?,
            // Names kept elsewhere were never written by any program.
            id::NAMES if record.byte()? == 0 => names = split_names(record.0, most),
            _ => {}
        }
    }
    let mut names = names.into_iter();
    let entries = (0..count.min(most)).map(|place| Entry {
        name: names.next().unwrap_or_default(),
        has_stream: !empty.get(place).copied().unwrap_or(false),
    });
    Some((entries.collect(), count as u64))
}

/// UTF-16LE, each name closed by a zero.
fn split_names(bytes: &[u8], most: usize) -> Vec<Vec<u8>> {
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.first_chunk());
    let units: Vec<u16> = units.map(|pair| u16::from_le_bytes(*pair)).collect();
    let names = units.split(|&unit| unit == 0).take(most);
    names
        .map(|name| String::from_utf16_lossy(name).into_bytes())
        .collect()
}
