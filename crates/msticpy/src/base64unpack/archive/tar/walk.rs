//! From header to header, as `TarFile.next`.

use super::header::{BLOCK, Header, NoHeader, text};
use crate::base64unpack::problem::ProblemKind;

/// A member.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) name: String,
    pub(super) link: String,
    pub(super) kind: Kind<'a>,
}

/// What `extractfile` makes of a member.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind<'a> {
    File(Result<&'a [u8], ProblemKind>),
    SymbolicLink,
    HardLink,
    /// A directory, a device, a pipe.
    Empty,
}

/// What extension headers say about the next member.
#[derive(Default)]
struct Extension {
    name: Option<String>,
    link: Option<String>,
    size: Option<usize>,
    sparse: bool,
    pending: bool,
}

/// All members, and the reason if the walk ended early where the original raises an exception.
pub(super) fn walk(bytes: &[u8]) -> (Vec<Entry<'_>>, Option<ProblemKind>) {
    let (mut entries, mut at) = (Vec::new(), 0);
    let (mut extension, mut global) = (Extension::default(), Extension::default());
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let header = match Header::read(rest) {
            Ok(header) => header,
            // Past the first member Python ends without a word.
            Err(_) if !entries.is_empty() && !extension.pending => {
                let cut = at > bytes.len();
                return (entries, cut.then_some(ProblemKind::Truncated));
            }
            Err(NoHeader::End) if !extension.pending && at == 0 => return (entries, None),
            Err(NoHeader::Invalid) => return (entries, Some(ProblemKind::Corrupt)),
            Err(_) => return (entries, Some(ProblemKind::Truncated)),
        };
        let data = bytes.get(at + BLOCK..).unwrap_or_default();
        at = extend(
            (&mut extension, &mut global),
            header,
            data,
            at,
            &mut entries,
        );
    }
}

/// Takes one header in; where the next one is.
fn extend<'a>(
    (extension, global): (&mut Extension, &mut Extension),
    header: Header,
    data: &'a [u8],
    at: usize,
    entries: &mut Vec<Entry<'a>>,
) -> usize {
    let own = data.get(..header.size).unwrap_or(data);
    match header.type_flag {
        b'L' => extension.name = Some(text(own)),
        b'K' => extension.link = Some(text(own)),
        b'x' | b'X' => pax(own, extension),
        b'g' => pax(own, global),
        _ => {
            let mut extension = std::mem::take(extension);
            extension.name = extension.name.or_else(|| global.name.clone());
            extension.link = extension.link.or_else(|| global.link.clone());
            let size = extension.size.unwrap_or(header.size);
            let (entry, held) = member(header, extension, size, data);
            entries.push(entry);
            return next(at, held);
        }
    }
    extension.pending = true;
    next(at, header.size)
}

fn next(at: usize, size: usize) -> usize {
    at.saturating_add(BLOCK)
        .saturating_add(size.div_ceil(BLOCK).saturating_mul(BLOCK))
}

/// The member, and how many bytes of data follow its header.
fn member<'a>(
    header: Header,
    extension: Extension,
    size: usize,
    data: &'a [u8],
) -> (Entry<'a>, usize) {
    let kind = match header.type_flag {
        b'1' => Kind::HardLink,
        b'2' => Kind::SymbolicLink,
        b'3'..=b'6' => Kind::Empty,
        _ if extension.sparse || header.type_flag == b'S' => {
            Kind::File(Err(ProblemKind::Unsupported))
        }
        _ => Kind::File(data.get(..size).ok_or(ProblemKind::Truncated)),
    };
    let held = if matches!(kind, Kind::File(_)) {
        size
    } else {
        0
    };
    let mut name = extension.name.unwrap_or(header.name);
    if header.type_flag == b'5' {
        name.truncate(name.trim_end_matches('/').len());
    }
    let link = extension.link.unwrap_or(header.link);
    (Entry { name, link, kind }, held)
}

/// The records of a pax extended header: `length keyword=value\n`.
fn pax(mut records: &[u8], extension: &mut Extension) {
    while let Some((keyword, value, len)) = record(records) {
        let value = || String::from_utf8_lossy(value).into_owned();
        match keyword {
            b"path" => extension.name = Some(value().trim_end_matches('/').to_owned()),
            b"linkpath" => extension.link = Some(value()),
            b"size" => extension.size = value().parse().ok(),
            _ => extension.sparse |= keyword.starts_with(b"GNU.sparse."),
        }
        records = records.get(len..).unwrap_or_default();
    }
}

fn record(records: &[u8]) -> Option<(&[u8], &[u8], usize)> {
    let space = records.iter().position(|byte| *byte == b' ')?;
    let len: usize = std::str::from_utf8(records.get(..space)?)
        .ok()?
        .parse()
        .ok()?;
    let body = records.get(space + 1..len.checked_sub(1)?)?;
    let equals = body.iter().position(|byte| *byte == b'=')?;
    Some((body.get(..equals)?, body.get(equals + 1..)?, len))
}
