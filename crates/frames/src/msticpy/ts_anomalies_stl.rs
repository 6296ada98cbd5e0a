//! [`ts_anomalies_stl`]: the original's frame of a decomposed series.

use super::frame::{Frame, integer, schema};
use super::order::{reorder, time_order};
use crate::Error;
use crate::column::column;
use crate::numbers::numbers;
use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch};
use arrow_schema::{DataType, Field, SchemaRef};
use msticpy::timeseries::Options;
use std::sync::Arc;

/// Decomposes the series in `data_column` and flags its anomalies, as the original does: in the
/// order of the rows, cut to whole numbers, and sorted by `time_column` at the end.
///
/// A null counts as NaN, which switches detection off, as in the original. The result is described
/// by [`ts_anomalies_stl_schema`].
///
/// ```
/// use frames::arrow_array::{Float64Array, Int64Array, RecordBatch, cast::AsArray};
/// use frames::arrow_array::types::Int64Type;
/// use frames::msticpy::ts_anomalies_stl;
/// use std::sync::Arc;
///
/// let spike = |hour| if hour == 90 { 9_000.0 } else { 0.0 };
/// let total = (0..240).map(|hour| f64::from(hour % 24) * 100.0 + spike(hour));
/// let traffic = RecordBatch::try_from_iter([
///     ("TimeGenerated", Arc::new(Int64Array::from_iter_values(0..240)) as _),
///     ("Total", Arc::new(Float64Array::from_iter_values(total)) as _),
/// ])?;
/// let result = ts_anomalies_stl(&traffic, "TimeGenerated", "Total", Default::default())?;
/// assert_eq!(result["anomalies"].as_primitive::<Int64Type>().value(90), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A column that is missing or not of its kind, the same column twice, and what
/// [`msticpy::timeseries::ts_anomalies_stl`] refuses.
pub fn ts_anomalies_stl(
    batch: &RecordBatch,
    time_column: &str,
    data_column: &str,
    options: Options,
) -> Result<RecordBatch, Error> {
    check_names(time_column, data_column)?;
    let (time_field, times) = column(batch, time_column)?;
    let (_, data) = column(batch, data_column)?;
    let values = numbers(data_column, data)?.into_iter();
    let values: Vec<f64> = values.map(|value| value.unwrap_or(f64::NAN)).collect();
    let order = time_order(time_column, times)?;
    let analysis = msticpy::timeseries::ts_anomalies_stl(&values, options).map_err(|source| {
        Error::Series {
            column: data_column.to_owned(),
            source,
        }
    })?;
    let mut columns = vec![reorder(times, &order)?];
    let integers = [
        &analysis.data,
        &analysis.residual,
        &analysis.trend,
        &analysis.seasonal,
        &analysis.weights,
        &analysis.baseline,
    ];
    columns.extend(integers.map(|values| by_time::<_, Int64Array>(values, &order)));
    columns.push(by_time::<_, Float64Array>(&analysis.score, &order));
    columns.push(by_time::<_, Int64Array>(&analysis.anomalies, &order));
    let mut frame = Frame::default();
    for (field, column) in fields(time_field, data_column).into_iter().zip(columns) {
        frame.set(field, column);
    }
    frame.finish()
}

/// The columns of [`ts_anomalies_stl`]: those of the series under their own names, then `residual`,
/// `trend`, `seasonal`, `weights`, `baseline` (`Int64`), `score` (`Float64`), `anomalies` (`Int64`).
///
/// The times keep their type, the values become `Int64`. If `data_column` has the name of a later
/// column, that one takes its place, as in the original.
pub fn ts_anomalies_stl_schema(time_field: &Field, data_column: &str) -> SchemaRef {
    schema(fields(time_field, data_column))
}

const COMPONENTS: [&str; 5] = ["residual", "trend", "seasonal", "weights", "baseline"];

fn fields(time_field: &Field, data_column: &str) -> Vec<Field> {
    let time = Field::new(
        time_field.name(),
        time_field.data_type().clone(),
        time_field.is_nullable(),
    );
    let mut fields = vec![time, integer(data_column)];
    fields.extend(COMPONENTS.map(integer));
    fields.push(Field::new("score", DataType::Float64, false));
    fields.push(integer("anomalies"));
    fields
}

/// The original cannot put the times beside a column of the same name.
fn check_names(time_column: &str, data_column: &str) -> Result<(), Error> {
    let taken = COMPONENTS.contains(&time_column) || ["score", "anomalies"].contains(&time_column);
    if taken || time_column == data_column {
        return Err(Error::NameTaken {
            column: time_column.to_owned(),
        });
    }
    Ok(())
}

/// Values in this order, which is a permutation of their places.
fn by_time<T: Copy, A: arrow_array::Array + FromIterator<Option<T>> + 'static>(
    values: &[T],
    order: &[usize],
) -> ArrayRef {
    let sorted = order.iter().map(|&row| values.get(row).copied());
    Arc::new(sorted.collect::<A>())
}
