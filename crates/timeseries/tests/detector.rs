//! The detector: what it has to find, what it must not, and what must not stop it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use proptest::prelude::*;
use timeseries::{Detector, Direction, Error, Loess, Threshold};

/// A day of 24 points and noise, from a seed.
fn hourly(seed: u64, len: usize) -> Vec<f64> {
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    let mut unit = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    // The sum of twelve is as good as normal, with a standard deviation of 1.
    let mut normal = move || (0..12).map(|_| unit()).sum::<f64>() - 6.0;
    (0..len)
        .map(|i| 100.0 + 20.0 * (std::f64::consts::TAU * i as f64 / 24.0).sin() + normal())
        .collect()
}

fn found(series: &[f64]) -> Vec<(usize, Direction)> {
    let detection = Detector::new().detect(series).unwrap();
    detection
        .findings
        .iter()
        .map(|found| (found.index, found.direction))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A lone spike or dip of fifteen standard deviations is found, with hardly anything else.
    #[test]
    fn a_spike_is_found(seed in any::<u64>(), at in 0..504_usize, up in any::<bool>()) {
        let mut series = hourly(seed, 504);
        series[at] += if up { 15.0 } else { -15.0 };
        let direction = if up { Direction::Spike } else { Direction::Dip };
        let found = found(&series);
        prop_assert!(found.contains(&(at, direction)) && found.len() <= 4, "{:?}", found);
    }

    /// Units of measurement do not matter, nor does up and down.
    #[test]
    fn scale_and_sign_do_not_matter(seed in any::<u64>(), exponent in -60..60_i32) {
        let mut series = hourly(seed, 336);
        series[200] += 30.0;
        let factor = -(2.0_f64.powi(exponent));
        let other: Vec<f64> = series.iter().map(|value| value * factor).collect();
        let (one, other) = (Detector::new().detect(&series).unwrap(), Detector::new().detect(&other).unwrap());
        prop_assert_eq!(one.period, other.period);
        for (a, b) in one.scores.iter().zip(&other.scores) {
            prop_assert!((a + b).abs() <= 1e-6 * a.abs().max(1.0), "{} {}", a, b);
        }
    }

    /// One NaN or one 1e308 anywhere hides nothing that was found without it.
    #[test]
    fn one_bad_value_switches_nothing_off(seed in any::<u64>(), bad in 0..504_usize, value in 0..4_usize) {
        prop_assume!(!(195..206).contains(&bad));
        let mut series = hourly(seed, 504);
        series[200] += 15.0;
        series[bad] = [f64::NAN, 1e308, -1e308, 1e15][value];
        let found = found(&series);
        prop_assert!(found.contains(&(200, Direction::Spike)), "{:?}", found);
        prop_assert_eq!(found.iter().any(|(index, _)| *index == bad), value > 0);
    }

    /// Whatever comes in, the answer is whole or typed.
    #[test]
    fn any_series(series in prop::collection::vec(any::<f64>(), 0..200), choice in 0..3_usize) {
        let detector = [Detector::new(), Detector::new().period(7), Detector::new().without_season()][choice];
        if let Ok(detection) = detector.detect(&series) {
            prop_assert_eq!(detection.scores.len(), series.len());
            for (score, value) in detection.scores.iter().zip(&series) {
                prop_assert_eq!(score.is_nan(), value.is_nan());
                prop_assert!(!score.is_infinite());
            }
            prop_assert!(detection.baseline.iter().all(|value| value.is_finite()));
        }
    }

    /// The parts make the whole, and nothing is found within the band; a burst beyond it is.
    #[test]
    fn parts_and_band(seed in any::<u64>(), at in 60..400_usize, limit in 0.05..2.0_f64) {
        let mut series = hourly(seed, 504);
        for value in &mut series[at..at + 6] {
            *value += 9.0;
        }
        series[30] = f64::NAN;
        let detector = Detector::new().threshold(Threshold::symmetric(limit));
        let detection = detector.detect(&series).unwrap();
        for (i, value) in series.iter().enumerate() {
            let expected = detection.seasonal[i] + detection.trend[i];
            prop_assert_eq!(expected, detection.baseline[i]);
            prop_assert!(value.is_nan() || (value - expected - detection.residual[i]).abs() < 1e-9);
            prop_assert!(detection.band.low[i] < expected && expected < detection.band.high[i]);
            prop_assert!((0.0..=1.0).contains(&detection.weights[i]));
        }
        prop_assert_eq!(detection.weights[30], 0.0);
        for found in &detection.findings {
            let (low, high) = (detection.band.low[found.index], detection.band.high[found.index]);
            prop_assert!(!(low..=high).contains(&found.value), "{:?}", found);
        }
        prop_assert!(series[at + 2] > detection.band.high[at + 2]);
    }
}

/// In normal noise next to nothing is found: one point in some seven thousand, where three standard
/// deviations find nineteen.
#[test]
fn noise_is_ordinary() {
    let alarms = |len: usize| -> usize {
        (0..300)
            .filter(|&seed| !found(&hourly(seed, len)).is_empty())
            .count()
    };
    let counts = [alarms(60), alarms(336), alarms(1000)];
    assert!(
        counts
            .iter()
            .zip([10, 25, 45])
            .all(|(&count, most)| count <= most),
        "{counts:?}"
    );
}

#[test]
fn what_lasts_is_found() {
    let mut series = hourly(3, 24 * 40);
    for value in &mut series[500..530] {
        *value += 12.0;
    }
    // The trend begins to follow before the level changes, so that its ends are found from both
    // sides.
    let detection = Detector::new().detect(&series).unwrap();
    let places: Vec<usize> = detection.findings.iter().map(|found| found.index).collect();
    assert!(
        places.iter().all(|place| (494..536).contains(place)),
        "{places:?}"
    );
    assert!(places.contains(&500) && places.contains(&529), "{places:?}");
}

#[test]
fn ranks_go_by_score() {
    let mut series = hourly(4, 504);
    series[100] += 20.0;
    series[300] -= 60.0;
    let detection = Detector::new().detect(&series).unwrap();
    let [first, second] = detection.findings.as_slice() else {
        panic!("{:?}", detection.findings);
    };
    assert_eq!(
        (first.index, first.rank, first.direction),
        (100, 2, Direction::Spike)
    );
    assert_eq!(
        (second.index, second.rank, second.direction),
        (300, 1, Direction::Dip)
    );
    let spikes = Detector::new().threshold(Threshold::new(f64::NEG_INFINITY, 1.0));
    assert_eq!(spikes.detect(&series).unwrap().findings.len(), 1);
}

/// A dip leaves no echo a day before and after.
#[test]
fn a_dip_is_found_alone() {
    let mut series = hourly(9, 24 * 14);
    for value in &mut series[150..153] {
        *value -= 90.0;
    }
    let expected: Vec<_> = (150..153).map(|index| (index, Direction::Dip)).collect();
    assert_eq!(found(&series), expected);
}

/// With a smoother over few seasons the fit follows what is there twice.
#[test]
fn the_seasonal_smoother_can_be_set() {
    let series = hourly(5, 504);
    let followed = Detector::new()
        .seasonal(Loess::new(3))
        .detect(&series)
        .unwrap();
    let steady = Detector::new().detect(&series).unwrap();
    let size = |residual: &[f64]| residual.iter().map(|value| value * value).sum::<f64>();
    assert!(size(&followed.residual) < 0.8 * size(&steady.residual));
    let even = Detector::new().seasonal(Loess::new(8)).detect(&series);
    assert!(matches!(even, Err(Error::InvalidSpan { span: 8, .. })));
}

#[test]
fn level_and_nearly_level_series() {
    for series in [vec![0.0; 300], vec![5.0; 300], vec![0.1; 300]] {
        assert_eq!(found(&series), []);
    }
    let mut series = vec![0.0; 504];
    series[250] = 1000.0;
    assert_eq!(found(&series), [(250, Direction::Spike)]);
}

#[test]
fn what_cannot_be_detected_in() {
    let short = Detector::new().period(24).detect(&[1.0; 47]);
    assert_eq!(
        short,
        Err(Error::SeriesTooShort {
            len: 47,
            required: 48
        })
    );
    assert!(matches!(
        Detector::new().detect(&[]),
        Err(Error::AllMissing { .. })
    ));
    assert!(matches!(
        Detector::new().detect(&[f64::NAN; 99]),
        Err(Error::AllMissing { .. })
    ));
    let infinite = Detector::new().detect(&[1.0, f64::INFINITY, 1.0]);
    assert!(matches!(infinite, Err(Error::Infinite { index: 1, .. })));
}
