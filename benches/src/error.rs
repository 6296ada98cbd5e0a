//! [`Error`]: why a comparison could not be made.

use std::ffi::OsString;
use std::io;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("cannot start the interpreter {path}: {source}")]
    Interpreter { path: String, source: io::Error },
    #[error("the interpreter ended without an answer")]
    NoAnswer,
    #[error("{} failed", .0.display())]
    Program(OsString),
    #[error("the Python rival failed: {0}")]
    Rival(String),
    #[error("there is no case `{0}` here")]
    NoCase(String),
    #[error("every rival here lives in Python: --python PATH names the interpreter")]
    NeedsPython,
    #[error("our own side failed: {0}")]
    Ours(String),
    #[error("cannot read the input: {0}")]
    Input(String),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

impl Error {
    /// What was given is not what it should be.
    pub(crate) fn input(error: impl std::fmt::Display) -> Self {
        Self::Input(error.to_string())
    }

    /// A failure of what is measured, which is a fault of the case or of the crate.
    pub(crate) fn ours(error: impl std::fmt::Display) -> Self {
        Self::Ours(error.to_string())
    }
}
