//! Parsing of command lines, and what comes out of the same definitions.

use std::io;

use clap::builder::EnumValueParser;
use clap::{Arg, ArgMatches, Command, Parser, ValueEnum};
use clap_complete::Shell;
use clap_mangen::Man;

/// Parses the process's arguments, or ends the process as clap does: with status 2 and a message.
#[must_use]
pub fn arguments<T: Parser>() -> T {
    let mut command = T::command().arg(generate());
    let parsed = command.clone().try_get_matches().and_then(|mut matches| {
        print_generated(&mut command, &matches)?;
        T::from_arg_matches_mut(&mut matches)
    });
    parsed.unwrap_or_else(|error| error.exit())
}

/// What can be made from the definition of a command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Generated {
    /// The manual page
    Man,
    /// Completions for this shell
    Bash,
    /// Likewise
    Elvish,
    /// Likewise
    Fish,
    /// Likewise
    Powershell,
    /// Likewise
    Zsh,
}

fn generate() -> Arg {
    Arg::new("generate")
        .long("generate")
        .value_name("WHAT")
        .value_parser(EnumValueParser::<Generated>::new())
        .exclusive(true)
        .help("Print the manual page, or completions for a shell")
}

fn print_generated(command: &mut Command, matches: &ArgMatches) -> Result<(), clap::Error> {
    let Some(what) = matches.get_one::<Generated>("generate") else {
        return Ok(());
    };
    let shell = match what {
        Generated::Man => {
            Man::new(command.clone()).render(&mut io::stdout())?;
            std::process::exit(0);
        }
        Generated::Bash => Shell::Bash,
        Generated::Elvish => Shell::Elvish,
        Generated::Fish => Shell::Fish,
        Generated::Powershell => Shell::PowerShell,
        Generated::Zsh => Shell::Zsh,
    };
    let name = command.get_name().to_owned();
    clap_complete::generate(shell, command, name, &mut io::stdout());
    std::process::exit(0)
}
