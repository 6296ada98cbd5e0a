//! What holds for every series and all parameters.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use proptest::num::f64::ANY;
use proptest::prelude::*;
use timeseries::{
    Anomaly, Decomposition, Degree, Direction, Error, Guard, Loess, Stl, Threshold, Workspace,
    anomalies, periods, zscores,
};

/// Any number of points, spans and jumps, those that mean nothing and those without bound too.
fn count() -> impl Strategy<Value = usize> {
    prop_oneof![8 => 0_usize..20, 2 => 20_usize..400, 1 => any::<usize>(), 1 => Just(usize::MAX)]
}

fn loess() -> impl Strategy<Value = Loess> {
    let degree = prop_oneof![
        Just(Degree::Constant),
        Just(Degree::Linear),
        Just(Degree::Quadratic)
    ];
    (count(), any::<bool>(), degree, count()).prop_map(|(span, odd, degree, jump)| {
        Loess::new(if odd { span | 1 } else { span })
            .degree(degree)
            .jump(jump)
    })
}

fn stl() -> impl Strategy<Value = Stl> {
    let optional = || prop::option::of(loess());
    let guard = prop_oneof![Just(Guard::Series), Just(Guard::Window)];
    let loops = (prop::option::of(count()), prop::option::of(count()));
    (
        count(),
        optional(),
        optional(),
        optional(),
        any::<bool>(),
        loops,
        guard,
    )
        .prop_map(
            |(period, seasonal, trend, low_pass, robust, (inner, outer), guard)| {
                let mut stl = Stl::new(period)
                    .robust(robust)
                    .compatibility(guard)
                    .work_limit(2_000_000);
                stl = seasonal.map_or(stl, |loess| stl.seasonal(loess));
                stl = trend.map_or(stl, |loess| stl.trend(loess));
                stl = low_pass.map_or(stl, |loess| stl.low_pass(loess));
                stl = inner.map_or(stl, |count| stl.inner_iterations(count));
                outer.map_or(stl, |count| stl.outer_iterations(count))
            },
        )
}

fn largest(values: &[f64]) -> f64 {
    values
        .iter()
        .fold(0.0, |largest, value| value.abs().max(largest))
}

fn sums_to(fit: &Decomposition, series: &[f64], tolerance: f64) -> bool {
    let sums = fit.seasonal.iter().zip(&fit.trend).zip(&fit.residual);
    let near = |(((s, t), r), y): (((&f64, &f64), &f64), &f64)| (s + t + r - y).abs() <= tolerance;
    sums.zip(series).all(near) && fit.seasonal.len() == series.len()
}

/// Parameters with which a series of 60 values can be fitted.
fn fitting() -> impl Strategy<Value = Stl> {
    let degree = prop_oneof![
        Just(Degree::Constant),
        Just(Degree::Linear),
        Just(Degree::Quadratic)
    ];
    (2_usize..20, 1_usize..20, degree, 1_usize..8, any::<bool>()).prop_map(
        |(period, half, degree, jump, robust)| {
            let stl = Stl::new(period)
                .seasonal(Loess::new(2 * half + 1).degree(degree).jump(jump))
                .robust(robust);
            stl.trend(stl.trend_smoother().jump(jump))
        },
    )
}

proptest! {
    #[test]
    fn never_panics_and_is_finite_or_an_error(
        series in prop::collection::vec(ANY, 0..120),
        small in prop::collection::vec(-1e3..1e3, 0..120),
        stl in stl(),
    ) {
        for series in [series, small] {
            if let Ok(fit) = stl.fit(&series) {
                let all = [&fit.seasonal, &fit.trend, &fit.residual, &fit.weights];
                prop_assert!([all[0], all[1], all[3]].iter().all(|c| c.iter().all(|value| value.is_finite())));
                let mut left_over = fit.residual.iter().zip(&series);
                prop_assert!(left_over.all(|(r, y)| r.is_nan() == y.is_nan() && !r.is_infinite()));
                prop_assert!(all.iter().all(|c| c.len() == series.len()));
                prop_assert!(fit.weights.iter().all(|weight| (0.0..=1.0).contains(weight)));
            }
        }
    }

    #[test]
    fn loess_never_panics(
        values in prop::collection::vec(ANY, 0..60),
        weights in prop::option::of(prop::collection::vec(ANY, 0..60)),
        loess in loess(),
    ) {
        if let Ok(smooth) = loess.smooth(&values, weights.as_deref()) {
            prop_assert_eq!(smooth.len(), values.len());
        }
    }

    #[test]
    fn components_sum_to_the_series(
        series in prop::collection::vec(-1e6..1e6, 60),
        stl in fitting(),
    ) {
        let fit = stl.fit(&series).unwrap();
        prop_assert!(sums_to(&fit, &series, 1e-12 * largest(&series)));
        let baseline = fit.baseline();
        prop_assert!(baseline.iter().zip(&fit.trend).zip(&fit.seasonal).all(|((b, t), s)| *b == s + t));
    }

    /// A workspace carries nothing over, and the same input has the same output.
    #[test]
    fn buffers_carry_nothing_over(
        first in prop::collection::vec(-1e3..1e3, 60..120),
        second in prop::collection::vec(-1e3..1e3, 60),
        stls in prop::array::uniform2(fitting()),
    ) {
        let (mut work, mut fit) = (Workspace::new(), Decomposition::default());
        stls[0].fit_into(&first, &mut work, &mut fit).unwrap();
        stls[1].fit_into(&second, &mut work, &mut fit).unwrap();
        prop_assert_eq!(&fit, &stls[1].fit(&second).unwrap());
    }

    /// Powers of two change no digit.
    #[test]
    fn scaling_scales(
        series in prop::collection::vec(-1e6..1e6, 60),
        power in -300_i32..300,
        stl in fitting(),
    ) {
        let scale = 2.0_f64.powi(power);
        let scaled: Vec<f64> = series.iter().map(|value| value * scale).collect();
        let (fit, scaled) = (stl.fit(&series).unwrap(), stl.fit(&scaled).unwrap());
        let times = |component: &[f64]| component.iter().map(|value| value * scale).collect::<Vec<_>>();
        prop_assert_eq!(times(&fit.seasonal), scaled.seasonal);
        prop_assert_eq!(times(&fit.trend), scaled.trend);
        prop_assert_eq!(times(&fit.residual), scaled.residual);
        prop_assert_eq!(fit.weights, scaled.weights);
    }

    /// A constant goes into the trend and nowhere else.
    #[test]
    fn shifting_shifts_the_trend(
        series in prop::collection::vec(-100.0..100.0, 60),
        shift in -1e4_f64..1e4,
        stl in fitting(),
    ) {
        let stl = stl.robust(false);
        let shifted: Vec<f64> = series.iter().map(|value| value + shift).collect();
        let (fit, shifted) = (stl.fit(&series).unwrap(), stl.fit(&shifted).unwrap());
        for (before, after) in fit.seasonal.iter().zip(&shifted.seasonal) {
            prop_assert!((before - after).abs() < 1e-8);
        }
        for (before, after) in fit.trend.iter().zip(&shifted.trend) {
            let off: f64 = before + shift - after;
            prop_assert!(off.abs() < 1e-8);
        }
    }

    #[test]
    fn scores_are_standardised(values in prop::collection::vec(-1e3..1e3, 2..200)) {
        let scores = zscores(&values);
        let count = scores.len() as f64;
        let mean = scores.iter().sum::<f64>() / count;
        let variance = scores.iter().map(|score| score * score).sum::<f64>() / count;
        let constant = values.iter().all(|value| *value == values[0]);
        prop_assert!(mean.abs() < 1e-10);
        let expected = if constant { 0.0 } else { 1.0 };
        prop_assert!((variance - expected).abs() < 1e-9);
        // A single point can lie no farther out than this.
        prop_assert!(scores.iter().all(|score| score.abs() <= (count - 1.0).sqrt() + 1e-9));
    }

    #[test]
    fn scores_of_anything(values in prop::collection::vec(ANY, 0..60)) {
        let scores = zscores(&values);
        prop_assert_eq!(scores.len(), values.len());
        for (score, value) in scores.iter().zip(&values) {
            prop_assert_eq!(score.is_nan(), value.is_nan());
            prop_assert_eq!(score.is_infinite(), value.is_infinite());
        }
    }

    #[test]
    fn anomalies_are_what_is_beyond(
        scores in prop::collection::vec(ANY, 0..60),
        low in ANY,
        high in ANY,
    ) {
        let found: Vec<Anomaly> = anomalies(&scores, Threshold::new(low, high)).collect();
        let expected: Vec<(usize, Direction)> = (0..scores.len())
            .filter_map(|index| match scores[index] {
                score if score > high => Some((index, Direction::Spike)),
                score if score < low => Some((index, Direction::Dip)),
                _ => None,
            })
            .collect();
        let ours: Vec<_> = found.iter().map(|anomaly| (anomaly.index, anomaly.direction)).collect();
        prop_assert_eq!(ours, expected);
    }

    /// Every anomaly is in exactly one period, every period begins and ends with one, and between
    /// two periods lie more ordinary points than may be bridged.
    #[test]
    fn periods_partition_the_anomalies(
        indices in prop::collection::vec(0_usize..300, 0..40),
        max_gap in 0_usize..30,
    ) {
        let found = indices.iter().map(|&index| Anomaly::new(index, 4.0, Direction::Spike));
        let stretches = periods(found, max_gap);
        for index in &indices {
            prop_assert_eq!(stretches.iter().filter(|stretch| stretch.contains(index)).count(), 1);
        }
        for stretch in &stretches {
            prop_assert!(indices.contains(&stretch.start) && indices.contains(&(stretch.end - 1)));
            let inside = (stretch.clone()).filter(|index| indices.contains(index));
            let inside: Vec<usize> = inside.collect();
            prop_assert!(inside.windows(2).all(|pair| pair[1] - pair[0] - 1 <= max_gap));
        }
        prop_assert!(stretches.windows(2).all(|pair| pair[1].start - pair[0].end > max_gap));
    }
}

/// Parameters that would keep a machine busy for years are refused before the first step.
#[test]
fn hostile_parameters_end_at_once() {
    let series = vec![1.0; 100_000];
    let started = std::time::Instant::now();
    for stl in [
        Stl::new(24).inner_iterations(usize::MAX),
        Stl::new(24).outer_iterations(usize::MAX),
        Stl::new(24).trend(Loess::new(usize::MAX)).robust(true),
        Stl::new(2).seasonal(Loess::new(usize::MAX)).robust(true),
    ] {
        assert!(
            matches!(stl.fit(&series), Err(Error::WorkLimit { .. })),
            "{stl:?}"
        );
    }
    let longest = Stl::new(usize::MAX).fit(&series);
    let required = usize::MAX;
    assert_eq!(
        longest,
        Err(Error::SeriesTooShort {
            len: 100_000,
            required
        })
    );
    assert!(started.elapsed().as_secs() < 5);
}

/// A value near the largest number is the anomaly; it does not hide itself or others by overflow.
#[test]
fn one_huge_value_is_the_anomaly() {
    let mut series: Vec<f64> = (0..240).map(|hour| f64::from(hour % 24)).collect();
    series[100] = 1e308;
    let fit = Stl::new(24).fit(&series).unwrap();
    let found: Vec<Anomaly> =
        anomalies(&zscores(&fit.residual), Threshold::symmetric(3.0)).collect();
    let top = found
        .iter()
        .max_by(|a, b| a.score.total_cmp(&b.score))
        .unwrap();
    assert_eq!((top.index, top.direction), (100, Direction::Spike));
}

/// Series without a residual have scores of 0, not of rounding errors.
#[test]
fn exact_series_have_no_anomalies() {
    let constant = vec![0.1; 240];
    let seasonal: Vec<f64> = (0..240)
        .map(|hour| (f64::from(hour % 24) / 3.0).sin())
        .collect();
    let rising: Vec<f64> = (0..240).map(|hour| f64::from(hour) / 7.0).collect();
    for series in [constant, seasonal, rising] {
        for robust in [false, true] {
            let fit = Stl::new(24).robust(robust).fit(&series).unwrap();
            assert_eq!(fit.residual, vec![0.0; 240]);
            assert_eq!(zscores(&fit.residual), vec![0.0; 240]);
        }
    }
}

/// The two guards: on a long straight line means bend the ends, lines do not.
#[test]
fn a_long_line_is_a_line_under_the_window_guard() {
    let series: Vec<f64> = (0..50_000).map(f64::from).collect();
    let worst = |guard| {
        let fit = Stl::new(24).compatibility(guard).fit(&series).unwrap();
        let off = fit
            .trend
            .iter()
            .zip(&series)
            .map(|(trend, value)| (trend - value).abs());
        off.fold(0.0, f64::max)
    };
    assert!(worst(Guard::Series) > 10.0);
    assert!(worst(Guard::Window) < 1e-6);
    let by_default = Stl::new(24).fit(&series).unwrap();
    assert_eq!(
        by_default,
        Stl::new(24)
            .compatibility(Guard::Window)
            .fit(&series)
            .unwrap()
    );
}

/// What season and trend explain to the last digits has full weight, however large it is.
#[test]
fn exactly_fitted_series_keep_their_weights() {
    let shapes: [fn(u32) -> f64; 4] = [
        |_| 7.3e12,
        |hour| 0.1 + 1e-17 * f64::from(hour % 3),
        |hour| 1e6 + (f64::from(hour % 24) / 3.0).sin(),
        |hour| f64::from(hour) / 7.0,
    ];
    for shape in shapes {
        let series: Vec<f64> = (0..1200).map(shape).collect();
        let fit = Stl::new(24).robust(true).fit(&series).unwrap();
        assert_eq!(fit.weights, vec![1.0; 1200]);
        assert_eq!(zscores(&fit.residual), vec![0.0; 1200]);
    }
}

/// What is fast by moments is counted as such, with outliers and missing values too; what is not is
/// refused all the same.
#[test]
fn wide_windows_are_counted_by_what_they_cost() {
    let stl = Stl::new(400).work_limit(30_000_000);
    let mut series: Vec<f64> = (0..40_000).map(|hour| f64::from(hour % 400)).collect();
    let refused = |fit: Result<Decomposition, Error>| matches!(fit, Err(Error::WorkLimit { .. }));
    assert!(stl.fit(&series).is_ok());
    assert!(refused(stl.plain(true).fit(&series)));
    assert!(refused(stl.outer_iterations(1).fit(&series)));
    assert!(
        stl.inner_iterations(2)
            .outer_iterations(1)
            .fit(&series)
            .is_ok()
    );
    series[10_000..11_000].fill(f64::NAN);
    assert!(stl.fit(&series).is_ok());
    // Windows with one value each: their sums say too little.
    for (place, value) in series.iter_mut().enumerate().take(20_000).skip(10_000) {
        if place % 700 > 0 {
            *value = f64::NAN;
        }
    }
    assert!(refused(stl.fit(&series)));
    assert!(stl.work_limit(Stl::DEFAULT_WORK_LIMIT).fit(&series).is_ok());
}
