//! [`Workspace`]: the buffers of a fit.

use super::missing::Missing;
use super::plan::Plan;
use super::weighted::Fits;
use crate::loess::local::Scratch;
use crate::loess::wide::Sums;
use std::sync::Arc;

/// Buffers of a fit, to be used again for the next.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// The series, scaled where it would overflow.
    pub(super) series: Vec<f64>,
    /// The series without trend, then without season, then a copy of residuals.
    pub(super) partial: Vec<f64>,
    /// Smoothed cycle-subseries, one period longer than the series at both ends.
    pub(super) cycles: Vec<f64>,
    pub(super) averages: [Vec<f64>; 2],
    pub(super) filtered: Vec<f64>,
    pub(super) low_pass: Vec<f64>,
    pub(super) subseries: Subseries,
    pub(super) scratch: Scratch,
    /// What weighted fits of cycle-subseries and trend have in common, until the weights change.
    pub(super) fits: [Fits; 2],
    /// Moments, for wide windows.
    pub(super) sums: Sums,
    pub(super) missing: Missing,
    /// That of the fit before, if it was made by `Stl::fit_into`.
    pub(super) plan: Option<Arc<Plan>>,
}

impl Workspace {
    /// An empty workspace; it grows with the first fit.
    #[must_use]
    pub fn new() -> Workspace {
        Workspace::default()
    }

    pub(super) fn reset(&mut self, series: &[f64], scale: f64, period: usize) {
        let len = series.len();
        self.series.clear();
        self.series.extend(series.iter().map(|value| value * scale));
        self.partial.resize(len, 0.0);
        self.cycles.resize(len + 2 * period, 0.0);
        let [first, second] = &mut self.averages;
        first.resize(len + period + 1, 0.0);
        second.resize(len + 2, 0.0);
        self.filtered.resize(len, 0.0);
        self.low_pass.resize(len, 0.0);
    }
}

/// One cycle-subseries: the values of one phase of the period.
#[derive(Clone, Debug, Default)]
pub(super) struct Subseries {
    pub(super) values: Vec<f64>,
    pub(super) weights: Vec<f64>,
    pub(super) fitted: Vec<f64>,
}
