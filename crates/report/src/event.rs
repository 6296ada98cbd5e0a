//! [`Event`]: one cell of a log, and what was found in it.

use std::borrow::Cow;
use std::ops::Range;

use crate::rating::Rating;

/// One cell of a log with what was found in it.
///
/// Fields may be added: end a literal with `..Event::default()`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Event {
    /// The row, from 0.
    pub row: u64,
    /// The column, where the log has columns.
    pub column: Option<String>,
    /// When it happened, as the log writes it.
    pub time: Option<String>,
    /// The cell.
    pub text: String,
    /// What was decoded or unpacked, parents before children.
    pub payloads: Vec<Payload>,
    /// Indicators in the cell and in its payloads.
    pub indicators: Vec<Indicator>,
    /// What went wrong and belongs to no payload.
    pub problems: Vec<Problem>,
    /// How bad it is; without it, [`Rating::of`] says.
    pub rating: Option<Rating>,
}

/// Something that was decoded, or a member of an archive.
///
/// Fields may be added: end a literal with `..Payload::default()`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Payload {
    /// The index, in [`Event::payloads`], of the one it was found in; `None` for one in the cell.
    pub parent: Option<usize>,
    /// Where it lay, in bytes of the parent's text or of the cell's; `None` for a member of an archive.
    pub span: Option<Range<usize>>,
    /// How it was reached, step by step: `base64`, `gzip`, `zip:a.txt`.
    pub chain: Vec<String>,
    /// What its first bytes say it is: `pe`, `gzip`, …
    pub file_type: Option<String>,
    /// The text, if it is text, or the beginning of it.
    pub text: Option<String>,
    /// Is there more text than [`Payload::text`] has?
    pub text_truncated: bool,
    /// `utf-8`, `utf-16le`, …
    pub text_encoding: Option<String>,
    /// All of its bytes, counted.
    pub size: u64,
    /// Its first bytes; a few hundred are enough.
    pub head: Vec<u8>,
    /// Names and values of digests, in the order in which they are to be shown.
    pub digests: Vec<(String, String)>,
    /// How likely it is that somebody encoded this on purpose, 0 to 1.
    pub confidence: f32,
    /// What the confidence rests on.
    pub reasons: Vec<String>,
    /// Is there more of it than could be had?
    pub truncated: bool,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// An indicator at one place.
///
/// Fields may be added: end a literal with `..Indicator::default()`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Indicator {
    /// `ipv4`, `url`, …
    pub kind: Cow<'static, str>,
    /// Refanged and normalised.
    pub value: String,
    /// The value written so that nobody clicks on it by mistake; `None` if it needs no such form.
    pub defanged: Option<String>,
    /// The index, in [`Event::payloads`], of the payload that holds it; `None` for the cell itself.
    pub payload: Option<usize>,
    /// Where it lies, in bytes of that text.
    pub span: Range<usize>,
    /// 0 to 1.
    pub confidence: f32,
    /// `private`, `file-name-like`, …
    pub flags: Vec<Cow<'static, str>>,
}

/// Something wrong with the data, or a limit that ended the work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problem {
    /// `truncated`, `limit:depth`, …
    pub kind: String,
    /// A sentence.
    pub message: String,
}
