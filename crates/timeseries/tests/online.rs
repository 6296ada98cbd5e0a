//! Appended to or fitted whole: one answer.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use proptest::prelude::*;
use timeseries::{Decomposition, Degree, Error, Guard, Loess, Online, Stl};

/// A season, a wander, noise and spikes, from a seed.
fn series(seed: u64, len: usize, period: usize) -> Vec<f64> {
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    let mut unit = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut level = 0.0;
    (0..len)
        .map(|i| {
            level += unit() - 0.5;
            let spike = if unit() < 0.02 { 50.0 * unit() } else { 0.0 };
            let phase = i as f64 / period as f64;
            level + 10.0 * (std::f64::consts::TAU * phase).sin() + unit() + spike
        })
        .collect()
}

fn components(fit: &Decomposition) -> [&Vec<f64>; 4] {
    [&fit.seasonal, &fit.trend, &fit.residual, &fit.weights]
}

/// The largest difference of any component from `from` on.
fn distance(one: &Decomposition, other: &Decomposition) -> f64 {
    let pairs = components(one).into_iter().zip(components(other));
    let mut largest = 0.0_f64;
    for (one, other) in pairs {
        assert_eq!(one.len(), other.len());
        for (a, b) in one.iter().zip(other) {
            assert_eq!(a.is_nan(), b.is_nan());
            largest = largest.max((a - b).abs());
        }
    }
    largest
}

fn largest(values: &[f64]) -> f64 {
    values
        .iter()
        .fold(0.0, |most: f64, value| most.max(value.abs()))
}

fn smoother(span: std::ops::Range<usize>) -> impl Strategy<Value = Loess> {
    (span, 0..3_u8, 1..4_usize).prop_map(|(half, degree, jump)| {
        let degree = [Degree::Constant, Degree::Linear, Degree::Quadratic][usize::from(degree)];
        Loess::new(2 * half + 1).degree(degree).jump(jump)
    })
}

fn stl() -> impl Strategy<Value = Stl> {
    (2..9_usize).prop_flat_map(|period| {
        let wide = period / 2 + 1..period + 3;
        (
            smoother(1..5),
            smoother(wide.clone()),
            smoother(wide),
            1..4_usize,
        )
            .prop_map(move |(seasonal, trend, low_pass, inner)| {
                Stl::new(period)
                    .seasonal(seasonal)
                    .trend(trend)
                    .low_pass(low_pass)
                    .inner_iterations(inner)
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// The answer is that of a fit of the whole, however the points come; and it is found without
    /// a look at the beginning.
    #[test]
    fn appended_is_whole(
        stl in stl(),
        seed in any::<u64>(),
        steps in prop::collection::vec(1..60_usize, 1..6),
    ) {
        let reach = reach(&stl);
        let first = 3 * reach + 100;
        let len = first + steps.iter().sum::<usize>();
        let values = series(seed, len, stl.period());
        let mut online = Online::new(stl, &values[..first]).unwrap();
        let mut known = first;
        for step in steps {
            let before = online.fit().clone();
            let fitted = online.refit_len(step).unwrap();
            let changed = online.append(&values[known..known + step]).unwrap();
            known += step;
            prop_assert_eq!(changed.end, known);
            prop_assert!(fitted < known && changed.len() <= fitted);
            for (before, now) in components(&before).into_iter().zip(components(online.fit())) {
                prop_assert_eq!(&before[..changed.start], &now[..changed.start]);
            }
            let whole = stl.fit(&values[..known]).unwrap();
            let tolerance = 1e-9 * largest(&values);
            prop_assert!(distance(online.fit(), &whole) <= tolerance, "{}", distance(online.fit(), &whole));
        }
    }

    /// A point does change what is said to change, not less: the first of `changed` is no guess.
    #[test]
    fn what_may_change_is_not_half_the_series(stl in stl(), seed in any::<u64>()) {
        let len = 6 * reach(&stl) + 1000;
        let values = series(seed, len, stl.period());
        let online = Online::new(stl, &values).unwrap();
        let short = Online::new(stl, &values[..len / 2 + 300]).unwrap();
        prop_assert_eq!(online.refit_len(1).is_some(), true);
        // Bounded by the windows: twice the length needs no more, up to alignment of jumps.
        let align = stl.period() * 9 * 3;
        let (long, short) = (online.refit_len(1).unwrap(), short.refit_len(1).unwrap());
        prop_assert!(long.abs_diff(short) <= align);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Gaps of any length change nothing about that: within windows and far beyond them, in all points
    /// or in one phase, before the end, at it, and open while points come.
    #[test]
    fn gaps_of_any_length(
        stl in stl(),
        seed in any::<u64>(),
        gaps in prop::collection::vec((0.0_f64..1.0, 0.0_f64..3.0, any::<bool>()), 1..5),
        steps in prop::collection::vec(1..90_usize, 1..8),
    ) {
        let (reach, period) = (reach(&stl), stl.period());
        let first = 3 * reach + 100;
        let len = first + steps.iter().sum::<usize>();
        let mut values = series(seed, len, period);
        let window = stl.seasonal_smoother().span() * period + stl.trend_smoother().span();
        let cut = first + steps[0] - Online::new(stl, &values[..first]).unwrap().refit_len(steps[0]).unwrap();
        for (at, windows, whole) in gaps {
            // A third anywhere, a third near the end, a third where the fit of the tail begins.
            let (third, at) = ((3.0 * at) as usize, 3.0 * at % 1.0);
            let start = match third {
                0 => at * len as f64,
                1 => len as f64 - at * reach as f64,
                _ => cut as f64 - 2.0 * at * windows * window as f64,
            };
            let start = start.max(0.0) as usize;
            let end = (start + (windows * window as f64) as usize).min(len);
            for (place, value) in values.iter_mut().enumerate().take(end).skip(start) {
                if whole || place % period == start % period {
                    *value = f64::NAN;
                }
            }
        }
        let online = Online::new(stl, &values[..first]);
        prop_assume!(online.is_ok());
        let (mut online, mut known) = (online.unwrap(), first);
        for step in steps {
            let before = online.fit().clone();
            let changed = online.append(&values[known..known + step]).unwrap();
            known += step;
            for (before, now) in components(&before).into_iter().zip(components(online.fit())) {
                let pairs = before[..changed.start].iter().zip(&now[..changed.start]);
                prop_assert!(pairs.into_iter().all(|(a, b)| a == b || a.is_nan() && b.is_nan()));
            }
            let whole = stl.fit(&values[..known]).unwrap();
            // Beside a gap a parabola can shoot far beyond the values.
            let parts = components(&whole).map(|part| largest(part));
            let tolerance = 1e-9 * parts.into_iter().fold(largest(&values), f64::max);
            prop_assert!(distance(online.fit(), &whole) <= tolerance, "{}", distance(online.fit(), &whole));
        }
    }
}

/// A gap that is over, and out of reach, costs nothing any more.
#[test]
fn old_gaps_are_forgotten() {
    let stl = Stl::new(24);
    let mut values = series(11, 9000, 24);
    let usual = Online::new(stl, &values).unwrap().refit_len(1);
    values[2000..4000].fill(f64::NAN);
    let mut online = Online::new(stl, &values[..2100]).unwrap();
    assert!(online.refit_len(1).unwrap() < 2000);
    for batch in values[2100..].chunks(500) {
        online.append(batch).unwrap();
    }
    assert_eq!(online.refit_len(1), usual);
    let recent = Online::new(stl, &values[..4400])
        .unwrap()
        .refit_len(1)
        .unwrap();
    assert!((2400..4400).contains(&recent), "{recent}");
}

/// A bound of the influence, written down a second time: every window in full.
fn reach(stl: &Stl) -> usize {
    let full = |loess: Loess| loess.span() + 3;
    let once = (full(stl.seasonal_smoother()) + 2) * stl.period()
        + full(stl.trend_smoother())
        + full(stl.low_pass_smoother());
    once * stl.iterations().0
}

#[test]
fn defaults_at_period_24() {
    let stl = Stl::new(24);
    let values = series(7, 20_000, 24);
    let mut online = Online::new(stl, &values[..19_000]).unwrap();
    for batch in values[19_000..].chunks(100) {
        online.append(batch).unwrap();
    }
    let whole = stl.fit(&values).unwrap();
    assert!(distance(online.fit(), &whole) <= 1e-10 * largest(&values));
    assert!(online.refit_len(1).unwrap() < 1700);
}

/// A robust fit is that of the tail alone, to the last bit.
#[test]
fn robust_is_the_fit_of_the_tail() {
    let stl = Stl::new(12).robust(true);
    let values = series(3, 9000, 12);
    let mut online = Online::new(stl, &values[..8990]).unwrap();
    let len = online.refit_len(10).unwrap();
    let changed = online.append(&values[8990..]).unwrap();
    let tail = stl.fit(&values[9000 - len..]).unwrap();
    for (ours, tail) in components(online.fit()).into_iter().zip(components(&tail)) {
        assert_eq!(ours[changed.clone()], tail[changed.start - (9000 - len)..]);
    }
    // No promise, but so that nobody is surprised: the whole differs by less than the noise.
    let whole = stl.fit(&values).unwrap();
    assert!(distance(online.fit(), &whole) < 0.5);
}

#[test]
fn where_a_change_is_felt_everywhere_all_is_fitted() {
    let stl = Stl::new(12).compatibility(Guard::Series);
    let values = series(5, 3000, 12);
    let mut online = Online::new(stl, &values[..2999]).unwrap();
    assert_eq!(online.refit_len(1), None);
    assert_eq!(online.append(&values[2999..]), Ok(0..3000));
    assert_eq!(online.fit(), &stl.fit(&values).unwrap());
}

#[test]
fn short_series_are_fitted_whole() {
    let stl = Stl::new(24);
    let values = series(5, 400, 24);
    let mut online = Online::new(stl, &values[..48]).unwrap();
    for point in &values[48..] {
        online.append(&[*point]).unwrap();
    }
    assert_eq!(online.fit(), &stl.fit(&values).unwrap());
    assert_eq!(online.values(), values);
}

#[test]
fn what_cannot_be_fitted_changes_nothing() {
    let values = series(5, 3000, 24);
    let mut online = Online::new(Stl::new(24), &values).unwrap();
    let before = online.clone();
    let refused = online.append(&[1.0, f64::INFINITY]);
    assert!(matches!(refused, Err(Error::Infinite { index: 3001, .. })));
    assert_eq!(online.values(), before.values());
    assert_eq!(online.fit(), before.fit());
    assert_eq!(online.append(&[]).map(|changed| changed.end), Ok(3000));
    assert_eq!(online.fit(), before.fit());
}
