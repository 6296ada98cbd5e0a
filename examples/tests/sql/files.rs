//! Files and folders of every kind.

use serde_json::json;

use crate::support::{Folder, data, objects, sql_in};

const QUESTION: &str = "SELECT i['type'] AS type, count(*) AS n FROM (
         SELECT unnest(iocs(CommandLine)) AS i FROM log WHERE Computer = 'WS-001')
     GROUP BY type ORDER BY type";

/// `processes.csv` as another file.
fn copy(folder: &Folder, name: &str, stored_as: &str) {
    let csv = data().join("processes.csv");
    let path = folder.0.join(name);
    let query = format!(
        "COPY processes TO '{}' STORED AS {stored_as}",
        path.display()
    );
    let run = sql_in(&folder.0, &[&query, &csv.to_string_lossy()]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{name}");
}

#[test]
fn one_answer_from_every_kind_of_file() {
    let folder = Folder::new();
    let csv = data().join("processes.csv");
    let csv = format!("log={}", csv.display());
    let expected = sql_in(&folder.0, &[QUESTION, &csv, "-f", "jsonl"]);
    assert!(objects(&expected.stdout).len() > 5, "{expected:?}");
    copy(&folder, "a.parquet", "PARQUET");
    copy(&folder, "a.arrow", "ARROW");
    copy(&folder, "a.jsonl", "JSON");
    let gzip = |name: &str| {
        let mut bytes = std::fs::read(folder.0.join(name)).unwrap();
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, &std::mem::take(&mut bytes)).unwrap();
        folder.write(&format!("{name}.gz"), encoder.finish().unwrap());
    };
    gzip("a.jsonl");
    folder.write(
        "a.csv",
        std::fs::read(data().join("processes.csv")).unwrap(),
    );
    gzip("a.csv");
    for name in [
        "a.parquet",
        "a.arrow",
        "a.jsonl",
        "a.jsonl.gz",
        "a.csv",
        "a.csv.gz",
    ] {
        let table = format!("log={name}");
        let run = sql_in(&folder.0, &[QUESTION, &table, "-f", "jsonl"]);
        assert_eq!(run.stdout, expected.stdout, "{name}: {}", run.stderr);
    }
    // Without a table: by the path.
    let query = QUESTION.replace("FROM log", "FROM 'a.parquet'");
    let run = sql_in(&folder.0, &[&query, "-f", "jsonl"]);
    assert_eq!(run.stdout, expected.stdout, "{}", run.stderr);
}

/// Only the columns that are asked for are read from Parquet, and the filter goes along.
#[test]
fn parquet_reads_what_is_asked_for() {
    let folder = Folder::new();
    copy(&folder, "log.parquet", "PARQUET");
    let explain = format!("EXPLAIN FORMAT INDENT {QUESTION}");
    let run = sql_in(&folder.0, &[&explain, "log.parquet", "-f", "jsonl"]);
    let plans = objects(&run.stdout);
    let plan = plans.last().unwrap()["plan"].as_str().unwrap().to_owned();
    let source = plan
        .lines()
        .find(|line| line.contains("DataSourceExec"))
        .unwrap();
    assert!(
        source.contains("projection=[CommandLine]")
            || source.contains("projection=[Computer, CommandLine]"),
        "{source}"
    );
    assert!(source.contains("predicate=Computer"), "{source}");
    assert!(source.contains("pruning_predicate="), "{source}");
}

#[test]
fn a_folder_is_one_table() {
    let folder = Folder::new();
    folder.write("log/day=2026-03-01/a.csv", "host,n\nh1,1\nh2,2\n");
    folder.write("log/day=2026-03-02/a.csv", "host,n\nh1,3\n");
    folder.write("log/day=2026-03-02/b.csv", "host,n\nh1,4\n");
    folder.write("log/_SUCCESS", "");
    let query = "SELECT day, sum(n) AS n FROM log WHERE host = 'h1' GROUP BY day ORDER BY day";
    let run = sql_in(&folder.0, &[query, "log", "-f", "jsonl"]);
    let expected = [
        json!({"day": "2026-03-01", "n": 1}),
        json!({"day": "2026-03-02", "n": 7}),
    ];
    assert_eq!(objects(&run.stdout), expected, "{}", run.stderr);
    folder.write("log/day=2026-03-02/c.parquet", "");
    let run = sql_in(&folder.0, &[query, "log"]);
    assert_eq!(run.status, Some(2));
    assert_eq!(
        run.stderr,
        "sql: log: holds files of several kinds (.csv, .parquet); name them one by one\n"
    );
}

#[test]
fn what_cannot_be_read_is_said() {
    let folder = Folder::new();
    folder.write("a.docx", "");
    folder.write("empty/.hidden", "");
    folder.write("bad.parquet", "no parquet");
    let cases = [
        ("none.csv", "sql: none.csv: No such file or directory"),
        (
            "a.docx",
            "sql: a.docx: the ending tells no format; known are .csv",
        ),
        ("empty", "sql: empty: there are no files to read in it"),
        ("bad.parquet", "sql: bad.parquet: "),
    ];
    for (table, expected) in cases {
        let run = sql_in(&folder.0, &["SELECT 1", table]);
        assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{table}");
        assert!(run.stderr.starts_with(expected), "{}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1);
    }
}
