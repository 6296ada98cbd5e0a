//! Base64 and what is in it: the search, the digests, the archives.

mod archive;
mod column;
mod face;
mod log;
mod many;
mod rich;
mod scan;

use crate::contest::Arena;
use crate::error::Error;

pub(crate) fn run(arena: &mut Arena) -> Result<(), Error> {
    scan::run(arena)?;
    log::run(arena)?;
    column::run(arena)?;
    face::run(arena)?;
    rich::run(arena)?;
    archive::run(arena)?;
    many::run(arena)
}
