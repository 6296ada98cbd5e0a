//! Chores of the workspace, run as `cargo xtask CHORE`.

mod sample;

use std::error::Error;
use std::process::ExitCode;

/// What a chore ends with: nothing, or a reason a person can act on.
type Outcome = Result<(), Box<dyn Error>>;

const USAGE: &str = "\
usage: cargo xtask CHORE

chores:
  sample-data [--seed N] [--check]   write the bundled sample data, or check that it is as written";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Outcome {
    match args.split_first() {
        Some((chore, rest)) if chore == "sample-data" => sample::run(rest),
        Some((other, _)) => Err(format!("no chore is called `{other}`\n\n{USAGE}").into()),
        None => Err(USAGE.into()),
    }
}

#[expect(
    clippy::print_stderr,
    reason = "a command's messages go to standard error"
)]
fn report(message: &str) {
    eprintln!("{message}");
}
