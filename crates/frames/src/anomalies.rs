//! [`anomalies`]: the points of a series that stand out of season and trend.

use crate::Error;
use crate::column::{column, wrong_type};
use crate::numbers::numbers;
use arrow_array::{Array, ArrayRef, Float64Array, Int8Array, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;
use timeseries::{Stl, Threshold, zscores};

/// The series, its components, and which of its points are anomalies: one row for each row.
///
/// The rows are the series in the order in which they stand, one step apart; sort them by time
/// first. `time` and `value` are given back as they are, and the result is described by
/// [`anomalies_schema`].
///
/// ```
/// use frames::arrow_array::{Float64Array, Int64Array, RecordBatch, cast::AsArray};
/// use frames::arrow_array::types::Int8Type;
/// use std::sync::Arc;
/// use timeseries::{Stl, Threshold};
///
/// let bytes = (0..240).map(|hour| f64::from(hour % 24) + if hour == 90 { 99.0 } else { 0.0 });
/// let traffic = RecordBatch::try_from_iter([
///     ("hour", Arc::new(Int64Array::from_iter_values(0..240)) as _),
///     ("bytes", Arc::new(Float64Array::from_iter_values(bytes)) as _),
/// ])?;
/// let stl = Stl::new(24).robust(true);
/// let found = frames::anomalies(&traffic, "hour", "bytes", &stl, Threshold::symmetric(3.0))?;
/// let flags = found["anomalies"].as_primitive::<Int8Type>();
/// assert_eq!(flags.iter().position(|flag| flag == Some(1)), Some(90));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A column that is missing or not of its kind; a value that is null, NaN or infinite; a series or
/// parameters that [`Stl::fit`] refuses.
pub fn anomalies(
    batch: &RecordBatch,
    time: &str,
    value: &str,
    stl: &Stl,
    threshold: Threshold,
) -> Result<RecordBatch, Error> {
    let (time_field, times) = column(batch, time)?;
    let (_, values) = column(batch, value)?;
    check_time(time, times)?;
    let series = series(value, values)?;
    let fit = stl.fit(&series).map_err(|source| Error::Fit {
        column: value.to_owned(),
        source,
    })?;
    let score = zscores(&fit.residual);
    let flags = flags(&score, threshold);
    let floats = |values: Vec<f64>| Arc::new(Float64Array::from(values)) as ArrayRef;
    let baseline = fit.baseline();
    let columns = vec![
        Arc::clone(times),
        Arc::clone(values),
        floats(fit.residual),
        floats(fit.trend),
        floats(fit.seasonal),
        floats(fit.weights),
        floats(baseline),
        floats(score),
        Arc::new(Int8Array::from(flags)),
    ];
    let schema = anomalies_schema(time_field.data_type(), values.data_type());
    Ok(RecordBatch::try_new(schema, columns)?)
}

/// The columns of [`anomalies`], for columns of these types.
///
/// | column | type | |
/// |---|---|---|
/// | `time` | that of the column, null | as it was given |
/// | `value` | that of the column | as it was given |
/// | `residual` | `Float64` | what season and trend leave over |
/// | `trend` | `Float64` | what changes slowly |
/// | `seasonal` | `Float64` | what comes back every period |
/// | `weights` | `Float64` | robustness weight, 0 to 1 |
/// | `baseline` | `Float64` | season plus trend |
/// | `score` | `Float64` | z-score of the residual |
/// | `anomalies` | `Int8` | 1 for a spike, -1 for a dip, 0 otherwise |
pub fn anomalies_schema(time: &DataType, value: &DataType) -> SchemaRef {
    let number = |name| Field::new(name, DataType::Float64, false);
    Arc::new(Schema::new(vec![
        Field::new("time", time.clone(), true),
        Field::new("value", value.clone(), false),
        number("residual"),
        number("trend"),
        number("seasonal"),
        number("weights"),
        number("baseline"),
        number("score"),
        Field::new("anomalies", DataType::Int8, false),
    ]))
}

/// Whether a column can tell times.
pub(crate) fn check_time(name: &str, array: &dyn Array) -> Result<(), Error> {
    let told = match array.data_type() {
        DataType::Dictionary(_, values) => is_text(values),
        DataType::Timestamp(_, _) | DataType::Date32 | DataType::Date64 => true,
        other => other.is_integer() || is_text(other),
    };
    const REQUIRED: &str = "a timestamp, a date, an integer or text";
    told.then_some(())
        .ok_or_else(|| wrong_type(name, array, REQUIRED))
}

fn is_text(kind: &DataType) -> bool {
    matches!(
        kind,
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
    )
}

/// The series without gaps. That its values are finite is for the fit to say.
fn series(name: &str, array: &dyn Array) -> Result<Vec<f64>, Error> {
    let gap = |row| Error::NullValue {
        column: name.to_owned(),
        row,
    };
    let values = numbers(name, array)?.into_iter().enumerate();
    values
        .map(|(row, value)| value.ok_or_else(|| gap(row)))
        .collect()
}

/// 1 for a spike, -1 for a dip, 0 otherwise.
pub(crate) fn flags(scores: &[f64], threshold: Threshold) -> Vec<i8> {
    let mut flags = vec![0; scores.len()];
    for anomaly in timeseries::anomalies(scores, threshold) {
        if let Some(flag) = flags.get_mut(anomaly.index) {
            *flag = anomaly.direction.sign();
        }
    }
    flags
}
