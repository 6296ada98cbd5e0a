//! Series in a picture: an SVG drawn by hand, or a page with a chart to work with.

mod axis;
mod curve;
mod escaped;
mod interactive;
mod panel;
mod picture;

use std::path::{Path, PathBuf};

use msticpy::timeseries::Timestamp;
use timeseries::Band;

use crate::error::Error;
use crate::reporter::Reporter;

/// A series as it is drawn: one value a point in each list, in order of time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chart {
    /// What to call it.
    pub title: String,
    /// When.
    pub times: Vec<Timestamp>,
    /// What was measured; NaN where nothing was.
    pub values: Vec<f64>,
    /// What was to be expected.
    pub baseline: Vec<f64>,
    /// What is ordinary.
    pub band: Option<Band>,
    /// 1 a spike, -1 a dip, 0 neither.
    pub flags: Vec<i64>,
    /// How unusual each point is.
    pub scores: Vec<f64>,
    /// Scores beyond it are anomalies.
    pub threshold: Option<f64>,
    /// Trend, season and what else there is, by name.
    pub parts: Vec<(&'static str, Vec<f64>)>,
    /// Where anomalies lie close together.
    pub spans: Vec<(Timestamp, Timestamp)>,
    /// What the reader is to see the series against.
    pub moments: Vec<Moment>,
}

/// A time to be marked, with a word about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    time: Timestamp,
    label: String,
}

/// Reads `TIME` or `TIME=LABEL`.
///
/// # Errors
/// What to give instead.
pub fn moment(text: &str) -> Result<Moment, String> {
    let (time, label) = text.split_once('=').unwrap_or((text, text));
    let time = crate::time::parse(time).ok_or("give a time, as 2026-03-10T02:00:00Z=label")?;
    Ok(Moment {
        time,
        label: label.to_owned(),
    })
}

/// Where to draw, and what is drawn so far.
#[derive(Debug)]
pub enum Plot {
    /// One picture.
    Svg {
        /// Where it goes.
        path: PathBuf,
        /// One a series.
        panels: Vec<String>,
    },
    /// A page.
    Html(Box<Reporter>),
}

impl Plot {
    /// For a file whose name says what it is.
    ///
    /// # Errors
    /// A name that ends in neither `.svg` nor `.html`, or one that cannot be written.
    pub fn to(path: &Path) -> Result<Plot, Error> {
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension.map(str::to_ascii_lowercase).as_deref() {
            Some("svg") => Ok(Plot::Svg {
                path: path.to_owned(),
                panels: Vec::new(),
            }),
            Some("html" | "htm") => Ok(Plot::Html(Box::new(Reporter::create(path, "Anomalies")?))),
            _ => {
                let path = path.display();
                let advice = "--plot takes a name that ends in .html or .svg";
                Err(Error::Usage(format!("{path}: {advice}")))
            }
        }
    }

    /// Draws a series below those before.
    pub fn add(&mut self, chart: &Chart) {
        match self {
            Plot::Svg { panels, .. } => panels.push(panel::draw(chart)),
            Plot::Html(reporter) => reporter.chart(chart),
        }
    }

    /// Writes the file.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn write(self) -> Result<(), Error> {
        match self {
            Plot::Svg { path, panels } => std::fs::write(&path, picture::svg("Anomalies", &panels))
                .map_err(Error::at(path.display().to_string())),
            Plot::Html(reporter) => reporter.write(),
        }
    }
}
