//! [`Grid`]: one value a step.

use super::clock::{Clock, duration};
use super::report::Report;
use super::span::{Rule, Span};
use crate::anomaly::Anomaly;
use jiff::{SignedDuration, Timestamp};

/// Values at equal steps, and what was found while they were put there.
#[derive(Clone, Debug)]
pub struct Grid {
    pub(super) clock: Clock,
    /// What the clock shows at the start of the first bin.
    pub(super) start: i128,
    /// In nanoseconds.
    pub(super) step: i128,
    pub(super) values: Vec<f64>,
    pub(super) counts: Vec<usize>,
    pub(super) report: Report,
}

impl Grid {
    /// The value of each bin, NaN where it is missing.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The number of rows in each bin.
    #[must_use]
    pub fn counts(&self) -> &[usize] {
        &self.counts
    }

    /// What was not as a grid has it.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The length of a bin.
    #[must_use]
    pub fn step(&self) -> SignedDuration {
        duration(self.step)
    }

    /// The number of steps to a length of time, such as a day, if it is a whole one.
    ///
    /// ```
    /// # use jiff::{SignedDuration, Timestamp};
    /// # use timeseries::time::Resample;
    /// let quarters = Resample::every(SignedDuration::from_mins(15));
    /// let grid = quarters.grid([(Timestamp::UNIX_EPOCH, 1.0)])?;
    /// assert_eq!(grid.steps_to(SignedDuration::from_hours(24)), Some(96));
    /// # Ok::<(), timeseries::time::TimeError>(())
    /// ```
    #[must_use]
    pub fn steps_to(&self, length: SignedDuration) -> Option<usize> {
        let length = length.as_nanos();
        let whole = length > 0 && length % self.step == 0;
        whole.then(|| usize::try_from(length / self.step).ok())?
    }

    /// When a bin begins. Bins before the first and behind the last have times too.
    #[must_use]
    pub fn time(&self, bin: usize) -> Timestamp {
        self.clock.instant(self.reading(bin))
    }

    /// The bin that holds a time.
    #[must_use]
    pub fn bin(&self, time: Timestamp) -> Option<usize> {
        let from_start = self.clock.reading(time) - self.start;
        let bin = usize::try_from(from_start.div_euclid(self.step)).ok()?;
        (bin < self.values.len()).then_some(bin)
    }

    /// The stretches of time that anomalies cover, in order.
    #[must_use]
    pub fn spans(&self, anomalies: impl IntoIterator<Item = Anomaly>, rule: Rule) -> Vec<Span> {
        rule.spans(self, anomalies)
    }

    pub(super) fn reading(&self, bin: usize) -> i128 {
        // Neither exceeds 2^95: the years end at 9999 and a bin lies less than 2^64 steps on.
        self.start
            .saturating_add(self.step.saturating_mul(bin as i128))
    }
}
