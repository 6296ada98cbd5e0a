//! One indicator, as `iocs` prints it.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};
use std::ops::Range;

use iocextract::{Extractor, Flags, Indicator, Kind};
use serde::{Serialize, Serializer};

use super::shape::{Field, real, text, texts, truth, whole};
use super::{Place, Record, json};
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
    #[serde(serialize_with = "names")]
    pub flags: Flags,
}

impl<'a> IndicatorRecord<'a> {
    /// Gives the indicators in `cell`, which stands in `row`, behind `before` others of that row, as far
    /// as they are to `keep`: a look at the indicator, and at its place in the cell. Returns how many.
    pub fn each(
        row: usize,
        cell: Cell<'a>,
        extractor: &'a Extractor,
        before: usize,
        keep: impl Fn(&Indicator<'a>, Range<usize>) -> bool,
        mut give: impl FnMut(IndicatorRecord<'a>),
    ) -> usize {
        let (mut given, mut numbers) = (0, Numbers::default());
        for (offset, indicator) in extractor.find_bytes_iter(cell.bytes) {
            let (start, end) = (offset + indicator.start(), offset + indicator.end());
            let parent = indicator.parent();
            let kept = keep(&indicator, start..end);
            let parent = numbers.next(offset, parent, kept);
            if !kept {
                continue;
            }
            given += 1;
            let value = indicator.value();
            give(IndicatorRecord {
                row,
                column: cell.column,
                kind: name(extractor, indicator.kind()),
                // A value that is the text as it stood was not refanged.
                defanged: matches!(value, Cow::Owned(_)) && indicator.is_defanged(),
                value,
                raw: Cow::Borrowed(indicator.as_str()),
                start,
                end,
                via: indicator.via().name(),
                parent: parent.map(|parent| before + parent),
                confidence: super::rounded(indicator.confidence()),
                flags: indicator.flags(),
            });
        }
        given
    }
}

/// Which number each indicator of a cell has among those that are kept: the library counts parents
/// within a run of valid UTF-8, and the ones left out leave no gap.
#[derive(Default)]
struct Numbers {
    met: usize,
    left_out: Vec<usize>,
    /// The offset of the run, and how many were met before it.
    run: (usize, usize),
}

impl Numbers {
    /// Counts the next one, of the run at `offset`; the number of its parent, if that is kept.
    fn next(&mut self, offset: usize, parent: Option<usize>, kept: bool) -> Option<usize> {
        if offset != self.run.0 {
            self.run = (offset, self.met);
        }
        let parent = parent.map(|parent| self.run.1 + parent);
        let parent = parent.and_then(|parent| match self.left_out.binary_search(&parent) {
            Ok(_) => None,
            Err(before) => Some(parent - before),
        });
        if !kept {
            self.left_out.push(self.met);
        }
        self.met += 1;
        parent
    }
}

fn name(extractor: &Extractor, kind: Kind) -> Cow<'_, str> {
    match kind {
        Kind::Custom(id) => extractor.custom_name(id).unwrap_or("custom").into(),
        kind => kind.as_str().into(),
    }
}

fn names<S: Serializer>(flags: &Flags, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(flags.iter())
}

impl IndicatorRecord<'_> {
    /// Writes the fields as JSON, without the braces around them.
    pub(super) fn write_fields(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\"row\":");
        json::whole(out, Some(self.row));
        out.extend_from_slice(b",\"column\":");
        json::text(out, self.column);
        out.extend_from_slice(b",\"type\":");
        json::text(out, Some(&self.kind));
        out.extend_from_slice(b",\"value\":");
        json::text(out, Some(&self.value));
        out.extend_from_slice(b",\"raw\":");
        json::text(out, Some(&self.raw));
        out.extend_from_slice(b",\"start\":");
        json::whole(out, Some(self.start));
        out.extend_from_slice(b",\"end\":");
        json::whole(out, Some(self.end));
        out.extend_from_slice(b",\"defanged\":");
        json::truth(out, self.defanged);
        out.extend_from_slice(b",\"via\":");
        json::text(out, Some(self.via));
        out.extend_from_slice(b",\"parent\":");
        json::whole(out, self.parent);
        out.extend_from_slice(b",\"confidence\":");
        json::share(out, self.confidence);
        out.extend_from_slice(b",\"flags\":");
        json::words(out, self.flags.iter());
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

    fn write_json(&self, out: &mut Vec<u8>) {
        out.push(b'{');
        self.write_fields(out);
        out.push(b'}');
    }
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
            .chain(self.flags.iter())
            .collect();
        if !notes.is_empty() {
            write!(f, "  [{}]", notes.join(", "))?;
        }
        writeln!(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::finding::{Finding, HuntedIndicator};

    /// The record without its own hand at writing.
    fn by_serde(record: &impl Serialize) -> String {
        serde_json::to_string(record).unwrap()
    }

    fn by_hand(record: &impl Record) -> String {
        let mut out = Vec::new();
        record.write_json(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_is_written_by_hand_is_what_serde_writes() {
        let extractor = Extractor::new().overlap(iocextract::Overlap::Every);
        let text = br#"hxxp://10[.]1.2.3/a"b C:\\x\\y.exe http://e.com/?u=http%3A%2F%2Fa.zip"#;
        let tree = b64unpack::unpack("cGluZyAgbWljcm9zb2Z0LmNvbSAtbiAxNSA=");
        let mut seen = 0;
        for column in [None, Some("a \"b\"")] {
            let cell = Cell {
                column,
                bytes: text,
                selected: true,
            };
            IndicatorRecord::each(
                7,
                cell,
                &extractor,
                3,
                |_, _| true,
                |record| {
                    assert_eq!(by_hand(&record), by_serde(&record));
                    for payload in [None, tree.iter().next()] {
                        let hunted = HuntedIndicator::new(record.clone(), payload);
                        let found = Finding::Indicator(hunted);
                        assert_eq!(by_hand(&found), by_serde(&found));
                    }
                    seen += 1;
                },
            );
        }
        assert!(seen > 8, "{seen}");
    }

    #[test]
    fn parents_are_counted_among_those_that_are_kept() {
        let mut numbers = Numbers::default();
        assert_eq!(numbers.next(0, None, false), None);
        assert_eq!(numbers.next(0, Some(0), true), None);
        assert_eq!(numbers.next(0, Some(1), true), Some(0));
        // Another run of valid text, which counts from its own beginning.
        assert_eq!(numbers.next(9, None, true), None);
        assert_eq!(numbers.next(9, Some(0), true), Some(2));
    }
}
