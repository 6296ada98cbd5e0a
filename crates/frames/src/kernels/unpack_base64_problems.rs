//! [`unpack_base64_problems`]: what was wrong in each cell.

use super::by_cell::{Part, by_cell};
use super::list_of;
use crate::Error;
use crate::cells::Cell;
use crate::problems::{self, ProblemEntries};
use arrow_array::{Array, ListArray};
use arrow_schema::DataType;
use b64unpack::Unpacker;
use std::num::NonZeroUsize;
use std::sync::Arc;

/// All that was wrong while each row was unpacked, whether or not anything was found: a list of
/// [`unpack_base64_problems_type`].
///
/// # Errors
/// An array that holds neither text nor bytes; a result beyond what Arrow can address.
pub fn unpack_base64_problems(
    array: &dyn Array,
    unpacker: &Unpacker<'_>,
    threads: NonZeroUsize,
) -> Result<ListArray, Error> {
    let fields = problems::fields().to_vec().into();
    let work = |cells: &[Cell<'_>]| {
        let mut rows = unpacker.rows();
        let trees = cells
            .iter()
            .map(|cell| Arc::clone(rows.unpack(cell.as_bytes())));
        let trees: Vec<_> = trees.collect();
        let counts: Vec<usize> = trees.iter().map(|tree| tree.problems().len()).collect();
        let mut entries = ProblemEntries::with_capacity(counts.iter().sum());
        for tree in &trees {
            entries.push(tree.problems())?;
        }
        let columns = entries.finish().to_vec();
        Ok(Part { counts, columns })
    };
    by_cell("unpack_base64_problems", array, &fields, threads, work)
}

/// The type of [`unpack_base64_problems`]: the columns of
/// [`problems_schema`](crate::problems_schema) but for `row` and `column`.
pub fn unpack_base64_problems_type() -> DataType {
    list_of(problems::fields().to_vec())
}
