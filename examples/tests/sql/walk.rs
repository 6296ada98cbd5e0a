//! `docs/SQL.md`: every query in it gives what stands below it.

use std::path::Path;

use crate::support::{data, sql_in};

/// A query of the document, and the answer that it has there.
struct Step<'d> {
    query: &'d str,
    answer: &'d str,
}

fn steps(document: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for after in document.split("\n```sql\n").skip(1) {
        let (query, rest) = after.split_once("\n```\n").unwrap();
        let (between, rest) = rest.split_once("```text\n").unwrap();
        assert!(!between.contains("```"), "no answer to {query}");
        let (answer, _) = rest.split_once("```").unwrap();
        steps.push(Step { query, answer });
    }
    steps
}

#[test]
fn every_query_gives_what_stands_below_it() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/SQL.md");
    let document = std::fs::read_to_string(&path).unwrap();
    let steps = steps(&document);
    assert!(steps.len() >= 10, "{}", steps.len());
    for step in &steps {
        let tables = ["processes.csv", "traffic.csv", "anomalies.csv"];
        let mut args = vec![step.query];
        args.extend(tables);
        let run = sql_in(&data(), &args);
        assert_eq!(run.stderr, "", "{}", step.query);
        assert_eq!(run.stdout, step.answer, "{}", step.query);
    }
}
