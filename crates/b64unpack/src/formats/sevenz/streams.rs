//! What a header says of packed streams, and of the folders that are made of them (7zFormat.txt,
//! "Streams Info").

use super::fields::Fields;
use super::id;

/// As many coders and streams of a folder as 7-Zip takes.
const MOST_CODERS: usize = 32;

/// Packed streams and the folders that are made of them, as many as are wanted. Those beyond are
/// read over: a header of a few bytes a folder would else take a hundred times its size.
#[derive(Clone, Debug, Default)]
pub(super) struct Streams {
    /// Where the packed streams begin, behind the signature header.
    pub(super) position: u64,
    pub(super) packed: Vec<u64>,
    pub(super) folders: Vec<Folder>,
    beyond: Vec<Beyond>,
}

/// What has to be known of a folder that is read over.
#[derive(Clone, Copy, Debug)]
struct Beyond {
    coders: u8,
    has_crc: bool,
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

impl Folder {
    /// The output that no other coder takes in.
    pub(super) fn last(&self) -> Option<usize> {
        let taken = |output: &usize| self.bonds.iter().any(|(_, bound)| bound == output);
        (0..self.coders.len()).find(|output| !taken(output))
    }
}

/// Streams information, behind its identifier; as many folders and files as are `most`.
pub(super) fn streams(fields: &mut Fields<'_>, most: usize) -> Option<Streams> {
    let mut streams = Streams::default();
    let mut divided = false;
    loop {
        match fields.number()? {
            id::END => break,
            id::PACK => packed(fields, &mut streams, most)?,
            id::UNPACK => folders(fields, &mut streams, most)?,
            id::SUBSTREAMS => {
                substreams(fields, &mut streams, most)?;
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

fn packed(fields: &mut Fields<'_>, streams: &mut Streams, most: usize) -> Option<()> {
    streams.position = fields.number()?;
    let count = fields.size()?;
    let most = most.saturating_mul(MOST_CODERS);
    loop {
        match fields.number()? {
            id::END => return Some(()),
            id::SIZE => {
                for place in 0..count {
                    let size = fields.number()?;
                    if place < most {
                        streams.packed.push(size);
                    }
                }
            }
            id::CRC => {
                fields.digests(count)?;
            }
            _ => return None,
        }
    }
}

fn folders(fields: &mut Fields<'_>, streams: &mut Streams, most: usize) -> Option<()> {
    if fields.number()? != id::FOLDER {
        return None;
    }
    let count = fields.size()?;
    // Folders kept elsewhere were never written by any program.
    if fields.byte()? != 0 {
        return None;
    }
    (streams.folders, streams.beyond) = (Vec::new(), Vec::new());
    for place in 0..count {
        let folder = folder(fields)?;
        if place < most {
            streams.folders.push(folder);
        } else {
            streams.beyond.push(Beyond {
                coders: u8::try_from(folder.coders.len()).ok()?,
                has_crc: false,
            });
        }
    }
    if fields.number()? != id::UNPACK_SIZE {
        return None;
    }
    for folder in &mut streams.folders {
        for _ in 0..folder.coders.len() {
            folder.sizes.push(fields.number()?);
        }
    }
    for folder in &streams.beyond {
        for _ in 0..folder.coders {
            fields.number()?;
        }
    }
    loop {
        match fields.number()? {
            id::END => return Some(()),
            id::CRC => {
                let mut digests = fields.digests(count)?;
                for folder in &mut streams.folders {
                    folder.crc = digests.next()?;
                }
                for (folder, crc) in streams.beyond.iter_mut().zip(digests) {
                    folder.has_crc = crc.is_some();
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

fn substreams(fields: &mut Fields<'_>, streams: &mut Streams, most: usize) -> Option<()> {
    let mut counts = vec![1; streams.folders.len()];
    // Sizes and files without a CRC of what is read over.
    let (mut sizes, mut unknown) = (0usize, 0usize);
    let mut next = fields.number()?;
    let divided = next == id::SUBSTREAM_COUNT;
    if divided {
        for count in &mut counts {
            *count = fields.size()?;
        }
    }
    for folder in &streams.beyond {
        let count = if divided { fields.size()? } else { 1 };
        let known = count == 1 && folder.has_crc;
        sizes = sizes.checked_add(count.saturating_sub(1))?;
        unknown = unknown.checked_add(if known { 0 } else { count })?;
    }
    if divided {
        next = fields.number()?;
    }
    let (is_sized, mut room) = (next == id::SIZE, most);
    for (folder, &count) in streams.folders.iter_mut().zip(&counts) {
        if count > 0 {
            unknown = unknown.checked_add(divide(fields, folder, count, is_sized, &mut room)?)?;
        }
    }
    // One byte or more each, so that a claimed count ends with the header.
    if sizes > 0 && !is_sized {
        return None;
    }
    for _ in 0..sizes {
        fields.number()?;
    }
    if is_sized {
        next = fields.number()?;
    }
    loop {
        match next {
            id::END => return Some(()),
            id::CRC => {
                let files = || streams.folders.iter().flat_map(|folder| &folder.files);
                let own = files().filter(|file| file.crc.is_none()).count();
                let digests = fields.digests(own.checked_add(unknown)?)?;
                let files = streams
                    .folders
                    .iter_mut()
                    .flat_map(|folder| &mut folder.files);
                let missing = files.filter(|file| file.crc.is_none());
                missing.zip(digests).for_each(|(file, crc)| file.crc = crc);
            }
            _ => return None,
        }
        next = fields.number()?;
    }
}

/// Divides a folder into files, of which all but the last have their size there, as long as
/// there is room for them; how many were left out.
fn divide(
    fields: &mut Fields<'_>,
    folder: &mut Folder,
    count: usize,
    is_sized: bool,
    room: &mut usize,
) -> Option<usize> {
    let mut left = whole(folder)?.size;
    let mut beyond = 0;
    for place in 1..=count {
        let is_last = place == count;
        let size = match is_last {
            true => left,
            false if is_sized => fields.number()?,
            false => return None,
        };
        left = left.checked_sub(size)?;
        let crc = folder.crc.filter(|_| count == 1);
        if *room > 0 {
            *room -= 1;
            folder.files.push(Part { size, crc });
        } else {
            beyond += usize::from(crc.is_none());
        }
    }
    Some(beyond)
}
