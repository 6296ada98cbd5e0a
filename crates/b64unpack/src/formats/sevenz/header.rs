//! What a header says of streams and files (7zFormat.txt, "Archive structure").

use super::fields::Fields;
use super::id;
use super::streams::{Streams, streams};

/// A file of an archive.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) name: Vec<u8>,
    /// Whether it has bytes.
    pub(super) has_stream: bool,
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
                streams(fields, 0)?;
            }
            id::MAIN_STREAMS => main = streams(fields, most)?,
            id::FILES => {
                let (entries, count) = files(fields, most)?;
                return Some((main, entries, count));
            }
            _ => return None,
        }
    }
}

/// Files information: the first entries, and how many there are said to be.
fn files(fields: &mut Fields<'_>, most: usize) -> Option<(Vec<Entry>, u64)> {
    let count = fields.size()?;
    let mut empty = None;
    let mut names: &[u8] = &[];
    loop {
        let kind = fields.number()?;
        if kind == id::END {
            break;
        }
        let len = fields.size()?;
        let mut record = Fields(fields.take(len)?);
        match kind {
            id::EMPTY_STREAM => empty = Some(record.bits(count)?),
            // Names kept elsewhere were never written by any program.
            id::NAMES if record.byte()? == 0 => names = record.0,
            _ => {}
        }
    }
    let mut names = split_names(names);
    let entries = (0..count.min(most)).map(|place| Entry {
        name: names.next().unwrap_or_default(),
        has_stream: !empty.is_some_and(|bits| bits.get(place)),
    });
    Some((entries.collect(), count as u64))
}

/// UTF-16LE, each name closed by a zero.
fn split_names(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.first_chunk());
    let mut units = units.map(|pair| u16::from_le_bytes(*pair)).peekable();
    std::iter::from_fn(move || {
        units.peek()?;
        let name: Vec<u16> = units.by_ref().take_while(|&unit| unit != 0).collect();
        Some(String::from_utf16_lossy(&name).into_bytes())
    })
}
