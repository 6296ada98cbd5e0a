//! What ends a run: a mistake in how it was called, or a file that cannot be read.

use std::io;

/// What went wrong, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file, a pipe or the disk.
    #[error("{place}: {source}")]
    Io {
        /// The file's name, or "standard input".
        place: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// `-c`, `--time` or `--value` names a column that is not there.
    #[error("{place}: no column `{column}`; {known}")]
    MissingColumn {
        /// The file's name.
        place: String,
        /// The column that was asked for.
        column: String,
        /// A sentence that lists the columns there are.
        known: String,
    },
    /// A CSV without a first line.
    #[error("{place}: empty; a CSV has a header")]
    NoHeader {
        /// The file's name.
        place: String,
    },
    /// `-c` with a format that has no columns.
    #[error(
        "{place}: read as {format}, which has no columns; leave out -c, or say -i csv or -i jsonl"
    )]
    NoColumns {
        /// The file's name.
        place: String,
        /// The format it is read as.
        format: &'static str,
    },
    /// A format that was left out of the build.
    #[error("{place}: {format} is read by builds with the feature `parquet`")]
    NotBuilt {
        /// The file's name.
        place: String,
        /// The format.
        format: &'static str,
    },
    /// Content that is not what the name or the caller says.
    #[error("{place}: this is {found}, not {named}; {advice}")]
    Misnamed {
        /// The file's name.
        place: String,
        /// What it should be.
        named: &'static str,
        /// What it is.
        found: String,
        /// What to do.
        advice: &'static str,
    },
    /// More bytes in one piece than one piece may have.
    #[error("{place}: {what} is larger than {limit} bytes; {advice}")]
    TooLarge {
        /// The file's name.
        place: String,
        /// "a row", "the file".
        what: &'static str,
        /// The limit.
        limit: u64,
        /// What to do.
        advice: &'static str,
    },
    /// A series that cannot be made or fitted.
    #[error("{place}: {reason}")]
    Series {
        /// The file's name.
        place: String,
        /// Why not.
        reason: String,
    },
    /// Options that do not go together, or a value that means nothing.
    #[error("{0}")]
    Usage(String),
}

impl Error {
    /// For `map_err`: an [`io::Error`] at `place`.
    pub fn at(place: impl Into<String>) -> impl FnOnce(io::Error) -> Error {
        let place = place.into();
        move |source| Error::Io { place, source }
    }

    /// Is it only that the reader of our output has gone away (`| head`)?
    #[must_use]
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Error::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }
}
