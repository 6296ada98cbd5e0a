//! [`unpack_base64`]: the payloads of each cell.

use super::by_cell::{Part, by_cell};
use super::list_of;
use crate::Error;
use crate::cells::Cell;
use crate::payload_entries::{self, Found, PayloadEntries};
use arrow_array::{Array, ListArray};
use arrow_schema::DataType;
use b64unpack::Unpacker;
use std::num::NonZeroUsize;
use std::sync::Arc;

/// The payloads that are encoded in each row, parents before children: a list of
/// [`unpack_base64_type`].
///
/// The unpacker's limits count for each row. What was wrong with a payload stands in its
/// `problems`; what was wrong with a row that has none is for
/// [`unpack_base64_problems`](super::unpack_base64_problems()) to say.
///
/// ```
/// use b64unpack::Unpacker;
/// use frames::arrow_array::{StringArray, cast::AsArray};
/// use frames::kernels::{ONE_THREAD, unpack_base64};
///
/// let log = StringArray::from(vec!["ls", "powershell -enc SQBFAFgAIABoAGkA"]);
/// let found = unpack_base64(&log, &Unpacker::new(), ONE_THREAD)?;
/// assert_eq!((found.value_length(0), found.value_length(1)), (0, 1));
/// let entries = found.values().as_struct();
/// assert_eq!(entries["text"].as_string_view().value(0), "IEX hi");
/// # Ok::<(), frames::Error>(())
/// ```
///
/// # Errors
/// An array that holds neither text nor bytes; a result beyond what Arrow can address.
pub fn unpack_base64(
    array: &dyn Array,
    unpacker: &Unpacker<'_>,
    threads: NonZeroUsize,
) -> Result<ListArray, Error> {
    let fields = payload_entries::fields().to_vec().into();
    let work = |cells: &[Cell<'_>]| {
        let mut rows = unpacker.rows();
        let mut counts = Vec::with_capacity(cells.len());
        let mut found = Vec::new();
        for cell in cells {
            let tree = rows.unpack(cell.as_bytes());
            counts.push(tree.len());
            if !tree.is_empty() {
                found.push(Found::new(Arc::clone(tree)));
            }
        }
        let mut entries = PayloadEntries::with_capacity(counts.iter().sum());
        for found in &found {
            entries.push(found)?;
        }
        let columns = entries.finish().to_vec();
        Ok(Part { counts, columns })
    };
    by_cell("unpack_base64", array, &fields, threads, work)
}

/// The type of [`unpack_base64`]: the columns of [`payloads_schema`](crate::payloads_schema) but
/// for `row` and `column`.
pub fn unpack_base64_type() -> DataType {
    list_of(payload_entries::fields().to_vec())
}
