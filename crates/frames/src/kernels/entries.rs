//! The entries of lists: put together from parts, and repeated where rows share a value.

use crate::Error;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, UInt64Array};
use arrow_select::concat::concat;
use arrow_select::take::take;

/// The parts of a column, one after the other.
pub(super) fn join(parts: &[ArrayRef], name: &str) -> Result<ArrayRef, Error> {
    let parts: Vec<&dyn Array> = parts.iter().map(AsRef::as_ref).collect();
    let lists = parts.iter().filter_map(|part| part.as_list_opt::<i32>());
    addressable(lists.map(|list| list.values().len()), name)?;
    Ok(concat(&parts)?)
}

/// The entries of a column at these places.
pub(super) fn repeat(
    column: &ArrayRef,
    places: &UInt64Array,
    name: &str,
) -> Result<ArrayRef, Error> {
    if let Some(list) = column.as_list_opt::<i32>() {
        let length = |place: &u64| {
            list.value_offsets()
                .get(*place as usize..*place as usize + 2)
        };
        let lengths = places.values().iter().filter_map(length);
        let lengths = lengths.filter_map(|ends| Some((ends.last()? - ends.first()?) as usize));
        addressable(lengths, name)?;
    }
    Ok(take(column, places, None)?)
}

/// Arrow would panic beyond 2^31 entries in the lists of one column.
pub(super) fn addressable(
    lengths: impl Iterator<Item = usize>,
    name: &str,
) -> Result<usize, Error> {
    let mut lengths = lengths;
    let total = lengths.try_fold(0_usize, usize::checked_add);
    total
        .filter(|&total| i32::try_from(total).is_ok())
        .ok_or_else(|| Error::TooLarge {
            column: name.to_owned(),
        })
}
