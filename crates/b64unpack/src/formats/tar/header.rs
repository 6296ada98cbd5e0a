//! One 512-byte header block.

use crate::problem::ProblemKind;

pub(super) const BLOCK: usize = 512;

/// A header whose checksum is right.
pub(super) struct Header<'a> {
    block: &'a [u8; BLOCK],
}

/// What an entry is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    /// GNU: a file whose holes are not stored.
    Sparse,
    /// GNU: the name of the next entry.
    LongName,
    /// GNU: the link target of the next entry.
    LongLink,
    /// pax: records about the next entry.
    Pax,
    /// pax: records about all further entries.
    GlobalPax,
    /// A link, a device, a directory: no bytes of its own.
    Other,
}

/// Why a size cannot be used.
#[derive(Clone, Copy, Debug)]
pub(super) enum SizeError {
    NoNumber,
    /// Negative, or so large that its padded end cannot be counted.
    OutOfBounds,
}

impl SizeError {
    /// A size whose padded end can be counted in 63 bits, as seeking in files does.
    pub(super) fn check(size: u64) -> Result<u64, SizeError> {
        let padded = size.checked_next_multiple_of(BLOCK as u64);
        match padded {
            Some(padded) if i64::try_from(padded).is_ok() => Ok(size),
            _ => Err(SizeError::OutOfBounds),
        }
    }

    pub(super) fn kind(self) -> ProblemKind {
        match self {
            SizeError::NoNumber => ProblemKind::Header,
            SizeError::OutOfBounds => ProblemKind::Bounds,
        }
    }

    pub(super) fn message(self) -> &'static str {
        match self {
            SizeError::NoNumber => "the size in a tar header is no number",
            SizeError::OutOfBounds => "the size in a tar header is out of bounds",
        }
    }
}

impl<'a> Header<'a> {
    pub(super) fn parse(block: &'a [u8; BLOCK]) -> Option<Header<'a>> {
        let header = Header { block };
        let claimed = number(header.field(148, 8)).ok()?;
        header
            .sums()
            .contains(&i64::try_from(claimed).ok()?)
            .then_some(header)
    }

    /// The sum of all bytes with spaces in the sum's own field; some old tars summed them signed.
    fn sums(&self) -> [i64; 2] {
        let (mut unsigned, mut signed) = (0i64, 0i64);
        for (at, &byte) in self.block.iter().enumerate() {
            let byte = if (148..156).contains(&at) { b' ' } else { byte };
            unsigned += i64::from(byte);
            signed += i64::from(i8::from_ne_bytes([byte]));
        }
        [unsigned, signed]
    }

    fn field(&self, at: usize, len: usize) -> &'a [u8] {
        self.block.get(at..at + len).unwrap_or_default()
    }

    /// The name, behind the prefix that POSIX allows.
    pub(super) fn name(&self) -> Vec<u8> {
        let name = text(self.field(0, 100));
        let prefix = text(self.field(345, 155));
        // GNU's magic has a space there, and other fields in place of the prefix.
        if self.field(257, 6) != b"ustar\0" || prefix.is_empty() {
            return name.to_vec();
        }
        [prefix, b"/", name].concat()
    }

    pub(super) fn size(&self) -> Result<u64, SizeError> {
        number(self.field(124, 12)).and_then(SizeError::check)
    }

    /// GNU sparse: the size with all holes.
    pub(super) fn real_size(&self) -> Option<u64> {
        number(self.field(483, 12)).ok()
    }

    /// GNU sparse: whether a block with more of the map follows.
    pub(super) fn is_extended(&self) -> bool {
        self.field(482, 1) != b"\0"
    }

    pub(super) fn kind(&self) -> Kind {
        match self.field(156, 1) {
            b"L" => Kind::LongName,
            b"K" => Kind::LongLink,
            b"x" | b"X" => Kind::Pax,
            b"g" => Kind::GlobalPax,
            b"S" => Kind::Sparse,
            b"1" | b"2" | b"3" | b"4" | b"5" | b"6" | b"V" => Kind::Other,
            _ => Kind::File,
        }
    }
}

/// Whether yet another block follows this block of a sparse map.
pub(super) fn sparse_goes_on(block: &[u8; BLOCK]) -> bool {
    block.get(504).is_some_and(|&flag| flag != 0)
}

/// Up to the first zero.
fn text(field: &[u8]) -> &[u8] {
    field.split(|&byte| byte == 0).next().unwrap_or_default()
}

/// Octal digits, or GNU's big-endian binary behind a set first bit.
fn number(field: &[u8]) -> Result<u64, SizeError> {
    match field {
        [first, rest @ ..] if first & 0x80 != 0 => {
            // Bit 6 is the sign.
            if first & 0x40 != 0 {
                return Err(SizeError::OutOfBounds);
            }
            rest.iter()
                .try_fold(u64::from(first & 0x3f), |number, &byte| {
                    let shifted = number.checked_mul(256).ok_or(SizeError::OutOfBounds)?;
                    Ok(shifted | u64::from(byte))
                })
        }
        _ => octal(field),
    }
}

fn octal(field: &[u8]) -> Result<u64, SizeError> {
    let digits = field.trim_ascii_start();
    let end = digits
        .iter()
        .position(|byte| matches!(byte, 0 | b' '))
        .unwrap_or(digits.len());
    digits
        .get(..end)
        .unwrap_or_default()
        .iter()
        .try_fold(0u64, |number, &digit| match digit {
            b'0'..=b'7' => Ok(number << 3 | u64::from(digit - b'0')),
            _ => Err(SizeError::NoNumber),
        })
}
