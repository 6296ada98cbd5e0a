//! Archives, each with the same bytes on every machine and at any time.

use std::io::{self, Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A name and what stands under it.
pub(super) type Entry<'a> = (&'a str, &'a [u8]);

/// Deflated entries.
pub(super) fn zip(entries: &[Entry<'_>]) -> io::Result<Vec<u8>> {
    zip_with(options(CompressionMethod::Deflated), entries)
}

pub(super) fn zip_stored(entries: &[Entry<'_>]) -> io::Result<Vec<u8>> {
    zip_with(options(CompressionMethod::Stored), entries)
}

fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
}

fn zip_with(options: SimpleFileOptions, entries: &[Entry<'_>]) -> io::Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// The ustar format.
pub(super) fn tar(entries: &[Entry<'_>]) -> io::Result<Vec<u8>> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in entries {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes)?;
    }
    builder.into_inner()
}
