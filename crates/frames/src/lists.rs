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

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::Array;
    use arrow_array::builder::NullBuilder;

    /// Nulls take no memory, so that the end of 32 bits can be reached.
    #[test]
    fn the_end_of_32_bits_is_an_error() {
        let mut list = ListBuilder::new(NullBuilder::new());
        list.values().append_nulls(i32::MAX as usize);
        end_list(&mut list, "flags").unwrap();
        list.values().append_null();
        let error = end_list(&mut list, "flags").unwrap_err();
        assert!(matches!(error, Error::TooLarge { column } if column == "flags"));
        assert_eq!(list.finish().len(), 1);
    }
}
