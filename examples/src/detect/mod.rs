//! Anomalies of a series: ours, and those of MSTICPy.

mod kql;
mod native;
mod original;
mod points;

use crate::error::Error;
use crate::record::anomaly::AnomalyRecord;
use crate::record::period::PeriodRecord;
use crate::series::Series;
use clap::{Args, ValueEnum};

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
        native::detect(self, series).map_err(|error| fault(series, &error))
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
