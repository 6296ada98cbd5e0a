//! [`stl`]: a series taken apart, in each row.

use super::list_of;
use super::points::{self, Fit, by_series};
use super::series::{SeriesColumn, time_type};
use crate::Error;
use arrow_array::{Array, ListArray};
use arrow_schema::DataType;
use std::num::NonZeroUsize;
use timeseries::Stl;

/// The points of each row's series with season, trend and residual: a list of [`stl_type`].
///
/// A series is a list of numbers, one step apart, or of structs of a `time`, which is given back as
/// it is, and a `value`. A null and a NaN are missing values: they have a season and a trend, but no
/// residual. The points of a series that cannot be fitted have none of these, and a `problem`.
///
/// ```
/// use frames::arrow_array::types::Float64Type;
/// use frames::arrow_array::{ListArray, cast::AsArray};
/// use frames::kernels::{ONE_THREAD, stl};
///
/// let day = (0..72).map(|hour| Some(f64::from(hour % 24)));
/// let series = ListArray::from_iter_primitive::<Float64Type, _, _>([
///     Some(day.collect::<Vec<_>>()),
///     Some(vec![Some(1.0)]),
/// ]);
/// let found = stl(&series, &timeseries::Stl::new(24), ONE_THREAD)?;
/// let (day, short) = (found.value(0), found.value(1));
/// assert!(day.as_struct()["residual"].as_primitive::<Float64Type>().value(5).abs() < 1e-9);
/// assert!(short.as_struct()["problem"].as_string_view().value(0).contains("48"));
/// # Ok::<(), frames::Error>(())
/// ```
///
/// # Errors
/// An array of another type. What stands in a series is none.
pub fn stl(array: &dyn Array, stl: &Stl, threads: NonZeroUsize) -> Result<ListArray, Error> {
    let column = SeriesColumn::new("stl", array)?;
    by_series("stl", column, false, threads, |series| {
        let fit = stl.fit(series)?;
        Ok(Fit {
            baseline: fit.baseline(),
            residual: fit.residual,
            trend: fit.trend,
            seasonal: fit.seasonal,
            weights: fit.weights,
            scored: None,
        })
    })
}

/// The type of [`stl`](stl()) for series of this type.
///
/// | field | type | |
/// |---|---|---|
/// | `time` | that of the times, null | only if the series has times |
/// | `value` | `Float64`, null | as it was given; null if missing |
/// | `residual`, `trend`, `seasonal`, `weights`, `baseline` | `Float64`, null | as in [`anomalies_schema`](crate::anomalies_schema); null where there is none |
/// | `problem` | `Utf8View`, null | why there is none |
pub fn stl_type(series: &DataType) -> DataType {
    list_of(points::fields(time_type(series), false))
}
