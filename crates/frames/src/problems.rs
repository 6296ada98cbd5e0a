//! Problems of payloads, as a table of their own and as entries of a list.

use crate::Error;
use crate::views::Texts;
use arrow_array::builder::{
    ArrayBuilder, ListBuilder, StringViewBuilder, StructBuilder, UInt32Builder, UInt64Builder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use b64unpack::{PayloadId, Problem};
use std::sync::Arc;

/// The columns of [`Unpacked::problems`](crate::Unpacked::problems).
///
/// | column | type | |
/// |---|---|---|
/// | `row` | `UInt64` | row of the batch, from 0 |
/// | `column` | `Utf8View` | column of the batch |
/// | `id` | `UInt32`, null | the payload that it belongs to; null for the cell itself |
/// | `kind` | `Utf8View` | `truncated`, `limit:depth`, … |
/// | `message` | `Utf8View` | a sentence |
/// | `offset` | `UInt64` | place in the bytes of the payload or the cell |
pub fn problems_schema() -> SchemaRef {
    let place = [
        Field::new("row", DataType::UInt64, false),
        Field::new("column", DataType::Utf8View, false),
    ];
    let fields = place.into_iter().chain(fields());
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// The columns of [`ProblemEntries`].
pub(crate) fn fields() -> [Field; 4] {
    let [kind, message, offset] = entry_fields();
    [
        Field::new("id", DataType::UInt32, true),
        kind,
        message,
        offset,
    ]
}

fn entry_fields() -> [Field; 3] {
    [
        Field::new("kind", DataType::Utf8View, false),
        Field::new("message", DataType::Utf8View, false),
        Field::new("offset", DataType::UInt64, false),
    ]
}

/// The entries of a payload's list.
pub(crate) fn entry_field() -> Field {
    let entries = Fields::from(entry_fields().to_vec());
    Field::new_list_field(DataType::Struct(entries), false)
}

/// A column of lists of problems.
pub(crate) fn list_builder() -> ListBuilder<StructBuilder> {
    let entries = StructBuilder::new(
        entry_fields().to_vec(),
        vec![
            Box::new(StringViewBuilder::new()),
            Box::new(StringViewBuilder::new()),
            Box::new(UInt64Builder::new()),
        ],
    );
    ListBuilder::new(entries).with_field(entry_field())
}

/// One entry of such a list.
pub(crate) fn push_entry(entries: &mut StructBuilder, problem: &Problem) -> Result<(), Error> {
    let too_large = |_| Error::TooLarge {
        column: "problems".to_owned(),
    };
    let texts: [&str; 2] = [problem.kind().name(), problem.message()];
    for (place, text) in texts.into_iter().enumerate() {
        part::<StringViewBuilder>(entries, place)
            .try_append_value(text)
            .map_err(too_large)?;
    }
    part::<UInt64Builder>(entries, 2).append_value(problem.offset() as u64);
    entries.append(true);
    Ok(())
}

#[expect(
    clippy::expect_used,
    reason = "`list_builder` makes these three builders, in this order"
)]
fn part<B: ArrayBuilder>(entries: &mut StructBuilder, place: usize) -> &mut B {
    entries.field_builder(place).expect("the builder of a part")
}

/// What is told of problems, wherever they came up.
pub(crate) struct ProblemEntries {
    id: UInt32Builder,
    kind: Texts,
    message: Texts,
    offset: UInt64Builder,
}

impl ProblemEntries {
    /// With room for so many.
    pub(crate) fn with_capacity(count: usize) -> ProblemEntries {
        ProblemEntries {
            id: UInt32Builder::with_capacity(count),
            kind: Texts::with_capacity("kind", count),
            message: Texts::with_capacity("message", count),
            offset: UInt64Builder::with_capacity(count),
        }
    }

    /// The problems of one cell.
    pub(crate) fn push(&mut self, problems: &[Problem]) -> Result<(), Error> {
        for problem in problems {
            // Limits keep the number of payloads below 2^32.
            let number = |id: PayloadId| id.index() as u32;
            self.id.append_option(problem.payload().map(number));
            self.kind.push(problem.kind().name())?;
            self.message.push(problem.message())?;
            self.offset.append_value(problem.offset() as u64);
        }
        Ok(())
    }

    /// The columns of [`fields`].
    pub(crate) fn finish(mut self) -> [ArrayRef; 4] {
        [
            Arc::new(self.id.finish()),
            self.kind.finish(),
            self.message.finish(),
            Arc::new(self.offset.finish()),
        ]
    }
}

/// The table in the making.
pub(crate) struct ProblemTable {
    row: UInt64Builder,
    column: Texts,
    entries: ProblemEntries,
}

impl ProblemTable {
    pub(crate) fn new() -> ProblemTable {
        ProblemTable {
            row: UInt64Builder::new(),
            column: Texts::new("column"),
            entries: ProblemEntries::with_capacity(0),
        }
    }

    /// The problems of one cell.
    pub(crate) fn push(
        &mut self,
        row: usize,
        column: &str,
        problems: &[Problem],
    ) -> Result<(), Error> {
        self.row.append_value_n(row as u64, problems.len());
        self.column.push_repeated(column, problems.len())?;
        self.entries.push(problems)
    }

    pub(crate) fn finish(mut self) -> Result<RecordBatch, Error> {
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.row.finish()), self.column.finish()];
        columns.extend(self.entries.finish());
        Ok(RecordBatch::try_new(problems_schema(), columns)?)
    }
}
