//! One column of a batch, by its name.

use crate::Error;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::Field;

/// The first column of that name.
pub(crate) fn column<'b>(
    batch: &'b RecordBatch,
    name: &str,
) -> Result<(&'b Field, &'b ArrayRef), Error> {
    let fields = batch.schema_ref().fields();
    fields
        .iter()
        .zip(batch.columns())
        .find(|(field, _)| field.name() == name)
        .map(|(field, array)| (field.as_ref(), array))
        .ok_or_else(|| Error::MissingColumn {
            column: name.to_owned(),
            available: fields.iter().map(|field| field.name().clone()).collect(),
        })
}

/// The error of a column whose type is none of those `required`.
pub(crate) fn wrong_type(name: &str, array: &dyn Array, required: &'static str) -> Error {
    Error::WrongType {
        column: name.to_owned(),
        actual: array.data_type().clone(),
        required,
    }
}
