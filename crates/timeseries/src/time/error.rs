//! [`TimeError`]: why rows have no grid.

use jiff::SignedDuration;

/// Why rows cannot be put on a grid; the message says what would be required.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeError {
    /// There is no row.
    #[error("there are no rows, required is at least one")]
    Empty,
    /// The step does not lead forward.
    #[error("the step is {step:#}, required is more than 0")]
    StepNotPositive {
        /// The step that was asked for.
        step: SignedDuration,
    },
    /// All rows have the same time, from which no step can be told.
    #[error("all {rows} rows have one time, required are at least two times, or a step")]
    OneTime {
        /// Number of rows.
        rows: usize,
    },
    /// No step is common to more than half of the rows.
    #[error("the rows have no common step (the most frequent is {step:#}), required is a step")]
    Irregular {
        /// The most frequent step.
        step: SignedDuration,
    },
    /// The times lie too far apart for the step.
    #[error("the grid has {bins} bins, required are at most {limit} (the bin limit)")]
    BinLimit {
        /// Bins between the first and the last row.
        bins: u128,
        /// The limit.
        limit: usize,
    },
}
