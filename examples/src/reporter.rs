//! Where the report goes, and what comes into it on the way.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use report::{Log, Report};

use crate::error::Error;
use crate::plot::Chart;

/// A report in the making.
#[derive(Debug)]
pub struct Reporter {
    path: PathBuf,
    file: File,
    report: Report,
}

impl Reporter {
    /// Opens the file, so that a mistake in its name does not wait for the end of the work.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn create(path: &Path, title: &str) -> Result<Reporter, Error> {
        let place = path.display().to_string();
        Ok(Reporter {
            path: path.to_owned(),
            file: File::create(path).map_err(Error::at(place))?,
            report: Report {
                title: title.to_owned(),
                maker: concat!("Chaffinch ", env!("CARGO_PKG_VERSION")).to_owned(),
                ..Report::default()
            },
        })
    }

    /// Where it goes.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The log that was searched, under this name.
    pub fn log(&mut self, name: &str, log: Log) {
        self.report.log = Some(Log {
            name: name.to_owned(),
            ..log
        });
    }

    /// A series.
    pub fn chart(&mut self, chart: &Chart) {
        self.report.series.push(chart.series());
    }

    /// Something for the reader to know.
    pub fn note(&mut self, note: String) {
        self.report.notes.push(note);
    }

    /// Writes it.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn write(self) -> Result<(), Error> {
        let mut out = BufWriter::with_capacity(1 << 18, self.file);
        let written = self.report.write_to(&mut out).and_then(|()| out.flush());
        written.map_err(Error::at(self.path.display().to_string()))
    }
}
