//! The same sample data, by SQL and by the other tools.

use serde_json::Value;

use crate::support::{ask, data, objects, run_in};

/// These fields of each object, in the order of the objects' text.
fn sorted(rows: &[Value], fields: &[&str]) -> Vec<String> {
    let values = rows.iter().map(|row| {
        let values: Vec<String> = fields.iter().map(|field| row[field].to_string()).collect();
        values.join(" ")
    });
    let mut values: Vec<String> = values.collect();
    values.sort();
    values
}

#[test]
fn indicators_are_those_of_iocs() {
    let by_sql = ask(
        "SELECT i['type'] AS type, i['value'] AS value, i['raw'] AS raw, i['start'] AS start,
                i['end'] AS \"end\", i['defanged'] AS defanged, i['flags'] AS flags
         FROM (SELECT unnest(iocs(CommandLine)) AS i FROM processes)",
        &["processes.csv"],
    );
    let args = ["processes.csv", "-c", "CommandLine", "-f", "jsonl"];
    let by_tool = run_in(&data(), env!("CARGO_BIN_EXE_iocs"), &args);
    let by_tool = objects(&by_tool.stdout);
    assert!(by_tool.len() > 1000, "{}", by_tool.len());
    let fields = ["type", "value", "raw", "start", "end", "defanged", "flags"];
    assert_eq!(sorted(&by_sql, &fields), sorted(&by_tool, &fields));
}

#[test]
fn payloads_are_those_of_unpack() {
    let by_sql = ask(
        "SELECT p['chain'] AS chain, p['sha256'] AS sha256, p['size'] AS size, p['depth'] AS depth,
                p['file_type'] AS file_type, p['text'] AS text, p['id'] AS id
         FROM (SELECT unnest(unpack_base64(CommandLine)) AS p FROM processes)",
        &["processes.csv"],
    );
    let args = ["processes.csv", "-c", "CommandLine", "-f", "jsonl"];
    let by_tool = run_in(&data(), env!("CARGO_BIN_EXE_unpack"), &args);
    let mut by_tool = objects(&by_tool.stdout);
    by_tool.retain(|object| object.get("chain").is_some());
    assert!(by_tool.len() > 300, "{}", by_tool.len());
    let fields = [
        "chain",
        "sha256",
        "size",
        "depth",
        "file_type",
        "text",
        "id",
    ];
    assert_eq!(sorted(&by_sql, &fields), sorted(&by_tool, &fields));
}

#[test]
fn anomalies_are_those_of_anomalies() {
    let by_sql = ask(
        "SELECT Kind, CAST(a['time'] AS VARCHAR) AS time, a['anomalies'] AS anomalies FROM (
             SELECT Kind, unnest(anomalies(array_agg(
                 named_struct('time', TimeGenerated, 'value', Value) ORDER BY TimeGenerated), 24)) AS a
             FROM anomalies WHERE Kind <> 'gap' GROUP BY Kind)
         WHERE a['anomalies'] <> 0",
        &["anomalies.csv"],
    );
    let args = [
        "anomalies.csv",
        "--by",
        "Kind",
        "--period",
        "24",
        "-f",
        "jsonl",
    ];
    let by_tool = run_in(&data(), env!("CARGO_BIN_EXE_anomalies"), &args);
    let mut by_tool = objects(&by_tool.stdout);
    // On the tool's grid a missing row is a missing value; SQL has only the rows there are.
    by_tool.retain(|point| point["anomalies"] != 0 && point["Kind"] != "gap");
    assert!(by_tool.len() > 20, "{}", by_tool.len());
    let time = |row: &mut Value| {
        let shown = row["time"].as_str().unwrap().replace('T', " ");
        row["time"] = shown.get(..16).unwrap().into();
    };
    let (mut by_sql, mut by_tool) = (by_sql, by_tool);
    by_sql.iter_mut().for_each(time);
    by_tool.iter_mut().for_each(time);
    let fields = ["Kind", "time", "anomalies"];
    assert_eq!(sorted(&by_sql, &fields), sorted(&by_tool, &fields));
}
