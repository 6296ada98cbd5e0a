//! Our own detector: STL, z-scores of the residuals, both directions.

use std::ops::Range;

use msticpy::timeseries::{Period, Timestamp};
use serde_json::Number;
use timeseries::{Anomaly, Error, Loess, Stl, Threshold, anomalies, periods, zscores};

use super::points::Parts;
use super::{DetectArgs, Detection, kql};
use crate::record::period::PeriodRecord;
use crate::series::Series;

/// Ordinary points that do not part two anomalies. As in the original.
const GAP: usize = 1;

pub(super) fn detect(args: &DetectArgs, series: &Series) -> Result<Detection, Error> {
    let stl = Stl::new(args.points_to_the_season())
        .seasonal(Loess::new(args.seasonal))
        .robust(args.robust);
    let fit = stl.fit(&series.values)?;
    let scores = zscores(&fit.residual);
    let found: Vec<Anomaly> = anomalies(&scores, Threshold::symmetric(args.limit())).collect();
    let parts = Parts {
        value: &series.values,
        residual: &fit.residual,
        trend: &fit.trend,
        seasonal: &fit.seasonal,
        weights: &fit.weights,
        baseline: &fit.baseline(),
        score: &scores,
        anomalies: &flags(&found, scores.len()),
    };
    let ranges = periods(found.iter().copied(), GAP);
    let spans: Vec<_> = ranges
        .iter()
        .filter_map(|range| span(series, range))
        .collect();
    let records = spans.iter().zip(&ranges).map(|(&(start, end), range)| {
        let inside = found
            .iter()
            .filter(|anomaly| range.contains(&anomaly.index));
        PeriodRecord::new(
            start,
            end,
            &inside.map(|anomaly| anomaly.score).collect::<Vec<_>>(),
        )
    });
    Ok(Detection {
        points: parts.points(&series.times, real),
        periods: records.collect(),
        kql: kql::filter(&series.time_column, &spans),
    })
}

fn flags(found: &[Anomaly], len: usize) -> Vec<i64> {
    let mut flags = vec![0; len];
    for anomaly in found {
        if let Some(flag) = flags.get_mut(anomaly.index) {
            *flag = anomaly.direction.sign().into();
        }
    }
    flags
}

/// When the points of `range` are, with one step of the series on either side.
fn span(series: &Series, range: &Range<usize>) -> Option<(Timestamp, Timestamp)> {
    let first = *series.times.get(range.start)?;
    let last = *series.times.get(range.end.checked_sub(1)?)?;
    Some(match Period::from_nanoseconds(series.step()) {
        Some(step) => (first.plus(step, -1), last.plus(step, 1)),
        // All points are of one moment.
        None => (first, last),
    })
}

/// The library gives finite numbers or an error.
fn real(number: f64) -> Number {
    Number::from_f64(number).unwrap_or_else(|| Number::from(0))
}
