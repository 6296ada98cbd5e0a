//! Series drawn by hand: an SVG, by itself or in a page of HTML with what was found in a table. Nothing
//! in them is loaded from elsewhere, and no script is run.

mod axis;
mod curve;
mod escaped;
mod page;
mod panel;

use std::path::{Path, PathBuf};

use msticpy::timeseries::Timestamp;
use timeseries::Band;

use crate::error::Error;
use crate::record::anomaly::AnomalyRecord;
use page::{Page, Section};

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
}

/// Where to draw, and what is drawn so far.
#[derive(Debug, Clone)]
pub struct Plot {
    path: PathBuf,
    kind: Kind,
    sections: Vec<Section>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Svg,
    Html,
}

impl Plot {
    /// For a file whose name says what it is.
    ///
    /// # Errors
    /// A name that ends in neither `.svg` nor `.html`.
    pub fn to(path: &Path) -> Result<Plot, Error> {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let kind = match extension.map(str::to_ascii_lowercase).as_deref() {
            Some("svg") => Kind::Svg,
            Some("html" | "htm") => Kind::Html,
            _ => {
                let path = path.display();
                let advice = "--plot takes a name that ends in .html or .svg";
                return Err(Error::Usage(format!("{path}: {advice}")));
            }
        };
        Ok(Plot {
            path: path.to_owned(),
            kind,
            sections: Vec::new(),
        })
    }

    /// Draws a series below those before; of its points those that were flagged are listed.
    pub fn add(&mut self, chart: &Chart, points: &[AnomalyRecord]) {
        self.sections.push(Section {
            title: chart.title.clone(),
            picture: panel::draw(chart),
            flagged: points
                .iter()
                .filter(|point| point.anomalies != 0)
                .cloned()
                .collect(),
        });
    }

    /// Writes the file.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn write(&self) -> Result<(), Error> {
        let page = Page(&self.sections);
        let content = match self.kind {
            Kind::Svg => page.svg(),
            Kind::Html => page.html(),
        };
        std::fs::write(&self.path, content).map_err(Error::at(self.path.display().to_string()))
    }
}
