//! Arrow record batches in the shape of the lab's data, through the MSTICPy-shaped forms.

mod hosts;
mod iocs;
mod unpack;

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::ArrowPrimitiveType;
use arrow_array::{Array as _, RecordBatch, StringArray};

use crate::contest::Arena;
use crate::error::Error;

pub(crate) fn run(arena: &mut Arena) -> Result<(), Error> {
    let Some(mut python) = arena.python.take() else {
        return Err(Error::NeedsPython);
    };
    for (case, measure) in [
        (iocs::CASE, iocs::run as fn(&Arena, &mut _) -> _),
        (unpack::CASE, unpack::run),
        (hosts::CASE, hosts::run),
    ] {
        if arena.wants(case) {
            measure(arena, &mut python)?;
        }
    }
    Ok(())
}

/// A batch of one column, `text`.
fn batch(rows: &[Option<&str>]) -> Result<RecordBatch, Error> {
    let cells = Arc::new(StringArray::from(rows.to_vec())) as _;
    RecordBatch::try_from_iter([("text", cells)]).map_err(Error::ours)
}

/// The values of a column of numbers without nulls.
fn numbers<T: ArrowPrimitiveType>(batch: &RecordBatch, name: &str) -> Option<Vec<T::Native>> {
    let column = batch.column_by_name(name)?.as_primitive_opt::<T>()?;
    (column.null_count() == 0).then(|| column.values().to_vec())
}

/// The values of a column of text, which may have nulls.
fn texts<'a>(batch: &'a RecordBatch, name: &str) -> Option<Vec<Option<&'a str>>> {
    Some(
        batch
            .column_by_name(name)?
            .as_string_view_opt()?
            .iter()
            .collect(),
    )
}
