//! [`SeriesColumn`]: a series in each row, as a list of numbers or of times and numbers.

use crate::Error;
use crate::anomalies::check_time;
use crate::numbers::numbers;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, GenericListArray, OffsetSizeTrait, UInt64Array};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, Field};
use arrow_select::take::take;
use std::ops::Range;
use std::sync::Arc;

const REQUIRED: &str = "a list of numbers, or of structs of `time` (a timestamp, a date, an \
                        integer or text) and `value` (a number)";

/// The series of a column, one after the other.
pub(super) struct SeriesColumn {
    /// The points of each row; none for a null.
    pub(super) rows: Vec<Range<usize>>,
    /// NaN where there is none.
    pub(super) values: Vec<f64>,
    /// Their times, if they have any.
    pub(super) times: Option<ArrayRef>,
    pub(super) nulls: Option<NullBuffer>,
}

/// The type of the times in a column of series of this type, if they have any.
pub(super) fn time_type(series: &DataType) -> Option<&DataType> {
    let (DataType::List(points) | DataType::LargeList(points)) = series else {
        return None;
    };
    let DataType::Struct(fields) = points.data_type() else {
        return None;
    };
    let (_, time) = fields.find(TIME)?;
    Some(time.data_type())
}

/// The field that a struct's times have in the result.
pub(super) fn time_field(kind: &DataType) -> Field {
    Field::new(TIME, kind.clone(), true)
}

const TIME: &str = "time";
const VALUE: &str = "value";

impl SeriesColumn {
    /// The series in `array`.
    pub(super) fn new(kernel: &'static str, array: &dyn Array) -> Result<SeriesColumn, Error> {
        let read = match array.data_type() {
            DataType::List(_) => read(array.as_list::<i32>()),
            DataType::LargeList(_) => read(array.as_list::<i64>()),
            DataType::Null => Some(SeriesColumn::of_nulls(array)),
            _ => None,
        };
        read.ok_or_else(|| Error::WrongArray {
            kernel,
            actual: array.data_type().clone(),
            required: REQUIRED,
        })
    }

    fn of_nulls(array: &dyn Array) -> SeriesColumn {
        SeriesColumn {
            rows: vec![0..0; array.len()],
            values: Vec::new(),
            times: None,
            nulls: array.logical_nulls(),
        }
    }
}

/// `None` if the lists hold something else.
fn read<O: OffsetSizeTrait>(lists: &GenericListArray<O>) -> Option<SeriesColumn> {
    let offsets = lists.value_offsets();
    let first = offsets.first()?.as_usize();
    let last = offsets.last()?.as_usize();
    // A slice of a column has the points of the whole.
    let points = lists.values().slice(first, last.checked_sub(first)?);
    let (times, mut values) = parts(&points)?;
    let ends = offsets.windows(2).enumerate();
    let spans = ends.map(|(row, ends)| match ends {
        &[start, end] if lists.is_valid(row) => start.as_usize() - first..end.as_usize() - first,
        // What a null hides may be anything.
        _ => 0..0,
    });
    let spans: Vec<Range<usize>> = spans.collect();
    let mut times = times;
    if !spans.iter().cloned().flatten().eq(0..values.len()) {
        let places: Vec<usize> = spans.iter().cloned().flatten().collect();
        values = places
            .iter()
            .filter_map(|&place| values.get(place).copied())
            .collect();
        let places = UInt64Array::from_iter_values(places.iter().map(|&place| place as u64));
        times = times
            .map(|times| take(&times, &places, None))
            .transpose()
            .ok()?;
    }
    Some(SeriesColumn {
        rows: end_to_end(&spans),
        values,
        times,
        nulls: lists.nulls().cloned(),
    })
}

/// The times, if there are any, and the values of these points.
fn parts(points: &ArrayRef) -> Option<(Option<ArrayRef>, Vec<f64>)> {
    let Some(parts) = points.as_struct_opt() else {
        return Some((None, values(points, None)?));
    };
    let (time, value) = (parts.column_by_name(TIME)?, parts.column_by_name(VALUE)?);
    check_time(TIME, time).ok()?;
    Some((Some(Arc::clone(time)), values(value, parts.nulls())?))
}

/// The numbers of an array with NaN where there is none, or where `hidden` says so.
fn values(array: &dyn Array, hidden: Option<&NullBuffer>) -> Option<Vec<f64>> {
    if array.data_type().is_null() {
        return Some(vec![f64::NAN; array.len()]);
    }
    let values = numbers(VALUE, array).ok()?.into_iter().enumerate();
    let shown = |place| hidden.is_none_or(|hidden| hidden.is_valid(place));
    let values = values.map(|(place, value)| value.filter(|_| shown(place)).unwrap_or(f64::NAN));
    Some(values.collect())
}

/// The same spans, without gaps between them.
fn end_to_end(spans: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut end = 0;
    let moved = spans.iter().map(|span| {
        let start = end;
        end += span.len();
        start..end
    });
    moved.collect()
}
