//! Indicators in a process log, and in larger texts.

mod corpora;
mod programs;

use std::collections::HashSet;

use iocextract::{Extractor, KindSet};
use msticpy::iocextract::{DfRow, ExtractOptions, IoCExtract};
use regex::Regex;
use serde_json::{Value, json};

pub(crate) use self::programs::Programs;

use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::log::{self, Log};
use crate::python;

const CASE: &str = "log";

/// The patterns that one writes first.
const PATTERN: &str = r"(?ix)
    https?://[^\s'<>]+
  | [a-z0-9._%+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}
  | \b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b
  | \b(?:[a-f0-9]{64}|[a-f0-9]{40}|[a-f0-9]{32})\b
  | \b(?:[a-z0-9-]+\.)+[a-z]{2,}\b";

pub(crate) fn run(arena: &mut Arena) -> Result<(), Error> {
    if arena.wants(CASE) {
        process_log(arena)?;
    }
    corpora::run(arena)
}

fn process_log(arena: &mut Arena) -> Result<(), Error> {
    let log = log::with_indicators(arena.seed, if arena.quick { 200 } else { 10_000 });
    against_regex(arena, &log)?;
    against_msticpy(arena, &log)
}

/// One alternation for network indicators and digests. It validates nothing, so what is compared
/// is whether both find all that was planted.
fn against_regex(arena: &Arena, log: &Log) -> Result<(), Error> {
    let pattern = Regex::new(PATTERN).map_err(Error::ours)?;
    let text = log.joined();
    let extractor = Extractor::new().kinds(network_and_hashes());
    let ours = || -> Vec<String> {
        extractor
            .find_iter(&text)
            .map(|found| found.value().into_owned())
            .collect()
    };
    let rival = || -> Vec<String> {
        pattern
            .find_iter(&text)
            .map(|found| found.as_str().to_owned())
            .collect()
    };
    let agree = |ours: &Vec<String>, theirs: &Vec<String>| {
        holds_planted(log, ours) && holds_planted(log, theirs)
    };
    arena.rust(&Pairing::new(CASE, "regex"), ours, rival, agree)
}

fn network_and_hashes() -> KindSet {
    KindSet::HASHES.iter().fold(KindSet::NETWORK, KindSet::with)
}

fn holds_planted(log: &Log, found: &[String]) -> bool {
    let found: HashSet<&[u8]> = found.iter().map(String::as_bytes).collect();
    log.planted
        .iter()
        .all(|(_, indicator)| found.contains(indicator.as_slice()))
}

/// The whole result, row by row.
fn against_msticpy(arena: &mut Arena, log: &Log) -> Result<(), Error> {
    let Some(mut python) = arena.python.take() else {
        return Ok(());
    };
    let rows = log.rows();
    let input = python.rows("ioc", &rows)?;
    let extractor = IoCExtract::new();
    let ours = || extractor.extract_df(rows.iter().map(|&cell| [cell]), &ExtractOptions::default());
    let rival = || python.run("extract", &input, &Value::Null);
    let agree =
        |ours: &Vec<DfRow<'_>>, theirs: &Vec<u8>| observables(ours) == python::lines(theirs);
    let outcome = arena.alternate(&Pairing::new(CASE, "msticpy"), ours, rival, agree);
    arena.python = Some(python);
    outcome
}

/// Our rows as the runner writes the rival's: sorted, because the order in a cell is not defined.
fn observables(rows: &[DfRow<'_>]) -> Vec<Value> {
    let mut rows: Vec<_> = rows
        .iter()
        .map(|row| (row.source_index, &row.ioc_type, &row.observable))
        .collect();
    rows.sort();
    rows.into_iter().map(|row| json!(row)).collect()
}
