//! [`Error`]: what the original raises, typed.

/// Why there is no analysis.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The series cannot be decomposed as asked.
    #[error(transparent)]
    Fit(#[from] timeseries::Error),
    /// An infinite value has no whole number to be cut to.
    #[error("the value at index {index} is infinite, required are finite values or NaN")]
    Infinite {
        /// Index of the first such value.
        index: usize,
    },
    /// The text is not a time.
    #[error("`{text}` is no time such as 2020-07-06 00:00:00+00:00")]
    Timestamp {
        /// The text.
        text: String,
    },
    /// The text is not a period of fixed length.
    #[error("`{text}` is no period such as 1h, 30min or 1D")]
    Period {
        /// The text.
        text: String,
    },
}
