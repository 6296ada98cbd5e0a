//! The sample data that the binaries are bundled with, and the truth about it.
//!
//! Everything comes out of one seed. The truth is known by construction: what is planted is written
//! down when it is planted, and none of the product's crates has a say in it.

mod archive;
mod benign;
mod cabinet;
mod clock;
mod compound;
mod compress;
mod csv;
mod encoded;
mod event;
mod hidden;
mod indicator;
mod kinds;
mod network;
mod notes;
mod packed;
mod payload;
mod process_log;
mod rar;
mod rare;
mod report;
mod rng;
mod script;
mod sevenz;
mod spelling;
mod traffic;
mod truth;
mod written;
mod zip_aes;
mod zipcrypto;

use std::path::Path;

use crate::Outcome;

/// The day the data were first made.
const SEED: u64 = 20_260_302;

/// The folder of the sample data, from the root of the workspace.
const FOLDER: &str = "examples/data";

/// A file to write: its name and what is in it.
type File = (&'static str, String);

/// `sample-data [--seed N] [--check]`
pub(crate) fn run(args: &[String]) -> Outcome {
    let mut seed = SEED;
    let mut check = false;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--check" => check = true,
            "--seed" => seed = args.next().ok_or("--seed takes a number")?.parse()?,
            other => return Err(format!("sample-data has no option `{other}`").into()),
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(FOLDER);
    let files = generate(seed)?;
    if check {
        compare(&folder, &files)
    } else {
        write(&folder, &files)
    }
}

fn generate(seed: u64) -> Result<Vec<File>, Box<dyn std::error::Error>> {
    let log = process_log::generate(seed)?;
    let traffic = traffic::generate(seed);
    Ok(vec![
        ("processes.csv", log.csv()),
        ("traffic.csv", traffic.csv()),
        ("anomalies.csv", kinds::csv(seed)),
        ("ground-truth.json", truth::render(seed, &log, &traffic)),
    ])
}

fn write(folder: &Path, files: &[File]) -> Outcome {
    std::fs::create_dir_all(folder)?;
    for (name, content) in files {
        std::fs::write(folder.join(name), content)?;
    }
    Ok(())
}

fn compare(folder: &Path, files: &[File]) -> Outcome {
    for (name, content) in files {
        let path = folder.join(name);
        let found =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        if found != *content {
            return Err(
                format!("{FOLDER}/{name} is not what `cargo xtask sample-data` writes").into(),
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{SEED, generate, run};

    #[test]
    fn the_committed_files_are_as_written() {
        run(&["--check".to_owned()]).unwrap();
    }

    #[test]
    fn a_seed_decides_everything() {
        assert_eq!(generate(7).unwrap(), generate(7).unwrap());
        assert_ne!(generate(7).unwrap(), generate(SEED).unwrap());
    }
}
