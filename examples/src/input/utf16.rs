//! UTF-16 files, which is what PowerShell and Excel export, read as UTF-8.

use std::io::{self, BufRead, Read};

/// Which byte of a code unit comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Endian {
    Little,
    Big,
}

impl Endian {
    /// What the byte order mark at the start of `head` says.
    pub(super) fn of(head: &[u8]) -> Option<Endian> {
        match head {
            [0xff, 0xfe, ..] => Some(Endian::Little),
            [0xfe, 0xff, ..] => Some(Endian::Big),
            _ => None,
        }
    }
}

/// Reads UTF-16 from `R` and gives UTF-8; what is no UTF-16 becomes U+FFFD.
pub(super) struct Transcoder<R> {
    reader: R,
    endian: Endian,
    /// A high surrogate that waits for its other half, or the unit that came instead of one.
    held: Option<u16>,
    ready: Vec<u8>,
    given: usize,
}

/// Code units per refill.
const UNITS: usize = 8192;

impl<R: BufRead> Transcoder<R> {
    pub(super) fn new(reader: R, endian: Endian) -> Transcoder<R> {
        Transcoder {
            reader,
            endian,
            held: None,
            ready: Vec::new(),
            given: 0,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let mut bytes = Vec::new();
        self.reader
            .by_ref()
            .take(2 * UNITS as u64)
            .read_to_end(&mut bytes)?;
        let ended = bytes.len() < 2 * UNITS;
        let (pairs, odd) = bytes.as_chunks::<2>();
        let mut units: Vec<u16> = self.held.take().into_iter().collect();
        units.extend(pairs.iter().map(|pair| match self.endian {
            Endian::Little => u16::from_le_bytes(*pair),
            Endian::Big => u16::from_be_bytes(*pair),
        }));
        if !ended
            && units
                .last()
                .is_some_and(|unit| (0xd800..0xdc00).contains(unit))
        {
            self.held = units.pop();
        }
        let mut text: String = char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .filter(|&c| c != '\u{feff}')
            .collect();
        if !odd.is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
        }
        self.ready = text.into_bytes();
        self.given = 0;
        Ok(())
    }
}

impl<R: BufRead> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() {
            if self.reader.fill_buf()?.is_empty() && self.held.is_none() {
                return Ok(0);
            }
            self.refill()?;
        }
        let rest = self.ready.get(self.given..).unwrap_or_default();
        let read = (&rest[..]).read(buffer)?;
        self.given += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let endian = Endian::of(bytes).unwrap();
        let mut text = String::new();
        Transcoder::new(bytes, endian)
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    fn encode(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn both_byte_orders() {
        assert_eq!(read(b"\xff\xfea\0\xe9\0"), "aé");
        assert_eq!(read(b"\xfe\xff\0a\0\xe9"), "aé");
    }

    #[test]
    fn a_surrogate_pair_on_the_seam_of_two_refills_is_one_character() {
        let text = format!("\u{feff}{}\u{1f426}b", "a".repeat(UNITS - 2));
        assert_eq!(read(&encode(&text)), text.trim_start_matches('\u{feff}'));
    }

    #[test]
    fn halves_and_odd_bytes_are_replaced() {
        assert_eq!(read(b"\xff\xfe\x3d\xd8a\0b"), "\u{fffd}a\u{fffd}");
        assert_eq!(read(b"\xff\xfe\x3d\xd8"), "\u{fffd}");
    }
}
