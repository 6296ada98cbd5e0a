//! Parsing of command lines, with a word on what is not there yet.

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Options that are part of the design and have not been built.
const PLANNED: &[&str] = &[
    "--as",
    "--by",
    "--export",
    "--password",
    "--plot",
    "--report",
    "--step",
];

/// Parses the process's arguments, or ends the process as clap does: with status 2 and a message.
#[must_use]
pub fn arguments<T: Parser>() -> T {
    T::try_parse().unwrap_or_else(|error| match planned(&error) {
        Some(option) => {
            let message = format!("{option} is not supported yet");
            T::command()
                .error(ErrorKind::UnknownArgument, message)
                .exit()
        }
        None => error.exit(),
    })
}

fn planned(error: &clap::Error) -> Option<&'static str> {
    let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let name = argument.split('=').next()?;
    PLANNED.iter().copied().find(|&planned| planned == name)
}
