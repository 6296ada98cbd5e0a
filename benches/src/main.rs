//! `compare`: the crates measured against their rivals, in one run, answers checked.
//!
//! Standard output carries one JSON object a line and nothing else.

mod b64;
mod clock;
mod contest;
mod error;
mod frames;
mod input;
mod ioc;
mod process;
mod python;
mod quality;
mod report;
mod stl;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};

use crate::contest::Arena;
use crate::error::Error;
use crate::ioc::Programs;
use crate::python::Python;

/// Measures Chaffinch against its rivals on inputs made from a seed, and checks that the answers
/// agree. Times are CPU seconds, the least of several runs, ours and the rival's in turn.
#[derive(Parser)]
#[command(name = "compare", version)]
#[command(after_help = "Example: compare stl --case 10k --python venv/bin/python")]
struct Args {
    /// What to measure.
    contest: Contest,
    /// The folder that `nab` reads.
    #[arg(required_if_eq("contest", "nab"))]
    folder: Option<PathBuf>,
    /// An interpreter with msticpy and statsmodels installed; without it only Rust rivals run.
    #[arg(long, value_name = "PATH")]
    python: Option<PathBuf>,
    /// An interpreter with binary-refinery installed, which wants an environment of its own.
    #[arg(long, value_name = "PATH")]
    refinery: Option<PathBuf>,
    /// The script base64dump.py; it is run by the interpreter of --python.
    #[arg(long, value_name = "PATH")]
    base64dump: Option<PathBuf>,
    /// A folder to write the texts of `ioc` to, and the patterns that they are searched for.
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
    /// The program `iocs`, to be run on each text of `ioc` against that of --rg.
    #[arg(long, value_name = "PATH", requires_all = ["rg", "keep"])]
    iocs: Option<PathBuf>,
    /// The program `rg`.
    #[arg(long, value_name = "PATH", requires = "iocs")]
    rg: Option<PathBuf>,
    /// The program that the package in `rivals/ioc_extract` builds.
    #[arg(long, value_name = "PATH", requires = "keep")]
    ioc_extract: Option<PathBuf>,
    /// Only the case of this name.
    #[arg(long, value_name = "NAME")]
    case: Option<String>,
    /// What the inputs are made from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Small inputs and no long cases: whether it works, not how fast it is.
    #[arg(long)]
    quick: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Contest {
    /// Finding and decoding Base64.
    B64,
    /// Extracting indicators.
    Ioc,
    /// Seasonal-trend decomposition.
    Stl,
    /// The same over Arrow record batches.
    Frames,
    /// What detectors find in the data of the Numenta Anomaly Benchmark: FOLDER has its `data` and
    /// `labels`. A case is a group of series.
    Nab,
    /// What detectors find in series with planted anomalies.
    Planted,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<(), Error> {
    match (args.contest, &args.folder) {
        (Contest::Nab, Some(folder)) => return quality::nab(folder, args.case.as_deref()),
        (Contest::Planted, _) => return quality::planted(args.seed, args.quick),
        _ => {}
    }
    let mut arena = Arena::new(
        args.python.as_deref(),
        args.case.clone(),
        args.seed,
        args.quick,
    )?;
    arena.refinery = args.refinery.as_deref().map(Python::start).transpose()?;
    arena.base64dump.clone_from(&args.base64dump);
    arena.keep.clone_from(&args.keep);
    arena.programs = Programs {
        iocs: args.iocs.clone(),
        rg: args.rg.clone(),
        ioc_extract: args.ioc_extract.clone(),
    };
    match args.contest {
        Contest::B64 => b64::run(&mut arena)?,
        Contest::Ioc => ioc::run(&mut arena)?,
        Contest::Stl => stl::run(&mut arena)?,
        Contest::Frames => frames::run(&mut arena)?,
        Contest::Nab | Contest::Planted => {}
    }
    arena.finish()
}

#[expect(
    clippy::print_stderr,
    reason = "a command's messages go to standard error"
)]
fn complain(error: &Error) {
    eprintln!("compare: {error}");
}
