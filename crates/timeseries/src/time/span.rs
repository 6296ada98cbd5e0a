//! [`Span`]: a stretch of time, and the [`Rule`] by which anomalies make one.

use super::grid::Grid;
use crate::anomaly::Anomaly;
use crate::periods::periods;
use jiff::Timestamp;

/// A stretch of time, from its start up to its end, which it does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
}

/// How anomalies become stretches of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// From the start of the first anomalous bin to the end of the last: every instant that an
    /// anomalous value was made of, and no other but those of gaps.
    Exact {
        /// The most ordinary bins between two anomalies of one stretch.
        max_gap: usize,
    },
    /// As MSTICPy's `extract_anomaly_periods` has it: from one step before the first anomalous bin
    /// to one step after the *start* of the last; bins up to two steps apart belong together.
    Msticpy,
}

impl Rule {
    pub(super) fn spans(
        self,
        grid: &Grid,
        anomalies: impl IntoIterator<Item = Anomaly>,
    ) -> Vec<Span> {
        match self {
            Rule::Exact { max_gap } => periods(anomalies, max_gap)
                .into_iter()
                .map(|bins| Span {
                    start: grid.time(bins.start),
                    end: grid.time(bins.end),
                })
                .collect(),
            Rule::Msticpy => msticpy(grid, anomalies),
        }
    }
}

/// MSTICPy bins the times of the anomalies anew, from midnight before the first.
fn msticpy(grid: &Grid, anomalies: impl IntoIterator<Item = Anomaly>) -> Vec<Span> {
    let mut bins: Vec<usize> = anomalies.into_iter().map(|found| found.index).collect();
    bins.sort_unstable();
    let Some(&first) = bins.first() else {
        return Vec::new();
    };
    let (clock, step) = (&grid.clock, grid.step);
    let midnight = clock.midnight(grid.time(first));
    let mut starts: Vec<i128> = bins
        .iter()
        .map(|&bin| grid.reading(bin))
        .map(|reading| reading - (reading - midnight).rem_euclid(step))
        .collect();
    starts.dedup();
    let stretches = starts.chunk_by(|one, next| next - one <= 2 * step);
    stretches
        .filter_map(|bins| {
            Some(Span {
                start: clock.instant(bins.first()? - step),
                end: clock.instant(bins.last()? + step),
            })
        })
        .collect()
}
