//! Columns of lists in the making.

use crate::Error;
use arrow_array::builder::{ArrayBuilder, ListBuilder};

/// Ends the list of one row. Arrow would panic beyond 2^31 entries in one column.
pub(crate) fn end_list<B: ArrayBuilder>(
    list: &mut ListBuilder<B>,
    column: &str,
) -> Result<(), Error> {
    if i32::try_from(list.values_ref().len()).is_err() {
        return Err(Error::TooLarge {
            column: column.to_owned(),
        });
    }
    list.append(true);
    Ok(())
}
