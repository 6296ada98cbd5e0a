//! Which format an input has: by its name, then by its content.

use std::collections::HashSet;

use super::Source;
use super::magic::{ARROW, PARQUET, binary};
use crate::args::InputFormat;
use crate::error::Error;

/// A format, decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    /// By this byte.
    Separated(u8),
    Jsonl,
    Parquet,
    Arrow,
    Bytes,
}

impl Format {
    /// The format of `source`, or why it cannot be the one that its name or the caller says.
    pub(super) fn of(source: &Source, wanted: InputFormat) -> Result<Format, Error> {
        let extension = source.extension();
        let by_name = extension.as_deref().and_then(by_extension);
        let format = match (wanted, by_name) {
            (InputFormat::Bytes, _) | (InputFormat::Auto, Some(Format::Bytes)) => {
                return Ok(Format::Bytes);
            }
            (InputFormat::Auto, Some(format)) => format,
            (InputFormat::Auto, None) => return Ok(by_content(source.head())),
            (InputFormat::Parquet, _) => return Ok(Format::Parquet),
            (InputFormat::Arrow, _) => return Ok(Format::Arrow),
            (InputFormat::Text, _) => Format::Text,
            (InputFormat::Csv, Some(Format::Separated(by))) => Format::Separated(by),
            (InputFormat::Csv, _) => Format::Separated(b','),
            (InputFormat::Jsonl, _) => Format::Jsonl,
        };
        match binary(source.head()) {
            Some(_) if matches!(format, Format::Parquet | Format::Arrow) => Ok(format),
            Some(found) => Err(Error::Misnamed {
                place: source.place().to_owned(),
                named: format.name(),
                found: format!("a {found} file"),
                advice: "-i bytes takes it as it stands and unpacks it",
            }),
            None => Ok(format),
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Separated(b'\t') => "TSV",
            Format::Separated(_) => "CSV",
            Format::Jsonl => "JSON lines",
            Format::Parquet => "Parquet",
            Format::Arrow => "Arrow",
            Format::Bytes => "bytes",
        }
    }

    pub(super) fn has_columns(self) -> bool {
        !matches!(self, Format::Text | Format::Bytes)
    }
}

fn by_extension(extension: &str) -> Option<Format> {
    match extension {
        "csv" => Some(Format::Separated(b',')),
        "tsv" => Some(Format::Separated(b'\t')),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        "txt" | "log" => Some(Format::Text),
        "parquet" => Some(Format::Parquet),
        "arrow" | "arrows" | "feather" => Some(Format::Arrow),
        "zip" | "tar" | "tgz" => Some(Format::Bytes),
        _ => None,
    }
}

fn by_content(head: &[u8]) -> Format {
    match binary(head) {
        Some(PARQUET) => return Format::Parquet,
        Some(ARROW) => return Format::Arrow,
        Some(_) => return Format::Bytes,
        None => {}
    }
    let mut lines = head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.next().unwrap_or_default();
    let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    let complete = head.contains(&b'\n');
    if first.starts_with(b"{")
        && (!complete || serde_json::from_slice::<serde_json::Value>(first).is_ok())
    {
        return Format::Jsonl;
    }
    if lines.next().is_some() && is_header(first) {
        Format::Separated(b',')
    } else {
        Format::Text
    }
}

/// Two or more different plain names between commas. A line of values would lose its first row if it
/// were taken for one, so dots, which every indicator but a hash has, are not allowed.
fn is_header(line: &[u8]) -> bool {
    let names: Vec<&[u8]> = line.split(|&byte| byte == b',').map(unquoted).collect();
    let plain = |name: &&[u8]| {
        name.first().is_some_and(u8::is_ascii_alphabetic)
            && name.len() < 32
            && name
                .iter()
                .all(|&byte| byte.is_ascii_alphanumeric() || b"_- ".contains(&byte))
    };
    names.len() > 1
        && names.iter().all(plain)
        && names.iter().collect::<HashSet<_>>().len() == names.len()
}

fn unquoted(name: &[u8]) -> &[u8] {
    name.strip_prefix(b"\"")
        .and_then(|name| name.strip_suffix(b"\""))
        .unwrap_or(name)
}
