//! Reference cases: parameters, a series, and statsmodels' answer.

mod shared;

pub(crate) use shared::shared;

use serde::Deserialize;
use std::path::{Path, PathBuf};
use timeseries::{Degree, Guard, Loess, Stl};

/// Agreement that is asked for, relative to the largest value of the series.
pub(crate) const TOLERANCE: f64 = 1e-10;

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) input: Option<Input>,
    params: Option<Params>,
    /// Where the answer is given, if not at every point.
    index: Option<Vec<usize>>,
    out: Option<Components>,
    /// Sums over the whole series; the answers of long series are samples.
    sums: Option<Sums>,
}

#[derive(Deserialize)]
pub(crate) struct Input {
    #[serde(deserialize_with = "numbers")]
    pub(crate) y: Vec<f64>,
}

#[derive(Deserialize)]
struct Params {
    period: usize,
    seasonal: usize,
    seasonal_deg: usize,
    seasonal_jump: usize,
    trend: usize,
    trend_deg: usize,
    trend_jump: usize,
    low_pass: usize,
    low_pass_deg: usize,
    low_pass_jump: usize,
    robust: bool,
    inner_iter: usize,
    outer_iter: usize,
    /// Whether trend and low-pass span are the defaults and need not be set.
    #[serde(default)]
    default_spans: bool,
}

#[derive(Deserialize)]
struct Components {
    #[serde(deserialize_with = "numbers")]
    seasonal: Vec<f64>,
    #[serde(deserialize_with = "numbers")]
    trend: Vec<f64>,
    #[serde(default, deserialize_with = "numbers")]
    resid: Vec<f64>,
    #[serde(deserialize_with = "numbers")]
    weights: Vec<f64>,
}

#[derive(Deserialize)]
struct Sums {
    seasonal: Option<f64>,
    trend: Option<f64>,
    abs_resid: Option<f64>,
    weights: Option<f64>,
}

/// What of an answer agrees, or how far it is off.
pub(crate) struct Verdict {
    pub(crate) components: Result<(), String>,
    pub(crate) weights: Result<(), String>,
}

impl Case {
    pub(crate) fn read(path: &Path) -> Vec<Case> {
        let text = std::fs::read_to_string(path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file: File =
            serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        file.cases
    }

    pub(crate) fn series(&self) -> &[f64] {
        &self.input.as_ref().expect("a case without input").y
    }

    pub(crate) fn stl(&self) -> Stl {
        let p = self.params.as_ref().expect("a case without parameters");
        let loess = |span, degree, jump| {
            let degree = [Degree::Constant, Degree::Linear, Degree::Quadratic][degree];
            Loess::new(span).degree(degree).jump(jump)
        };
        let stl = Stl::new(p.period)
            .seasonal(loess(p.seasonal, p.seasonal_deg, p.seasonal_jump))
            .robust(p.robust)
            .compatibility(Guard::Series);
        if p.default_spans {
            assert_eq!(stl.trend_smoother().span(), p.trend, "{}", self.name);
            assert_eq!(stl.low_pass_smoother().span(), p.low_pass, "{}", self.name);
            return stl;
        }
        stl.trend(loess(p.trend, p.trend_deg, p.trend_jump))
            .low_pass(loess(p.low_pass, p.low_pass_deg, p.low_pass_jump))
            .inner_iterations(p.inner_iter)
            .outer_iterations(p.outer_iter)
    }

    /// Compares a fit with the reference.
    pub(crate) fn compare(&self, fit: &timeseries::Decomposition) -> Verdict {
        let expected = self.out.as_ref().expect("a case without answer");
        let sums = self.sums.as_ref();
        let scale = self
            .series()
            .iter()
            .fold(0.0_f64, |largest, y| largest.max(y.abs()));
        // Weights see residuals in units of six medians, and their errors with them, within reason.
        let units = (scale / (6.0 * median(absolute(&fit.residual)))).clamp(1.0, 1e4);
        let left_over = absolute(&fit.residual).sum();
        let components = self
            .near("season", scale, &fit.seasonal, &expected.seasonal)
            .and_then(|()| self.near("trend", scale, &fit.trend, &expected.trend))
            .and_then(|()| match expected.resid.is_empty() {
                true => Ok(()),
                false => self.near("residual", scale, &fit.residual, &expected.resid),
            })
            .and_then(|()| {
                let sums = sums.map_or([None; 3], |s| [s.seasonal, s.trend, s.abs_resid]);
                self.total("season", scale, fit.seasonal.iter().sum(), sums[0])?;
                self.total("trend", scale, fit.trend.iter().sum(), sums[1])?;
                self.total("|residual|", scale, left_over, sums[2])
            });
        let weights = self
            .near("weights", units, &fit.weights, &expected.weights)
            .and_then(|()| {
                let sum = sums.and_then(|sums| sums.weights);
                self.total("weights", units, fit.weights.iter().sum(), sum)
            });
        Verdict {
            components,
            weights,
        }
    }

    /// Whether season, trend and weights are equal in every bit.
    pub(crate) fn is_equal(&self, fit: &timeseries::Decomposition) -> bool {
        let expected = self.out.as_ref().expect("a case without answer");
        self.sampled(&fit.seasonal) == expected.seasonal
            && self.sampled(&fit.trend) == expected.trend
            && self.sampled(&fit.weights) == expected.weights
    }

    fn sampled(&self, ours: &[f64]) -> Vec<f64> {
        match &self.index {
            Some(index) => index.iter().map(|&i| ours[i]).collect(),
            None => ours.to_vec(),
        }
    }

    fn near(&self, what: &str, scale: f64, ours: &[f64], theirs: &[f64]) -> Result<(), String> {
        let ours = self.sampled(ours);
        assert_eq!(ours.len(), theirs.len(), "{}: {what}", self.name);
        // `total_cmp` puts a NaN above every number, so that it is never passed over.
        let off = ours
            .iter()
            .zip(theirs)
            .map(|(a, b)| (a - b).abs())
            .max_by(f64::total_cmp);
        let off = off.unwrap_or(f64::NAN);
        let allowed = TOLERANCE * scale;
        if off <= allowed {
            return Ok(());
        }
        Err(format!(
            "{}: {what} is off by {off:e}, allowed are {allowed:e}",
            self.name
        ))
    }

    fn total(&self, what: &str, scale: f64, ours: f64, theirs: Option<f64>) -> Result<(), String> {
        let allowed = TOLERANCE * scale * self.series().len() as f64;
        match theirs {
            Some(theirs) if (ours - theirs).abs() > allowed => Err(format!(
                "{}: the sum of {what} is {ours}, not {theirs}",
                self.name
            )),
            _ => Ok(()),
        }
    }
}

fn absolute(values: &[f64]) -> impl Iterator<Item = f64> {
    values.iter().map(|value| value.abs())
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

pub(crate) fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("testdata")
        .join(name)
}

/// Numbers as JSON writes them: what is not finite is a string or null.
fn numbers<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<f64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Number {
        Finite(f64),
        Word(String),
        Null,
    }
    let numbers = Vec::<Number>::deserialize(deserializer)?;
    let number = |number| match number {
        Number::Finite(value) => Ok(value),
        Number::Word(word) => word.parse().map_err(serde::de::Error::custom),
        Number::Null => Ok(f64::NAN),
    };
    numbers.into_iter().map(number).collect()
}
