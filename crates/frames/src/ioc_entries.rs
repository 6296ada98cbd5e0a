//! Indicators in the making: how they are found in a cell, and the columns that tell of them.

use crate::Error;
use crate::cells::Cell;
use crate::lists::end_list;
use crate::views::Texts;
use arrow_array::ArrayRef;
use arrow_array::builder::{
    BooleanBuilder, Float32Builder, ListBuilder, StringViewBuilder, UInt64Builder,
};
use arrow_schema::{DataType, Field};
use iocextract::{Extractor, Indicator, Kind};
use std::sync::Arc;

/// An indicator of one cell.
pub(crate) struct Found<'a> {
    indicator: Indicator<'a>,
    /// Where the text that it stands in starts in the cell.
    offset: usize,
    /// The indicator that holds it, counted in the cell.
    parent: Option<usize>,
}

/// The indicators of one cell.
pub(crate) fn find<'a>(extractor: &Extractor, cell: Cell<'a>) -> Vec<Found<'a>> {
    match cell {
        Cell::Text(text) => extractor
            .find_iter(text)
            .map(|indicator| Found {
                parent: indicator.parent(),
                offset: 0,
                indicator,
            })
            .collect(),
        Cell::Bytes(bytes) => find_in_bytes(extractor, bytes),
    }
}

/// The extractor counts parents from the start of each run of valid text.
fn find_in_bytes<'a>(extractor: &Extractor, bytes: &'a [u8]) -> Vec<Found<'a>> {
    let mut found: Vec<Found<'a>> = Vec::new();
    let mut first_of_run = 0;
    for (offset, indicator) in extractor.find_bytes_iter(bytes) {
        if found.last().is_some_and(|last| last.offset != offset) {
            first_of_run = found.len();
        }
        found.push(Found {
            parent: indicator.parent().map(|place| first_of_run + place),
            offset,
            indicator,
        });
    }
    found
}

/// The columns of [`IocEntries`].
pub(crate) fn fields() -> [Field; 10] {
    let text = |name| Field::new(name, DataType::Utf8View, false);
    let number = |name| Field::new(name, DataType::UInt64, false);
    [
        text("type"),
        text("value"),
        text("raw"),
        number("start"),
        number("end"),
        Field::new("defanged", DataType::Boolean, false),
        text("via"),
        Field::new("parent", DataType::UInt64, true),
        Field::new("confidence", DataType::Float32, false),
        Field::new_list("flags", flag_field(), false),
    ]
}

fn flag_field() -> Field {
    Field::new_list_field(DataType::Utf8View, false)
}

/// What is told of indicators, wherever they stood.
pub(crate) struct IocEntries {
    kind: Texts,
    value: Texts,
    raw: Texts,
    start: UInt64Builder,
    end: UInt64Builder,
    defanged: BooleanBuilder,
    via: Texts,
    parent: UInt64Builder,
    confidence: Float32Builder,
    flags: ListBuilder<StringViewBuilder>,
}

impl IocEntries {
    /// With room for so many.
    pub(crate) fn with_capacity(count: usize) -> IocEntries {
        let texts = |name| Texts::with_capacity(name, count);
        IocEntries {
            kind: texts("type"),
            value: texts("value"),
            raw: texts("raw"),
            start: UInt64Builder::with_capacity(count),
            end: UInt64Builder::with_capacity(count),
            defanged: BooleanBuilder::with_capacity(count),
            via: texts("via"),
            parent: UInt64Builder::with_capacity(count),
            confidence: Float32Builder::with_capacity(count),
            flags: ListBuilder::with_capacity(StringViewBuilder::new(), count)
                .with_field(flag_field()),
        }
    }

    /// The indicators of one cell.
    pub(crate) fn push(&mut self, extractor: &Extractor, found: &[Found<'_>]) -> Result<(), Error> {
        for one in found {
            let indicator = &one.indicator;
            let place = |inside: usize| (one.offset + inside) as u64;
            self.kind.push(kind_name(extractor, indicator.kind()))?;
            self.value.push(indicator.value())?;
            self.raw.push(indicator.as_str())?;
            self.start.append_value(place(indicator.start()));
            self.end.append_value(place(indicator.end()));
            self.defanged.append_value(indicator.is_defanged());
            self.via.push(indicator.via().name())?;
            self.parent
                .append_option(one.parent.map(|place| place as u64));
            self.confidence.append_value(indicator.confidence());
            for flag in indicator.flags().iter() {
                self.flags.values().append_value(flag);
            }
            end_list(&mut self.flags, "flags")?;
        }
        Ok(())
    }

    /// The columns of [`fields`].
    pub(crate) fn finish(mut self) -> [ArrayRef; 10] {
        [
            self.kind.finish(),
            self.value.finish(),
            self.raw.finish(),
            Arc::new(self.start.finish()),
            Arc::new(self.end.finish()),
            Arc::new(self.defanged.finish()),
            self.via.finish(),
            Arc::new(self.parent.finish()),
            Arc::new(self.confidence.finish()),
            Arc::new(self.flags.finish()),
        ]
    }
}

fn kind_name(extractor: &Extractor, kind: Kind) -> &str {
    match kind {
        Kind::Custom(id) => extractor.custom_name(id).unwrap_or(kind.as_str()),
        built_in => built_in.as_str(),
    }
}
