//! Pipes: one that closes early, and one that nobody writes to.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::support::{run, tool};

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    for format in ["text", "jsonl", "csv"] {
        let mut command = tool("iocs");
        command.args(["-i", "text", "-f", format]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // Endless: the tool has to end because of its output.
        let writer = std::thread::spawn(move || {
            while stdin
                .write_all(b"http://example.com/a http://example.com/b\n")
                .is_ok()
            {}
        });
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut first)
            .unwrap();
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        assert!(!first.is_empty());
        assert_eq!(
            (output.status.code(), output.stderr.as_slice()),
            (Some(0), &b""[..]),
            "{format}"
        );
    }
}

#[test]
fn empty_standard_input_is_nothing_found() {
    for (tool, args) in [("iocs", &[][..]), ("unpack", &[]), ("hunt", &["-"])] {
        let run = run(tool, args);
        assert_eq!(run.status, Some(1), "{tool}");
        assert!(
            run.stderr.ends_with(": standard input: empty\n"),
            "{tool}: {}",
            run.stderr
        );
    }
}
