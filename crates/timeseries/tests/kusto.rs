//! The examples of Kusto's documentation, and what it says about those that are drawn at random.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use proptest::num::f64::ANY;
use proptest::prelude::*;
use serde::Deserialize;
use timeseries::kusto::{
    AdMethod, Options, Seasonality, Trend, series_decompose, series_decompose_anomalies,
    series_decompose_forecast, series_fit_line, series_outliers, series_periods_detect,
    series_periods_validate, series_seasonal,
};

#[derive(Deserialize)]
struct Examples {
    outliers: Vec<Outliers>,
    periods: Vec<Periods>,
    seasonal: Vec<Seasonal>,
    fit_line: Vec<FitLine>,
}

#[derive(Deserialize)]
struct Outliers {
    series: Vec<f64>,
    scores: Vec<f64>,
}

#[derive(Deserialize)]
struct Periods {
    series: Vec<f64>,
    detect: Detect,
    validate: Validate,
}

#[derive(Deserialize)]
struct Detect {
    min: f64,
    max: f64,
    most: usize,
    periods: Vec<f64>,
    scores: Vec<f64>,
}

#[derive(Deserialize)]
struct Validate {
    periods: Vec<f64>,
    scores: Vec<f64>,
}

#[derive(Deserialize)]
struct Seasonal {
    series: Vec<f64>,
    period: i64,
    seasonal: Vec<f64>,
}

#[derive(Deserialize)]
struct FitLine {
    series: Vec<f64>,
    rsquare: f64,
    slope: f64,
    variance: f64,
    rvariance: f64,
    interception: f64,
    line_fit: Vec<f64>,
}

fn near(ours: &[f64], printed: &[f64], within: f64) {
    assert_eq!(ours.len(), printed.len());
    for (ours, printed) in ours.iter().zip(printed) {
        assert!((ours - printed).abs() <= within, "{ours}, not {printed}");
    }
}

#[test]
fn examples_of_the_documentation() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/kusto.toml");
    let text = std::fs::read_to_string(path).expect(path);
    let examples: Examples = toml::from_str(&text).expect(path);
    for example in examples.outliers {
        let scores = series_outliers(&example.series, AdMethod::Ctukey, None, (10.0, 90.0));
        near(&scores, &example.scores, 1e-14);
    }
    for example in examples.periods {
        let detect = example.detect;
        let found = series_periods_detect(&example.series, detect.min, detect.max, detect.most);
        assert_eq!(found.periods, detect.periods);
        // How scores are computed is not published.
        near(&found.scores, &detect.scores, 0.05);
        let found = series_periods_validate(&example.series, &example.validate.periods);
        near(&found.scores, &example.validate.scores, 0.1);
    }
    for example in examples.seasonal {
        let period = Seasonality::from_bins(example.period).expect("a period");
        assert_eq!(series_seasonal(&example.series, period), example.seasonal);
    }
    for example in examples.fit_line {
        let line = series_fit_line(&example.series);
        let ours = [
            line.rsquare,
            line.slope,
            line.variance,
            line.rvariance,
            line.interception,
        ];
        let printed = [
            example.rsquare,
            example.slope,
            example.variance,
            example.rvariance,
            example.interception,
        ];
        near(&ours, &printed, 1e-3);
        near(&line.line_fit, &example.line_fit, 1e-3);
    }
}

/// The hourly series of the examples of `series_decompose_anomalies`: five weeks, three spikes, three
/// dips, on working days and days off of these levels, with a trend or without.
fn weeks(weeks: usize, days_off: f64, trend: f64, seed: u64) -> Vec<f64> {
    let mut state = seed * 2_654_435_769 + 1;
    let mut uniform = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let hour = |t: usize| {
        let day = if t / 24 % 7 >= 5 { days_off } else { 15.0 };
        let of_day = ((t % 24 / 10) as f64).powi(2);
        let planted = match t {
            150 | 200 | 780 => -8.0,
            300 | 400 | 600 => 8.0,
            _ => 0.0,
        };
        2.0 * uniform() + day - of_day + trend * t as f64 + planted
    };
    (1..=24 * 7 * weeks).map(hour).collect()
}

fn flagged(y: &[f64], options: Options) -> Vec<(usize, i8)> {
    let found = series_decompose_anomalies(y, options);
    // Counted from 1, as in the example.
    let flags = (1..).zip(found.ad_flag);
    flags.filter(|(_, flag)| *flag != 0).collect()
}

const PLANTED: [(usize, i8); 6] = [
    (150, -1),
    (200, -1),
    (300, 1),
    (400, 1),
    (600, 1),
    (780, -1),
];

/// "Detect anomalies in weekly seasonality": the season is found, and the outliers stand out.
#[test]
fn weekly_seasonality() {
    for seed in 1..=5 {
        let y = weeks(5, 10.0, 0.0, seed);
        let found = series_decompose_anomalies(&y, Options::new());
        for (at, flag) in PLANTED {
            assert_eq!(found.ad_flag[at - 1], flag, "{at}");
        }
        let parts = series_decompose(&y, Options::new());
        assert_eq!(parts.seasonal[..168], parts.seasonal[168..336]);
    }
}

/// "Weekly seasonality with trend": with `avg` some are missed; with `linefit` all are found, with a
/// few false ones; at a threshold of 2.5, they only.
#[test]
fn weekly_seasonality_with_trend() {
    for seed in 1..=5 {
        let y = weeks(5, 5.0, 1.0 / 72.0, seed);
        let average = flagged(&y, Options::new());
        let missed = PLANTED
            .iter()
            .filter(|planted| !average.contains(planted))
            .count();
        assert!((1..6).contains(&missed), "{average:?}");

        let line = Options::new()
            .threshold(1.5)
            .seasonality(Seasonality::Auto)
            .trend(Trend::LineFit);
        let found = flagged(&y, line);
        assert!(
            PLANTED.iter().all(|planted| found.contains(planted)),
            "{found:?}"
        );
        assert!((7..40).contains(&found.len()), "{found:?}");

        // The noise of the example is another one each time it is run.
        let found = flagged(&y, line.threshold(2.5));
        assert!(
            PLANTED.iter().all(|planted| found.contains(planted)),
            "{found:?}"
        );
        assert!(found.len() <= 7, "{found:?}");
    }
}

/// "Forecast a week forward": four weeks are learned, the fifth is predicted.
#[test]
fn forecast_a_week_forward() {
    for seed in 1..=5 {
        let mut y = weeks(5, 5.0, 1.0 / 72.0, seed);
        let truth = y.split_off(24 * 7 * 4);
        y.resize(24 * 7 * 5, f64::NAN);
        let forecast = series_decompose_forecast(&y, 24 * 7, Options::new());
        assert_eq!(forecast.len(), y.len());
        let off = forecast[24 * 7 * 4..]
            .iter()
            .zip(&truth)
            .map(|(f, t)| (f - t).abs());
        assert!(off.sum::<f64>() / 168.0 < 1.5);
    }
}

/// What stands in the slots of the points to forecast is not learned from.
#[test]
fn test_points_are_not_learned_from() {
    let y = weeks(5, 5.0, 1.0 / 72.0, 1);
    let mut wild = y.clone();
    wild[24 * 7 * 4..].fill(1e9);
    for trend in [Trend::Avg, Trend::LineFit, Trend::None] {
        let options = Options::new().trend(trend).test_points(24 * 7);
        let (ours, theirs) = (
            series_decompose(&y, options),
            series_decompose(&wild, options),
        );
        assert_eq!(ours.baseline, theirs.baseline);
    }
}

#[test]
fn without_season_and_trend_the_baseline_is_0() {
    let y = weeks(2, 5.0, 0.1, 1);
    let parts = series_decompose(
        &y,
        Options::new()
            .seasonality(Seasonality::None)
            .trend(Trend::None),
    );
    assert_eq!(parts.baseline, vec![0.0; y.len()]);
    assert_eq!(parts.residual, y);
    let parts = series_decompose(
        &y,
        Options::new()
            .seasonality(Seasonality::None)
            .trend(Trend::LineFit),
    );
    assert_eq!(parts.trend, series_fit_line(&y).line_fit);
}

#[test]
fn words() {
    assert_eq!("linefit".parse(), Ok(Trend::LineFit));
    assert_eq!("ctukey".parse(), Ok(AdMethod::Ctukey));
    let error = "Linefit".parse::<Trend>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the word is unknown, required is one of: avg, linefit, none"
    );
}

fn options() -> impl Strategy<Value = Options> {
    let seasonality = prop_oneof![
        Just(Seasonality::Auto),
        Just(Seasonality::None),
        (0_usize..50).prop_map(Seasonality::Period),
        any::<usize>().prop_map(Seasonality::Period),
    ];
    let trend = prop_oneof![Just(Trend::Avg), Just(Trend::LineFit), Just(Trend::None)];
    let method = prop_oneof![Just(AdMethod::Tukey), Just(AdMethod::Ctukey)];
    let points = prop_oneof![0_usize..20, any::<usize>()];
    (ANY, seasonality, trend, points, method, ANY).prop_map(
        |(threshold, seasonality, trend, points, method, strength)| {
            Options::new()
                .threshold(threshold)
                .seasonality(seasonality)
                .trend(trend)
                .test_points(points)
                .ad_method(method)
                .seasonality_threshold(strength)
        },
    )
}

proptest! {
    #[test]
    fn anything_is_decomposed(
        y in prop::collection::vec(prop_oneof![ANY, -100.0..100.0], 0..80),
        options in options(),
        percentiles in (ANY, ANY),
        ignore in prop::option::of(ANY),
    ) {
        let parts = series_decompose(&y, options);
        for component in [&parts.baseline, &parts.seasonal, &parts.trend, &parts.residual] {
            prop_assert_eq!(component.len(), y.len());
        }
        let found = series_decompose_anomalies(&y, options);
        prop_assert_eq!(found.ad_flag.len(), y.len());
        prop_assert!(found.ad_score.iter().all(|score| score.is_finite()));
        for (value, flag) in y.iter().zip(&found.ad_flag) {
            prop_assert!(!value.is_nan() || *flag == 0);
        }
        prop_assert_eq!(series_outliers(&y, AdMethod::Ctukey, ignore, percentiles).len(), y.len());
        let _ = series_decompose_forecast(&y, 7, options);
    }

    /// Season, trend and residual sum to the series.
    #[test]
    fn components_sum_to_the_series(y in prop::collection::vec(-1e3..1e3, 1..200), options in options()) {
        let parts = series_decompose(&y, options);
        for (at, y) in y.iter().enumerate() {
            let sum = parts.seasonal[at] + parts.trend[at] + parts.residual[at];
            prop_assert!((sum - y).abs() < 1e-8, "{} {}", sum, y);
            prop_assert_eq!(parts.baseline[at], parts.seasonal[at] + parts.trend[at]);
        }
    }
}
