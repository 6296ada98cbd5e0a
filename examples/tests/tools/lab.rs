//! The lab's files give what the lab shows, and what MSTICPy made of them.

use serde_json::{Value, json};

use crate::support::{objects, run, run_in, shared};

const PROCESSES: &str = "lab/processes_on_host.csv";
const TRAFFIC: &str = "lab/timeseries.csv";

#[test]
fn the_encoded_commands() {
    let Some(file) = shared(PROCESSES, "the encoded commands of the lab") else {
        return;
    };
    let found = run("unpack", &[&file, "-c", "CommandLine", "-f", "jsonl"]).objects();
    let rows = found
        .iter()
        .filter(|payload| payload["md5"] == "65716544c3db642171b7597cd3deca2b");
    let rows: Vec<_> = rows
        .map(|payload| [&payload["row"], &payload["chain"]])
        .collect();
    assert_eq!(json!(rows), json!([[968, "base64"], [7452, "base64"]]));
}

#[test]
fn payloads_as_msticpy_gives_them() {
    for (golden, options) in [("False", &[][..]), ("True", &["--utf16"][..])] {
        let golden = format!("golden/b64/lab_column_utf16_{golden}.jsonl");
        let (Some(file), Some(golden)) = (
            shared(PROCESSES, "MSTICPy's payloads"),
            shared(&golden, "MSTICPy's payloads"),
        ) else {
            return;
        };
        let args = [
            &[
                &file,
                "-c",
                "CommandLine",
                "-f",
                "jsonl",
                "--compat",
                "msticpy",
            ],
            options,
        ]
        .concat();
        let mut ours = Vec::new();
        for row in run("unpack", &args).objects() {
            for record in row["records"].as_array().unwrap() {
                let mut record = record.as_object().unwrap().clone();
                record.insert("src_index".to_owned(), row["row"].clone());
                record.insert("full_decoded_string".to_owned(), row["output"].clone());
                ours.push(Value::Object(record));
            }
        }
        let mut theirs = objects(&std::fs::read_to_string(golden).unwrap());
        theirs.remove(0);
        for record in &mut theirs {
            // The cell itself, which is the input.
            record
                .as_object_mut()
                .unwrap()
                .remove("CommandLine")
                .unwrap();
        }
        assert_eq!(ours, theirs, "{options:?}");
    }
}

#[test]
fn indicators_as_msticpy_gives_them() {
    for (golden, options) in [
        ("default", &[][..]),
        ("include_paths", &["--include-paths"][..]),
    ] {
        let golden = format!("golden/ioc/lab_{golden}.jsonl");
        let (Some(file), Some(golden)) = (
            shared(PROCESSES, "MSTICPy's indicators"),
            shared(&golden, "MSTICPy's indicators"),
        ) else {
            return;
        };
        let args = [
            &[
                &file,
                "-c",
                "CommandLine",
                "-f",
                "jsonl",
                "--compat",
                "msticpy",
            ],
            options,
        ]
        .concat();
        let ours = run("iocs", &args).objects();
        assert!(
            ours == objects(&std::fs::read_to_string(golden).unwrap()),
            "{options:?}"
        );
    }
}

#[test]
fn the_spike_in_the_traffic() {
    let Some(file) = shared(TRAFFIC, "the spike in the traffic of the lab") else {
        return;
    };
    let flagged = |options: &[&str]| -> Vec<(String, f64)> {
        let points = run(
            "anomalies",
            &[&[&file, "-q", "-f", "jsonl"], options].concat(),
        )
        .objects();
        assert_eq!(points.len(), 168);
        let flagged = points.iter().filter(|point| point["anomalies"] == 1);
        flagged
            .map(|point| {
                (
                    point["time"].as_str().unwrap().to_owned(),
                    point["score"].as_f64().unwrap(),
                )
            })
            .collect()
    };
    let times = ["2020-07-10 18:00:00+00:00", "2020-07-10 19:00:00+00:00"];
    // Cutting to whole numbers moves the original's scores by up to 4.4e-4 of their own.
    // The detector has scores of its own.
    let all = [
        (&["--compat", "msticpy"][..], Some(5e-4)),
        (&["--score", "z"][..], Some(1e-3)),
        (&[][..], None),
    ];
    for (options, tolerance) in all {
        let found = flagged(options);
        assert_eq!(found.len(), 2, "{options:?}");
        for ((time, score), expected) in found.iter().zip(times.into_iter().zip([6.221, 6.056])) {
            assert_eq!(time, expected.0, "{options:?}");
            assert!(
                tolerance.is_none_or(|tolerance| (score - expected.1).abs() < tolerance),
                "{options:?} {score}"
            );
        }
        let periods = run(
            "anomalies",
            &[&[&file, "-q", "-f", "jsonl", "--periods"], options].concat(),
        )
        .objects();
        let periods: Vec<_> = periods
            .iter()
            .map(|period| json!([period["start"], period["end"], period["count"]]))
            .collect();
        assert_eq!(
            json!(periods),
            json!([["2020-07-10 17:00:00+00:00", "2020-07-10 20:00:00+00:00", 2]])
        );
    }
    let kql = run("anomalies", &[&file, "--kql", "--compat", "msticpy"]).stdout;
    assert_eq!(
        kql.trim_end(),
        "| where TimeGenerated between (datetime(2020-07-10 17:00:00+00:00) .. datetime(2020-07-10 20:00:00+00:00))"
    );
}

#[test]
fn strings_as_msticpy_searches_them() {
    let Some(golden) = shared("golden/ioc/strings.json", "MSTICPy's strings") else {
        return;
    };
    let golden: Value = serde_json::from_str(&std::fs::read_to_string(golden).unwrap()).unwrap();
    let cases = golden["cases"].as_array().unwrap();
    let texts = cases
        .iter()
        .map(|case| json!({"text": case["text"]}).to_string());
    let input = texts.collect::<Vec<_>>().join("\n");
    for (key, options) in [
        ("default", &[][..]),
        ("defanged_false", &["--no-defanged"]),
        ("ignore_tlds", &["--no-tld-check"]),
    ] {
        let common = [
            "-c", "text", "-f", "jsonl", "-i", "jsonl", "--compat", "msticpy", "--string",
        ];
        let args = [&common[..], options].concat();
        let run = run_in(&std::env::temp_dir(), "iocs", &args, input.as_bytes());
        let mut ours = vec![json!({}); cases.len()];
        for found in run.objects() {
            let row = &mut ours[found["row"].as_u64().unwrap() as usize];
            let values = &mut row[found["type"].as_str().unwrap()];
            match values.as_array_mut() {
                Some(values) => values.push(found["value"].clone()),
                None => *values = json!([found["value"]]),
            }
        }
        for (case, ours) in cases.iter().zip(ours) {
            assert_eq!(ours, case[key], "{} {key}", case["name"]);
        }
    }
}

#[test]
fn anomalies_as_msticpy_gives_them() {
    let (Some(file), Some(golden)) = (
        shared(TRAFFIC, "MSTICPy's anomalies"),
        shared("golden/timeseries/msticpy.json", "MSTICPy's anomalies"),
    ) else {
        return;
    };
    let golden: Value = serde_json::from_str(&std::fs::read_to_string(golden).unwrap()).unwrap();
    for (name, options) in [
        ("lab_default", &[][..]),
        ("lab_seasonal13", &["--seasonal", "13"]),
        ("lab_period12", &["--period", "12"]),
    ] {
        let cases = golden["cases"].as_array().unwrap();
        let case = cases.iter().find(|case| case["name"] == name).unwrap();
        let common = [&file, "-f", "jsonl", "--compat", "msticpy"];
        let points = run("anomalies", &[&common[..], options].concat()).objects();
        for (ours, theirs) in [
            ("time", "TimeGenerated"),
            ("value", "TotalBytesSent"),
            ("residual", "residual"),
            ("trend", "trend"),
            ("seasonal", "seasonal"),
            ("weights", "weights"),
            ("baseline", "baseline"),
            ("anomalies", "anomalies"),
        ] {
            let ours: Vec<_> = points.iter().map(|point| point[ours].clone()).collect();
            assert_eq!(Value::Array(ours), case["out"][theirs], "{name} {theirs}");
        }
        for (point, score) in points.iter().zip(case["out"]["score"].as_array().unwrap()) {
            let (ours, theirs) = (point["score"].as_f64().unwrap(), score.as_f64().unwrap());
            assert!((ours - theirs).abs() < 1e-12, "{name} {ours} {theirs}");
        }
    }
}
