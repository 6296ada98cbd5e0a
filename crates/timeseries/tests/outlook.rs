//! Strengths, forecasts and bands.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use proptest::num::f64::ANY;
use proptest::prelude::*;
use timeseries::{Band, Decomposition, Esd, Guard, Score, Stl, Threshold};

fn series() -> Vec<f64> {
    vec![
        50.0, 56.94, 62.54, 61.78, 62.38, 56.62, 53.56, 50.5, 44.74, 45.34, 44.58, 50.18, 57.12,
        60.02, 65.62, 64.86, 65.46, 63.74, 56.64, 53.58, 47.82, 48.42, 51.7, 53.26, 60.2, 63.1,
        68.7, 71.98, 68.54, 66.82, 59.72, 56.66, 54.94, 51.5, 54.78, 56.34, 63.28, 66.18, 71.78,
        75.06, 71.62, 69.9, 62.8, 59.74, 58.02, 54.58, 57.86, 59.42, 66.36, 73.3, 74.86, 78.14,
        74.7, 72.98, 69.92, 62.82, 61.1, 57.66, 60.94, 66.54,
    ]
}

fn fit() -> Decomposition {
    Stl::new(12)
        .compatibility(Guard::Series)
        .fit(&series())
        .unwrap()
}

/// By statsmodels 0.15: `STL(y, period=12).fit()`, and NumPy.
#[test]
fn strengths_of_statsmodels() {
    assert!((fit().seasonal_strength() - 0.9899515402847889).abs() < 1e-9);
    assert!((fit().trend_strength() - 0.9822054339843804).abs() < 1e-9);
}

/// By statsmodels 0.15: `STLForecast(y, ARIMA, model_kwargs=dict(order=(0, 1, 0), trend="t"))`, whose
/// drift is found by a search that ends 5e-6 from where it would be exact.
#[test]
fn forecast_of_statsmodels() {
    let expected = [
        71.71906162990102,
        77.2493324430126,
        80.07720758161739,
        84.04551134235193,
        79.99789171830206,
        78.55174727047896,
        74.0591319357356,
        68.20697092199886,
        67.1549920920474,
        63.08738765572936,
        66.62418716674662,
        70.77944197306743,
        75.95850360296846,
        81.48877441608005,
        84.31664955468483,
    ];
    let forecast = fit().forecast(12, 15);
    for (ahead, (ours, theirs)) in (1..).zip(forecast.expected.iter().zip(expected)) {
        assert!(
            (ours - theirs).abs() < 6e-6 * f64::from(ahead),
            "{ours}, not {theirs}"
        );
    }
    // With NumPy from the same decomposition: sigma * sqrt(h * (1 + h / 59)).
    let deviations = [1.07883327614458, 1.538362283953596, 1.8994819917341226];
    for (ours, theirs) in forecast.deviation.iter().zip(deviations) {
        assert!((ours - theirs).abs() < 1e-8, "{ours}, not {theirs}");
    }
}

/// What is missing at the end is forecast from before, as far as it is.
#[test]
fn a_missing_end() {
    let line: Vec<f64> = (0..96)
        .map(|i| f64::from(i % 12) + 0.25 * f64::from(i))
        .collect();
    let mut holed = line.clone();
    holed[90..].fill(f64::NAN);
    let whole = Stl::new(12).fit(&line).unwrap().forecast(12, 20);
    let ours = Stl::new(12).fit(&holed).unwrap().forecast(12, 20);
    for (ours, whole) in ours.expected.iter().zip(&whole.expected) {
        assert!((ours - whole).abs() < 1e-6, "{ours}, not {whole}");
    }
    assert_eq!(ours.expected.len(), 20);
    assert_eq!(Decomposition::default().forecast(12, 20).expected, []);
}

proptest! {
    /// Scores are beyond the threshold where residuals are beyond the limits.
    #[test]
    fn limits_are_where_scores_reach_the_threshold(
        residual in prop::collection::vec(-1e3..1e3, 5..100),
        limit in 0.1..5.0,
    ) {
        for score in [Score::Z, Score::robust_z(), Score::tukey(), Score::ctukey()] {
            for threshold in [Threshold::symmetric(limit), Threshold::spikes(limit), Threshold::new(-2.0 * limit, limit)] {
                let (low, high) = score.limits(&residual, threshold);
                for (value, score) in residual.iter().zip(score.of(&residual)) {
                    let near = 1e-9 * value.abs().max(1.0);
                    match threshold.exceeded(score) {
                        Some(direction) => {
                            let spike = direction.sign() > 0 && *value > high - near;
                            let dip = direction.sign() < 0 && *value < low + near;
                            prop_assert!(spike || dip);
                        }
                        None => prop_assert!(*value >= low - near && *value <= high + near),
                    }
                }
            }
        }
    }

    /// What the test finds lies outside of the limits.
    #[test]
    fn outliers_lie_outside(residual in prop::collection::vec(-1e3..1e3, 20..100), far in 3e3..1e9) {
        let mut residual = residual;
        residual[7] = far;
        for esd in [Esd::new(), Esd::new().robust(true)] {
            let score = Score::Esd(esd);
            let (low, high) = score.limits(&residual, score.threshold());
            prop_assert!(low <= high);
            for (value, score) in residual.iter().zip(score.of(&residual)) {
                prop_assert!(score <= 1.0 || *value > 0.5 * (low + high));
            }
        }
    }

    #[test]
    fn bands_of_anything(
        residual in prop::collection::vec(ANY, 0..60),
        low in ANY,
        high in ANY,
    ) {
        for score in [Score::Z, Score::robust_z(), Score::ctukey(), Score::esd()] {
            let band = Band::around(&residual, &residual, &score, Threshold::new(low, high));
            prop_assert_eq!((band.low.len(), band.high.len()), (residual.len(), residual.len()));
        }
    }
}
