//! Arrow's columnar format for files and streams ("Encapsulated message format"): a file is a stream
//! between a magic and an index, so that both are read as they come, through pipes and compression.

use std::io::{self, Read};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_buffer::Buffer;
use arrow_ipc::reader::StreamDecoder;
use arrow_schema::Schema as ArrowSchema;

use super::{Batches, Schema};
use crate::error::Error;
use crate::input::Source;

/// What a file begins with, and two bytes of padding.
const MAGIC: &[u8; 8] = b"ARROW1\0\0";
/// Words of more padding: the Rust library fills up 64 bytes.
const PADDING: usize = 64;

/// Bytes that are read at a time.
const PIECE: usize = 1 << 16;

pub(super) fn batches(source: Source) -> Result<(Schema, Batches), Error> {
    let place = source.place().to_owned();
    let mut reader = source.into_raw();
    let start = without_magic(&mut reader).map_err(Error::at(&place))?;
    let reader = Box::new(io::Cursor::new(start).chain(reader));
    let mut stream = Stream {
        reader,
        decoder: StreamDecoder::new(),
        rest: Buffer::default(),
        ended: false,
    };
    let first = stream.next();
    let schema = match (stream.decoder.schema(), &first) {
        (Some(schema), _) => schema,
        (None, Some(Err(reason))) => return Err(super::damaged(&place, reason.clone())),
        (None, _) => Arc::new(ArrowSchema::empty()),
    };
    Ok((schema, Box::new(first.into_iter().chain(stream))))
}

/// Reads what a file has before its stream, and gives what was read of that: all files begin with the
/// magic and zeros up to a multiple of eight bytes, which may be a few more.
fn without_magic(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut next = || {
        let mut word = Vec::new();
        reader.take(MAGIC.len() as u64).read_to_end(&mut word)?;
        Ok::<_, io::Error>(word)
    };
    let mut word = next()?;
    if word != MAGIC {
        return Ok(word);
    }
    for _ in 0..PADDING {
        word = next()?;
        if word.iter().any(|&byte| byte != 0) {
            break;
        }
    }
    Ok(word)
}

struct Stream {
    reader: Box<dyn Read + Send>,
    decoder: StreamDecoder,
    /// What was read and not decoded.
    rest: Buffer,
    ended: bool,
}

impl Stream {
    fn step(&mut self) -> Result<Option<RecordBatch>, String> {
        loop {
            if self.rest.is_empty() {
                let mut piece = Vec::new();
                let mut reader = self.reader.by_ref().take(PIECE as u64);
                reader
                    .read_to_end(&mut piece)
                    .map_err(|error| error.to_string())?;
                if piece.is_empty() {
                    self.ended = true;
                    return match self.decoder.finish() {
                        Ok(()) => Ok(None),
                        Err(_) => Err("it ends in the middle of a table".to_owned()),
                    };
                }
                self.rest = piece.into();
            }
            let batch = self.decoder.decode(&mut self.rest);
            // Behind the end of the stream stands the index of a file.
            if self.decoder.finish().is_ok() && !self.rest.is_empty() && batch.is_err() {
                self.ended = true;
                return Ok(None);
            }
            match batch {
                Ok(Some(batch)) => return Ok(Some(batch)),
                Ok(None) => {}
                Err(error) => return Err(error.to_string()),
            }
        }
    }
}

impl Iterator for Stream {
    type Item = Result<RecordBatch, String>;

    fn next(&mut self) -> Option<Result<RecordBatch, String>> {
        if self.ended {
            return None;
        }
        let step = self.step();
        self.ended |= step.is_err();
        step.transpose()
    }
}
