//! Whole texts with all kinds on: a threat report, a column of command lines, a firewall's log and
//! a web server's.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use iocextract::{Extractor, KindSet};
use regex::bytes::{Regex, RegexBuilder};
use serde_json::{Value, json};

use super::programs;
use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::{
    lab,
    prose::{self, Corpus},
    traffic,
};
use crate::python::Python;

/// Nine types of the many that ours looks for, as one writes them without look-around: URLs, e-mail
/// addresses, IPv4 and IPv6 addresses, names, digests, Windows and Linux paths, CVE numbers.
const PATTERNS: [&str; 9] = [
    r#"(?i-u)(?:https?|hxxps?|s?ftps?|s?fxps?|telnet|ldap|file)(?:://|\[://\])[^\s"'<>\\^`{|}]+"#,
    r"(?i-u)[a-z0-9.!#$%&'*+/=?^_`{|}~-]+(?:@|\[at\]|\(at\))(?:[a-z0-9-]{1,63}\[?\.\]?){1,8}[a-z]{2,63}",
    r"(?-u)(?:[0-9]{1,3}\[?\.\]?){3}[0-9]{1,3}",
    r"(?i-u)(?:[a-f0-9]{0,4}:){2,7}[a-f0-9]{0,4}",
    r"(?i-u)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\[?\.\]?){1,8}[a-z]{2,63}",
    r"(?-u)\b(?:[A-Fa-f0-9]{64}|[A-Fa-f0-9]{40}|[A-Fa-f0-9]{32})\b",
    r#"(?i-u)(?:[a-z]:|\\\\[a-z0-9_.$-]+)\\(?:[^/:*?"'<>|\r\n\\]+\\)*[^/:*?"'<>|\r\n\\ ]+"#,
    r#"(?-u)/(?:bin|boot|dev|etc|home|lib|mnt|opt|proc|root|sbin|tmp|usr|var)/[^\s"'<>|:*?]+"#,
    r"(?i-u)CVE-[0-9]{4}-[0-9]{4,7}",
];

/// Rivals in Python, and how many bytes each is given: one is quadratic.
const PYTHON: [(&str, &str, usize); 4] = [
    ("msticpy", "extract_text", 400_000),
    ("ioc-finder", "ioc_finder", 200_000),
    ("iocsearcher", "iocsearcher", 100_000),
    ("iocextract", "iocextract", 20_000),
];

/// Makes about as many bytes as it is told, from a seed.
type Make = fn(u64, usize) -> Corpus;

/// How many rows of a column MSTICPy is given as a data frame.
const ROWS: usize = 4_000;

pub(crate) fn run(arena: &mut Arena) -> Result<(), Error> {
    let len = if arena.quick { 20_000 } else { 8 << 20 };
    let made: [(&str, Make); 4] = [
        ("report", prose::report),
        ("lab", |seed, len| command_lines(seed, len < 1 << 20)),
        ("firewall", traffic::firewall),
        ("web", traffic::web),
    ];
    for (case, make) in made {
        if arena.wants(case) {
            let corpus = make(arena.seed, len);
            if let Some(folder) = &arena.keep {
                let file = keep(folder, case, &corpus)?;
                programs::against_rg(arena, case, &corpus, &file, &alternation())?;
                programs::against_ioc_extract(arena, case, &corpus, &file)?;
            }
            against_regex(arena, case, &corpus)?;
            against_python(arena, case, &corpus)?;
        }
    }
    Ok(())
}

/// For whole programs to be run on.
fn keep(folder: &Path, case: &str, corpus: &Corpus) -> Result<PathBuf, Error> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("patterns"), PATTERNS.join("\n") + "\n")?;
    let file = folder.join(format!("{case}.txt"));
    fs::write(&file, &corpus.text)?;
    Ok(file)
}

/// Nothing is known of what stands in the lab's column, so that nothing is asked for.
fn command_lines(seed: u64, quick: bool) -> Corpus {
    let column = lab::command_lines(seed, quick);
    let cells = column.cells.into_iter().flatten();
    Corpus {
        text: cells.map(|cell| cell + "\n").collect(),
        planted: Vec::new(),
    }
}

fn alternation() -> String {
    PATTERNS.map(|pattern| format!("(?:{pattern})")).join("|")
}

fn against_regex(arena: &Arena, case: &str, corpus: &Corpus) -> Result<(), Error> {
    let pattern: Regex = RegexBuilder::new(&alternation())
        .size_limit(200 << 20)
        .dfa_size_limit(200 << 20)
        .build()
        .map_err(Error::ours)?;
    let ours = || all().find_iter(&corpus.text).count();
    let rival = || pattern.find_iter(corpus.text.as_bytes()).count();
    let agree = |_: &usize, matches: &usize| *matches > 0 && holds_planted(corpus);
    arena.rust(&Pairing::new(case, "regex"), ours, rival, agree)?;
    match case {
        "lab" => rows_against_regex(arena, &pattern, corpus),
        _ => Ok(()),
    }
}

/// The column again, its rows one by one on both sides.
fn rows_against_regex(arena: &Arena, pattern: &Regex, corpus: &Corpus) -> Result<(), Error> {
    let rows: Vec<&str> = corpus.text.lines().collect();
    let extractor = all();
    let ours = || column(&extractor, &rows);
    let rival = || -> usize {
        let matches = rows.iter().map(|row| pattern.find_iter(row.as_bytes()));
        matches.map(Iterator::count).sum()
    };
    let agree = |ours: &usize, matches: &usize| {
        let alone = rows.iter().map(|row| extractor.find_iter(row).count());
        *matches > 0 && *ours == alone.sum::<usize>()
    };
    arena.rust(&Pairing::new("lab rows", "regex"), ours, rival, agree)
}

/// How many indicators the rows of a column hold.
fn column(extractor: &Extractor, column: &[&str]) -> usize {
    let mut rows = extractor.rows();
    column.iter().map(|row| rows.find_all(row).len()).sum()
}

fn against_python(arena: &mut Arena, case: &str, corpus: &Corpus) -> Result<(), Error> {
    let Some(mut python) = arena.python.take() else {
        return Ok(());
    };
    let ours = || all().find_iter(&corpus.text).count();
    for (rival, job, len) in PYTHON {
        let part = head(&corpus.text, len);
        let input = python.input(&format!("{case}-{job}"), part.as_bytes())?;
        let share = part.len() as f64 / corpus.text.len() as f64;
        let pairing = Pairing { case, rival, share };
        let run = || python.run(job, &input, &json!({}));
        let agree = |_: &usize, found: &Vec<u8>| {
            let found: Value = serde_json::from_slice(found).unwrap_or_default();
            found.as_u64() > Some(0) && holds_planted(corpus)
        };
        arena.alternate(&pairing, ours, run, agree)?;
    }
    let outcome = match case {
        "lab" => against_frame(arena, &mut python, corpus),
        _ => Ok(()),
    };
    arena.python = Some(python);
    outcome
}

/// The column as a data frame, its rows one by one on both sides.
fn against_frame(arena: &Arena, python: &mut Python, corpus: &Corpus) -> Result<(), Error> {
    let rows: Vec<&str> = corpus.text.lines().take(ROWS).collect();
    let cells: Vec<Option<&str>> = rows.iter().copied().map(Some).collect();
    let input = python.rows("lab-frame", &cells)?;
    let extractor = all();
    let ours = || column(&extractor, &rows);
    let paths = json!({"paths": true});
    let rival = || python.run("extract", &input, &paths);
    let agree = |ours: &usize, found: &Vec<u8>| *ours > 0 && !found.is_empty();
    arena.alternate(&Pairing::new("lab", "msticpy frame"), ours, rival, agree)
}

pub(super) const fn all() -> Extractor {
    Extractor::new().kinds(KindSet::ALL)
}

/// Whether ours finds what was planted. Validation is none of the rivals' affairs, so that they
/// are asked for no more than to find something.
pub(super) fn holds_planted(corpus: &Corpus) -> bool {
    let extractor = all();
    let found = extractor.find_iter(&corpus.text);
    let values: HashSet<String> = found.map(|ioc| ioc.value().into_owned()).collect();
    corpus.planted.iter().all(|value| values.contains(value))
}

/// The whole lines among the first `len` bytes.
pub(super) fn head(text: &str, len: usize) -> &str {
    let bytes = text.as_bytes();
    let line_feed = bytes.iter().take(len).rposition(|&b| b == b'\n');
    line_feed.and_then(|at| text.get(..=at)).unwrap_or(text)
}
