//! The bytes of a Parquet file, which is read from its end.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};

use bytes::{Buf, Bytes};
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};

/// A file on the disk, or what came through a pipe.
pub(super) enum Chunks {
    File { file: File, len: u64 },
    Memory(Bytes),
}

impl Chunks {
    /// Within the file, or an error: what a footer claims is not memory to be reserved.
    fn check(&self, start: u64, length: u64) -> Result<()> {
        match start.checked_add(length) {
            Some(end) if end <= self.len() => Ok(()),
            _ => Err(ParquetError::EOF(format!(
                "{length} bytes at {start} of {}",
                self.len()
            ))),
        }
    }
}

impl Length for Chunks {
    fn len(&self) -> u64 {
        match self {
            Chunks::File { len, .. } => *len,
            Chunks::Memory(bytes) => bytes.len() as u64,
        }
    }
}

impl ChunkReader for Chunks {
    type T = Box<dyn Read>;

    fn get_read(&self, start: u64) -> Result<Box<dyn Read>> {
        self.check(start, 0)?;
        match self {
            Chunks::File { file, .. } => {
                let mut file = file.try_clone()?;
                file.seek(SeekFrom::Start(start))?;
                Ok(Box::new(BufReader::new(file)))
            }
            Chunks::Memory(bytes) => Ok(Box::new(
                bytes
                    .slice(usize::try_from(start).unwrap_or(bytes.len())..)
                    .reader(),
            )),
        }
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        self.check(start, length as u64)?;
        let mut bytes = Vec::new();
        self.get_read(start)?
            .take(length as u64)
            .read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }
}
