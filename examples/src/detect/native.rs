//! Our own detector: decompose, score the residuals, both directions.

use std::ops::Range;

use msticpy::timeseries::{Period, Timestamp};
use serde_json::Number;
use timeseries::{Anomaly, Finding, periods};

use super::points::Parts;
use super::regular::Regular;
use super::scored::Scored;
use super::{DetectArgs, Detection, kql};
use crate::plot::Chart;
use crate::record::period::PeriodRecord;
use crate::series::Series;

type Fault = Box<dyn std::error::Error>;

/// Ordinary points that do not part two anomalies. As in the original.
const GAP: usize = 1;

pub(super) fn detect(args: &DetectArgs, series: &Series) -> Result<Detection, Fault> {
    let Regular {
        times,
        values,
        step,
        mut notes,
    } = Regular::of(args, series)?;
    let fit = Scored::of(args, &values)?;
    let note = fit.note.map(|note| match series.keys.is_empty() {
        true => note,
        false => format!("{}: {note}", series.name),
    });
    notes.extend(note);
    let (scores, found) = (fit.scores, fit.findings);
    let flags = flags(&found, scores.len());
    let parts = Parts {
        value: &values,
        residual: &fit.residual,
        trend: &fit.trend,
        seasonal: &fit.seasonal,
        weights: &fit.weights,
        baseline: &fit.baseline,
        score: &scores,
        anomalies: &flags,
    };
    let anomalies = found
        .iter()
        .map(|found| Anomaly::new(found.index, found.score, found.direction));
    let ranges = periods(anomalies, GAP);
    let spans: Vec<_> = ranges
        .iter()
        .filter_map(|range| span(&times, step, range))
        .collect();
    let records = spans.iter().zip(&ranges).map(|(&(start, end), range)| {
        let inside = found.iter().filter(|found| range.contains(&found.index));
        PeriodRecord::new(
            start,
            end,
            &inside.map(|found| found.score).collect::<Vec<_>>(),
        )
    });
    Ok(Detection {
        // A missing value is no point.
        points: parts.points(&times, Number::from_f64),
        periods: records.collect(),
        kql: kql::filter(&series.time_column, &[(&series.keys, &spans)]),
        time_column: series.time_column.clone(),
        chart: Chart {
            title: series.name.clone(),
            times,
            values,
            baseline: fit.baseline,
            band: Some(fit.band),
            flags,
            scores,
            threshold: fit.threshold,
            parts: vec![
                ("trend", fit.trend),
                ("seasonal", fit.seasonal),
                ("residual", fit.residual),
                ("weights", fit.weights),
            ],
            spans: spans.clone(),
            moments: Vec::new(),
        },
        spans,
        notes,
    })
}

fn flags(found: &[Finding], len: usize) -> Vec<i64> {
    let mut flags = vec![0; len];
    for found in found {
        if let Some(flag) = flags.get_mut(found.index) {
            *flag = found.direction.sign().into();
        }
    }
    flags
}

/// When the points of `range` are, with one step of the series on either side.
fn span(times: &[Timestamp], step: i64, range: &Range<usize>) -> Option<(Timestamp, Timestamp)> {
    let first = *times.get(range.start)?;
    let last = *times.get(range.end.checked_sub(1)?)?;
    Some(match Period::from_nanoseconds(step) {
        Some(step) => (first.plus(step, -1), last.plus(step, 1)),
        // All points are of one moment.
        None => (first, last),
    })
}
