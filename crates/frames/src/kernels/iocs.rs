//! [`iocs`]: the indicators of each cell.

use super::by_cell::{Part, by_cell};
use super::list_of;
use crate::Error;
use crate::cells::Cell;
use crate::ioc_entries::{self, Found, IocEntries, find};
use arrow_array::{Array, ListArray};
use arrow_schema::DataType;
use iocextract::Extractor;
use std::num::NonZeroUsize;

/// The indicators of each row, in the order of their places: a list of [`iocs_type`].
///
/// ```
/// use frames::arrow_array::{Array, StringArray, cast::AsArray};
/// use frames::kernels::{ONE_THREAD, iocs};
///
/// let log = StringArray::from(vec![Some("GET hxxp://evil[.]com/a"), None, Some("nothing")]);
/// let found = iocs(&log, &iocextract::Extractor::new(), ONE_THREAD)?;
/// assert_eq!((found.len(), found.value_length(0), found.is_null(1)), (3, 1, true));
/// let entries = found.values().as_struct();
/// assert_eq!(entries["value"].as_string_view().value(0), "http://evil.com/a");
/// # Ok::<(), frames::Error>(())
/// ```
///
/// # Errors
/// An array that holds neither text nor bytes; a result beyond what Arrow can address.
pub fn iocs(
    array: &dyn Array,
    extractor: &Extractor,
    threads: NonZeroUsize,
) -> Result<ListArray, Error> {
    let fields = ioc_entries::fields().to_vec().into();
    let work = |cells: &[Cell<'_>]| {
        let found: Vec<Vec<Found<'_>>> = cells.iter().map(|&cell| find(extractor, cell)).collect();
        let counts: Vec<usize> = found.iter().map(Vec::len).collect();
        let mut entries = IocEntries::with_capacity(counts.iter().sum());
        for found in &found {
            entries.push(extractor, found)?;
        }
        let columns = entries.finish().to_vec();
        Ok(Part { counts, columns })
    };
    by_cell("iocs", array, &fields, threads, work)
}

/// The type of [`iocs`]: the columns of [`iocs_schema`](crate::iocs_schema) but for `row` and
/// `column`.
pub fn iocs_type() -> DataType {
    list_of(ioc_entries::fields().to_vec())
}
