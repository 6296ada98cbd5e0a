//! Rows in the order of their times.

use crate::Error;
use crate::anomalies::check_time;
use crate::cells::Cells;
use arrow_array::builder::PrimitiveBuilder;
use arrow_array::cast::AsArray;
use arrow_array::{
    Array, ArrayAccessor, ArrayRef, ArrowNativeTypeOp, ArrowPrimitiveType, DictionaryArray,
    LargeStringArray, PrimitiveArray, StringArray, StringViewArray, downcast_dictionary_array,
    downcast_primitive_array,
};
use arrow_schema::DataType;
use std::cmp::Ordering;
use std::sync::Arc;

/// Rows by time. Rows of equal time keep their order, and those without a time come last.
pub(super) fn time_order(name: &str, times: &dyn Array) -> Result<Vec<usize>, Error> {
    check_time(name, times)?;
    downcast_primitive_array!(
        times => {
            let time = |row| times.is_valid(row).then(|| times.value(row));
            Ok(sorted(times.len(), time, |a, b| a.compare(*b)))
        }
        _ => {
            let cells = Cells::of_text(name, times)?;
            // Python compares code points; so do the bytes of UTF-8.
            let time = |row| cells.get(row).map(|(_, cell)| cell.as_bytes());
            Ok(sorted(times.len(), time, Ord::cmp))
        }
    )
}

fn sorted<T>(
    rows: usize,
    time: impl Fn(usize) -> Option<T>,
    compare: impl Fn(&T, &T) -> Ordering,
) -> Vec<usize> {
    let mut timed: Vec<_> = (0..rows).map(|row| (row, time(row))).collect();
    timed.sort_by(|(_, a), (_, b)| match (a, b) {
        (Some(a), Some(b)) => compare(a, b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    });
    timed.into_iter().map(|(row, _)| row).collect()
}

/// The rows of a column that can tell times, in this order, which is a permutation of them.
pub(super) fn reorder(times: &ArrayRef, order: &[usize]) -> Result<ArrayRef, Error> {
    if order.is_sorted() {
        return Ok(Arc::clone(times));
    }
    let array: &dyn Array = times;
    Ok(match array.data_type() {
        DataType::Utf8 => {
            let texts = in_order(array.as_string::<i32>(), order);
            Arc::new(texts.collect::<StringArray>())
        }
        DataType::LargeUtf8 => {
            let texts = in_order(array.as_string::<i64>(), order);
            Arc::new(texts.collect::<LargeStringArray>())
        }
        DataType::Utf8View => {
            let texts = in_order(array.as_string_view(), order);
            Arc::new(texts.collect::<StringViewArray>())
        }
        _ => downcast_dictionary_array!(
            array => {
                let keys = reorder_primitive(array.keys(), order);
                Arc::new(DictionaryArray::try_new(keys, Arc::clone(array.values()))?)
            }
            _ => downcast_primitive_array!(
                array => Arc::new(reorder_primitive(array, order)),
                _ => Arc::clone(times),
            )
        ),
    })
}

fn reorder_primitive<T: ArrowPrimitiveType>(
    array: &PrimitiveArray<T>,
    order: &[usize],
) -> PrimitiveArray<T> {
    let mut reordered = PrimitiveBuilder::<T>::with_capacity(order.len());
    for value in in_order(array, order) {
        reordered.append_option(value);
    }
    // The builder knows the type but not the time zone.
    reordered.finish().with_data_type(array.data_type().clone())
}

/// Nothing beyond the end is read, whatever the order says.
fn in_order<A: ArrayAccessor + Copy>(
    array: A,
    order: &[usize],
) -> impl Iterator<Item = Option<A::Item>> {
    let there = move |row: usize| row < array.len() && array.is_valid(row);
    let value = move |row: usize| there(row).then(|| array.value(row));
    order.iter().map(move |&row| value(row))
}
