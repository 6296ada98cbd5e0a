//! An OLE compound file, as old documents are.

use std::io::{self, Cursor, Write as _};

use cfb::{CompoundFile, Version};

use super::archive::Entry;

/// Streams without storages, as the time of a storage would be that of the run.
pub(super) fn archive(entries: &[Entry<'_>]) -> io::Result<Vec<u8>> {
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    for (name, bytes) in entries {
        file.create_stream(format!("/{name}"))?.write_all(bytes)?;
    }
    file.flush()?;
    Ok(file.into_inner().into_inner())
}
