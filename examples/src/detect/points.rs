//! The parts of a decomposition, turned into one record a point.

use msticpy::timeseries::Timestamp;
use serde_json::Number;

use crate::record::anomaly::AnomalyRecord;

/// The parts, all of the length of the series.
pub(super) struct Parts<'a, T> {
    pub(super) value: &'a [T],
    pub(super) residual: &'a [T],
    pub(super) trend: &'a [T],
    pub(super) seasonal: &'a [T],
    pub(super) weights: &'a [T],
    pub(super) baseline: &'a [T],
    pub(super) score: &'a [f64],
    pub(super) anomalies: &'a [i64],
}

impl<T: Copy> Parts<'_, T> {
    /// One record a point, in the order of `times`; none where a part is no number.
    pub(super) fn points(
        &self,
        times: &[Timestamp],
        number: impl Fn(T) -> Option<Number>,
    ) -> Vec<AnomalyRecord> {
        let number = |part: &[T], at: usize| number(*part.get(at)?);
        let point = |(at, time): (usize, &Timestamp)| {
            Some(AnomalyRecord {
                time: time.to_string(),
                value: number(self.value, at)?,
                residual: number(self.residual, at)?,
                trend: number(self.trend, at)?,
                seasonal: number(self.seasonal, at)?,
                weights: number(self.weights, at)?,
                baseline: number(self.baseline, at)?,
                score: Some(*self.score.get(at)?).filter(|score| score.is_finite()),
                anomalies: *self.anomalies.get(at)?,
            })
        };
        times.iter().enumerate().filter_map(point).collect()
    }
}
