//! How a run ends.

use std::io::Write;
use std::process::ExitCode;

use crate::error::Error;

/// What a run amounts to; scripts read it as the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// 0
    Found,
    /// 1
    Nothing,
    /// 2
    Failed,
}

impl Status {
    /// Turns the outcome of a tool into its exit status; says on standard error why it failed.
    ///
    /// A reader of our output who has seen enough is no failure.
    #[must_use]
    pub fn exit(outcome: Result<Status, Error>) -> ExitCode {
        let status = outcome.unwrap_or_else(|error| {
            if error.is_closed_pipe() {
                return Status::Found;
            }
            complain(&error.to_string());
            Status::Failed
        });
        match status {
            Status::Found => ExitCode::SUCCESS,
            Status::Nothing => ExitCode::from(1),
            Status::Failed => ExitCode::from(2),
        }
    }
}

/// A line on standard error, headed by the tool's name. If standard error is gone, nobody needs it.
pub fn complain(message: &str) {
    let tool = std::env::args_os().next().unwrap_or_default();
    let tool = std::path::Path::new(&tool)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let _ = writeln!(
        std::io::stderr(),
        "{tool}: {}",
        crate::printable::Printable(message)
    );
}
