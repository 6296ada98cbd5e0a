//! Anomalies of a series: ours, and those of MSTICPy.

use clap::{Args, ValueEnum};
use msticpy::timeseries::{self as original, Timestamp};
use serde_json::Number;
use timeseries::{Anomaly, Loess, Stl, Threshold, anomalies, zscores};

use crate::error::Error;
use crate::record::anomaly::AnomalyRecord;
use crate::record::period::PeriodRecord;
use crate::series::Series;
use crate::time;

/// How to look for anomalies.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Detection")]
pub struct DetectArgs {
    /// Points to the season; `auto` is 24 for now, as of hours to the day
    #[arg(long, default_value = "auto", value_parser = period, value_name = "N|auto")]
    pub period: Season,
    /// Span of the seasonal smoother, an odd number from 3 on
    #[arg(long, default_value_t = SEASONAL, value_name = "SPAN")]
    pub seasonal: usize,
    /// Take the weight off outliers while fitting
    #[arg(long)]
    pub robust: bool,
    /// How residuals are scored; `auto` is z for now
    #[arg(long, value_enum, default_value_t)]
    pub score: Score,
    /// Scores beyond this on either side are anomalies [default: 3 for z]
    #[arg(long, value_parser = threshold, value_name = "X")]
    pub threshold: Option<f64>,
}

/// `--period`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Season {
    /// 24.
    #[default]
    Auto,
    /// So many points.
    Points(usize),
}

/// `--score`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Score {
    /// z
    #[default]
    Auto,
    /// Standard deviations from the mean
    Z,
}

/// What was found in a series.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Detection {
    /// Every point, in order of time.
    pub points: Vec<AnomalyRecord>,
    /// Where anomalies lie close together.
    pub periods: Vec<PeriodRecord>,
    /// The periods as a filter in the Kusto query language.
    pub kql: String,
}

/// Hours to the day.
const AUTO_PERIOD: usize = 24;
/// As in the original and in statsmodels.
const SEASONAL: usize = 7;
const Z_THRESHOLD: f64 = 3.0;

impl Default for DetectArgs {
    fn default() -> DetectArgs {
        DetectArgs {
            period: Season::Auto,
            seasonal: SEASONAL,
            robust: false,
            score: Score::Auto,
            threshold: None,
        }
    }
}

impl DetectArgs {
    /// Points to the season.
    #[must_use]
    pub fn points_to_the_season(&self) -> usize {
        match self.period {
            Season::Auto => AUTO_PERIOD,
            Season::Points(points) => points,
        }
    }

    fn limit(&self) -> f64 {
        self.threshold.unwrap_or(Z_THRESHOLD)
    }

    /// Finds spikes and dips.
    pub fn detect(&self, series: &Series) -> Result<Detection, Error> {
        let stl = Stl::new(self.points_to_the_season())
            .seasonal(Loess::new(self.seasonal))
            .compatibility(timeseries::Guard::Window)
            .robust(self.robust);
        let fit = stl
            .fit(&series.values)
            .map_err(|error| fault(series, &error))?;
        let scores = zscores(&fit.residual);
        let found: Vec<Anomaly> = anomalies(&scores, Threshold::symmetric(self.limit())).collect();
        let mut flags = vec![0; scores.len()];
        for anomaly in &found {
            if let Some(flag) = flags.get_mut(anomaly.index) {
                *flag = anomaly.direction.sign().into();
            }
        }
        let columns = [
            &series.values,
            &fit.residual,
            &fit.trend,
            &fit.seasonal,
            &fit.weights,
            &fit.baseline(),
        ];
        let columns = columns.map(|column| column.iter().copied().map(real).collect());
        let spans = spans(series, &found);
        Ok(Detection {
            kql: filter(
                &series.time_column,
                spans.iter().map(|(start, end, _)| (*start, *end)),
            ),
            periods: spans
                .into_iter()
                .map(|(start, end, scores)| PeriodRecord::new(start, end, &scores))
                .collect(),
            points: points(&series.times, columns, &scores, &flags),
        })
    }

    /// Finds what the original finds; its season, score and threshold have the same defaults as ours.
    pub fn detect_as_msticpy(&self, series: &Series) -> Result<Detection, Error> {
        let options = original::Options {
            seasonal: self.seasonal,
            period: self.points_to_the_season(),
            score_threshold: self.limit(),
        };
        let fit = original::ts_anomalies_stl(&series.values, options)
            .map_err(|error| fault(series, &error))?;
        let spans = original::extract_anomaly_periods(
            &series.times,
            &fit.anomalies,
            original::Period::HOUR,
            true,
        );
        let columns = [
            &fit.data,
            &fit.residual,
            &fit.trend,
            &fit.seasonal,
            &fit.weights,
            &fit.baseline,
        ];
        let columns = columns.map(|column| column.iter().copied().map(Number::from).collect());
        let points = points(&series.times, columns, &fit.score, &fit.anomalies);
        let flagged = |start: Timestamp, end: Timestamp| -> Vec<f64> {
            let all = series.times.iter().zip(&fit.score).zip(&fit.anomalies);
            all.filter(|((time, _), flag)| **flag == 1 && (start..=end).contains(*time))
                .map(|((_, score), _)| *score)
                .collect()
        };
        let mut by_time: Vec<_> = original::time_order(&series.times);
        let points = by_time
            .drain(..)
            .filter_map(|at| points.get(at).cloned())
            .collect();
        Ok(Detection {
            kql: original::create_time_period_kqlfilter(&spans),
            periods: spans
                .iter()
                .map(|&(start, end)| PeriodRecord::new(start, end, &flagged(start, end)))
                .collect(),
            points,
        })
    }
}

/// The stretches that anomalies cover, with one step of the series on either side.
fn spans(series: &Series, found: &[Anomaly]) -> Vec<(Timestamp, Timestamp, Vec<f64>)> {
    let step = series.step();
    let moved = |at: usize, by: i64| Some(shift(*series.times.get(at)?, by));
    let scores = |range: &std::ops::Range<usize>| -> Vec<f64> {
        found
            .iter()
            .filter(|anomaly| range.contains(&anomaly.index))
            .map(|anomaly| anomaly.score)
            .collect()
    };
    // As in the original, one ordinary point between two anomalies does not part them.
    let ranges = timeseries::periods(found.iter().copied(), 1);
    let spans = ranges.iter().filter_map(|range| {
        Some((
            moved(range.start, -step)?,
            moved(range.end.checked_sub(1)?, step)?,
            scores(range),
        ))
    });
    spans.collect()
}

fn shift(time: Timestamp, nanoseconds: i64) -> Timestamp {
    let moved = time.nanoseconds().saturating_add(nanoseconds);
    match time.offset() {
        Some(offset) => Timestamp::with_offset(moved, offset),
        None => Timestamp::naive(moved),
    }
}

fn points(
    times: &[Timestamp],
    columns: [Vec<Number>; 6],
    scores: &[f64],
    flags: &[i64],
) -> Vec<AnomalyRecord> {
    let mut columns = columns.map(Vec::into_iter);
    let point = |((time, score), flag): ((&Timestamp, &f64), &i64)| {
        let [value, residual, trend, seasonal, weights, baseline] =
            columns.each_mut().map(Iterator::next);
        Some(AnomalyRecord {
            time: time.to_string(),
            value: value?,
            residual: residual?,
            trend: trend?,
            seasonal: seasonal?,
            weights: weights?,
            baseline: baseline?,
            score: Some(*score).filter(|score| score.is_finite()),
            anomalies: *flag,
        })
    };
    times
        .iter()
        .zip(scores)
        .zip(flags)
        .map_while(point)
        .collect()
}

/// KQL that keeps what lies in the periods; what no period holds, where there is none.
fn filter(column: &str, periods: impl Iterator<Item = (Timestamp, Timestamp)>) -> String {
    let column = kql_name(column);
    let between = periods.map(|(start, end)| {
        format!(
            "{column} between (datetime({}) .. datetime({}))",
            time::rfc3339(start),
            time::rfc3339(end)
        )
    });
    match between.collect::<Vec<_>>() {
        none if none.is_empty() => "| where false".to_owned(),
        some => format!("| where {}", some.join(" or ")),
    }
}

/// A column's name as KQL wants it: plain, or in brackets, quotes and backslashes.
fn kql_name(column: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !column.is_empty()
        && column.chars().all(plain)
        && !column.starts_with(|c: char| c.is_ascii_digit())
    {
        return column.to_owned();
    }
    format!("['{}']", column.replace('\\', r"\\").replace('\'', r"\'"))
}

/// The library gives finite numbers only, or an error.
fn real(number: f64) -> Number {
    Number::from_f64(number).unwrap_or_else(|| Number::from(0))
}

fn fault(series: &Series, error: &dyn std::error::Error) -> Error {
    Error::Series {
        place: series.name.clone(),
        reason: error.to_string(),
    }
}

fn threshold(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| *number > 0.0);
    number.ok_or_else(|| "give a positive number".to_owned())
}

fn period(text: &str) -> Result<Season, String> {
    match text.parse() {
        _ if text == "auto" => Ok(Season::Auto),
        Ok(points) => Ok(Season::Points(points)),
        Err(_) => Err("give a number of points, or auto".into()),
    }
}
