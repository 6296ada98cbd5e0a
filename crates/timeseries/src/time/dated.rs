//! [`Dated`]: what was found, and when.

use super::grid::Grid;
use crate::finding::Finding;
use jiff::Timestamp;

/// An anomaly with its time.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Dated {
    /// When its bin begins.
    pub time: Timestamp,
    /// The anomaly, with its place on the grid.
    pub finding: Finding,
}

impl Grid {
    /// The findings in the values of this grid, with their times.
    ///
    /// ```
    /// # use jiff::{SignedDuration, Timestamp};
    /// use timeseries::Detector;
    /// use timeseries::time::Resample;
    ///
    /// let hour = SignedDuration::from_hours(1);
    /// let start: Timestamp = "2020-07-01T00:00:00Z".parse()?;
    /// let rows = (0..24 * 14).map(|i| (start + hour * i, if i == 200 { 90 } else { i * 7 % 24 }));
    /// let grid = Resample::every(hour).grid(rows.map(|(time, value)| (time, f64::from(value))))?;
    /// let found = grid.date(&Detector::new().detect(grid.values())?.findings);
    /// assert_eq!(found[0].time, "2020-07-09T08:00:00Z".parse()?);
    /// assert_eq!((found[0].finding.index, found.len()), (200, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn date(&self, findings: &[Finding]) -> Vec<Dated> {
        let dated = findings.iter().map(|finding| Dated {
            time: self.time(finding.index),
            finding: *finding,
        });
        dated.collect()
    }
}
