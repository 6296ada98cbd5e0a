//! The archives that the original unpacks, as Python's `gzip`, `zipfile` and `tarfile` read them.
//!
//! Where Python raises an exception there is a problem, and what could be read comes out.

mod gzip;
mod inflate;
mod tar;
mod zip;

use super::budget::Budget;
use super::problem::ProblemKind;

/// Names and contents in the order of a Python dictionary: a name that comes again keeps its place
/// and takes the new content.
#[derive(Debug, Default)]
pub(super) struct Members {
    pub(super) members: Vec<(String, Vec<u8>)>,
    pub(super) problems: Vec<(ProblemKind, Option<String>)>,
}

impl Members {
    fn problem(&mut self, kind: ProblemKind, member: Option<&str>) {
        self.problems.push((kind, member.map(str::to_owned)));
    }
}

/// The members of an archive of type `file_type`; none if that is no archive that is unpacked.
pub(super) fn members(file_type: Option<&str>, bytes: &[u8], budget: &mut Budget) -> Members {
    match file_type {
        Some("gz") => gzip::members(bytes, budget),
        Some("zip") => zip::members(bytes, budget),
        Some("tar") => tar::members(bytes, budget),
        _ => Members::default(),
    }
}

/// The little-endian number at `at`.
fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes
        .get(at..)?
        .first_chunk()
        .copied()
        .map(u16::from_le_bytes)
}

/// The little-endian number at `at`.
fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..)?
        .first_chunk()
        .copied()
        .map(u32::from_le_bytes)
}

/// The little-endian number at `at`.
fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes
        .get(at..)?
        .first_chunk()
        .copied()
        .map(u64::from_le_bytes)
}
