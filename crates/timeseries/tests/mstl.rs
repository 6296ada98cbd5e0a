//! The answers of statsmodels' MSTL and of R's `forecast::mstl`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

#[path = "support/shared.rs"]
mod shared;

use proptest::prelude::*;
use serde::Deserialize;
use std::path::Path;
use timeseries::{BoxCox, Degree, Error, Guard, Loess, Mstl, Stl};

const TOLERANCE: f64 = 1e-9;

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    input: Input,
    params: Params,
    resolved: Option<Resolved>,
    /// Where the answer is given, if not at every point.
    index: Option<Vec<usize>>,
    out: Out,
}

#[derive(Deserialize)]
struct Input {
    y: Vec<f64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Periods {
    One(usize),
    Many(Vec<usize>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Lambda {
    Given(f64),
    Word(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    periods: Periods,
    windows: Option<Vec<usize>>,
    iterate: Option<usize>,
    lmbda: Option<Lambda>,
    stl_kwargs: Option<Settings>,
    // The R file has them here.
    seasonal_deg: Option<usize>,
    trend_deg: Option<usize>,
    low_pass_deg: Option<usize>,
    inner_iter: Option<usize>,
    outer_iter: Option<usize>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    robust: bool,
    seasonal_deg: Option<usize>,
}

#[derive(Deserialize)]
struct Resolved {
    periods: Vec<usize>,
    windows: Vec<usize>,
    est_lmbda: Option<f64>,
}

#[derive(Deserialize)]
struct Out {
    observed: Option<Vec<f64>>,
    seasonal: Vec<Vec<f64>>,
    trend: Vec<f64>,
    resid: Vec<f64>,
    weights: Option<Vec<f64>>,
}

impl Case {
    fn mstl(&self) -> Mstl {
        let params = &self.params;
        let settings = params.stl_kwargs.as_ref();
        let mut stl = Stl::new(2)
            .compatibility(Guard::Series)
            .robust(settings.is_some_and(|settings| settings.robust));
        if let Some(count) = params.inner_iter {
            stl = stl.inner_iterations(count);
        }
        if let Some(count) = params.outer_iter {
            stl = stl.outer_iterations(count);
        }
        // Both are the default.
        assert!(
            [params.trend_deg, params.low_pass_deg]
                .iter()
                .all(|degree| degree.is_none_or(|d| d == 1))
        );
        let periods = match &params.periods {
            Periods::One(period) => vec![*period],
            Periods::Many(periods) => periods.clone(),
        };
        let mut mstl = Mstl::new(periods.iter().copied()).shared(stl);
        let degree = params
            .seasonal_deg
            .or(settings.and_then(|settings| settings.seasonal_deg));
        let degree = [Degree::Constant, Degree::Linear][degree.unwrap_or(1)];
        let windows = params.windows.clone();
        if windows.is_some() || degree != Degree::Linear {
            let windows = windows.unwrap_or_else(|| vec![11, 15, 19]);
            let windows = windows.into_iter().take(periods.len());
            mstl = mstl.seasonal(windows.map(|span| Loess::new(span).degree(degree)));
        }
        mstl = match params.iterate {
            Some(count) => mstl.iterations(count),
            None => mstl,
        };
        match &params.lmbda {
            None => mstl,
            Some(Lambda::Given(lambda)) => mstl.box_cox(BoxCox::Lambda(*lambda)),
            Some(Lambda::Word(word)) => {
                assert_eq!(word, "auto");
                mstl.box_cox(BoxCox::Automatic)
            }
        }
    }

    /// Fits and compares, relative to the largest (transformed) value.
    fn check(&self) {
        let mut mstl = self.mstl();
        if let Some(theirs) = self
            .resolved
            .as_ref()
            .and_then(|resolved| resolved.est_lmbda)
        {
            let ours = mstl.fit(&self.input.y).unwrap().lambda.unwrap();
            // Where the likelihood's rounding hides the rest.
            assert!(
                (ours - theirs).abs() < 1e-6,
                "{}: λ {ours}, not {theirs}",
                self.name
            );
            mstl = mstl.box_cox(BoxCox::Lambda(theirs));
        }
        let fit = mstl.fit(&self.input.y).unwrap();
        if let Some(resolved) = &self.resolved {
            assert_eq!(fit.periods, resolved.periods, "{}", self.name);
            assert_eq!(resolved.windows.len(), fit.periods.len());
        }
        let expected = &self.out;
        let scale = expected.observed.as_ref().unwrap_or(&self.input.y);
        let scale = scale.iter().fold(0.0_f64, |most, y| most.max(y.abs()));
        assert_eq!(fit.seasonal.len(), expected.seasonal.len(), "{}", self.name);
        for (ours, theirs) in fit.seasonal.iter().zip(&expected.seasonal) {
            self.near("season", scale, ours, theirs);
        }
        self.near("trend", scale, &fit.trend, &expected.trend);
        self.near("residual", scale, &fit.residual, &expected.resid);
        if let Some(weights) = &expected.weights {
            self.near("weights", 1.0, &fit.weights, weights);
        }
        if let Some(observed) = &expected.observed {
            let sums: Vec<f64> = (0..fit.trend.len())
                .map(|i| {
                    fit.trend[i] + fit.residual[i] + fit.seasonal.iter().map(|s| s[i]).sum::<f64>()
                })
                .collect();
            self.near("sum", scale, &sums, observed);
        }
    }

    fn near(&self, what: &str, scale: f64, ours: &[f64], theirs: &[f64]) {
        let ours: Vec<f64> = match &self.index {
            Some(index) => index.iter().map(|&i| ours[i]).collect(),
            None => ours.to_vec(),
        };
        assert_eq!(ours.len(), theirs.len(), "{}: {what}", self.name);
        let off = ours.iter().zip(theirs).map(|(a, b)| (a - b).abs());
        let off = off.max_by(f64::total_cmp).unwrap();
        assert!(
            off <= TOLERANCE * scale,
            "{}: {what} is off by {off:e} of {scale:e}",
            self.name
        );
    }
}

fn check_all(path: &Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let file: File = serde_json::from_str(&text).unwrap();
    assert!(!file.cases.is_empty());
    for case in &file.cases {
        case.check();
    }
}

#[test]
fn own_cases() {
    check_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/mstl.json"));
}

#[test]
fn reference_cases() {
    for file in ["mstl.json", "mstl_r_reference.json"] {
        if let Some(path) = shared::shared(&format!("golden/timeseries/{file}")) {
            check_all(&path);
        }
    }
}

fn wavy(len: usize) -> Vec<f64> {
    (0..len)
        .map(|i| 20.0 + (i % 8) as f64 + (i % 30) as f64 / 3.0 + (i * i % 17) as f64 / 9.0)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// With one period it is STL.
    #[test]
    fn one_period_is_stl(values in prop::collection::vec(-100.0..100.0, 50..120), period in 2_usize..20, robust: bool) {
        let stl = Stl::new(period).seasonal(Loess::new(9)).robust(robust);
        let fit = Mstl::new([period]).seasonal([Loess::new(9)]).shared(stl).fit(&values).unwrap();
        let alone = stl.fit(&values).unwrap();
        prop_assert_eq!(&fit.seasonal[0], &alone.seasonal);
        prop_assert_eq!(fit.trend, alone.trend);
        prop_assert_eq!(fit.weights, alone.weights);
    }

    /// Residuals from the baseline are those that were transformed: to nothing, if there are none.
    #[test]
    fn the_baseline_is_in_the_units_of_the_series(lambda in -2.0_f64..3.0, slope in 0.0_f64..0.01) {
        let series: Vec<f64> = (0..300).map(|i| (1.0 + slope * f64::from(i)).exp()).collect();
        for transform in [BoxCox::Lambda(lambda), BoxCox::Lambda(0.0), BoxCox::Automatic, BoxCox::None] {
            let fit = Mstl::new([7, 20]).box_cox(transform).fit(&series).unwrap();
            for ((baseline, value), left_over) in fit.baseline().iter().zip(&series).zip(&fit.residual) {
                let off = (baseline - value).abs();
                prop_assert!(off < 1e-6 * value || *left_over != 0.0);
            }
        }
    }

    /// No values, periods or transformations make it panic.
    #[test]
    fn never_panics(
        values in prop::collection::vec(prop::num::f64::ANY, 0..80),
        periods in prop::collection::vec(0_usize..30, 0..4),
        lambda in prop::num::f64::ANY,
    ) {
        for transform in [BoxCox::None, BoxCox::Lambda(lambda), BoxCox::Automatic] {
            let mstl = Mstl::new(periods.iter().copied()).box_cox(transform);
            let positive: Vec<f64> = values.iter().map(|value| value.abs()).collect();
            for values in [&values, &positive] {
                if let Ok(fit) = mstl.fit(values) {
                    prop_assert_eq!(fit.baseline().len(), values.len());
                    prop_assert!(fit.trend.iter().all(|value| value.is_finite()));
                }
            }
        }
    }
}

/// The λ that was found makes the likelihood, computed plainly, no less than any other nearby.
#[test]
fn the_automatic_lambda_is_the_most_likely() {
    let likelihood = |values: &[f64], lambda: f64| {
        let count = values.len() as f64;
        let transformed: Vec<f64> = values
            .iter()
            .map(|y| (y.powf(lambda) - 1.0) / lambda)
            .collect();
        let mean = transformed.iter().sum::<f64>() / count;
        let variance = transformed.iter().map(|z| (z - mean).powi(2)).sum::<f64>() / count;
        (lambda - 1.0) * values.iter().map(|y| y.ln()).sum::<f64>() - count / 2.0 * variance.ln()
    };
    for power in [-2.0, 0.7, 3.0] {
        let series: Vec<f64> = wavy(300).iter().map(|y| y.powf(power)).collect();
        let fit = Mstl::new([8, 30])
            .box_cox(BoxCox::Automatic)
            .fit(&series)
            .unwrap();
        let lambda = fit.lambda.unwrap();
        let best = likelihood(&series, lambda);
        for step in [1e-4, 1e-3, 1e-2, 0.1] {
            assert!(likelihood(&series, lambda - step) < best);
            assert!(likelihood(&series, lambda + step) < best);
        }
    }
}

#[test]
fn missing_values_stay_missing() {
    let mut series = wavy(300);
    series[100..140].fill(f64::NAN);
    let fit = Mstl::new([8, 30])
        .box_cox(BoxCox::Automatic)
        .fit(&series)
        .unwrap();
    for (left_over, value) in fit.residual.iter().zip(&series) {
        assert_eq!(left_over.is_nan(), value.is_nan());
    }
    assert!(fit.baseline().iter().all(|value| value.is_finite()));
}

#[test]
fn what_cannot_be_fitted_says_what_is_required() {
    let series = wavy(60);
    let said = |mstl: Mstl| mstl.fit(&series).unwrap_err().to_string();
    assert_eq!(
        said(Mstl::new([])),
        "there is no period, required is at least 1"
    );
    assert_eq!(
        Mstl::new([30, 40]).fit(&series),
        Err(Error::SeriesTooShort {
            len: 60,
            required: 61
        })
    );
    assert_eq!(
        said(Mstl::new([4, 8]).seasonal([Loess::new(7)])),
        "there are 1 smoothers for 2 periods, required is one for each"
    );
    assert_eq!(
        said(Mstl::new([4, 8]).iterations(0)),
        "the inner loop has 0 iterations, required is at least 1"
    );
    assert_eq!(
        said(Mstl::new([4]).box_cox(BoxCox::Lambda(f64::NAN))),
        "lambda is NaN, required is a finite number"
    );
    let fit = Mstl::new([40, 8]).fit(&series).unwrap();
    assert_eq!((fit.periods, fit.left_out), (vec![8], vec![40]));
    let mut series = series.clone();
    series[5] = 0.0;
    let error = Mstl::new([8]).box_cox(BoxCox::Automatic).fit(&series);
    assert_eq!(
        error,
        Err(Error::NotPositive {
            index: 5,
            value: 0.0
        })
    );
}
