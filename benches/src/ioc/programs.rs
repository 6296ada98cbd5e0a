//! Whole programs on one of the texts, from the file to what they print: `iocs` against `rg`, and
//! the crate `ioc_extract` in a program of its own.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::corpora::{self, all, head};
use crate::clock::Timed;
use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::prose::Corpus;
use crate::process;

/// Where the programs are that are asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Programs {
    pub(crate) iocs: Option<PathBuf>,
    pub(crate) rg: Option<PathBuf>,
    pub(crate) ioc_extract: Option<PathBuf>,
}

/// How many bytes `ioc_extract` is given.
const PART: usize = 100_000;

/// Text in, JSON out on one thread, against the count of what the alternation matches.
pub(crate) fn against_rg(
    arena: &Arena,
    case: &str,
    corpus: &Corpus,
    file: &Path,
    alternation: &str,
) -> Result<(), Error> {
    let (Some(iocs), Some(rg)) = (&arena.programs.iocs, &arena.programs.rg) else {
        return Ok(());
    };
    let ours = || {
        let mut iocs = Command::new(iocs);
        process::run(
            iocs.args(["-i", "text", "-f", "jsonl", "-j", "1"])
                .arg(file),
        )
    };
    let rival = || {
        let mut rg = Command::new(rg);
        let rg = rg.args(["--no-config", "--threads", "1", "--count-matches"]);
        // What the regular expression and its automaton may take is no matter here.
        let rg = rg.args(["--regex-size-limit", "200M", "--dfa-size-limit", "200M"]);
        process::run(rg.args(["-e", alternation]).arg(file))
    };
    let agree = |ours: &Vec<u8>, count: &Vec<u8>| {
        let count = String::from_utf8_lossy(count).trim().parse::<u64>();
        count.is_ok_and(|count| count > 0) && holds_planted(corpus, ours)
    };
    arena.alternate_timed(&Pairing::new(case, "rg process"), ours, rival, agree)
}

/// Whether the records that `iocs` wrote have all that was planted.
fn holds_planted(corpus: &Corpus, records: &[u8]) -> bool {
    let lines = records.split(|&b| b == b'\n');
    let values: HashSet<String> = lines
        .filter_map(|line| serde_json::from_slice::<Value>(line).ok())
        .filter_map(|record| Some(record.get("value")?.as_str()?.to_owned()))
        .collect();
    !values.is_empty() && corpus.planted.iter().all(|value| values.contains(value))
}

/// All kinds in this process, against the program that times the call of the crate's function over
/// the first part of the text.
pub(crate) fn against_ioc_extract(
    arena: &Arena,
    case: &str,
    corpus: &Corpus,
    file: &Path,
) -> Result<(), Error> {
    let Some(program) = &arena.programs.ioc_extract else {
        return Ok(());
    };
    let part = head(&corpus.text, PART).len();
    let pairing = Pairing {
        case,
        rival: "ioc_extract",
        share: part as f64 / corpus.text.len() as f64,
    };
    let ours = || all().find_iter(&corpus.text).count();
    let rival = || -> Result<Timed<f64>, Error> {
        let mut program = Command::new(program);
        let told = process::run(program.arg(file).arg(part.to_string()))?.answer;
        let told: Value = serde_json::from_slice(&told)?;
        let number = |name: &str| told.get(name).and_then(Value::as_f64).unwrap_or(0.0);
        Ok(Timed {
            seconds: number("seconds"),
            answer: number("found"),
        })
    };
    // It looks at whole words only, and finds nothing in some logs.
    let agree = |_: &usize, _: &f64| corpora::holds_planted(corpus);
    arena.alternate(&pairing, ours, rival, agree)
}
