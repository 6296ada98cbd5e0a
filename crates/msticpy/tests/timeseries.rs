//! `msticpy::timeseries` against the answers of MSTICPy 3.0.2: our own inputs in `testdata`, and
//! the reference and lab data where they are.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use msticpy::timeseries::{
    Analysis, Options, Period, Timestamp, create_time_period_kqlfilter, extract_anomaly_periods,
    find_anomaly_periods, set_new_anomaly_threshold, time_order, ts_anomalies_stl,
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Where we differ from the original, and why.
#[derive(Deserialize)]
struct Deviations {
    deviation: Vec<Deviation>,
}

#[derive(Deserialize)]
struct Deviation {
    case: String,
    /// The integer columns that differ; all others are equal.
    #[serde(default)]
    columns: BTreeSet<String>,
    /// What we refuse the input with.
    error: Option<String>,
    #[serde(rename = "ours")]
    _ours: String,
    #[serde(rename = "theirs")]
    _theirs: String,
    #[serde(rename = "why")]
    _why: String,
}

struct Case {
    name: String,
    options: Options,
    times: Vec<Timestamp>,
    values: Vec<f64>,
    answer: Value,
    /// Threshold, lower threshold, flags.
    thresholds: Vec<(f64, Option<f64>, Value)>,
}

#[test]
fn own_analyses() {
    let deviations = deviations();
    let cases = read(&testdata("timeseries.json"));
    assert!(cases.len() >= 30);
    for case in &cases {
        Case::own(case).check(&deviations);
    }
    let names: BTreeSet<&str> = cases
        .iter()
        .filter_map(|case| case["name"].as_str())
        .collect();
    for deviation in deviations
        .values()
        .filter(|deviation| deviation.case != "constant")
    {
        assert!(
            names.contains(&*deviation.case),
            "{}: stale, no such case",
            deviation.case
        );
    }
}

#[test]
fn reference_analyses() {
    let Some(path) = shared("golden/timeseries/msticpy.json") else {
        return;
    };
    let deviations = deviations();
    let cases = read(&path);
    for case in &cases {
        Case::reference(case).check(&deviations);
    }
}

#[test]
fn own_periods() {
    let cases = read(&testdata("timeseries_periods.json"));
    assert!(cases.len() >= 30);
    for case in &cases {
        let times: Vec<Timestamp> = texts(&case["times"]).map(time).collect();
        check_periods(case, &times, "periods_pos", "periods_all");
    }
}

#[test]
fn reference_periods() {
    let Some(path) = shared("golden/timeseries/msticpy_periods.json") else {
        return;
    };
    for case in &read(&path) {
        if case["name"] == "empty" {
            let nothing = extract_anomaly_periods(&[], &[], Period::HOUR, true);
            assert_eq!(create_time_period_kqlfilter(&nothing), case["kql"]);
            continue;
        }
        let start = time("2024-01-01 00:00:00+00:00");
        let half_hour: Period = "30min".parse().unwrap();
        let hours = case["hours"].as_array().unwrap().iter();
        let times: Vec<Timestamp> = hours
            .map(|hour| start.plus(half_hour, (hour.as_f64().unwrap() * 2.0) as i64))
            .collect();
        check_periods(case, &times, "pos", "all");
    }
}

/// The lab's own result: two anomalies of one evening, in one period.
#[test]
fn lab() {
    let Some(path) = shared("lab/timeseries.csv") else {
        return;
    };
    let mut rows = csv::Reader::from_path(path).unwrap();
    let (times, values): (Vec<Timestamp>, Vec<f64>) = rows
        .deserialize::<(String, f64)>()
        .map(Result::unwrap)
        .map(|(t, v)| (time(&t), v))
        .unzip();
    let analysis = ts_anomalies_stl(&values, Options::default()).unwrap();
    let flagged: Vec<(String, String)> = (0..values.len())
        .filter(|&row| analysis.anomalies[row] == 1)
        .map(|row| {
            (
                times[row].to_string(),
                format!("{:.3}", analysis.score[row]),
            )
        })
        .collect();
    let expected = [
        ("2020-07-10 18:00:00+00:00".to_owned(), "6.221".to_owned()),
        ("2020-07-10 19:00:00+00:00".to_owned(), "6.056".to_owned()),
    ];
    assert_eq!(flagged, expected);
    assert_eq!(
        analysis.anomalies.iter().filter(|&&flag| flag != 0).count(),
        2
    );
    let periods = extract_anomaly_periods(&times, &analysis.anomalies, Period::HOUR, true);
    let evening = (
        time("2020-07-10 17:00:00+00:00"),
        time("2020-07-10 20:00:00+00:00"),
    );
    assert_eq!(periods, [evening]);
}

impl Case {
    fn own(case: &Value) -> Case {
        let thresholds = case["thresholds"].as_array().unwrap().iter().map(|entry| {
            let low = entry["low"].as_f64();
            (
                entry["threshold"].as_f64().unwrap(),
                low,
                entry["anomalies"].clone(),
            )
        });
        Case {
            name: case["name"].as_str().unwrap().to_owned(),
            options: options(&case["params"]),
            times: texts(&case["times"]).map(time).collect(),
            values: numbers(&case["values"]),
            thresholds: thresholds.collect(),
            answer: case.clone(),
        }
    }

    /// The reference file holds its columns and thresholds under keys that say what they are.
    fn reference(case: &Value) -> Case {
        let columns = case["input"]["columns"].as_object().unwrap();
        let column = match case["params"]["data_column"].as_str() {
            Some(name) => &columns[name],
            None => columns.values().next().unwrap(),
        };
        let thresholds = case.as_object().unwrap().iter().filter_map(|(key, flags)| {
            let (high, low) = key
                .strip_prefix("threshold_(")?
                .strip_suffix(')')?
                .split_once(", ")?;
            Some((high.parse().unwrap(), low.parse().ok(), flags.clone()))
        });
        Case {
            name: case["name"].as_str().unwrap().to_owned(),
            options: options(&case["params"]),
            times: texts(&case["input"]["time"]).map(time).collect(),
            values: numbers(column),
            thresholds: thresholds.collect(),
            answer: case.clone(),
        }
    }

    fn check(&self, deviations: &BTreeMap<String, Deviation>) {
        let name = &self.name;
        let deviation = deviations.get(name);
        let analysis = match ts_anomalies_stl(&self.values, self.options) {
            Ok(analysis) => sorted(&analysis, &time_order(&self.times)),
            Err(error) => {
                let expected = deviation.and_then(|deviation| deviation.error.as_deref());
                return assert_eq!(Some(&*error.to_string()), expected, "{name}");
            }
        };
        assert!(
            deviation.is_none_or(|d| d.error.is_none()),
            "{name}: stale, not refused"
        );
        self.check_columns(&analysis, deviation);
        let order = time_order(&self.times);
        let times: Vec<Timestamp> = order.iter().map(|&row| self.times[row]).collect();
        self.check_flags(&analysis, &times);
    }

    fn check_columns(&self, analysis: &Analysis, deviation: Option<&Deviation>) {
        let name = &self.name;
        let out = &self.answer["out"];
        let data = self.answer["columns"][1].as_str().unwrap();
        let columns: [(&str, &[i64]); 7] = [
            (data, &analysis.data),
            ("residual", &analysis.residual),
            ("trend", &analysis.trend),
            ("seasonal", &analysis.seasonal),
            ("weights", &analysis.weights),
            ("baseline", &analysis.baseline),
            ("anomalies", &analysis.anomalies),
        ];
        for (column, ours) in columns {
            let theirs: Vec<i64> = integers(&out[column]);
            match deviation.filter(|deviation| deviation.columns.contains(column)) {
                None => assert_eq!(ours, theirs, "{name}: {column}"),
                Some(_) => assert_ne!(ours, theirs, "{name}: {column}: stale, they are equal"),
            }
        }
        let theirs = numbers(&out["score"]);
        assert_eq!(analysis.score.len(), theirs.len(), "{name}: score");
        for (ours, theirs) in analysis.score.iter().zip(theirs) {
            let equal = (ours - theirs).abs() <= 1e-12 || (ours.is_nan() && theirs.is_nan());
            assert!(equal, "{name}: score {ours}, not {theirs}");
        }
    }

    fn check_flags(&self, analysis: &Analysis, times: &[Timestamp]) {
        let name = &self.name;
        for (high, low, flags) in &self.thresholds {
            let ours = set_new_anomaly_threshold(&analysis.score, *high, *low);
            assert_eq!(ours, integers(flags), "{name}: thresholds {high} {low:?}");
        }
        for (which, pos_only) in [("pos", true), ("all", false)] {
            let periods =
                extract_anomaly_periods(times, &analysis.anomalies, Period::HOUR, pos_only);
            assert_eq!(
                printed(&periods),
                self.answer[format!("periods_{which}")],
                "{name}"
            );
            let kql = create_time_period_kqlfilter(&periods);
            assert_eq!(kql, self.answer[format!("kql_{which}")], "{name}");
        }
    }
}

fn check_periods(case: &Value, times: &[Timestamp], pos: &str, all: &str) {
    let period: Period = case["period"].as_str().unwrap().parse().unwrap();
    let flags = integers(&case["flags"]);
    for (key, kql, pos_only) in [(pos, "kql_pos", true), (all, "kql_all", false)] {
        let periods = extract_anomaly_periods(times, &flags, period, pos_only);
        assert_eq!(printed(&periods), case[key], "{case}");
        assert_eq!(create_time_period_kqlfilter(&periods), case[kql], "{case}");
        let spans = find_anomaly_periods(times, &flags, period, pos_only);
        assert!(
            periods.iter().eq(spans
                .iter()
                .map(|s| (s.start, s.end))
                .collect::<Vec<_>>()
                .iter())
        );
    }
}

fn sorted(analysis: &Analysis, order: &[usize]) -> Analysis {
    fn by<T: Copy>(column: &[T], order: &[usize]) -> Vec<T> {
        order.iter().map(|&row| column[row]).collect()
    }
    let mut sorted = analysis.clone();
    for column in [
        &mut sorted.data,
        &mut sorted.residual,
        &mut sorted.trend,
        &mut sorted.seasonal,
        &mut sorted.weights,
        &mut sorted.baseline,
        &mut sorted.anomalies,
    ] {
        *column = by(column, order);
    }
    sorted.score = by(&sorted.score, order);
    sorted
}

fn printed(periods: &[(Timestamp, Timestamp)]) -> Value {
    let pair = |(start, end): &(Timestamp, Timestamp)| vec![start.to_string(), end.to_string()];
    serde_json::to_value(periods.iter().map(pair).collect::<Vec<_>>()).unwrap()
}

fn options(params: &Value) -> Options {
    let default = Options::default();
    let whole = |key: &str, default| params[key].as_u64().map_or(default, |value| value as usize);
    Options {
        seasonal: whole("seasonal", default.seasonal),
        period: whole("period", default.period),
        score_threshold: params["score_threshold"]
            .as_f64()
            .unwrap_or(default.score_threshold),
    }
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap())
}

fn integers(value: &Value) -> Vec<i64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_i64().unwrap())
        .collect()
}

/// JSON has no NaN: null stands for it, or a word.
fn numbers(value: &Value) -> Vec<f64> {
    let number = |value: &Value| match value {
        Value::Null => f64::NAN,
        Value::String(word) => word.parse().unwrap(),
        number => number.as_f64().unwrap(),
    };
    value.as_array().unwrap().iter().map(number).collect()
}

fn time(text: &str) -> Timestamp {
    let time: Timestamp = text.parse().unwrap();
    assert_eq!(time.to_string(), text);
    time
}

fn deviations() -> BTreeMap<String, Deviation> {
    let text = std::fs::read_to_string(testdata("timeseries-deviations.toml")).unwrap();
    let list: Deviations = toml::from_str(&text).unwrap();
    list.deviation
        .into_iter()
        .map(|deviation| (deviation.case.clone(), deviation))
        .collect()
}

fn read(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    file["cases"].as_array().unwrap().clone()
}

fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("testdata")
        .join(name)
}

/// A file of reference data, or `None` (said aloud) where there is none outside CI.
fn shared(what: &str) -> Option<PathBuf> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let given = std::env::var_os("CHAFFINCH_SHARED").unwrap_or_else(|| "../shared".into());
    let path = Path::new(root).join(given).join(what);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "no {}", path.display());
    eprintln!("skipped: {what} (no shared data at {})", path.display());
    None
}
