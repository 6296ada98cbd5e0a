//! LZMA decoders of the `lzma-rust2` crate, from a slice into a [`MemberSink`].
//!
//! The crate drops what a call decoded before it met an error, so it gets a few bytes at a time.
//! It also decodes no symbol before 20 further bytes are there, and so gives less of a stream
//! that is cut than can be known. What can is found by going on with zeros and with ones: a
//! range coder that decodes the same symbol at both ends of what may follow decodes it whatever
//! follows.

use std::io::{ErrorKind, Result as IoResult};

use lzma_rust2::{Action, Status, StreamResult};

use super::stream::{BUFFER, End};
use super::{MemberSink, Stop};

/// Bytes given to the decoder at a time.
const PIECE: usize = 32;
/// Bytes that it wants before it decodes a symbol.
const AHEAD: usize = 20;
/// The largest dictionary that any encoder makes, in KiB, and the tables.
pub(super) const MEMORY_KIB: u32 = (1536 + 8) << 10;

/// What the decoders of the crate have in common.
pub(super) trait Decoder {
    fn process(&mut self, input: &[u8], output: &mut [u8], last: Action) -> IoResult<StreamResult>;
    fn total_out(&self) -> u64;
    /// What it would need, in KiB, as soon as it has read that.
    fn memory_kib(&self) -> Option<u32>;
    /// Bytes taken that are not of the stream.
    fn unused(&self) -> usize;
}

/// Reads one stream into the member begun last; the bytes read and how it ended.
pub(super) fn read<D: Decoder>(
    decoder: impl Fn() -> D,
    input: &[u8],
    sink: &mut MemberSink<'_>,
) -> Result<(usize, End), Stop> {
    let start = sink.written();
    let (read, end) = Run::new(decoder(), input).read(sink)?;
    if end == End::Truncated {
        let given = sink.written() - start;
        sink.write(&tail(decoder, input, given))?;
    }
    Ok((read, end))
}

/// A decoder on its way.
struct Run<'a, D> {
    decoder: D,
    input: &'a [u8],
    at: usize,
}

impl<'a, D: Decoder> Run<'a, D> {
    fn new(decoder: D, input: &'a [u8]) -> Run<'a, D> {
        let at = 0;
        Run { decoder, input, at }
    }

    fn read(&mut self, sink: &mut MemberSink<'_>) -> Result<(usize, End), Stop> {
        let mut buffer = vec![0; BUFFER];
        loop {
            let rest = self.input.get(self.at..).unwrap_or_default();
            let (given, end) = match rest.get(..PIECE) {
                Some(piece) => self.step(piece, &mut buffer, Action::Run),
                None => self.step(rest, &mut buffer, Action::Finish),
            };
            sink.write(buffer.get(..given).unwrap_or_default())?;
            let end = match end {
                _ if sink.is_full() => End::Full,
                Some(end) => end,
                None if self.memory(sink.written()) > sink.decoder_bytes() => End::OutOfMemory,
                None => continue,
            };
            return Ok((self.at.saturating_sub(self.decoder.unused()), end));
        }
    }

    /// Lets the decoder work once. Gives the bytes it gave and how the stream ended, if it did.
    fn step(&mut self, input: &[u8], output: &mut [u8], last: Action) -> (usize, Option<End>) {
        let before = self.decoder.total_out();
        let result = self.decoder.process(input, output, last);
        let new = self.decoder.total_out().saturating_sub(before);
        let given = usize::try_from(new).map_or(output.len(), |new| new.min(output.len()));
        let end = match result {
            Ok(result) => {
                self.at += result.bytes_consumed;
                match result.status {
                    Status::StreamEnd => Some(End::Whole),
                    // Nothing moves any more.
                    Status::Ok if given == 0 && result.bytes_consumed == 0 => Some(End::Truncated),
                    Status::Ok => None,
                }
            }
            Err(error) => Some(match error.kind() {
                ErrorKind::UnexpectedEof => End::Truncated,
                ErrorKind::OutOfMemory => End::OutOfMemory,
                ErrorKind::Unsupported => End::Unsupported,
                _ if is_checksum(&error.to_string()) => End::Checksum,
                _ => End::Corrupt,
            }),
        };
        (given, end)
    }

    /// What the decoder takes: its window grows with what it gives, up to what was claimed.
    fn memory(&self, given: usize) -> u64 {
        let claimed = u64::from(self.decoder.memory_kib().unwrap_or(0)) * 1024;
        claimed.min(2 * given as u64 + 128 * 1024)
    }
}

/// By the words of the crate, whose errors have one kind for all that is wrong.
fn is_checksum(message: &str) -> bool {
    message.contains("mismatch") && (message.contains("checksum") || message.contains("CRC32"))
}

/// What a stream that is cut surely holds behind its first `given` bytes.
fn tail<D: Decoder>(decoder: impl Fn() -> D, input: &[u8], given: usize) -> Vec<u8> {
    let zeros = followed_by(decoder(), input, 0, given);
    let mut ones = followed_by(decoder(), input, 0xff, given);
    let same = zeros
        .iter()
        .zip(&ones)
        .take_while(|(zero, one)| zero == one);
    let same = same.count();
    ones.truncate(same);
    ones
}

/// What a stream gives behind its first `given` bytes if `byte` follows again and again.
fn followed_by<D: Decoder>(decoder: D, input: &[u8], byte: u8, given: usize) -> Vec<u8> {
    let mut buffer = vec![0; BUFFER];
    let (mut skip, mut out) = (given, Vec::new());
    let mut run = Run::new(decoder, input);
    let mut more = |run: &mut Run<'_, D>, piece: &[u8]| {
        let (given, end) = run.step(piece, &mut buffer, Action::Run);
        let new = buffer.get(skip.min(given)..given).unwrap_or_default();
        skip -= skip.min(given);
        out.extend_from_slice(new);
        end.is_none() && out.len() < BUFFER
    };
    while run.at < input.len() {
        let rest = input.get(run.at..).unwrap_or_default();
        let piece = if rest.len() > 2 * PIECE { PIECE } else { 1 };
        if !more(&mut run, rest.get(..piece).unwrap_or_default()) {
            return out;
        }
    }
    for _ in 0..AHEAD {
        if !more(&mut run, &[byte]) {
            break;
        }
    }
    out
}
