//! LZ4 frames (LZ4 Frame Format 1.6.4, LZ4 Block Format), also the legacy frame: frames one behind
//! the other, read as one payload, as the tools do. Skippable frames are skipped.
//!
//! Blocks are read here: the member itself is the window, and a block whose checksum is wrong or
//! whose end is missing gives what it holds. Frames that need a dictionary are reported.

mod block;
mod frame;

use self::frame::Frame;
use super::skippable::{begins_with, skippable};
use super::stream::{End, report_rest, too_many};
use super::{Format, FormatError, MemberSink};

/// The LZ4 frame format (1.6.4) and the legacy frame; one payload of all frames.
///
/// Frames that need a dictionary are refused, and reported. So are wrong checksums and sizes, and
/// blocks that are cut or broken, with what they hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lz4;

const MAGIC: [u8; 4] = [0x04, 0x22, 0x4d, 0x18];
const LEGACY: [u8; 4] = [0x02, 0x21, 0x4c, 0x18];

impl Format for Lz4 {
    fn name(&self) -> &'static str {
        "lz4"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        begins_with(bytes, MAGIC) || bytes.starts_with(&LEGACY)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        if !self.recognise(bytes) {
            return Err(FormatError::NotThis);
        }
        sink.start(&[])?;
        let (mut frame, mut frames) = (Frame::new(bytes), 0);
        while let Some(rest) = bytes.get(frame.at..).filter(|rest| !rest.is_empty()) {
            let end = match skippable(rest) {
                Some(len) => frame.skip(len),
                None if rest.starts_with(&MAGIC) => frame.read(sink)?,
                None if rest.starts_with(&LEGACY) => frame.read_legacy(sink)?,
                None => break,
            };
            if end != End::Whole {
                end.report(sink, "lz4 frame", frame.at, bytes.len());
                sink.compressed_size(frame.at);
                return Ok(());
            }
            frames += 1;
            if frame.at < bytes.len() && too_many(frames, sink) {
                return Ok(());
            }
        }
        sink.compressed_size(frame.at);
        report_rest(bytes, frame.at, "lz4 frame", sink);
        Ok(())
    }

    fn has_names(&self) -> bool {
        false
    }
}
