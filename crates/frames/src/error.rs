//! [`Error`]: what the caller asked for and cannot have.

use arrow_schema::{ArrowError, DataType};
use std::fmt;

/// A mistake of the caller, or a result that Arrow cannot hold. What stands in the cells is never
/// an error, with one exception: a series of numbers that cannot be fitted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The batch has no column of that name.
    #[error("there is no column {column:?}; {}", Listed(available))]
    MissingColumn {
        /// The name that was asked for.
        column: String,
        /// The names that there are.
        available: Vec<String>,
    },
    /// The column is there, of a type that the verb cannot read.
    #[error("column {column:?} has the type {actual}, required is {required}")]
    WrongType {
        /// The column.
        column: String,
        /// Its type.
        actual: DataType,
        /// The types that would do.
        required: &'static str,
    },
    /// An array has a type that the kernel cannot read.
    #[error("{kernel} cannot read {actual}, required is {required}")]
    WrongArray {
        /// The kernel.
        kernel: &'static str,
        /// The type of the array.
        actual: DataType,
        /// The types that would do.
        required: &'static str,
    },
    /// A series has a gap.
    #[error("column {column:?} is null in row {row}, required is a number in every row")]
    NullValue {
        /// The column.
        column: String,
        /// The first such row.
        row: usize,
    },
    /// The series cannot be fitted; indices in the message are rows.
    #[error("column {column:?}: {source}")]
    Fit {
        /// The column.
        column: String,
        /// What a fit requires.
        source: timeseries::Error,
    },
    /// The series cannot be analysed as MSTICPy does; indices in the message are rows.
    #[cfg(feature = "msticpy")]
    #[error("column {column:?}: {source}")]
    Series {
        /// The column.
        column: String,
        /// What an analysis requires.
        source: msticpy::timeseries::Error,
    },
    /// The column of times would stand beside another of its name in the result.
    #[cfg(feature = "msticpy")]
    #[error("the result has a column {column:?} of its own: rename that of the times")]
    NameTaken {
        /// The name.
        column: String,
    },
    /// A column of the result exceeds what Arrow can address.
    #[error(
        "the column {column:?} of the result is too large for Arrow: give it fewer rows at once"
    )]
    TooLarge {
        /// The column of the result.
        column: String,
    },
    /// Arrow refused to put the result together.
    #[error("Arrow refused the result: {0}")]
    Arrow(#[from] ArrowError),
}

/// The names of the columns, so many that they can be taken in.
struct Listed<'a>(&'a [String]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 40;
        let Listed(names) = self;
        if names.is_empty() {
            return f.write_str("the batch has no columns");
        }
        f.write_str("there are ")?;
        for (place, name) in names.iter().take(SHOWN).enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            write!(f, "{comma}{name:?}")?;
        }
        match names.len().checked_sub(SHOWN) {
            None | Some(0) => Ok(()),
            Some(more) => write!(f, " and {more} more"),
        }
    }
}
