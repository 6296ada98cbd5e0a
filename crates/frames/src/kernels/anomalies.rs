//! [`anomalies`]: what stands out of a series, in each row.

use super::list_of;
use super::points::{self, Fit, Scored, by_series};
use super::series::{SeriesColumn, time_type};
use crate::Error;
use crate::anomalies::flags;
use arrow_array::{Array, ListArray};
use arrow_schema::DataType;
use std::num::NonZeroUsize;
use timeseries::{Detector, Stl, Threshold, zscores};

/// How anomalies are told from the rest.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Method {
    /// By the library's detector, which needs nothing to be set.
    Detector(Detector),
    /// By the z-scores of what a decomposition leaves over, as [`anomalies`](crate::anomalies()) of
    /// a batch and MSTICPy do.
    ZScores {
        /// The decomposition.
        stl: Stl,
        /// The scores between which a point is ordinary.
        threshold: Threshold,
    },
}

impl Default for Method {
    fn default() -> Method {
        Method::Detector(Detector::new())
    }
}

/// The points of each row's series with what was to be expected, a score, and whether they are
/// anomalies: a list of [`anomalies_type`].
///
/// A series is what [`stl`](super::stl()) takes for one. A missing value has no score and is never
/// an anomaly.
///
/// ```
/// use frames::arrow_array::types::{Float64Type, Int8Type};
/// use frames::arrow_array::{ListArray, cast::AsArray};
/// use frames::kernels::{ONE_THREAD, Method, anomalies};
///
/// let hourly = (0..240).map(|hour| match hour {
///     90 => Some(99.0),
///     _ => Some(f64::from(hour % 24 + hour * 7 % 5)),
/// });
/// let series = ListArray::from_iter_primitive::<Float64Type, _, _>([Some(hourly)]);
/// let found = anomalies(&series, &Method::default(), ONE_THREAD)?.value(0);
/// let flags = found.as_struct()["anomalies"].as_primitive::<Int8Type>();
/// assert_eq!(flags.iter().position(|flag| flag == Some(1)), Some(90));
/// # Ok::<(), frames::Error>(())
/// ```
///
/// # Errors
/// An array of another type. What stands in a series is none.
pub fn anomalies(
    array: &dyn Array,
    method: &Method,
    threads: NonZeroUsize,
) -> Result<ListArray, Error> {
    let column = SeriesColumn::new("anomalies", array)?;
    let by = |series: &[f64]| match method {
        Method::Detector(detector) => by_detector(detector, series),
        Method::ZScores { stl, threshold } => by_zscores(stl, *threshold, series),
    };
    by_series("anomalies", column, true, threads, by)
}

/// The type of [`anomalies`] for series of this type: that of [`stl`](super::stl_type) with two
/// more fields before the `problem`.
///
/// | field | type | |
/// |---|---|---|
/// | `score` | `Float64`, null | how far out the value is; null if it is missing |
/// | `anomalies` | `Int8`, null | 1 for a spike, -1 for a dip, 0 otherwise; null if the value is missing |
pub fn anomalies_type(series: &DataType) -> DataType {
    list_of(points::fields(time_type(series), true))
}

fn by_detector(detector: &Detector, series: &[f64]) -> Result<Fit, timeseries::Error> {
    let found = detector.detect(series)?;
    let mut flags = vec![0; series.len()];
    for finding in &found.findings {
        if let Some(flag) = flags.get_mut(finding.index) {
            *flag = finding.direction.sign();
        }
    }
    Ok(Fit {
        residual: found.residual,
        trend: found.trend,
        seasonal: found.seasonal,
        weights: found.weights,
        baseline: found.baseline,
        scored: Some(Scored {
            scores: found.scores,
            flags,
        }),
    })
}

fn by_zscores(stl: &Stl, threshold: Threshold, series: &[f64]) -> Result<Fit, timeseries::Error> {
    let fit = stl.fit(series)?;
    let scores = zscores(&fit.residual);
    let flags = flags(&scores, threshold);
    Ok(Fit {
        baseline: fit.baseline(),
        residual: fit.residual,
        trend: fit.trend,
        seasonal: fit.seasonal,
        weights: fit.weights,
        scored: Some(Scored { scores, flags }),
    })
}
