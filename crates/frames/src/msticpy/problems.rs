//! What the original raises as exceptions, as a table.

use super::frame::{
    integer, optional_text, push_reference, reference, reference_builder, schema, text,
};
use crate::Error;
use crate::views::Texts;
use arrow_array::builder::{FixedSizeListBuilder, Int64Builder, StringViewBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::SchemaRef;
use msticpy::base64unpack::Problem;
use std::sync::Arc;

/// The columns of [`Unpacked::problems`](super::Unpacked::problems): `src_index`, `reference` of
/// the fragment, `member` of the archive (null if it is none), `kind` (`checksum`,
/// `limit:output_bytes`, …) and `message`.
pub fn unpack_problems_schema() -> SchemaRef {
    schema([
        integer("src_index"),
        reference(),
        optional_text("member"),
        text("kind"),
        text("message"),
    ])
}

/// The table in the making.
pub(super) struct ProblemTable {
    src_index: Int64Builder,
    reference: FixedSizeListBuilder<StringViewBuilder>,
    member: Texts,
    kind: Texts,
    message: Texts,
}

impl ProblemTable {
    pub(super) fn new() -> ProblemTable {
        ProblemTable {
            src_index: Int64Builder::new(),
            reference: reference_builder(),
            member: Texts::new("member"),
            kind: Texts::new("kind"),
            message: Texts::new("message"),
        }
    }

    /// The problems of one cell.
    pub(super) fn push(&mut self, row: usize, problems: &[Problem]) -> Result<(), Error> {
        for problem in problems {
            self.src_index.append_value(row as i64);
            push_reference(&mut self.reference, &problem.reference);
            self.member.push_option(problem.member.as_deref())?;
            self.kind.push(problem.kind.name())?;
            self.message.push(problem.to_string())?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<RecordBatch, Error> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.src_index.finish()),
            Arc::new(self.reference.finish()),
            self.member.finish(),
            self.kind.finish(),
            self.message.finish(),
        ];
        Ok(RecordBatch::try_new(unpack_problems_schema(), columns)?)
    }
}
