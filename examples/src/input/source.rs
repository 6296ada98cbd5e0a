//! A stream of bytes with a name: a file, standard input, or bundled data, decompressed where its name says so.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;

use super::magic;
use super::zstd::ZstdReader;
use crate::error::Error;
use crate::progress::Meter;

/// Enough to tell the formats apart: a tar header shows itself in the first 512 bytes.
pub(super) const HEAD: u64 = 4096;

/// An opened input.
pub struct Source {
    place: String,
    name: PathBuf,
    /// The file, if its bytes are what is read.
    #[cfg_attr(
        not(feature = "parquet"),
        expect(dead_code, reason = "what else is read is read from its start")
    )]
    file: Option<File>,
    head: Vec<u8>,
    reader: Box<dyn Read + Send>,
}

impl Source {
    /// Opens `path`; `-` is standard input. `meter` sees the bytes as they come off the disk.
    pub fn open(path: &Path, meter: &Meter) -> Result<Source, Error> {
        if path == Path::new("-") {
            return Source::new(
                "standard input".into(),
                PathBuf::new(),
                meter.watch(Box::new(io::stdin())),
            );
        }
        let place = path.display().to_string();
        let file = File::open(path).map_err(Error::at(&place))?;
        if file.metadata().is_ok_and(|meta| meta.is_dir()) {
            return Err(Error::at(place)(io::ErrorKind::IsADirectory.into()));
        }
        let same = file.try_clone().ok();
        let source = Source::new(place, path.to_owned(), meter.watch(Box::new(file)))?;
        Ok(Source {
            file: same,
            ..source
        })
    }

    /// Data that is compiled in.
    pub fn bundled(name: &str, bytes: &'static [u8]) -> Result<Source, Error> {
        Source::new(name.to_owned(), PathBuf::from(name), Box::new(bytes))
    }

    fn new(
        place: String,
        name: PathBuf,
        mut reader: Box<dyn Read + Send>,
    ) -> Result<Source, Error> {
        let mut head = Vec::new();
        reader
            .by_ref()
            .take(HEAD)
            .read_to_end(&mut head)
            .map_err(Error::at(&place))?;
        Ok(Source {
            place,
            name,
            file: None,
            head,
            reader,
        })
    }

    /// Reads through the compression that the name promises, unless there is an archive inside.
    pub fn decompressed(self) -> Result<Source, Error> {
        match self.extension().as_deref() {
            Some("gz") if magic::is_packed_archive(&self.head) => Ok(self),
            Some("gz") => self.through("gzip", &[0x1f, 0x8b], |reader| {
                Box::new(MultiGzDecoder::new(reader))
            }),
            Some("zst") => self.through("zstd", &[0x28, 0xb5, 0x2f, 0xfd], |reader| {
                Box::new(ZstdReader::new(reader))
            }),
            _ => Ok(self),
        }
    }

    fn through(
        self,
        named: &'static str,
        magic: &[u8],
        decoder: impl FnOnce(BufReader<Box<dyn Read + Send>>) -> Box<dyn Read + Send>,
    ) -> Result<Source, Error> {
        if !self.head.is_empty() && !self.head.starts_with(magic) {
            return Err(Error::Misnamed {
                place: self.place,
                named,
                found: "something else".into(),
                advice: "rename it, or read it as it stands with -i bytes",
            });
        }
        let (place, name) = (self.place.clone(), self.name.with_extension(""));
        if self.head.is_empty() {
            return Ok(Source {
                name,
                file: None,
                ..self
            });
        }
        Source::new(place, name, decoder(BufReader::new(self.into_raw())))
    }

    /// The file that it is, where it can be read from any place, and its length.
    #[cfg(feature = "parquet")]
    pub(super) fn file(&self) -> Option<(File, u64)> {
        let file = self.file.as_ref()?;
        let meta = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some((file.try_clone().ok()?, meta.len()))
    }

    /// What to call it in a message.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The extension of its name, in lower case, without those of a compression that has been read through.
    #[must_use]
    pub fn extension(&self) -> Option<String> {
        self.name
            .extension()
            .and_then(OsStr::to_str)
            .map(str::to_ascii_lowercase)
    }

    /// The first few thousand bytes.
    #[must_use]
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// All of its bytes as they stand.
    #[must_use]
    pub fn into_raw(self) -> Box<dyn Read + Send> {
        Box::new(Cursor::new(self.head).chain(self.reader))
    }

    /// All of its bytes as UTF-8 text: without a byte order mark, and transcoded where the mark says UTF-16.
    #[must_use]
    pub fn into_text(mut self) -> Box<dyn BufRead + Send> {
        if let Some(endian) = super::utf16::Endian::of(&self.head) {
            let rest = BufReader::new(self.into_raw());
            return Box::new(BufReader::new(super::utf16::Transcoder::new(rest, endian)));
        }
        if self.head.starts_with(b"\xef\xbb\xbf") {
            self.head.drain(..3);
        }
        Box::new(BufReader::with_capacity(1 << 16, self.into_raw()))
    }
}
