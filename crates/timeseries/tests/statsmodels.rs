//! The answers of statsmodels 0.15 and of the Fortran program: ours are equal, but for the cases
//! that `testdata/left_out.toml` names.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

mod support;

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use support::{Case, TOLERANCE, shared, testdata};

/// What is left out of the comparison, and why.
#[derive(Deserialize)]
struct LeftOut {
    case: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    name: String,
    /// What is compared all the same.
    held_to: HeldTo,
    reason: String,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum HeldTo {
    /// Season, trend and residual; not the weights.
    Components,
    /// The fit is finite and sums to the series.
    Sum,
    /// The original has no answer but NaN: season and trend are finite, the residual is NaN where
    /// the value is.
    Missing,
    /// The fit is refused; the reason is what the error says.
    Error,
    /// There is nothing to fit.
    Nothing,
}

fn left_out() -> BTreeMap<String, Exception> {
    let text = std::fs::read_to_string(testdata("left_out.toml")).unwrap();
    let list: LeftOut = toml::from_str(&text).unwrap();
    let names = list.case.len();
    let map: BTreeMap<_, _> = list
        .case
        .into_iter()
        .map(|case| (case.name.clone(), case))
        .collect();
    assert_eq!(map.len(), names, "a case is listed twice");
    map
}

fn check(case: &Case, exception: Option<&Exception>) -> Result<(), String> {
    let held_to = exception.map(|exception| exception.held_to);
    if held_to == Some(HeldTo::Nothing) {
        return match case.input {
            None => Ok(()),
            Some(_) => Err(format!("{}: stale, there is an input", case.name)),
        };
    }
    let fit = case.stl().fit(case.series());
    if held_to == Some(HeldTo::Error) {
        return match fit {
            Err(error) if exception.is_some_and(|e| e.reason.contains(&error.to_string())) => {
                Ok(())
            }
            Err(error) => Err(format!("{}: {error} is not the reason given", case.name)),
            Ok(_) => Err(format!("{}: stale, it can be fitted", case.name)),
        };
    }
    let fit = fit.map_err(|error| format!("{}: {error}", case.name))?;
    if held_to == Some(HeldTo::Missing) {
        return missing(case, &fit);
    }
    sums_to_series(case, &fit)?;
    let verdict = case.compare(&fit);
    match held_to {
        None => verdict.components.and(verdict.weights),
        Some(HeldTo::Components) if verdict.weights.is_ok() => stale(case),
        Some(HeldTo::Components) => verdict.components,
        Some(_) if verdict.components.is_ok() && verdict.weights.is_ok() => stale(case),
        Some(_) => Ok(()),
    }
}

fn stale(case: &Case) -> Result<(), String> {
    Err(format!("{}: stale, it equals the reference", case.name))
}

fn missing(case: &Case, fit: &timeseries::Decomposition) -> Result<(), String> {
    let mut values = case.series().iter().zip(&fit.residual);
    let finite = |component: &[f64]| component.iter().all(|value| value.is_finite());
    let told = values.all(|(y, residual)| y.is_nan() == residual.is_nan());
    if told && finite(&fit.seasonal) && finite(&fit.trend) && finite(&fit.weights) {
        return Ok(());
    }
    Err(format!("{}: not a fit with a missing value", case.name))
}

fn sums_to_series(case: &Case, fit: &timeseries::Decomposition) -> Result<(), String> {
    let largest = case
        .series()
        .iter()
        .fold(0.0_f64, |largest, y| largest.max(y.abs()));
    let components = fit.seasonal.iter().zip(&fit.trend).zip(&fit.residual);
    for (((season, trend), residual), y) in components.zip(case.series()) {
        let off = (season + trend + residual - y).abs();
        if off.is_nan() || off > TOLERANCE * largest {
            return Err(format!(
                "{}: {season} + {trend} + {residual} is not {y}",
                case.name
            ));
        }
    }
    Ok(())
}

/// Checks every case; the names are returned so that stale exceptions are seen.
fn check_all(cases: &[Case], exceptions: &BTreeMap<String, Exception>) -> BTreeSet<String> {
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|case| check(case, exceptions.get(&case.name)).err())
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {}:\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
    cases.iter().map(|case| case.name.clone()).collect()
}

#[test]
fn own_cases() {
    let cases = Case::read(&testdata("stl.json"));
    assert!(cases.len() >= 30);
    check_all(&cases, &left_out());
}

/// With the C library that the answers were computed with, not a bit is off.
#[test]
#[cfg(all(target_arch = "x86_64", target_os = "linux", target_env = "gnu"))]
fn own_cases_bit_by_bit() {
    for case in Case::read(&testdata("stl.json")) {
        let fit = case.stl().plain(true).fit(case.series()).unwrap();
        assert!(case.is_equal(&fit), "{}", case.name);
    }
}

#[test]
fn reference_cases() {
    let Some(folder) = shared("golden/timeseries") else {
        return;
    };
    let exceptions = left_out();
    let mut seen = BTreeSet::new();
    for file in [
        "stl_lab.json",
        "stl_co2_elec.json",
        "stl_synthetic.json",
        "stl_edge.json",
        "stl_fortran_reference.json",
        "stl_10k.json",
    ] {
        seen.append(&mut check_all(&Case::read(&folder.join(file)), &exceptions));
    }
    let stale: Vec<_> = exceptions
        .keys()
        .filter(|name| !seen.contains(*name))
        .collect();
    assert!(
        stale.is_empty(),
        "left out, but there is no such case: {stale:?}"
    );
}
