//! zip (APPNOTE 6.3.10) as Python's `zipfile`: the central directory rules, and each entry is
//! checked against its local header and its checksum.

mod directory;
mod name;

use std::collections::{HashMap, HashSet};

use super::inflate::{End, crc32, inflate};
use super::{Members, u16_at};
use crate::base64unpack::budget::Budget;
use crate::base64unpack::problem::ProblemKind;
use directory::{Directory, Entry, read};

const LOCAL_LEN: usize = 30;

const ENCRYPTED: u16 = 1;
const PATCHED: u16 = 0x20;
const STRONG: u16 = 0x40;

const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// Inflating a byte that gives nothing costs as much as scanning so many; entries that overlap
/// repeat it.
const INFLATE_COST: usize = 8;

pub(super) fn members(bytes: &[u8], budget: &mut Budget) -> Members {
    let mut members = Members::default();
    let entries = match Directory::find(bytes).map(Directory::entries) {
        Ok((entries, None)) => entries,
        Ok((entries, Some(kind))) => {
            members.problem(kind, None);
            entries
        }
        Err(kind) => {
            members.problem(kind, None);
            return members;
        }
    };
    let last: HashMap<&str, &Entry> = entries.iter().map(|entry| (entry.name(), entry)).collect();
    let mut seen = HashSet::new();
    for name in entries.iter().map(Entry::name) {
        // Python reads by name, which means the last entry of that name.
        let Some(entry) = last.get(name).filter(|_| seen.insert(name)) else {
            continue;
        };
        let (content, problem) = match data(entry, bytes) {
            Ok(data) => content(entry, data, budget),
            Err(kind) => (Vec::new(), Some(kind)),
        };
        if problem.is_none() || !content.is_empty() {
            members.members.push((name.to_owned(), content));
        }
        if let Some(kind) = problem {
            members.problem(kind, Some(name));
            if kind.is_limit() {
                break;
            }
        }
    }
    members
}

/// The compressed bytes that are there, behind a local header that has to agree.
fn data<'a>(entry: &Entry, bytes: &'a [u8]) -> Result<&'a [u8], ProblemKind> {
    let offset = usize::try_from(entry.offset).map_err(|_| ProblemKind::Corrupt)?;
    let local = bytes.get(offset..).unwrap_or_default();
    let head = local.get(..LOCAL_LEN).ok_or(ProblemKind::Truncated)?;
    if !head.starts_with(b"PK\x03\x04") {
        return Err(ProblemKind::Corrupt);
    }
    let short = |at| u16_at(head, at).ok_or(ProblemKind::Truncated);
    let (flags, name, extra) = (short(6)?, short(26)?, usize::from(short(28)?));
    if entry.flags & (PATCHED | STRONG) != 0 {
        return Err(ProblemKind::Unsupported);
    }
    if name::decode(read(local, LOCAL_LEN, name.into()), flags)? != entry.full_name {
        return Err(ProblemKind::Corrupt);
    }
    if entry.flags & ENCRYPTED != 0 {
        return Err(ProblemKind::Encrypted);
    }
    let start = LOCAL_LEN + usize::from(name) + extra;
    Ok(read(local, start, entry.compressed))
}

/// What `data` holds, up to the stated size, as Python counts; and what is wrong with it.
fn content(entry: &Entry, data: &[u8], budget: &mut Budget) -> (Vec<u8>, Option<ProblemKind>) {
    let size = usize::try_from(entry.size).unwrap_or(usize::MAX);
    let limit = size.min(budget.left());
    if !budget.scan(data.len().saturating_mul(INFLATE_COST)) {
        return (Vec::new(), Some(ProblemKind::ScannedBytes));
    }
    let (content, end) = match entry.method {
        STORED => match data.get(..limit) {
            Some(kept) => (kept.to_vec(), End::Limit),
            None => (data.to_vec(), End::Truncated),
        },
        DEFLATED => inflate(data, limit),
        _ => return (Vec::new(), Some(ProblemKind::Unsupported)),
    };
    budget.spend(content.len());
    let cut = (data.len() as u64) < entry.compressed;
    let problem = match end {
        End::Corrupt => Some(ProblemKind::Corrupt),
        End::Limit if size > limit => Some(ProblemKind::DecodedBytes),
        End::Truncated if cut && content.len() < size => Some(ProblemKind::Truncated),
        _ if crc32(&content) != entry.crc => Some(ProblemKind::Checksum),
        _ => None,
    };
    (content, problem)
}
