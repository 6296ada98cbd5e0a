//! [`Online`]: a decomposition that points are appended to.

mod gaps;
mod reach;

use crate::error::Error;
use crate::stl::{Decomposition, Stl, Workspace};
use gaps::Gaps;
use reach::Reach;
use std::ops::Range;

/// A series and its decomposition, to which points are appended as they come.
///
/// A new point changes the fit of those before it only as far as the windows of the smoothers
/// carry its influence, once for each inner iteration. [`Online::append`] fits these points anew,
/// with as many before them as *their* fit depends on, in time that depends on the windows and not
/// on the length of the series. What it leaves is the decomposition that [`Stl::fit`] gives of the
/// whole series, up to rounding errors.
///
/// A gap that some window lies in, so that a straight line is drawn across it, carries what comes
/// behind it to what stands before: points up to there are fitted anew as long as the gap is near the
/// end. In an outage that goes on the time of an `append` grows with it, and with nothing else.
///
/// Two kinds of fit have no finite reach:
///
/// - A **robust** one weighs each residual against the median of all, on which every point of the
///   series has some influence. Here it is the median of the points that are fitted anew: what
///   `append` returns is to the last bit the end of [`Stl::fit`] of the last
///   [`refit_len`](Online::refit_len) points. That of the whole series differs from it as far as
///   the medians do, and points once out of reach keep the fit that they had.
/// - [`Guard::Series`](crate::Guard::Series) compares windows with the length of the series: all
///   points are fitted anew, in time that grows with the series.
///
/// ```
/// use timeseries::{Online, Stl};
///
/// let value = |i: u32| f64::from(i % 24) + 0.01 * f64::from(i);
/// let mut online = Online::new(Stl::new(24), &(0..5000).map(value).collect::<Vec<_>>())?;
/// let changed = online.append(&[value(5000), 300.0])?;
/// assert_eq!(changed.end, 5002);
/// assert!(changed.len() < 700);
/// assert!(online.fit().residual[5001] > 10.0);
/// # Ok::<(), timeseries::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Online {
    stl: Stl,
    reach: Option<Reach>,
    values: Vec<f64>,
    gaps: Gaps,
    fit: Decomposition,
    tail: Decomposition,
    work: Workspace,
}

impl Online {
    /// Decomposes the series as it is so far.
    ///
    /// # Errors
    /// As [`Stl::fit`].
    pub fn new(stl: Stl, series: &[f64]) -> Result<Online, Error> {
        let mut online = Online {
            stl,
            reach: Reach::of(&stl),
            values: series.to_vec(),
            gaps: Gaps::default(),
            fit: Decomposition::default(),
            tail: Decomposition::default(),
            work: Workspace::new(),
        };
        stl.fit_into(series, &mut online.work, &mut online.fit)?;
        online.gaps = online.find_gaps();
        Ok(online)
    }

    /// Appends points and returns where the decomposition may have changed: a stretch up to the
    /// end, the points themselves in it.
    ///
    /// # Errors
    /// As [`Stl::fit`]. Series and decomposition are then as they were.
    pub fn append(&mut self, points: &[f64]) -> Result<Range<usize>, Error> {
        let known = self.values.len();
        if points.is_empty() {
            return Ok(known..known);
        }
        self.values.extend_from_slice(points);
        self.gaps.extend(points);
        let outcome = self.refit(known);
        if outcome.is_err() {
            self.values.truncate(known);
            self.gaps = self.find_gaps();
        }
        outcome
    }

    /// The series so far.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The decomposition of the series so far.
    #[must_use]
    pub fn fit(&self) -> &Decomposition {
        &self.fit
    }

    /// How many points, the new ones among them, are fitted anew when `points` are appended at a
    /// time; `None` if it is all.
    #[must_use]
    pub fn refit_len(&self, points: usize) -> Option<usize> {
        let len = self.values.len().saturating_add(points);
        let (start, _) = self.reach?.split(self.values.len(), len, &self.gaps)?;
        Some(len - start)
    }

    fn find_gaps(&self) -> Gaps {
        let (seasonal, trend) = (self.stl.seasonal_smoother(), self.stl.trend_smoother());
        let mut gaps = Gaps::new(self.stl.period(), seasonal, trend);
        gaps.extend(&self.values);
        gaps
    }

    fn refit(&mut self, known: usize) -> Result<Range<usize>, Error> {
        let len = self.values.len();
        let split = self
            .reach
            .and_then(|reach| reach.split(known, len, &self.gaps));
        let (start, changed) = split.unwrap_or((0, 0));
        let tail = self.values.get(start..).unwrap_or_default();
        let outcome = self.stl.fit_into(tail, &mut self.work, &mut self.tail);
        outcome.map_err(|error| within(start, error))?;
        let (fit, tail) = (&mut self.fit, &self.tail);
        for (whole, part) in [
            (&mut fit.seasonal, &tail.seasonal),
            (&mut fit.trend, &tail.trend),
            (&mut fit.residual, &tail.residual),
            (&mut fit.weights, &tail.weights),
        ] {
            whole.truncate(changed);
            whole.extend_from_slice(part.get(changed - start..).unwrap_or_default());
        }
        Ok(changed..len)
    }
}

/// The error of a part of the series that begins at `start`, as one of the whole.
fn within(start: usize, error: Error) -> Error {
    match error {
        Error::Infinite { index, value } => Error::Infinite {
            index: start + index,
            value,
        },
        error => error,
    }
}
