//! The hostile corpus: every file within its time and its limits, with the outcome that its
//! manifest asks for, on a thread with a small stack.

#![cfg(all(feature = "gzip", feature = "tar", feature = "zip", feature = "zlib"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use b64unpack::{Limit, ProblemKind, Tree, Unpacker};
use cpu_time::ThreadTime;
use serde::Deserialize;

const STACK: usize = 256 * 1024;
/// The manifest's times are for release builds on an idle machine.
const SLACK: u32 = if cfg!(debug_assertions) { 30 } else { 5 };

/// Formats that the corpus has and that may not be compiled in: then only the rules that hold for every
/// file are tested on them.
const NOT_READ: [&str; 1] = ["7z"];

/// Files that are not what the manifest says they are, with what they are.
const CORRECTIONS: [(&str, &str); 1] = [
    // Meant to hold a distance before the start; it holds 37 literals and no end. zlib (Python's
    // `zlib.decompressobj(-15)`) reads them without an error, too.
    ("gz/deflate_far_distance.raw", "partial"),
];

#[derive(Clone, Deserialize)]
struct File {
    file: String,
    code: String,
    ms: u32,
    mem_mib: u64,
    max_out: usize,
}

#[test]
fn corpus() {
    let Some(corpus) = make_corpus() else {
        return;
    };
    let manifest = std::fs::read_to_string(corpus.join("manifest.json")).unwrap();
    let files: Vec<File> = serde_json::from_str(&manifest).unwrap();
    let ours = |file: &&File| {
        ["b64/", "gz/", "tar/", "zip/"]
            .iter()
            .any(|d| file.file.starts_with(d))
    };
    let files: Vec<&File> = files.iter().filter(ours).collect();
    assert!(files.len() > 150, "the corpus is not whole");
    let failures: Vec<String> = files
        .iter()
        .filter_map(|file| check(&corpus, file).err())
        .collect();
    std::fs::remove_dir_all(&corpus).unwrap();
    assert!(
        failures.is_empty(),
        "{} failures:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// Writes the corpus into a folder of its own.
fn make_corpus() -> Option<PathBuf> {
    let script = common::shared("hostile/make_corpus.py")?;
    let folder = std::env::temp_dir().join(format!("b64unpack-corpus-{}", std::process::id()));
    let made = Command::new("python3").arg(script).arg(&folder).output();
    match made {
        Ok(output) if output.status.success() => Some(folder),
        Ok(output) => panic!(
            "make_corpus.py: {}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) => {
            common::skip(&format!("the hostile corpus (python3: {error})"));
            None
        }
    }
}

fn check(corpus: &Path, file: &File) -> Result<(), String> {
    let bytes = std::fs::read(corpus.join(&file.file)).unwrap();
    let unpacker = unpacker(&file.file);
    let work = move || {
        let start = ThreadTime::now();
        let tree = unpacker.unpack(&bytes);
        let took = start.elapsed();
        let mut again = Vec::new();
        let memory = allocation_counter::measure(|| again.push(unpacker.unpack(&bytes)));
        let same = describe(&tree) == describe(&again[0]);
        (same, took, memory.bytes_max, tree)
    };
    let thread = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(work)
        .unwrap();
    let (same, took, memory, tree) = thread
        .join()
        .map_err(|_| format!("{}: panicked", file.file))?;

    let fail = |what: &str| {
        let kinds: BTreeSet<&str> = tree.problems().iter().map(|p| p.kind().name()).collect();
        Err(format!(
            "{}: {what}; expected {}, got {kinds:?}",
            file.file, file.code
        ))
    };
    if !same {
        return fail("two runs differ");
    }
    if took > Duration::from_millis(file.ms.into()) * SLACK {
        return fail(&format!("took {took:?}"));
    }
    if memory > file.mem_mib << 20 {
        return fail(&format!("took {memory} bytes of memory"));
    }
    let total: usize = tree.iter().map(|payload| payload.bytes().len()).sum();
    if total > 64 << 20
        || tree
            .iter()
            .any(|payload| payload.bytes().len() > file.max_out)
    {
        return fail("more bytes than the limits allow");
    }
    let not_read = !cfg!(feature = "sevenz") && NOT_READ.iter().any(|end| file.file.ends_with(end));
    let corrected = CORRECTIONS.iter().find(|(name, _)| *name == file.file);
    let code = corrected.map_or(file.code.as_str(), |(_, code)| code);
    if not_read || code.split('|').any(|code| is_outcome(&tree, code)) {
        return Ok(());
    }
    fail("another outcome")
}

/// Raw streams are read because somebody says that they are streams.
fn unpacker(file: &str) -> Unpacker<'static> {
    let unpacker = Unpacker::new().container_input(!file.starts_with("b64/"));
    match file.rsplit_once('.') {
        Some((_, "raw")) => unpacker.input_format("deflate"),
        // Nor has LZMA alone a magic; its header is recognised where its claims are usual ones.
        Some((_, "lzma")) => unpacker.input_format("lzma"),
        _ => unpacker,
    }
}

fn describe(tree: &Tree) -> Vec<String> {
    let payloads = tree.iter().map(|p| {
        format!(
            "{} {:?} {} {}",
            p.chain(),
            p.range(),
            p.bytes().len(),
            p.confidence()
        )
    });
    payloads
        .chain(
            tree.problems()
                .iter()
                .map(|p| format!("{:?} {p}", p.payload())),
        )
        .collect()
}

fn is_outcome(tree: &Tree, code: &str) -> bool {
    let kinds = || tree.problems().iter().map(b64unpack::Problem::kind);
    let has = |kind: ProblemKind| kinds().any(|found| found == kind);
    let limit = |limit: Limit| has(ProblemKind::Limit(limit));
    match code {
        "ok" => !kinds().any(is_defect),
        "err" => kinds().any(is_defect),
        "partial" => {
            has(ProblemKind::Truncated)
                && tree
                    .iter()
                    .any(|p| p.is_truncated() && !p.bytes().is_empty())
        }
        "err:overlap" => has(ProblemKind::Overlap),
        "err:size_mismatch" => has(ProblemKind::SizeMismatch),
        "err:count" => has(ProblemKind::Count),
        "err:crc" | "err:adler" => has(ProblemKind::Checksum),
        "err:truncated" => has(ProblemKind::Truncated),
        "err:encrypted" => has(ProblemKind::Encrypted),
        "err:unsupported" | "err:dictionary" => has(ProblemKind::Unsupported),
        "err:mismatch" => has(ProblemKind::NameMismatch),
        "err:bounds" => has(ProblemKind::Bounds),
        "err:deflate" => has(ProblemKind::Corrupt),
        "err:header" => has(ProblemKind::Header),
        "trunc" => kinds().any(|kind| matches!(kind, ProblemKind::Limit(_))),
        "trunc:bytes" => limit(Limit::EntryBytes) || limit(Limit::TotalBytes),
        "trunc:entry_bytes" => limit(Limit::EntryBytes),
        "trunc:nodes" => limit(Limit::Nodes),
        "trunc:entries" | "trunc:members" => limit(Limit::Entries),
        "trunc:candidates" => limit(Limit::Candidates),
        "err:memlimit" => limit(Limit::DecoderBytes),
        "trunc:depth" | "depth" => limit(Limit::Depth),
        "trunc:name" => limit(Limit::NameBytes),
        "trunc:ratio" | "ratio" => limit(Limit::Ratio),
        "trunc:total_bytes" | "total_bytes" => limit(Limit::TotalBytes),
        _ => false,
    }
}

/// Whether bytes are lost or wrong; the other kinds are remarks.
fn is_defect(kind: ProblemKind) -> bool {
    !matches!(
        kind,
        ProblemKind::TrailingData
            | ProblemKind::DuplicateName
            | ProblemKind::NameMismatch
            | ProblemKind::Unlisted
            | ProblemKind::Encrypted
            | ProblemKind::Limit(Limit::NameBytes | Limit::Ratio)
    )
}

/// Depth costs memory of the heap, not the stack of the thread.
#[test]
fn hundreds_of_layers_on_a_small_stack() {
    let mut data = b"the innermost text of all of them".to_vec();
    for _ in 0..300 {
        // Stored gzip members: growing by 23 bytes a layer.
        data = stored_gzip(&data);
    }
    let limits = b64unpack::Limits::DEFAULT.depth(400);
    let work = move || {
        let tree = Unpacker::new()
            .container_input(true)
            .limits(limits)
            .unpack(&data);
        assert_eq!(tree.len(), 300);
        assert!(tree.problems().is_empty(), "{:?}", tree.problems());
        let last = tree.iter().last().unwrap();
        assert_eq!(last.bytes(), b"the innermost text of all of them");
        assert_eq!(last.depth(), 300);
        assert_eq!(last.chain().to_string(), ["gzip"; 300].join(">"));
    };
    std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(work)
        .unwrap()
        .join()
        .unwrap();
}

fn stored_gzip(data: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}
