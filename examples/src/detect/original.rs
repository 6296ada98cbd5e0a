//! MSTICPy's detector.

use msticpy::timeseries::{
    Error, Options, Period, create_time_period_kqlfilter, extract_anomaly_periods, time_order,
    ts_anomalies_stl,
};
use serde_json::Number;

use super::points::Parts;
use super::{DetectArgs, Detection, SEASONAL};
use crate::plot::Chart;
use crate::record::period::PeriodRecord;
use crate::series::Series;

/// The series is fitted in the order of the input and printed in that of time, as the original does.
pub(super) fn detect(args: &DetectArgs, series: &Series) -> Result<Detection, Error> {
    let options = Options {
        seasonal: args.seasonal.unwrap_or(SEASONAL),
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
    let order = time_order(&series.times);
    Ok(Detection {
        periods: records.collect(),
        kql: create_time_period_kqlfilter(&spans),
        notes: Vec::new(),
        time_column: series.time_column.clone(),
        points: order
            .iter()
            .filter_map(|&at| points.get(at).cloned())
            .collect(),
        chart: Chart {
            title: series.name.clone(),
            times: in_order(&order, &series.times),
            values: in_order(&order, &series.values),
            baseline: in_order(&order, &whole(&fit.baseline)),
            band: None,
            flags: in_order(&order, &fit.anomalies),
            scores: in_order(&order, &fit.score),
            threshold: Some(args.limit()),
            parts: [
                ("trend", &fit.trend),
                ("seasonal", &fit.seasonal),
                ("residual", &fit.residual),
                ("weights", &fit.weights),
            ]
            .map(|(name, part)| (name, in_order(&order, &whole(part))))
            .to_vec(),
            spans: spans.clone(),
            moments: Vec::new(),
        },
        spans,
    })
}

fn whole(numbers: &[i64]) -> Vec<f64> {
    numbers.iter().map(|&number| number as f64).collect()
}

fn in_order<T: Copy>(order: &[usize], values: &[T]) -> Vec<T> {
    order
        .iter()
        .filter_map(|&at| values.get(at).copied())
        .collect()
}
