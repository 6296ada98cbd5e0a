//! Brotli (RFC 7932): one stream without magic or checksum, as .NET's `BrotliStream` and HTTP
//! have it. The decoder is the `brotli-decompressor` crate; windows beyond those of the RFC are
//! refused.
//!
//! Hardly any bytes are not the beginning of a stream. So it is only looked for where the text
//! around speaks of it, and then it must give text or a known file on trial. Who knows better
//! names the format with [`Unpacker::input_format`](crate::Unpacker::input_format).

use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc};

use super::stream::{BUFFER, End, report_rest};
use super::{Format, FormatError, MemberSink};
use crate::identify::identify;
use crate::text::Text;

/// The Brotli format (RFC 7932); one payload.
///
/// It has no magic: it is refused unless the text around names it and the bytes give text or a
/// known file on trial. Windows beyond those of the RFC are refused. A stream that is cut or broken
/// is reported, with what it gave.
#[derive(Clone, Copy, Debug, Default)]
pub struct Brotli;

/// Bytes given to the decoder at a time: at an error it drops what it decoded of them.
const PIECE: usize = 64;
/// Bytes read and given on trial.
const TRIAL: (usize, usize) = (64 * 1024, 16 * 1024);
/// The largest window, of 24 bits (section 9.1).
const WINDOW: u64 = 16 << 20;

impl Format for Brotli {
    fn name(&self) -> &'static str {
        "brotli"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        let mut stream = Stream::new(bytes.get(..TRIAL.0).unwrap_or(bytes));
        let (mut out, mut buffer) = (Vec::new(), vec![0; BUFFER]);
        let end = loop {
            let (given, end) = stream.step(&mut buffer);
            out.extend_from_slice(buffer.get(..given).unwrap_or_default());
            if end.is_some() || out.len() >= TRIAL.1 {
                break end;
            }
        };
        let makes_sense = || Text::detect(&out).is_some() || identify(&out).is_some();
        end != Some(End::Corrupt) && makes_sense()
    }

    fn context(&self) -> &'static [&'static str] {
        &["brotli", "content-encoding: br", "content-encoding:br"]
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        sink.start(&[])?;
        let mut stream = Stream::new(bytes);
        let mut buffer = vec![0; BUFFER];
        let end = loop {
            let (given, end) = stream.step(&mut buffer);
            sink.write(buffer.get(..given).unwrap_or_default())?;
            // The window grows with what is in it.
            let memory = WINDOW.min(2 * sink.written() as u64);
            match end {
                _ if sink.is_full() => break End::Full,
                Some(end) => break end,
                None if memory > sink.decoder_bytes() => break End::OutOfMemory,
                None => {}
            }
        };
        end.report(sink, "Brotli stream", stream.at, bytes.len());
        sink.compressed_size(stream.at);
        if end == End::Whole {
            report_rest(bytes, stream.at, "Brotli stream", sink);
        }
        Ok(())
    }

    fn has_names(&self) -> bool {
        false
    }
}

type State = BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>;

struct Stream<'a> {
    bytes: &'a [u8],
    at: usize,
    state: Box<State>,
}

impl<'a> Stream<'a> {
    fn new(bytes: &'a [u8]) -> Stream<'a> {
        let memory = StandardAlloc::default;
        Stream {
            bytes,
            at: 0,
            state: Box::new(State::new_strict(memory(), memory(), memory())),
        }
    }

    /// Lets the decoder work once. Gives the bytes it gave and how the stream ended, if it did.
    fn step(&mut self, output: &mut [u8]) -> (usize, Option<End>) {
        let mut left = PIECE.min(self.bytes.len() - self.at);
        let (start, mut room, mut given, mut total) = (self.at, output.len(), 0, 0);
        let result = BrotliDecompressStream(
            &mut left,
            &mut self.at,
            self.bytes,
            &mut room,
            &mut given,
            output,
            &mut total,
            &mut self.state,
        );
        let stuck = self.at == start && given == 0;
        let end = match result {
            BrotliResult::ResultSuccess => Some(End::Whole),
            BrotliResult::ResultFailure => Some(End::Corrupt),
            BrotliResult::NeedsMoreInput if self.at == self.bytes.len() => Some(End::Truncated),
            BrotliResult::NeedsMoreInput | BrotliResult::NeedsMoreOutput => {
                stuck.then_some(End::Corrupt)
            }
        };
        (given, end)
    }
}
