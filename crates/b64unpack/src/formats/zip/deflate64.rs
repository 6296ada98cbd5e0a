//! Deflate64 (APPNOTE 4.4.5, method 9), decoded by the `deflate64` crate.

use deflate64::InflaterManaged;
use flate2::Crc;

use super::content::Content;
use crate::formats::sink::{MemberSink, Stop};
use crate::problem::ProblemKind;

/// Bytes inflated at a time.
const BUFFER: usize = 32 * 1024;

/// Inflates a stream into the member begun last, and reports there how it ended.
pub(super) fn inflate(input: &[u8], sink: &mut MemberSink<'_>) -> Result<Content, Stop> {
    let mut state = InflaterManaged::new();
    let mut buffer = vec![0; BUFFER];
    let mut crc = Crc::new();
    let (mut read, mut size) = (0, 0);
    loop {
        let rest = input.get(read..).unwrap_or_default();
        let step = state.inflate(rest, &mut buffer);
        let given = buffer.get(..step.bytes_written).unwrap_or_default();
        read += step.bytes_consumed;
        size += given.len() as u64;
        crc.update(given);
        sink.write(given)?;
        if step.data_error {
            let message = format!("the Deflate64 stream is broken near its byte {read}");
            sink.truncate(ProblemKind::Corrupt, message);
            break;
        }
        if sink.is_full() || (state.finished() && state.available_output() == 0) {
            break;
        }
        if step.bytes_written == 0 && step.bytes_consumed == 0 {
            sink.truncate(ProblemKind::Truncated, "the Deflate64 stream is cut");
            break;
        }
    }
    sink.compressed_size(read);
    Ok(Content {
        size,
        crc: crc.sum(),
        whole: state.finished() && !state.errored() && !sink.is_full(),
        read,
    })
}
