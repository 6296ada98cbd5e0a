//! Missing values: no weight, no influence, a fit all the same.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use proptest::prelude::*;
use timeseries::{
    Anomaly, Degree, Direction, Error, Guard, Loess, Stl, Threshold, anomalies, zscores,
};

fn season(hour: usize, period: usize) -> f64 {
    (hour * 7 % period) as f64 * 3.0 / period as f64
}

/// A line with a season on top, which LOESS of degree 1 follows.
fn on_the_curve(len: usize, period: usize, slope: f64) -> Vec<f64> {
    (0..len)
        .map(|hour| season(hour, period) + slope * hour as f64)
        .collect()
}

fn stl() -> impl Strategy<Value = Stl> {
    (
        4_usize..30,
        3_usize..20,
        any::<bool>(),
        any::<bool>(),
        0_usize..2,
        1_usize..4,
    )
        .prop_map(|(period, half, robust, plain, degree, jump)| {
            let degree = [Degree::Linear, Degree::Quadratic][degree];
            let stl = Stl::new(period)
                .seasonal(Loess::new(2 * half + 1).degree(degree))
                .robust(robust)
                .plain(plain);
            stl.trend(stl.trend_smoother().jump(jump))
        })
}

fn near(one: &[f64], other: &[f64], tolerance: f64) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| (one - other).abs() <= tolerance)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Points on the curve can go; the curve stays. Each phase keeps two of three values in a row,
    /// or a line through it would not be known.
    #[test]
    fn removing_points_on_the_curve_changes_nothing(
        stl in stl(),
        slope in -0.1_f64..0.1,
        taken in prop::collection::vec(any::<prop::sample::Index>(), 30),
        rest in 0_usize..29,
    ) {
        let period = stl.period();
        let len = 30 * period + rest % period;
        let whole = on_the_curve(len, period, slope);
        let mut series = whole.clone();
        for (cycle, taken) in taken.iter().enumerate() {
            // Of a phase only every third value can go.
            let phases = (0..period).filter(|phase| (phase + cycle) % 3 == 0);
            let first = taken.index(period);
            for phase in phases.filter(|phase| *phase >= first) {
                series[cycle * period + phase] = f64::NAN;
            }
        }
        let (fit, before) = (stl.fit(&series).unwrap(), stl.fit(&whole).unwrap());
        let largest = whole.iter().fold(1.0_f64, |most, y| most.max(y.abs()));
        prop_assert!(near(&fit.seasonal, &before.seasonal, 1e-9 * largest));
        prop_assert!(near(&fit.trend, &before.trend, 1e-9 * largest));
        for (hour, value) in series.iter().enumerate() {
            prop_assert_eq!(fit.residual[hour].is_nan(), value.is_nan());
            prop_assert!(fit.weights[hour] == 0.0 || !value.is_nan());
        }
    }

    /// Where nothing slopes, one value of each phase is enough, and gaps may be as long as they like.
    #[test]
    fn one_value_of_each_phase_is_a_season(
        stl in stl(),
        kept in prop::collection::vec(any::<prop::sample::Index>(), 30),
        cycles in 2_usize..40,
    ) {
        let period = stl.period();
        let whole = on_the_curve(cycles * period, period, 0.0);
        let mut series = vec![f64::NAN; whole.len()];
        for (phase, kept) in kept.iter().take(period).enumerate() {
            let at = kept.index(cycles) * period + phase;
            series[at] = whole[at];
        }
        let stl = stl.robust(false);
        let fit = stl.fit(&series).unwrap();
        prop_assert!(near(&fit.baseline(), &whole, 1e-9));
    }

    /// The values that weights of 0 hide are the same as none.
    #[test]
    fn a_missing_value_is_a_weight_of_zero(
        points in prop::collection::vec((-10.0..10.0, prop::bool::weighted(0.8)), 20..80),
        half in 8_usize..30,
        degree in prop_oneof![Just(Degree::Constant), Just(Degree::Linear), Just(Degree::Quadratic)],
    ) {
        let (values, known): (Vec<f64>, Vec<bool>) = points.into_iter().unzip();
        prop_assume!(known.iter().any(|known| *known));
        let weights: Vec<f64> = known.iter().map(|known| f64::from(*known)).collect();
        let gaps: Vec<f64> = values
            .iter()
            .zip(&known)
            .map(|(value, known)| if *known { *value } else { f64::NAN })
            .collect();
        let loess = Loess::new(2 * half + 1).degree(degree);
        let hidden = loess.smooth(&values, Some(&weights)).unwrap();
        let missing = loess.smooth(&gaps, None).unwrap();
        // With no weight in the window a hidden value stands; a missing one does not.
        let reach = half - 1;
        for (x, (hidden, missing)) in hidden.iter().zip(&missing).enumerate() {
            let window = x.saturating_sub(reach)..known.len().min(x + reach + 1);
            if known[window].iter().any(|known| *known) {
                prop_assert_eq!(hidden, missing);
            }
        }
    }

    /// One missing value does not switch detection off, nor does a stretch of them. (A spike beside
    /// a stretch is another matter: like one at the end of a series it draws the fit after itself.)
    #[test]
    fn the_spike_is_found_all_the_same(
        (gap, width) in prop_oneof![
            (0_usize..720, Just(1)),
            (0_usize..140, 1_usize..60),
            (400_usize..660, 1_usize..60),
        ],
    ) {
        let mut series = on_the_curve(720, 24, 0.01);
        for (hour, value) in series.iter_mut().enumerate() {
            *value += (hour * hour % 13) as f64 / 20.0;
        }
        series[300] += 90.0;
        let found_at = if (gap..gap + width).contains(&300) { None } else { Some((300, Direction::Spike)) };
        series[gap..gap + width].fill(f64::NAN);
        let fit = Stl::new(24).robust(true).fit(&series).unwrap();
        let found = anomalies(&zscores(&fit.residual), Threshold::symmetric(8.0)).max_by(
            |one: &Anomaly, other: &Anomaly| one.score.abs().total_cmp(&other.score.abs()));
        prop_assert_eq!(found.map(|anomaly| (anomaly.index, anomaly.direction)), found_at);
    }
}

/// Across a gap wider than the window runs a straight line.
#[test]
fn wide_gaps_are_bridged() {
    let mut values: Vec<f64> = (0..60).map(|x| f64::from(x % 2)).collect();
    values[..10].fill(f64::NAN);
    values[20..40].fill(f64::NAN);
    let smooth = Loess::new(5).smooth(&values, None).unwrap();
    // A window of five weighs three points, so the last fits of either side lie one step inside.
    let step = (smooth[39] - smooth[20]) / 19.0;
    for x in 21..39 {
        let line = smooth[20] + step * (x as f64 - 20.0);
        assert!((smooth[x] - line).abs() < 1e-12, "at {x}");
    }
    assert!(smooth[..9].iter().all(|fit| *fit == smooth[9]));
}

#[test]
fn what_cannot_be_fitted_says_what_is_required() {
    let message = |series: &[f64]| Stl::new(12).fit(series).unwrap_err().to_string();
    let mut series = on_the_curve(60, 12, 0.1);
    for cycle in 0..5 {
        series[cycle * 12 + 7] = f64::NAN;
    }
    let phase = Stl::new(12).fit(&series).unwrap_err();
    assert_eq!(
        phase,
        Error::PhaseMissing {
            phase: 7,
            period: 12
        }
    );
    assert_eq!(
        phase.to_string(),
        "all values of phase 7 of the period 12 are missing, required is at least 1"
    );
    assert_eq!(
        message(&[f64::NAN; 60]),
        "all 60 values are missing, required is at least 1"
    );
    assert_eq!(
        message(&[]),
        "the series has 0 values, required are at least 24 (two periods)"
    );
    series[3] = f64::NEG_INFINITY;
    assert_eq!(
        message(&series),
        "the value at index 3 is -inf, required are finite values (or NaN, for none)"
    );
    assert_eq!(
        Loess::new(5).smooth(&[f64::NAN; 3], None),
        Err(Error::AllMissing { len: 3 })
    );
}

/// Under either guard, gaps in a long series cost no accuracy against the fit of every point by itself.
#[test]
fn long_series_with_gaps_are_fitted_as_point_by_point() {
    let mut series = on_the_curve(3000, 24, 0.02);
    for (hour, value) in series.iter_mut().enumerate() {
        *value += (hour * hour % 101) as f64 / 20.0;
        if hour % 11 == 3 || (700..760).contains(&hour) || (2990..).contains(&hour) {
            *value = f64::NAN;
        }
    }
    for (guard, robust) in [Guard::Series, Guard::Window]
        .into_iter()
        .flat_map(|guard| [(guard, false), (guard, true)])
    {
        let stl = Stl::new(24).compatibility(guard).robust(robust);
        let (fast, plain) = (
            stl.fit(&series).unwrap(),
            stl.plain(true).fit(&series).unwrap(),
        );
        assert!(near(&fast.seasonal, &plain.seasonal, 1e-9));
        assert!(near(&fast.trend, &plain.trend, 1e-9));
        assert!(near(&fast.weights, &plain.weights, 1e-8));
    }
}
