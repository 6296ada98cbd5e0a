//! [`Frame`]: columns that are set by name, as in pandas.

use crate::Error;
use arrow_array::builder::{FixedSizeListBuilder, StringViewBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// Columns in order. A name that comes again replaces the column that had it, in its place, as an
/// assignment to a pandas frame does.
#[derive(Default)]
pub(super) struct Frame {
    fields: Vec<Field>,
    columns: Vec<ArrayRef>,
}

impl Frame {
    pub(super) fn set(&mut self, field: Field, column: ArrayRef) {
        let same = |there: &Field| there.name() == field.name();
        let place = self.fields.iter().position(same);
        let there = place
            .and_then(|place| Some((self.fields.get_mut(place)?, self.columns.get_mut(place)?)));
        if let Some((old_field, old_column)) = there {
            *old_field = field;
            *old_column = column;
        } else {
            self.fields.push(field);
            self.columns.push(column);
        }
    }

    pub(super) fn finish(self) -> Result<RecordBatch, Error> {
        let schema = Arc::new(Schema::new(self.fields));
        Ok(RecordBatch::try_new(schema, self.columns)?)
    }
}

/// The schema of a frame whose columns are set in this order.
pub(super) fn schema(fields: impl IntoIterator<Item = Field>) -> SchemaRef {
    let mut kept: Vec<Field> = Vec::new();
    for field in fields {
        match kept.iter_mut().find(|there| there.name() == field.name()) {
            Some(there) => *there = field,
            None => kept.push(field),
        }
    }
    Arc::new(Schema::new(kept))
}

/// A column of text.
pub(super) fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8View, false)
}

/// A column of text where some rows may have none.
pub(super) fn optional_text(name: &str) -> Field {
    Field::new(name, DataType::Utf8View, true)
}

/// A column of whole numbers.
pub(super) fn integer(name: &str) -> Field {
    Field::new(name, DataType::Int64, false)
}

/// The column `reference`: the three texts of the original's tuple.
pub(super) fn reference() -> Field {
    Field::new_fixed_size_list("reference", part_of_reference(), 3, false)
}

/// That column in the making.
pub(super) fn reference_builder() -> FixedSizeListBuilder<StringViewBuilder> {
    FixedSizeListBuilder::new(StringViewBuilder::new(), 3).with_field(part_of_reference())
}

/// One row of it. Its parts are digits and dots, and short.
pub(super) fn push_reference(
    column: &mut FixedSizeListBuilder<StringViewBuilder>,
    parts: &[String; 3],
) {
    for part in parts {
        column.values().append_value(part);
    }
    column.append(true);
}

fn part_of_reference() -> Field {
    Field::new_list_field(DataType::Utf8View, false)
}
