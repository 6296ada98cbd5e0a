//! The lab's process log and the hostile corpus, where they are at hand.
#![expect(
    clippy::expect_used,
    reason = "a test that finds no data, or other data than it says, should stop"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use iocextract::{Extractor, Kind, Overlap};

/// The shared data, or `None` with a word about it; in CI they must be there.
fn shared(part: &str) -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = std::env::var_os("CHAFFINCH_SHARED").unwrap_or_else(|| "../shared".into());
    let path = workspace.join(root).join(part);
    if path.exists() {
        return Some(path);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "no shared data at {}",
        path.display()
    );
    skipped(&format!("no shared data at {}", path.display()));
    None
}

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn skipped(what: &str) {
    eprintln!("skipped: {what}");
}

/// The log as text, without a CSV reader: its rows are lines, and quotes delimit its cells.
fn lab() -> Option<String> {
    Some(fs::read_to_string(shared("lab/processes_on_host.csv")?).expect("the lab's log"))
}

#[test]
fn the_lab_has_no_false_hosts() {
    let Some(log) = lab() else { return };
    let extractor = Extractor::new();
    let hosts: std::collections::BTreeSet<_> = extractor
        .find_iter(&log)
        .filter(|ioc| ioc.kind() == Kind::Domain)
        .map(|ioc| ioc.value())
        .collect();
    // Read by hand: the log names these two outside of URLs and addresses.
    assert_eq!(
        hosts.into_iter().collect::<Vec<_>>(),
        ["ftp.wh401k.org", "www.401hk.com"]
    );
}

#[test]
fn the_lab_has_as_many_as_plain_search_counts() {
    let Some(log) = lab() else { return };
    let lower = log.to_ascii_lowercase();
    let extractor = Extractor::new();
    let count = |kind, value: &str| {
        let found = extractor.find_iter(&log);
        found
            .filter(|ioc| ioc.kind() == kind && ioc.value() == value)
            .count()
    };
    for (kind, value) in [
        (Kind::Ipv4, "127.0.0.1"),
        (Kind::Ipv4, "168.63.129.16"),
        (Kind::Email, "timb@microsoft.com"),
        (Kind::Domain, "www.401hk.com"),
        (Kind::Md5, "772a9cf421eec37e11490f01d0edd091"),
    ] {
        assert_eq!(count(kind, value), lower.matches(value).count(), "{value}");
    }
}

#[test]
fn hostile_files_are_searched_through() {
    let Some(script) = shared("hostile/make_corpus.py") else {
        return;
    };
    let folder = std::env::temp_dir().join(format!("iocextract-corpus-{}", std::process::id()));
    let made = Command::new("python3").arg(script).arg(&folder).output();
    if made.is_err() {
        skipped("the hostile corpus: no python3");
        return;
    }
    let mut searched = 0;
    for entry in fs::read_dir(folder.join("ioc")).expect("the corpus") {
        let bytes = fs::read(entry.expect("an entry").path()).expect("a file");
        let every = Extractor::new().overlap(Overlap::Every).loose(true);
        for extractor in [Extractor::new(), every] {
            for (offset, ioc) in extractor.find_bytes_iter(&bytes) {
                let span = bytes.get(offset + ioc.start()..offset + ioc.end());
                assert_eq!(span, Some(ioc.as_str().as_bytes()));
            }
        }
        searched += 1;
    }
    fs::remove_dir_all(&folder).expect("our own folder");
    assert!(searched > 0, "the corpus is not empty");
}
