//! LZMA2 (there is no specification but its decoders; this is after the one of XZ for Java): LZMA
//! in chunks that say their sizes, or bytes as they are.

use super::lzma_decoder::{Decoder, Halt, Properties, Range};
use super::stream::End;
use super::{MemberSink, Stop};

/// Reads the chunks of a block into the member begun last; the bytes read and how they ended.
pub(super) fn read(bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(usize, End), Stop> {
    let mut chunks = Chunks {
        bytes,
        at: 0,
        dictionary: None,
        decoder: None,
    };
    loop {
        if let Some(end) = chunks.next(sink)? {
            return Ok((chunks.at, end));
        }
    }
}

struct Chunks<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where in the member the dictionary begins, as soon as a chunk has begun it.
    dictionary: Option<usize>,
    decoder: Option<Decoder>,
}

impl Chunks<'_> {
    /// Reads a chunk; nothing if another one follows.
    fn next(&mut self, sink: &mut MemberSink<'_>) -> Result<Option<End>, Stop> {
        let Some(&control) = self.bytes.get(self.at) else {
            return Ok(Some(End::Truncated));
        };
        self.at += 1;
        if control == 1 || control >= 0xe0 {
            self.dictionary = Some(sink.written());
        }
        let end = match (control, self.dictionary) {
            (0, _) => return Ok(Some(End::Whole)),
            (1 | 2, Some(_)) => self.stored(sink)?,
            (0x80.., Some(dictionary)) => self.compressed(control, dictionary, sink)?,
            _ => End::Corrupt,
        };
        Ok((end != End::Whole).then_some(end))
    }

    fn stored(&mut self, sink: &mut MemberSink<'_>) -> Result<End, Stop> {
        let Some(len) = self.size() else {
            return Ok(End::Truncated);
        };
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let stored = rest.get(..len).unwrap_or(rest);
        self.at += stored.len();
        sink.write(stored)?;
        Ok(match stored.len() {
            _ if sink.is_full() => End::Full,
            there if there < len => End::Truncated,
            _ => End::Whole,
        })
    }

    /// Bits 5 and 6 of the control byte say what begins anew: the state, the properties, too, or
    /// everything. Its low bits are those of the size.
    fn compressed(
        &mut self,
        control: u8,
        dictionary: usize,
        sink: &mut MemberSink<'_>,
    ) -> Result<End, Stop> {
        let (Some(low), Some(packed)) = (self.size(), self.size()) else {
            return Ok(End::Truncated);
        };
        let size = (usize::from(control & 0x1f) << 16) + low;
        if control >= 0xc0 {
            let Some(&properties) = self.bytes.get(self.at) else {
                return Ok(End::Truncated);
            };
            self.at += 1;
            let properties = Properties::new(properties).filter(|found| found.are_small());
            self.decoder = properties.map(Decoder::new);
        }
        let Some(decoder) = &mut self.decoder else {
            return Ok(End::Corrupt);
        };
        if (0xa0..0xc0).contains(&control) {
            decoder.reset();
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let chunk = rest.get(..packed).unwrap_or(rest);
        self.at += chunk.len();
        let cut = chunk.len() < packed;
        let Some(mut range) = Range::new(chunk) else {
            return Ok(if cut { End::Truncated } else { End::Corrupt });
        };
        let most = sink.written() - dictionary + size;
        Ok(match decoder.decode(&mut range, dictionary, most, sink)? {
            Halt::Early(End::Full) => End::Full,
            Halt::Early(End::Truncated) | Halt::Enough if cut => End::Truncated,
            Halt::Enough if range.close() && range.is_at_end() => End::Whole,
            _ => End::Corrupt,
        })
    }

    /// A size less one, of two bytes.
    fn size(&mut self) -> Option<usize> {
        let bytes = *self.bytes.get(self.at..)?.first_chunk()?;
        self.at += 2;
        Some(usize::from(u16::from_be_bytes(bytes)) + 1)
    }
}
