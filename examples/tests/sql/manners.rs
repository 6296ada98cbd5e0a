//! Exit status, formats, and what a terminal must not be sent.

use std::io::Read;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::support::{Folder, objects, sql_in};

#[test]
fn the_exit_status_tells_whether_there_are_rows() {
    let folder = Folder::new();
    let status = |query| sql_in(&folder.0, &[query, "-f", "jsonl"]).status;
    assert_eq!(status("SELECT 1 AS one"), Some(0));
    assert_eq!(status("SELECT 1 AS one WHERE false"), Some(1));
    assert_eq!(status("SELECT"), Some(2));
    assert_eq!(status("SELECT * FROM nothing"), Some(2));
    assert_eq!(status("SELECT nothing(1)"), Some(2));
}

#[test]
fn a_mistake_is_one_line_that_helps() {
    let folder = Folder::new();
    folder.write("log.csv", "CommandLine,n\ndir,1\n");
    let run = sql_in(&folder.0, &["SELECT commandline FROM log", "log.csv"]);
    assert_eq!(run.status, Some(2));
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert!(run.stderr.starts_with("sql: "), "{}", run.stderr);
    assert!(run.stderr.contains("CommandLine"), "{}", run.stderr);
    let run = sql_in(&folder.0, &["SELECT iocs(n) FROM log", "log.csv"]);
    assert!(
        run.stderr.contains("with text or bytes, not Int64"),
        "{}",
        run.stderr
    );
}

const NESTED: &str = "SELECT 'a,b' AS text, iocs('at 10.0.0.7') AS found, NULL AS nothing, \
                      arrow_cast(X'00ff', 'Binary') AS bytes";

#[test]
fn lists_in_every_format() {
    let folder = Folder::new();
    let run = sql_in(&folder.0, &[NESTED, "-f", "jsonl"]);
    let [row] = objects(&run.stdout).try_into().unwrap();
    assert_eq!(row["found"][0]["value"], "10.0.0.7");
    assert_eq!(
        (&row["nothing"], &row["bytes"]),
        (&json!(null), &json!("00ff"))
    );
    let run = sql_in(&folder.0, &[NESTED, "-f", "csv"]);
    let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
    assert_eq!(
        reader.headers().unwrap(),
        &["text", "found", "nothing", "bytes"][..]
    );
    let record = reader.records().next().unwrap().unwrap();
    assert_eq!((&record[0], &record[2], &record[3]), ("a,b", "", "00ff"));
    let found: serde_json::Value = serde_json::from_str(&record[1]).unwrap();
    assert_eq!(found, row["found"]);
    let run = sql_in(&folder.0, &[NESTED, "-f", "parquet", "-o", "out.parquet"]);
    assert_eq!(
        (run.status, run.stdout.as_str()),
        (Some(0), ""),
        "{}",
        run.stderr
    );
    let run = sql_in(
        &folder.0,
        &["SELECT * FROM out", "out.parquet", "-f", "jsonl"],
    );
    assert_eq!(objects(&run.stdout), [row]);
}

#[test]
fn a_table_without_rows_has_its_columns() {
    let folder = Folder::new();
    let of = |format| {
        sql_in(
            &folder.0,
            &["SELECT 1 AS one, 2 AS two WHERE false", "-f", format],
        )
    };
    assert_eq!(of("text").stdout, "one  two\n---  ---\n");
    assert_eq!(of("csv").stdout, "one,two\n");
    assert_eq!(of("jsonl").stdout, "");
}

/// Ten thousand rows are several pages.
#[test]
fn long_tables_come_in_pages() {
    let folder = Folder::new();
    let run = sql_in(
        &folder.0,
        &["SELECT value AS n FROM generate_series(1, 2500) ORDER BY n"],
    );
    let heads = run.stdout.lines().filter(|line| *line == "n").count();
    assert_eq!((heads, run.stdout.lines().count()), (3, 2500 + 2 * 3));
}

#[test]
fn nothing_reaches_the_terminal_raw() {
    let folder = Folder::new();
    folder.write("log.csv", "text\n\"a\u{1b}[2Jb\nc\u{202e}d\"\n");
    let run = sql_in(&folder.0, &["SELECT text FROM log", "log.csv"]);
    assert_eq!(
        run.stdout,
        "text\n-----------------------\na\\u{1b}[2Jb\\nc\\u{202e}d\n"
    );
    let run = sql_in(&folder.0, &["SELECT \"\u{1b}[2J\""]);
    assert!(!run.stderr.contains('\u{1b}'), "{:?}", run.stderr);
}

/// A query that cannot be run does not empty the file of the last one.
#[test]
fn a_mistake_leaves_the_output_alone() {
    let folder = Folder::new();
    folder.write("out.csv", "kept");
    let run = sql_in(&folder.0, &["SELECT nothing", "-f", "csv", "-o", "out.csv"]);
    assert_eq!(run.status, Some(2));
    assert_eq!(
        std::fs::read_to_string(folder.0.join("out.csv")).unwrap(),
        "kept"
    );
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let query = "SELECT value AS n FROM generate_series(1, 3000000)";
    for format in ["text", "jsonl", "csv"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sql"))
            .args([query, "-f", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut start = [0; 64];
        child.stdout.take().unwrap().read_exact(&mut start).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
    }
}

/// Whatever the number of threads, an ordered answer is the same.
#[test]
fn any_number_of_threads() {
    let query = "SELECT i['value'] AS value, count(*) AS n FROM (
             SELECT unnest(iocs(CommandLine)) AS i FROM processes) GROUP BY value ORDER BY n DESC, value";
    let of = |threads| {
        let args = [query, "processes.csv", "-f", "csv", "-j", threads];
        sql_in(&crate::support::data(), &args).stdout
    };
    let one = of("1");
    assert!(one.lines().count() > 100);
    for threads in ["2", "5"] {
        assert_eq!(of(threads), one);
    }
}
