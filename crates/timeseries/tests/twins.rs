//! The filters judged by the plain local fits, on random parameters.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use proptest::prelude::*;
use timeseries::{Decomposition, Degree, Error, Guard, Loess, Stl, Workspace};

#[derive(Clone, Debug)]
struct Given {
    stl: Stl,
    series: Vec<f64>,
}

fn degree() -> impl Strategy<Value = Degree> {
    prop_oneof![
        Just(Degree::Constant),
        Just(Degree::Linear),
        Just(Degree::Quadratic)
    ]
}

fn guard() -> impl Strategy<Value = Guard> {
    prop_oneof![Just(Guard::Series), Just(Guard::Window)]
}

/// A smoother whose span lies between two bounds.
fn smoother(low: usize, high: usize) -> impl Strategy<Value = Loess> {
    (low / 2..=high / 2, degree())
        .prop_map(|(half, degree)| Loess::new(2 * half + 1).degree(degree))
}

/// Season, slope, noise and outliers.
fn series(len: usize, period: usize, seed: u64) -> Vec<f64> {
    let mut state = seed | 1;
    let mut uniform = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    (0..len)
        .map(|i| {
            let phase = (i % period) as f64 / period as f64 * std::f64::consts::TAU;
            let outlier = if uniform() < 0.03 { 30.0 } else { 0.0 };
            5.0 * phase.sin() + 0.01 * i as f64 + uniform() + outlier
        })
        .collect()
}

fn given_with(
    lengths: std::ops::Range<usize>,
    outer: std::ops::Range<usize>,
) -> impl Strategy<Value = Given> {
    (2_usize..40, any::<u64>())
        .prop_flat_map(move |(period, seed)| {
            let smoothers = (
                smoother(3, 41),
                smoother(period + 1, 4 * period + 20),
                smoother(period + 1, 2 * period + 20),
            );
            let rounds = (1_usize..4, outer.clone());
            let len = lengths.start.max(2 * period)..lengths.end;
            (Just((period, seed)), smoothers, rounds, len, guard())
        })
        .prop_map(
            |((period, seed), (seasonal, trend, low_pass), (inner, outer), len, guard)| Given {
                stl: Stl::new(period)
                    .seasonal(seasonal)
                    .trend(trend)
                    .low_pass(low_pass)
                    .inner_iterations(inner)
                    .outer_iterations(outer)
                    .compatibility(guard),
                series: series(len, period, seed),
            },
        )
}

fn check(given: &Given) -> Result<(), TestCaseError> {
    let fast = given.stl.fit(&given.series).unwrap();
    let plain = given.stl.plain(true).fit(&given.series).unwrap();
    let largest = given
        .series
        .iter()
        .fold(1.0_f64, |most, y| most.max(y.abs()));
    let apart = |a: &[f64], b: &[f64]| {
        a.iter()
            .zip(b)
            .map(|(a, b)| (a - b).abs())
            .fold(0.0, f64::max)
    };
    prop_assert!(apart(&fast.seasonal, &plain.seasonal) <= 1e-10 * largest);
    prop_assert!(apart(&fast.trend, &plain.trend) <= 1e-10 * largest);
    prop_assert!(apart(&fast.weights, &plain.weights) <= 1e-8);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn filters_give_what_local_fits_give(given in given_with(4..900, 0..1)) {
        check(&given)?;
    }

    #[test]
    fn weighted_filters_too(given in given_with(60..1500, 1..4)) {
        check(&given)?;
    }

    /// A workspace that served another series changes no bit.
    #[test]
    fn a_used_workspace_changes_nothing(one in given_with(512..900, 0..3), two in given_with(4..900, 0..3)) {
        let (mut work, mut fit) = (Workspace::new(), Decomposition::default());
        one.stl.fit_into(&one.series, &mut work, &mut fit).unwrap();
        two.stl.fit_into(&two.series, &mut work, &mut fit).unwrap();
        prop_assert_eq!(fit, two.stl.fit(&two.series).unwrap());
    }

    /// A plan made once fits many series as each would be fitted alone, in whatever order.
    #[test]
    fn a_plan_changes_nothing(one in given_with(4..900, 0..3), seeds in prop::collection::vec(any::<u64>(), 0..6)) {
        let len = one.series.len();
        let plan = one.stl.plan(len).unwrap();
        let many: Vec<Vec<f64>> = seeds.iter().map(|&seed| series(len, one.stl.period(), seed)).collect();
        let alone: Vec<_> = many.iter().map(|series| one.stl.fit(series)).collect();
        prop_assert!(plan.fit_many(&many).eq(alone.iter().cloned()));
        #[cfg(feature = "rayon")]
        prop_assert_eq!(plan.par_fit_many(&many), alone);
        let longer = vec![0.0; len + 1];
        let refused = Err(Error::SeriesLength { len: len + 1, required: len });
        prop_assert_eq!(plan.fit(&longer), refused);
    }
}

proptest! {
    // Point by point takes its time.
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Windows that are wide enough for moments, and some that are just not.
    #[test]
    fn wide_windows_too(
        period in 90_usize..250,
        halves in prop::array::uniform2(0_usize..300),
        guard in guard(),
        constant in any::<bool>(),
        cycles in 2.0_f64..7.0,
        seed in any::<u64>(),
    ) {
        let degree = if constant { Degree::Constant } else { Degree::Linear };
        let wider = |more: usize| Loess::new(2 * (period / 2 + 1 + more) + 1).degree(degree);
        let stl = Stl::new(period)
            .trend(wider(halves[0]))
            .low_pass(wider(halves[1]))
            .compatibility(guard)
            .inner_iterations(1);
        let series = series((cycles * period as f64) as usize, period, seed);
        check(&Given { stl, series })?;
    }

    /// And with weights: outliers, missing values, and gaps of half a window and more, at the ends too.
    #[test]
    fn wide_weighted_windows_too(
        period in 90_usize..250,
        more in 0_usize..300,
        guard in guard(),
        constant in any::<bool>(),
        cycles in 4.0_f64..9.0,
        outer in 0_usize..3,
        gaps in prop::collection::vec((0.0_f64..1.0, 1_usize..250), 0..4),
        seed in any::<u64>(),
    ) {
        let degree = if constant { Degree::Constant } else { Degree::Linear };
        let trend = Loess::new(2 * (period / 2 + 1 + more) + 1).degree(degree);
        let stl = Stl::new(period)
            .trend(trend)
            .compatibility(guard)
            .outer_iterations(outer)
            .inner_iterations(1);
        let mut series = series((cycles * period as f64) as usize, period, seed);
        let len = series.len();
        for (at, width) in gaps {
            let start = (at * len as f64) as usize;
            series[start..(start + width).min(len)].fill(f64::NAN);
        }
        prop_assume!(!matches!(stl.fit(&series), Err(Error::PhaseMissing { .. })));
        check(&Given { stl, series })?;
    }
}
