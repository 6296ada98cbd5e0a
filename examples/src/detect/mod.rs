//! Anomalies of a series: ours, and those of MSTICPy.

mod findings;
mod fit;
mod kql;
mod native;
mod original;
mod points;
mod regular;
mod scored;
mod sql;

use crate::error::Error;
use crate::plot::Chart;
use crate::record::anomaly::AnomalyRecord;
use crate::record::period::PeriodRecord;
use crate::series::Series;
use clap::{Args, ValueEnum};
use jiff::SignedDuration;
use msticpy::timeseries::Timestamp;
use timeseries::Threshold;

pub use findings::{Findings, Language};

/// How to look for anomalies.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Detection")]
pub struct DetectArgs {
    /// Points to the season; `auto` finds out, for scores other than `auto` also where there are several
    #[arg(long, default_value = "auto", value_parser = period, value_name = "N|auto")]
    pub period: Season,
    /// Span of the seasonal smoother, an odd number from 3 on [default: 7, for the score auto 35]
    #[arg(long, value_name = "SPAN")]
    pub seasonal: Option<usize>,
    /// Take the weight off outliers while fitting, as the score auto always does
    #[arg(long)]
    pub robust: bool,
    /// How residuals are scored; `auto` looks at what lies around a point too
    #[arg(long, value_enum, default_value_t)]
    pub score: Score,
    /// Scores beyond this are anomalies [default: 1 for auto, 3 for z, 3.5 for mad, 1.5 for tukey, 1 for esd]
    #[arg(long, value_parser = threshold, value_name = "X")]
    pub threshold: Option<f64>,
    /// On which side of what is expected anomalies lie
    #[arg(long, value_enum, default_value_t, value_name = "SIDE")]
    pub side: Side,
    /// Put the rows on a grid of this step first, such as 1h or 15m
    #[arg(long, value_parser = step, value_name = "DURATION")]
    pub step: Option<SignedDuration>,
    /// What the rows of one step make together
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    pub aggregate: Aggregate,
}

/// `--period`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Season {
    /// Found from the series.
    #[default]
    Auto,
    /// So many points.
    Points(usize),
}

/// `--score`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Score {
    /// The library's detector: surprising for this series, alone or with what lies around
    #[default]
    Auto,
    /// Standard deviations from the mean
    Z,
    /// Robust standard deviations from the median
    Mad,
    /// Distance beyond the quartiles, in units of their distance
    Tukey,
    /// Generalized extreme Studentized deviate test by medians
    Esd,
}

/// `--side`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Side {
    /// Above and below
    #[default]
    Both,
    /// Above only
    Spikes,
    /// Below only
    Dips,
}

/// `--aggregate`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Aggregate {
    /// Their mean
    #[default]
    Mean,
    /// Their sum; a step without rows is 0
    Sum,
    /// The largest
    Max,
    /// The smallest
    Min,
    /// How many there are
    Count,
}

/// What was found in a series.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Detection {
    /// Every point, in order of time.
    pub points: Vec<AnomalyRecord>,
    /// Where anomalies lie close together.
    pub periods: Vec<PeriodRecord>,
    /// The column of times.
    pub time_column: String,
    /// The periods as times.
    pub spans: Vec<(Timestamp, Timestamp)>,
    /// The periods as a filter in the Kusto query language.
    pub kql: String,
    /// The series as it is drawn.
    pub chart: Chart,
    /// What is worth to know about the series, for standard error.
    pub notes: Vec<String>,
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
            seasonal: None,
            robust: false,
            score: Score::Auto,
            threshold: None,
            side: Side::Both,
            step: None,
            aggregate: Aggregate::Mean,
        }
    }
}

impl DetectArgs {
    /// Points to the season of the original.
    #[must_use]
    fn points_to_the_season(&self) -> usize {
        match self.period {
            Season::Auto => AUTO_PERIOD,
            Season::Points(points) => points,
        }
    }

    fn limit(&self) -> f64 {
        self.threshold.unwrap_or(Z_THRESHOLD)
    }

    /// The score of each residual by itself; `None` for that of the detector.
    fn score(&self) -> Option<timeseries::Score> {
        match self.score {
            Score::Auto => None,
            Score::Z => Some(timeseries::Score::Z),
            Score::Mad => Some(timeseries::Score::robust_z()),
            Score::Tukey => Some(timeseries::Score::tukey()),
            Score::Esd => Some(timeseries::Score::esd()),
        }
    }

    fn ordinary(&self, usual: f64) -> Threshold {
        let limit = self.threshold.unwrap_or(usual);
        match self.side {
            Side::Both => Threshold::symmetric(limit),
            Side::Spikes => Threshold::spikes(limit),
            Side::Dips => Threshold::dips(limit),
        }
    }

    /// Finds spikes and dips.
    pub fn detect(&self, series: &Series) -> Result<Detection, Error> {
        native::detect(self, series).map_err(|error| fault(series, error.as_ref()))
    }

    /// Finds what the original finds; its season and threshold have the same defaults as ours.
    pub fn detect_as_msticpy(&self, series: &Series) -> Result<Detection, Error> {
        original::detect(self, series).map_err(|error| fault(series, &error))
    }
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

fn step(text: &str) -> Result<SignedDuration, String> {
    let step: Option<SignedDuration> = text.parse().ok();
    let step = step.filter(SignedDuration::is_positive);
    step.ok_or_else(|| "give a length of time, such as 1h, 15m or PT1H".to_owned())
}
