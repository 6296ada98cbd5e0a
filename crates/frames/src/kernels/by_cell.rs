//! From a column of cells to a column of lists: the way that all kernels of text go.

use super::distinct::Distinct;
use super::entries::{addressable, join, repeat};
use super::parts::in_parts;
use crate::Error;
use crate::cells::{Cell, Cells, REQUIRED};
use arrow_array::{Array, ArrayRef, ListArray, StructArray, UInt64Array};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{Field, Fields};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

/// What was found in some cells.
pub(super) struct Part {
    /// How much in each cell.
    pub(super) counts: Vec<usize>,
    /// What, cell by cell.
    pub(super) columns: Vec<ArrayRef>,
}

/// For each row of `array` the list of what `work` finds in its cell.
pub(super) fn by_cell<'a>(
    kernel: &'static str,
    array: &'a dyn Array,
    fields: &Fields,
    threads: NonZeroUsize,
    work: impl Fn(&[Cell<'a>]) -> Result<Part, Error> + Sync,
) -> Result<ListArray, Error> {
    let cells = Cells::of(array).ok_or_else(|| Error::WrongArray {
        kernel,
        actual: array.data_type().clone(),
        required: REQUIRED,
    })?;
    let Distinct { values, rows } = Distinct::of(&cells, array.len());
    let parts = in_parts(&values, threads, work);
    let parts = parts.into_iter().collect::<Result<Vec<_>, Error>>()?;
    let ranges = ranges(parts.iter().flat_map(|part| &part.counts));
    let range = |row: &Option<usize>| row.and_then(|place| ranges.get(place).cloned());
    let ranges: Vec<Range<usize>> = rows.iter().map(|row| range(row).unwrap_or(0..0)).collect();
    addressable(ranges.iter().map(Range::len), kernel)?;

    let mut columns = joined(parts, fields)?;
    if let Some(places) = moved(&ranges, columns.first().map_or(0, Array::len)) {
        let repeated = columns.iter().zip(fields);
        let repeated = repeated.map(|(column, field)| repeat(column, &places, field.name()));
        columns = repeated.collect::<Result<_, _>>()?;
    }
    let entries = StructArray::try_new(fields.clone(), columns, None)?;
    let offsets = OffsetBuffer::from_lengths(ranges.iter().map(Range::len));
    let field = Field::new_list_field(entries.data_type().clone(), false);
    let nulls = array.logical_nulls();
    Ok(ListArray::try_new(
        Arc::new(field),
        offsets,
        Arc::new(entries),
        nulls,
    )?)
}

/// Where the entries of each cell are among all of them.
fn ranges<'c>(counts: impl Iterator<Item = &'c usize>) -> Vec<Range<usize>> {
    let mut end = 0;
    counts
        .map(|count| {
            let start = end;
            end += count;
            start..end
        })
        .collect()
}

/// The columns of all parts.
fn joined(parts: Vec<Part>, fields: &Fields) -> Result<Vec<ArrayRef>, Error> {
    let mut columns = vec![Vec::new(); fields.len()];
    for part in parts {
        for (column, part) in columns.iter_mut().zip(part.columns) {
            column.push(part);
        }
    }
    let columns = columns.iter().zip(fields);
    columns
        .map(|(parts, field)| join(parts, field.name()))
        .collect()
}

/// Which of so many entries the rows want, in their order; `None` if that is each once, as they
/// stand.
fn moved(ranges: &[Range<usize>], entries: usize) -> Option<UInt64Array> {
    let places = || ranges.iter().cloned().flatten();
    if places().eq(0..entries) {
        return None;
    }
    Some(UInt64Array::from_iter_values(
        places().map(|place| place as u64),
    ))
}
