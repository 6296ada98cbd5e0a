//! The data block of a page.

use serde::Serialize;

use crate::events::Totals;
use crate::report::{Log, Report};
use crate::series::Series;
use crate::sighted::Sighting;
use crate::view::Shown;

#[derive(Serialize)]
pub(super) struct Data<'a> {
    title: &'a str,
    maker: &'a str,
    notes: &'a [String],
    log: Option<LogData<'a>>,
    series: Vec<SeriesData<'a>>,
}

#[derive(Serialize)]
struct LogData<'a> {
    name: &'a str,
    rows: u64,
    totals: Totals,
    sightings: u64,
    sightings_left_out: u64,
    indicators: &'a [Sighting],
    events: &'a [Shown],
}

#[derive(Serialize)]
struct SeriesData<'a> {
    title: &'a str,
    times: &'a [i64],
    offset: i32,
    values: Vec<Option<f64>>,
    baseline: Vec<Option<f64>>,
    low: Vec<Option<f64>>,
    high: Vec<Option<f64>>,
    scores: Vec<Option<f64>>,
    threshold: Option<f64>,
    flags: &'a [i8],
    details: Vec<(&'a str, Vec<Option<f64>>)>,
    shades: Vec<[i64; 2]>,
    moments: Vec<(i64, &'a str)>,
}

impl Data<'_> {
    pub(super) fn of(report: &Report) -> Data<'_> {
        Data {
            title: &report.title,
            maker: &report.maker,
            notes: &report.notes,
            log: report.log.as_ref().map(LogData::of),
            series: report.series.iter().map(SeriesData::of).collect(),
        }
    }
}

impl LogData<'_> {
    fn of(log: &Log) -> LogData<'_> {
        let events = &log.events;
        LogData {
            name: &log.name,
            rows: log.rows,
            totals: events.totals,
            sightings: events.sighted.total,
            sightings_left_out: events.sighted.left_out,
            indicators: &events.sighted.all,
            events: &events.groups,
        }
    }
}

impl SeriesData<'_> {
    fn of(series: &Series) -> SeriesData<'_> {
        let band = series.band.as_ref();
        let details = series.details.iter();
        let shades = series.shades.iter();
        let moments = series.moments.iter();
        SeriesData {
            title: &series.title,
            times: &series.times,
            offset: series.utc_offset,
            values: series.values.iter().map(|&value| finite(value)).collect(),
            baseline: short(&series.baseline),
            low: band.map_or(Vec::new(), |band| short(&band.low)),
            high: band.map_or(Vec::new(), |band| short(&band.high)),
            scores: short(&series.scores),
            threshold: series.threshold,
            flags: &series.flags,
            details: details
                .map(|(name, list)| (name.as_str(), short(list)))
                .collect(),
            shades: shades.map(|shade| [shade.start, shade.end]).collect(),
            moments: moments
                .map(|moment| (moment.time, moment.label.as_str()))
                .collect(),
        }
    }
}

fn finite(value: f64) -> Option<f64> {
    Some(value).filter(|value| value.is_finite())
}

/// What was computed, in the seven digits that can be told apart in a chart; half the size.
fn short(values: &[f64]) -> Vec<Option<f64>> {
    let round = |value: &f64| finite(*value).and_then(|value| format!("{value:.6e}").parse().ok());
    values.iter().map(round).collect()
}
