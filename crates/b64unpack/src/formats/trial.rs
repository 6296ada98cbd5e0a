//! A bounded part of a DEFLATE stream (RFC 1951), inflated to see whether it is one.

use flate2::{Decompress, FlushDecompress, Status};

use crate::identify::identify;
use crate::text::Text;

/// Bytes read and given on trial.
const TRIAL: (usize, usize) = (64 * 1024, 16 * 1024);
/// Bytes behind the stream: the trailer of gzip, where only its header was taken off.
const BEHIND: usize = 8;
/// Fewer bytes end like a stream by accident.
const SHORTEST: usize = 8;
/// Bytes read without a contradiction that no other data survive, whatever they give.
const SURE: usize = 64;
/// Bytes read without a contradiction that no other data survive and give text or a file.
const LIKELY: usize = 24;

/// What the first bytes of a stream gave.
pub(super) struct Trial {
    read: usize,
    end: Ending,
    empty: bool,
    pattern: bool,
    /// Text or a file of a known kind.
    makes_sense: bool,
    /// The bytes end with the size of what the stream gave, as gzip does (RFC 1952, section 2.3.1).
    sized: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// The stream ended, with so many bytes behind it.
    Whole(usize),
    /// All bytes were read before the stream ended.
    Cut,
    /// The bounds of the trial were reached.
    Open,
    Broken,
}

impl Trial {
    pub(super) fn of(bytes: &[u8]) -> Trial {
        let head = bytes.get(..TRIAL.0).unwrap_or(bytes);
        let mut out = vec![0; TRIAL.1];
        let mut state = Decompress::new(false);
        let status = state.decompress(head, &mut out, FlushDecompress::None);
        let count = |total: u64| usize::try_from(total).unwrap_or(usize::MAX);
        let read = count(state.total_in()).min(head.len());
        out.truncate(count(state.total_out()));
        let end = match status {
            Err(_) => Ending::Broken,
            Ok(Status::StreamEnd) => Ending::Whole(bytes.len() - read),
            Ok(_) if read == bytes.len() && out.len() < TRIAL.1 => Ending::Cut,
            Ok(_) => Ending::Open,
        };
        let given = u32::try_from(out.len());
        let makes_sense = Text::detect(&out).is_some() || identify(&out).is_some();
        Trial {
            read,
            end,
            empty: out.is_empty(),
            pattern: is_a_pattern(bytes),
            makes_sense,
            sized: bytes.last_chunk().map(|size| u32::from_le_bytes(*size)) == given.ok(),
        }
    }

    /// Whether this is a stream, of which nothing else is known.
    pub(super) fn is_convincing(&self) -> bool {
        let sure = self.read >= SURE && !self.empty;
        match self.end {
            Ending::Whole(0) if sure => true,
            Ending::Whole(0) => self.makes_sense && self.read >= SHORTEST,
            Ending::Whole(BEHIND) if self.sized => self.makes_sense && self.read >= SHORTEST,
            Ending::Whole(behind) => self.makes_sense && behind <= BEHIND && self.read >= LIKELY,
            _ if self.pattern => false,
            Ending::Open => self.makes_sense || sure,
            Ending::Cut => self.makes_sense && self.read >= LIKELY,
            Ending::Broken => self.makes_sense && sure,
        }
    }

    /// Whether this is a stream, behind a header that speaks for it.
    #[cfg(feature = "zlib")]
    pub(super) fn is_likely(&self) -> bool {
        match self.end {
            Ending::Whole(_) => !self.empty,
            Ending::Open => true,
            Ending::Cut => self.read >= LIKELY,
            Ending::Broken => self.is_convincing(),
        }
    }
}

/// Whether a block of fixed codes repeats a few bytes, as compressed data do not: what survives
/// one turn of a pattern, such as a row of `b`, survives them all.
fn is_a_pattern(bytes: &[u8]) -> bool {
    let fixed = bytes.first().is_some_and(|byte| byte >> 1 & 3 == 1);
    let head = bytes.get(..SURE).unwrap_or(bytes);
    let seen = head
        .iter()
        .fold(0u128, |seen, &byte| seen | 1 << (byte & 127));
    fixed && seen.count_ones() < 16
}
