//! One payload, as `unpack` prints it.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use b64unpack::{Encoding, FileType, Payload, PayloadId, Reason, Text};
use serde::Serialize;

use super::problem::Problem;
use super::shape::{Field, objects, real, text, texts, truth, whole};
use super::{Place, Record};
use crate::printable::{Excerpt, Printable};

/// A decoded piece of a cell, or a member of an archive inside one.
#[derive(Debug, Clone, Serialize)]
pub struct PayloadRecord<'a> {
    /// The row, from 0.
    pub row: usize,
    /// The column.
    pub column: Option<&'a str>,
    /// The payload's number in its cell.
    pub id: usize,
    /// The payload it was found in; null for one that stands in the cell itself.
    pub parent: Option<usize>,
    /// 1: found in the cell itself.
    pub depth: u32,
    /// Where it begins in the parent's bytes; null for a member of an archive.
    pub start: Option<usize>,
    /// Where it ends there.
    pub end: Option<usize>,
    /// `base64`, `hex`, `xor`, …; null for a member.
    pub encoding: Option<&'static str>,
    /// The member's name.
    pub member: Option<Cow<'a, str>>,
    /// How it was reached: `base64>gzip>zip:a.txt`.
    pub chain: String,
    /// What its first bytes say it is.
    pub file_type: Option<&'static str>,
    /// The text, if it is text.
    pub text: Option<Cow<'a, str>>,
    /// Was the text cut at the limit?
    pub text_truncated: bool,
    /// `utf-8`, `utf-16le`, `utf-16be`.
    pub text_encoding: Option<&'static str>,
    /// Bytes.
    pub size: usize,
    /// Of the bytes, in hexadecimal.
    pub md5: String,
    /// Likewise.
    pub sha1: String,
    /// Likewise.
    pub sha256: String,
    /// How likely it is that somebody encoded this on purpose, 0 to 1.
    pub confidence: f64,
    /// Is there more of it than could be had?
    pub truncated: bool,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// The bytes themselves, if they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<String>,
    /// What the confidence rests on.
    pub reasons: Vec<&'static str>,
    /// The byte that every byte was combined with, where the encoding is `xor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<u8>,
}

impl<'a> PayloadRecord<'a> {
    /// The record of `payload`, which was found in `column` of `row` and has these `problems`.
    #[must_use]
    pub fn new(
        row: usize,
        column: Option<&'a str>,
        payload: Payload<'a>,
        problems: Vec<Problem>,
        text_limit: usize,
    ) -> PayloadRecord<'a> {
        let text = payload.text();
        let (shown, text_truncated) = match text.as_ref().map(Text::to_str) {
            Some(text) => cut(text, text_limit),
            None => (None, false),
        };
        let digests = payload.digests();
        let range = payload.range();
        PayloadRecord {
            row,
            column,
            id: payload.id().index(),
            parent: payload.parent().map(PayloadId::index),
            depth: payload.depth(),
            start: range.as_ref().map(|range| range.start),
            end: range.as_ref().map(|range| range.end),
            encoding: payload.encoding().map(Encoding::name),
            member: payload.member_name(),
            chain: payload.chain().to_string(),
            file_type: payload.file_type().map(FileType::name),
            text: shown,
            text_truncated,
            text_encoding: text.map(|text| text.encoding().name()),
            size: payload.bytes().len(),
            md5: digests.md5_hex(),
            sha1: digests.sha1_hex(),
            sha256: digests.sha256_hex(),
            confidence: super::rounded(payload.confidence()),
            reasons: payload.reasons().iter().map(Reason::name).collect(),
            key: payload.key(),
            truncated: payload.is_truncated(),
            problems,
            bytes: None,
        }
    }
}

/// The text up to the last whole character within `limit` bytes, and whether anything was cut.
fn cut(text: Cow<'_, str>, limit: usize) -> (Option<Cow<'_, str>>, bool) {
    if text.len() <= limit {
        return (Some(text), false);
    }
    let end = (0..=limit)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0);
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(..end).unwrap_or(text)),
        Cow::Owned(mut text) => {
            text.truncate(end);
            Cow::Owned(text)
        }
    };
    (Some(text), true)
}

impl Record for PayloadRecord<'_> {
    const FIELDS: &'static [Field] = &[
        whole("row"),
        text("column"),
        whole("id"),
        whole("parent"),
        whole("depth"),
        whole("start"),
        whole("end"),
        text("encoding"),
        text("member"),
        text("chain"),
        text("file_type"),
        text("text"),
        truth("text_truncated"),
        text("text_encoding"),
        whole("size"),
        text("md5"),
        text("sha1"),
        text("sha256"),
        real("confidence"),
        truth("truncated"),
        objects("problems", &Problem::FIELDS),
        text("bytes"),
        texts("reasons"),
        whole("key"),
    ];
}

impl Display for PayloadRecord<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let place = Place {
            row: self.row,
            column: self.column,
        };
        write!(f, "{place}")?;
        if let (Some(start), Some(end), 1) = (self.start, self.end, self.depth) {
            write!(f, ", bytes {start}..{end}")?;
        }
        let kind = self.file_type.or(self.text_encoding).unwrap_or("binary");
        writeln!(
            f,
            ": {} -> {kind}, {} bytes, confidence {:.2}",
            Printable(&self.chain),
            self.size,
            self.confidence
        )?;
        writeln!(f, "    md5 {}  sha256 {}", self.md5, self.sha256)?;
        for Problem { kind, message, .. } in &self.problems {
            writeln!(f, "    problem: {} ({kind})", Printable(message))?;
        }
        match &self.text {
            Some(text) => write!(
                f,
                "{}",
                Excerpt {
                    text,
                    indent: "    | "
                }
            ),
            None => Ok(()),
        }
    }
}
