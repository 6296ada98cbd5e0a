//! The header of a block (section 3.1), and its filters but the last, which is LZMA2.

use lzma_rust2::filter::StreamFilter;
use lzma_rust2::{FilterConfig, FilterType};

use super::super::stream::End;
use super::check::crc32;

/// What a block says of itself.
pub(super) struct Header {
    pub(super) len: usize,
    /// Whether its own checksum is right.
    pub(super) sound: bool,
    pub(super) packed: Option<u64>,
    pub(super) size: Option<u64>,
    /// In the order of encoding.
    filters: Vec<FilterConfig>,
}

const LZMA2: u64 = 0x21;

impl Header {
    /// Reads the header at the start of `bytes`.
    pub(super) fn parse(bytes: &[u8]) -> Result<Header, End> {
        let units = *bytes.first().ok_or(End::Truncated)?;
        let len = (usize::from(units) + 1) * 4;
        let header = bytes.get(..len).ok_or(End::Truncated)?;
        let (body, sum) = header.split_last_chunk().ok_or(End::Corrupt)?;
        let flags = *body.get(1).ok_or(End::Corrupt)?;
        if flags & 0x3c != 0 {
            return Err(End::Unsupported);
        }
        let mut fields = body.get(2..).ok_or(End::Corrupt)?;
        let packed = number_if(flags & 0x40 != 0, &mut fields)?;
        let size = number_if(flags & 0x80 != 0, &mut fields)?;
        Ok(Header {
            len,
            sound: crc32(body) == u32::from_le_bytes(*sum),
            packed,
            size,
            filters: filters(flags & 3, fields)?,
        })
    }

    /// Takes the filters back, in place.
    pub(super) fn unfilter(&self, block: &mut [u8]) {
        for filter in self.filters.iter().rev() {
            if let Ok(mut filter) = StreamFilter::new(filter) {
                filter.decode(block);
            }
        }
    }
}

/// The filters before the last, of which there are `count`.
fn filters(count: u8, mut fields: &[u8]) -> Result<Vec<FilterConfig>, End> {
    let mut filters = Vec::new();
    for _ in 0..count {
        let (id, properties) = filter(&mut fields)?;
        let kind = FilterType::try_from(id).map_err(|()| End::Unsupported)?;
        let property = match (kind, properties) {
            (FilterType::Delta, &[distance]) => u32::from(distance) + 1,
            (FilterType::Delta | FilterType::Lzma2, _) => return Err(End::Corrupt),
            // The address at which the program begins.
            (_, &[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
            (_, _) => 0,
        };
        filters.push(FilterConfig {
            filter_type: kind,
            property,
        });
    }
    match filter(&mut fields)? {
        (LZMA2, &[0..=40]) => Ok(filters),
        (LZMA2, _) => Err(End::Corrupt),
        _ => Err(End::Unsupported),
    }
}

/// ID and properties of a filter.
fn filter<'a>(fields: &mut &'a [u8]) -> Result<(u64, &'a [u8]), End> {
    let id = number(fields).ok_or(End::Corrupt)?;
    let len = number(fields).and_then(|len| usize::try_from(len).ok());
    let split = len.and_then(|len| fields.split_at_checked(len));
    let (properties, rest) = split.ok_or(End::Corrupt)?;
    *fields = rest;
    Ok((id, properties))
}

fn number_if(there: bool, fields: &mut &[u8]) -> Result<Option<u64>, End> {
    let number = there.then(|| number(fields).ok_or(End::Corrupt));
    number.transpose()
}

/// A number of seven bits a byte, the lowest first (section 1.2), of nine bytes at most.
pub(super) fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for place in 0..9 {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
