//! Programs as processes of their own: what each costs from its start to its end.

use std::process::{Command, Stdio};

use crate::clock::Timed;
use crate::error::Error;

/// Statuses up to this tell whether something was found; a higher one is a failure.
const FOUND_NONE: i32 = 1;

/// Runs a program to its end: its answer is what it writes, its time that of the processor, in the
/// program and in the system on its behalf.
pub(crate) fn run(program: &mut Command) -> Result<Timed<Vec<u8>>, Error> {
    let before = spent()?;
    let output = program
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()?;
    let seconds = spent()? - before;
    match output.status.code() {
        Some(0..=FOUND_NONE) => Ok(Timed {
            seconds,
            answer: output.stdout,
        }),
        _ => Err(Error::Program(program.get_program().to_owned())),
    }
}

/// The time of all children that have ended.
#[cfg(unix)]
fn spent() -> Result<f64, Error> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeVal;

    let seconds = |time: TimeVal| time.tv_sec() as f64 + 1e-6 * time.tv_usec() as f64;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(std::io::Error::from)?;
    Ok(seconds(usage.user_time()) + seconds(usage.system_time()))
}

#[cfg(not(unix))]
fn spent() -> Result<f64, Error> {
    Err(Error::Ours(
        "what a child process costs is known on Unix alone".to_owned(),
    ))
}
