//! One header block (POSIX.1-2008, ustar interchange format; GNU tar's extensions).

pub(super) const BLOCK: usize = 512;

/// What a header says, as far as contents need it.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub(super) name: String,
    pub(super) link: String,
    pub(super) size: usize,
    pub(super) type_flag: u8,
}

/// Why there is no header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoHeader {
    /// The archive ends: nothing is left, or a block of zeros.
    End,
    /// Less than a block is left.
    Truncated,
    /// The block is no header.
    Invalid,
}

impl Header {
    pub(super) fn read(bytes: &[u8]) -> Result<Header, NoHeader> {
        let Some(block) = bytes.first_chunk::<BLOCK>() else {
            return Err(if bytes.is_empty() {
                NoHeader::End
            } else {
                NoHeader::Truncated
            });
        };
        if block.iter().all(|byte| *byte == 0) {
            return Err(NoHeader::End);
        }
        let field = |from: usize, len: usize| block.get(from..from + len).unwrap_or_default();
        let sum = number(field(148, 8)).ok_or(NoHeader::Invalid)?;
        if !checksums(block).contains(&sum) {
            return Err(NoHeader::Invalid);
        }
        // All numbers have to be numbers, needed or not: mode, uid, gid, time, device.
        for (from, len) in [(100, 8), (108, 8), (116, 8), (136, 12), (329, 8), (337, 8)] {
            number(field(from, len)).ok_or(NoHeader::Invalid)?;
        }
        let size = number(field(124, 12)).ok_or(NoHeader::Invalid)?;
        let mut header = Header {
            name: text(field(0, 100)),
            link: text(field(157, 100)),
            size: usize::try_from(size).map_err(|_| NoHeader::Invalid)?,
            type_flag: block.get(156).copied().unwrap_or_default(),
        };
        if header.type_flag == 0 && header.name.ends_with('/') {
            header.type_flag = b'5';
        }
        if header.type_flag == b'5' {
            header
                .name
                .truncate(header.name.trim_end_matches('/').len());
        }
        let prefix = text(field(345, 155));
        if !prefix.is_empty() && !matches!(header.type_flag, b'L' | b'K' | b'S') {
            header.name = format!("{prefix}/{}", header.name);
        }
        Ok(header)
    }
}

/// Up to the first NUL; what is not UTF-8 is replaced.
pub(super) fn text(field: &[u8]) -> String {
    let end = field
        .iter()
        .position(|byte| *byte == 0)
        .unwrap_or(field.len());
    String::from_utf8_lossy(field.get(..end).unwrap_or_default()).into_owned()
}

/// Octal digits, or binary where the first byte says so.
fn number(field: &[u8]) -> Option<i64> {
    let (first, rest) = field.split_first()?;
    if matches!(first, 0o200 | 0o377) {
        let start = if *first == 0o377 { -1_i64 } else { 0 };
        return rest.iter().try_fold(start, |number, byte| {
            number.checked_mul(256)?.checked_add(i64::from(*byte))
        });
    }
    let end = field
        .iter()
        .position(|byte| *byte == 0)
        .unwrap_or(field.len());
    let digits = std::str::from_utf8(field.get(..end)?).ok()?;
    match digits.trim_matches([
        ' ', '\t', '\n', '\r', '\x0b', '\x0c', '\x1c', '\x1d', '\x1e', '\x1f',
    ]) {
        "" => Some(0),
        digits => i64::from_str_radix(digits, 8).ok(),
    }
}

/// With bytes taken as unsigned, and as signed: both were written.
fn checksums(block: &[u8; BLOCK]) -> [i64; 2] {
    let bytes = || {
        block
            .iter()
            .enumerate()
            .filter(|(at, _)| !(148..156).contains(at))
    };
    let unsigned: i64 = bytes().map(|(_, byte)| i64::from(*byte)).sum();
    let signed: i64 = bytes()
        .map(|(_, byte)| i64::from(i8::from_ne_bytes([*byte])))
        .sum();
    [unsigned + 256, signed + 256]
}
