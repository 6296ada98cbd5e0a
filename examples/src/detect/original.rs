//! MSTICPy's detector.

use msticpy::timeseries::{
    Error, Options, Period, create_time_period_kqlfilter, extract_anomaly_periods, time_order,
    ts_anomalies_stl,
};
use serde_json::Number;

use super::points::Parts;
use super::{DetectArgs, Detection};
use crate::record::period::PeriodRecord;
use crate::series::Series;

/// The series is fitted in the order of the input and printed in that of time, as the original does.
pub(super) fn detect(args: &DetectArgs, series: &Series) -> Result<Detection, Error> {
    let options = Options {
        seasonal: args.seasonal,
        period: args.points_to_the_season(),
        score_threshold: args.limit(),
    };
    let fit = ts_anomalies_stl(&series.values, options)?;
    let spans = extract_anomaly_periods(&series.times, &fit.anomalies, Period::HOUR, true);
    let parts = Parts {
        value: &fit.data,
        residual: &fit.residual,
        trend: &fit.trend,
        seasonal: &fit.seasonal,
        weights: &fit.weights,
        baseline: &fit.baseline,
        score: &fit.score,
        anomalies: &fit.anomalies,
    };
    let points = parts.points(&series.times, |integer| Some(Number::from(integer)));
    let spikes = || {
        let flagged = series.times.iter().zip(&fit.score).zip(&fit.anomalies);
        flagged
            .filter(|(_, flag)| **flag == 1)
            .map(|((time, score), _)| (*time, *score))
    };
    let records = spans.iter().map(|&(start, end)| {
        let inside = spikes().filter(|(time, _)| (start..=end).contains(time));
        PeriodRecord::new(
            start,
            end,
            &inside.map(|(_, score)| score).collect::<Vec<_>>(),
        )
    });
    Ok(Detection {
        periods: records.collect(),
        kql: create_time_period_kqlfilter(&spans),
        notes: Vec::new(),
        time_column: series.time_column.clone(),
        points: time_order(&series.times)
            .into_iter()
            .filter_map(|at| points.get(at).cloned())
            .collect(),
        spans,
    })
}
