//! The same output for any number of threads.

use crate::support::run;

#[test]
fn any_number_of_threads_prints_the_same() {
    let log = concat!(env!("CARGO_MANIFEST_DIR"), "/data/processes.csv");
    for (tool, options) in [
        ("hunt", &["-f", "jsonl"][..]),
        ("hunt", &["-f", "text"]),
        ("unpack", &[log, "-f", "jsonl"]),
        ("iocs", &[log, "-f", "csv"]),
        ("iocs", &[log, "-f", "jsonl", "--unique"]),
    ] {
        let with = |threads: &str| run(tool, &[options, &["--threads", threads]].concat());
        let one = with("1");
        assert!(
            one.status == Some(0) && one.stdout.lines().count() > 100,
            "{tool}: {}",
            one.stderr
        );
        for threads in ["2", "8"] {
            assert!(
                one == with(threads),
                "{tool} {options:?} with {threads} threads"
            );
        }
    }
}
