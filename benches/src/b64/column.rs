//! Records of a column of lines: the unpacker, line by line, against the tools that do the same.

use std::sync::Arc;

use b64unpack::{DigestSet, Encoding, Payload, Tree, Unpacker};
use serde_json::{Value, json};

use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::lab;
use crate::input::log::{self, Log};
use crate::python;

/// Command lines: the lab's own where they are at hand.
const LAB: &str = "lab column";
/// One line in fifty with a payload.
const SMALL: &str = "log";
/// 50 MB, one line in a hundred with a payload.
const LARGE: &str = "50 MB log";
/// The fewest symbols that `msticpy` looks for, and so all are told to.
const MIN_LEN: usize = 30;

pub(super) fn run(arena: &mut Arena) -> Result<(), Error> {
    if arena.wants(SMALL) {
        let log = log::with_payloads(arena.seed, if arena.quick { 200 } else { 5_000 });
        against_all(arena, SMALL, &log.rows())?;
    }
    if arena.wants(LAB) {
        let column = lab::command_lines(arena.seed, arena.quick);
        against_all(arena, LAB, &column.rows())?;
    }
    if !arena.quick && arena.wants(LARGE) {
        large(arena)?;
    }
    Ok(())
}

/// What was found in a line that has something.
type Found = Vec<(usize, Arc<Tree>)>;

/// Everything that the unpacker looks for by default. Digests and text in hexadecimal are
/// computed when somebody asks.
fn records(rows: &[Option<&str>]) -> Found {
    let mut unpacked = Unpacker::new().rows();
    let lines = rows.iter().enumerate();
    let lines = lines.filter_map(|(row, line)| Some((row, line.as_ref()?)));
    let mut found = Vec::new();
    for (row, line) in lines {
        let tree = unpacked.unpack(line.as_bytes());
        if !tree.is_empty() {
            found.push((row, tree.clone()));
        }
    }
    found
}

/// The same, and all three digests of each, as the rival's records have them.
fn digested(rows: &[Option<&str>]) -> (Found, Vec<DigestSet>) {
    let found = records(rows);
    let payloads = found.iter().flat_map(|(_, tree)| tree.iter());
    let digests = DigestSet::of_each(payloads.map(|payload| payload.bytes()));
    (found, digests)
}

fn against_all(arena: &mut Arena, case: &str, rows: &[Option<&str>]) -> Result<(), Error> {
    let ours = || records(rows);
    if let Some(mut python) = arena.python.take() {
        let input = python.rows(case, rows)?;
        let rival = || python.run("unpack", &input, &Value::Null);
        let pairing = Pairing::new(case, "msticpy");
        let agree = |ours: &Found, theirs: &Vec<u8>| holds(&of_msticpy(theirs), ours);
        arena.alternate(&pairing, ours, rival, agree)?;
        if let Some(script) = arena.base64dump.clone() {
            let input = python.input(&format!("{case}.txt"), joined(rows).as_bytes())?;
            // It is told the fewest bytes, not symbols.
            let task = json!({"script": script, "least": MIN_LEN / 4 * 3});
            let rival = || python.run("base64dump", &input, &task);
            let agree = |ours: &Found, theirs: &Vec<u8>| holds(&python::lines(theirs), ours);
            arena.alternate(&Pairing::new(case, "base64dump"), ours, rival, agree)?;
        }
        arena.python = Some(python);
    }
    if let Some(mut refinery) = arena.refinery.take() {
        let input = refinery.input(&format!("{case}.txt"), joined(rows).as_bytes())?;
        let rival = || refinery.run("refinery", &input, &json!({"least": MIN_LEN}));
        let agree = |ours: &Found, theirs: &Vec<u8>| holds(&python::lines(theirs), ours);
        let pairing = Pairing::new(case, "binary-refinery");
        arena.alternate(&pairing, ours, rival, agree)?;
        arena.refinery = Some(refinery);
    }
    Ok(())
}

/// The rival takes half a minute, so that it is measured twice for all that it is compared with.
fn large(arena: &mut Arena) -> Result<(), Error> {
    let Some(mut python) = arena.python.take() else {
        return Ok(());
    };
    let log = log::sparse(arena.seed, 50_000_000);
    let rows = log.rows();
    let input = python.rows(LARGE, &rows)?;
    let first = python.run("unpack", &input, &Value::Null)?;
    let mut theirs = python.run("unpack", &input, &Value::Null)?;
    theirs.seconds = theirs.seconds.min(first.seconds);
    arena.python = Some(python);
    let found = of_msticpy(&theirs.answer);
    let same = |ours: &Found| holds(&found, ours) && holds_planted(&log, ours);
    let pairing = Pairing::new(LARGE, "msticpy");
    arena.known(&pairing, || records(&rows), &theirs, same)?;
    let pairing = Pairing::new("50 MB log, digested", "msticpy");
    arena.known(
        &pairing,
        || digested(&rows),
        &theirs,
        |(ours, digests)| {
            same(ours) && digests.len() == ours.iter().map(|(_, tree)| tree.len()).sum::<usize>()
        },
    )?;
    super::face::against(arena, "50 MB log, msticpy's face", &rows, &theirs)
}

fn joined(rows: &[Option<&str>]) -> String {
    let lines: Vec<&str> = rows.iter().flatten().copied().collect();
    lines.join("\n")
}

/// The MD5 of each payload in the rival's records.
fn of_msticpy(answer: &[u8]) -> Vec<Value> {
    let md5 = |line: &Value| line.pointer("/2/5").cloned();
    python::lines(answer).iter().filter_map(md5).collect()
}

/// Whether the rival has, by their MD5, all of ours that it looks for: it knows neither the
/// alphabet for URLs nor missing padding, nor what is inside of a payload.
fn holds(theirs: &[Value], ours: &Found) -> bool {
    let theirs: std::collections::HashSet<&str> = theirs.iter().filter_map(Value::as_str).collect();
    let payloads = ours.iter().flat_map(|(_, tree)| tree.roots());
    let mut md5 = payloads
        .filter(is_plain)
        .map(|payload| payload.digests().md5_hex());
    !theirs.is_empty() && md5.all(|md5| theirs.contains(md5.as_str()))
}

fn is_plain(payload: &Payload<'_>) -> bool {
    let len = payload.range().map_or(0, |range| range.len());
    payload.encoding() == Some(Encoding::Base64) && len >= MIN_LEN + 2 && len.is_multiple_of(4)
}

fn holds_planted(log: &Log, ours: &Found) -> bool {
    let found = ours
        .iter()
        .flat_map(|(row, tree)| tree.roots().map(|payload| (*row, payload)));
    let found = found.map(|(row, payload)| (row, payload.bytes()));
    let planted = log
        .planted
        .iter()
        .map(|(row, bytes)| (*row, bytes.as_slice()));
    found.eq(planted)
}
