//! One indicator, as `iocs` prints it.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};
use std::ops::Range;

use iocextract::{Extractor, Indicator, Kind};
use serde::Serialize;

use super::shape::{Field, real, text, texts, truth, whole};
use super::{Place, Record};
use crate::printable::Printable;
use crate::row::Cell;

/// An indicator in a cell.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorRecord<'a> {
    /// The row, from 0.
    pub row: usize,
    /// The column.
    pub column: Option<&'a str>,
    /// `ipv4`, `url`, …, or the name of a pattern of one's own.
    #[serde(rename = "type")]
    pub kind: Cow<'a, str>,
    /// Refanged and normalised.
    pub value: Cow<'a, str>,
    /// As it stood.
    pub raw: Cow<'a, str>,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Was it written so that nobody clicks on it by mistake?
    pub defanged: bool,
    /// `plain`, `url-decoded`, or what it was packed in.
    pub via: &'static str,
    /// The index, among the indicators of this row, of the one that holds it.
    pub parent: Option<usize>,
    /// 0 to 1.
    pub confidence: f64,
    /// `private`, `reserved`, `file-name-like`, …
    pub flags: Vec<&'static str>,
}

impl<'a> IndicatorRecord<'a> {
    /// The indicators in `cell`, which stands in `row`, behind `before` others of that row, as far
    /// as they are to `keep`: a look at the indicator, and at its place in the cell.
    pub fn all(
        row: usize,
        cell: Cell<'a>,
        extractor: &'a Extractor,
        before: usize,
        keep: impl Fn(&Indicator<'a>, Range<usize>) -> bool,
    ) -> Vec<IndicatorRecord<'a>> {
        let mut records = Vec::new();
        // Where each indicator that was found has gone: parents are counted within a run of valid
        // UTF-8, and the ones left out leave no gap.
        let mut places: Vec<Option<usize>> = Vec::new();
        let mut run = (0, 0);
        for (offset, indicator) in extractor.find_bytes_iter(cell.bytes) {
            if offset != run.0 {
                run = (offset, places.len());
            }
            let (start, end) = (offset + indicator.start(), offset + indicator.end());
            if !keep(&indicator, start..end) {
                places.push(None);
                continue;
            }
            let parent = indicator
                .parent()
                .and_then(|parent| *places.get(run.1 + parent)?);
            places.push(Some(before + records.len()));
            records.push(IndicatorRecord {
                row,
                column: cell.column,
                kind: name(extractor, indicator.kind()),
                value: indicator.value(),
                raw: Cow::Borrowed(indicator.as_str()),
                start,
                end,
                defanged: indicator.is_defanged(),
                via: indicator.via().name(),
                parent,
                confidence: super::rounded(indicator.confidence()),
                flags: indicator.flags().iter().collect(),
            });
        }
        records
    }
}

fn name(extractor: &Extractor, kind: Kind) -> Cow<'_, str> {
    match kind {
        Kind::Custom(id) => extractor.custom_name(id).unwrap_or("custom").into(),
        kind => kind.as_str().into(),
    }
}

impl Record for IndicatorRecord<'_> {
    const FIELDS: &'static [Field] = &[
        whole("row"),
        text("column"),
        text("type"),
        text("value"),
        text("raw"),
        whole("start"),
        whole("end"),
        truth("defanged"),
        text("via"),
        whole("parent"),
        real("confidence"),
        texts("flags"),
    ];
}

impl Display for IndicatorRecord<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let place = Place {
            row: self.row,
            column: self.column,
        }
        .to_string();
        write!(
            f,
            "{place:<24} {:<12} {}",
            self.kind,
            Printable(&self.value)
        )?;
        let defanged = self.defanged.then_some("defanged");
        let via = Some(self.via).filter(|&via| via != "plain");
        let notes: Vec<_> = defanged
            .into_iter()
            .chain(via)
            .chain(self.flags.iter().copied())
            .collect();
        if !notes.is_empty() {
            write!(f, "  [{}]", notes.join(", "))?;
        }
        writeln!(f)
    }
}
