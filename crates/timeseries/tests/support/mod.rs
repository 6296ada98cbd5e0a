//! Reference cases: parameters, a series, and statsmodels' answer.

use serde::Deserialize;
use std::path::{Path, PathBuf};
use timeseries::{Degree, Loess, Stl};

/// Agreement that is asked for, relative to the largest value of the series.
pub const TOLERANCE: f64 = 1e-10;

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
pub struct Case {
    pub name: String,
    pub input: Option<Input>,
    params: Option<Params>,
    /// Where the answer is given, if not at every point.
    index: Option<Vec<usize>>,
    out: Option<Components>,
    /// Sums over the whole series; the answers of long series are samples.
    sums: Option<Sums>,
}

#[derive(Deserialize)]
pub struct Input {
    #[serde(deserialize_with = "numbers")]
    pub y: Vec<f64>,
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
pub struct Verdict {
    pub components: Result<(), String>,
    pub weights: Result<(), String>,
}

impl Case {
    pub fn read(path: &Path) -> Vec<Case> {
        let text = std::fs::read_to_string(path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file: File =
            serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        file.cases
    }

    pub fn series(&self) -> &[f64] {
        &self.input.as_ref().expect("a case without input").y
    }

    pub fn stl(&self) -> Stl {
        let p = self.params.as_ref().expect("a case without parameters");
        let loess = |span, degree, jump| {
            let degree = [Degree::Constant, Degree::Linear, Degree::Quadratic][degree];
            Loess::new(span).degree(degree).jump(jump)
        };
        let stl = Stl::new(p.period)
            .seasonal(loess(p.seasonal, p.seasonal_deg, p.seasonal_jump))
            .robust(p.robust);
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
    pub fn compare(&self, fit: &timeseries::Decomposition) -> Verdict {
        let expected = self.out.as_ref().expect("a case without answer");
        let scale = self
            .series()
            .iter()
            .fold(0.0_f64, |largest, y| largest.max(y.abs()));
        let near = |what: &str, scale: f64, ours: &[f64], theirs: &[f64]| {
            let sampled: Vec<f64> = match &self.index {
                Some(index) => index.iter().map(|&i| ours[i]).collect(),
                None => ours.to_vec(),
            };
            if sampled.len() != theirs.len() {
                return Err(format!(
                    "{}: {what} has {} values",
                    self.name,
                    sampled.len()
                ));
            }
            let off = sampled
                .iter()
                .zip(theirs)
                .map(|(a, b)| (a - b).abs())
                .fold(0.0, f64::max);
            let allowed = TOLERANCE * scale;
            if off <= allowed {
                Ok(())
            } else {
                Err(format!(
                    "{}: {what} is off by {off:e}, allowed are {allowed:e}",
                    self.name
                ))
            }
        };
        let total = |what: &str, ours: f64, theirs: Option<f64>, scale: f64| match theirs {
            Some(theirs) if (ours - theirs).abs() > TOLERANCE * scale * fit.trend.len() as f64 => {
                Err(format!(
                    "{}: the sum of {what} is {ours}, not {theirs}",
                    self.name
                ))
            }
            _ => Ok(()),
        };
        let sums = self.sums.as_ref();
        let absolute: f64 = fit.residual.iter().map(|value| value.abs()).sum();
        let components = near("seasonal", scale, &fit.seasonal, &expected.seasonal)
            .and_then(|()| near("trend", scale, &fit.trend, &expected.trend))
            .and_then(|()| match expected.resid.is_empty() {
                true => Ok(()),
                false => near("residual", scale, &fit.residual, &expected.resid),
            })
            .and_then(|()| {
                total(
                    "season",
                    fit.seasonal.iter().sum(),
                    sums.and_then(|s| s.seasonal),
                    scale,
                )
            })
            .and_then(|()| {
                total(
                    "trend",
                    fit.trend.iter().sum(),
                    sums.and_then(|s| s.trend),
                    scale,
                )
            })
            .and_then(|()| {
                total(
                    "|residual|",
                    absolute,
                    sums.and_then(|s| s.abs_resid),
                    scale,
                )
            });
        let weights = near("weights", 1.0, &fit.weights, &expected.weights).and_then(|()| {
            total(
                "weights",
                fit.weights.iter().sum(),
                sums.and_then(|s| s.weights),
                1.0,
            )
        });
        Verdict {
            components,
            weights,
        }
    }
}

/// The folder of reference data, or `None` (said aloud) where there is none outside CI.
pub fn shared(what: &str) -> Option<PathBuf> {
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

pub fn testdata(name: &str) -> PathBuf {
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
