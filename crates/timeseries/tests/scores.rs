//! Scores against NumPy, SciPy and statsmodels, against Rosner's table, and against slow twins.

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
use timeseries::{
    Direction, Esd, Fences, RobustZ, Score, Threshold, findings, piecewise_residual, zscores,
};

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    values: Vec<f64>,
    z: Vec<f64>,
    mad: Vec<f64>,
    tukey: Vec<f64>,
    ctukey: Vec<f64>,
    esd: Vec<Test>,
}

#[derive(Deserialize)]
struct Test {
    alpha: f64,
    share: f64,
    robust: bool,
    side: String,
    outliers: Vec<usize>,
    taken: Vec<usize>,
    ratio: Vec<f64>,
}

impl Test {
    fn esd(&self) -> Esd {
        let esd = Esd::new()
            .significance(self.alpha)
            .share(self.share)
            .robust(self.robust);
        match self.side.as_str() {
            "spike" => esd.one_sided(Direction::Spike),
            "dip" => esd.one_sided(Direction::Dip),
            _ => esd,
        }
    }
}

fn near(ours: &[f64], theirs: &[f64], what: &str) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (at, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        let allowed = 1e-10 * theirs.abs().max(1.0);
        assert!(
            (ours - theirs).abs() <= allowed,
            "{what} at {at}: {ours}, not {theirs}"
        );
    }
}

fn outliers(scores: &[f64]) -> Vec<usize> {
    (0..scores.len())
        .filter(|&at| scores[at].abs() > 1.0)
        .collect()
}

#[test]
fn scores_are_those_of_numpy_scipy_and_statsmodels() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/scores.json");
    let text = std::fs::read_to_string(path).expect(path);
    let file: File = serde_json::from_str(&text).expect(path);
    assert!(file.cases.len() > 5);
    for case in file.cases {
        let scores = |score: Score| score.of(&case.values);
        near(&scores(Score::Z), &case.z, &case.name);
        let mad = Score::RobustZ(RobustZ::new().floor(0.0));
        near(&scores(mad), &case.mad, &case.name);
        near(&scores(Score::tukey()), &case.tukey, &case.name);
        near(&scores(Score::ctukey()), &case.ctukey, &case.name);
        for test in &case.esd {
            let ours = test.esd().scores(&case.values);
            assert_eq!(outliers(&ours), test.outliers, "{}", case.name);
            let mut most = 0.0_f64;
            for (&at, ratio) in test.taken.iter().zip(&test.ratio).rev() {
                most = most.max(*ratio);
                near(&[ours[at].abs()], &[most], &case.name);
            }
        }
    }
}

/// Rosner (1983), table 1: vitamin E of 54 persons, and the statistics of the first ten steps. The
/// fourth statistic and all after it stay below their critical values, the third does not.
#[test]
fn rosners_example() {
    let values = [
        -0.25, 0.68, 0.94, 1.15, 1.20, 1.26, 1.26, 1.34, 1.38, 1.43, 1.49, 1.49, 1.55, 1.56, 1.58,
        1.65, 1.69, 1.70, 1.76, 1.77, 1.81, 1.91, 1.94, 1.96, 1.99, 2.06, 2.09, 2.10, 2.14, 2.15,
        2.23, 2.24, 2.26, 2.35, 2.37, 2.40, 2.47, 2.54, 2.62, 2.64, 2.90, 2.92, 2.92, 2.93, 3.21,
        3.26, 3.30, 3.59, 3.68, 4.30, 4.64, 5.34, 5.42, 6.01,
    ];
    let esd = Esd::new().share(10.5 / 54.0);
    assert_eq!(outliers(&esd.scores(&values)), [51, 52, 53]);
    // (largest value left, R, critical value), as printed.
    for (left, statistic, critical) in [(54, 3.118, 3.158), (53, 2.942, 3.151), (52, 3.179, 3.143)]
    {
        let esd = Esd::new().share(1.5 / f64::from(left));
        let score = esd.scores(&values[..left as usize])[left as usize - 1];
        assert!((score - statistic / critical).abs() < 5e-4, "{score}");
    }
}

/// Every step from scratch, as the definition says.
fn slow_esd(values: &[f64], robust: bool, critical: impl Fn(usize) -> f64) -> Vec<(usize, f64)> {
    let mut left: Vec<usize> = (0..values.len()).collect();
    let mut steps = Vec::new();
    for _ in 0..values.len() / 10 {
        let x: Vec<f64> = left.iter().map(|&at| values[at]).collect();
        let (centre, scale) = if robust {
            slow_robust(&x)
        } else {
            slow_moments(&x)
        };
        let far = |at: usize| (values[at] - centre).abs();
        let at = (0..left.len())
            .max_by(|&a, &b| far(left[a]).total_cmp(&far(left[b])))
            .unwrap();
        let ratio = far(left[at]) / scale / critical(left.len());
        steps.push((left.remove(at), ratio));
    }
    steps
}

fn slow_moments(x: &[f64]) -> (f64, f64) {
    let mean = x.iter().sum::<f64>() / x.len() as f64;
    let squares: f64 = x.iter().map(|x| (x - mean) * (x - mean)).sum();
    (mean, (squares / (x.len() - 1) as f64).sqrt())
}

fn slow_robust(x: &[f64]) -> (f64, f64) {
    let middle = median(x);
    let distances: Vec<f64> = x.iter().map(|x| (x - middle).abs()).collect();
    (middle, 1.482_602_218_505_602 * median(&distances))
}

fn median(x: &[f64]) -> f64 {
    let mut x = x.to_vec();
    x.sort_by(f64::total_cmp);
    0.5 * (x[x.len() / 2] + x[(x.len() - 1) / 2])
}

/// The scale without and with the floor, from the definition.
fn slow_robust_z(values: &[f64]) -> Vec<f64> {
    let (centre, mad) = slow_robust(values);
    let mut far: Vec<f64> = values.iter().map(|value| (value - centre).abs()).collect();
    far.sort_by(f64::total_cmp);
    far.truncate(values.len() - values.len() / 20);
    let floor =
        0.5 * far.iter().sum::<f64>() / far.len() as f64 * (std::f64::consts::PI / 2.0).sqrt();
    values
        .iter()
        .map(|value| (value - centre) / mad.max(floor))
        .collect()
}

fn scores() -> impl Strategy<Value = Score> {
    let esd = (any::<bool>(), ANY, ANY, 0..3).prop_map(|(robust, alpha, share, side)| {
        let esd = Esd::new().robust(robust).significance(alpha).share(share);
        Score::Esd(match side {
            0 => esd,
            1 => esd.one_sided(Direction::Spike),
            _ => esd.one_sided(Direction::Dip),
        })
    });
    prop_oneof![
        Just(Score::Z),
        Just(Score::robust_z()),
        Just(Score::tukey()),
        Just(Score::ctukey()),
        (ANY, ANY).prop_map(|(a, b)| Score::Fences(Fences::percentiles(a, b))),
        Just(Score::Esd(Esd::new())),
        Just(Score::esd()),
        esd,
    ]
}

fn smooth() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-1e3..1e3, 10..150)
}

proptest! {
    /// One score a value; what is not a number has no score and no part in those of the others.
    #[test]
    fn scores_of_anything(values in prop::collection::vec(ANY, 0..80), score in scores()) {
        let scores = score.of(&values);
        prop_assert_eq!(scores.len(), values.len());
        for (score, value) in scores.iter().zip(&values) {
            prop_assert_eq!(score.is_nan(), value.is_nan());
            prop_assert_eq!(score.is_infinite(), value.is_infinite());
        }
    }

    #[test]
    fn missing_values_change_nothing(values in smooth(), gaps in prop::collection::vec(0_usize..150, 0..20), score in scores()) {
        let mut holed = values.clone();
        for gap in gaps {
            holed.insert(gap.min(holed.len()), f64::NAN);
        }
        let there: Vec<f64> = score.of(&holed).into_iter().filter(|score| !score.is_nan()).collect();
        prop_assert_eq!(there, score.of(&values));
    }

    /// Powers of two change no digit, and a change of sign nothing but the sign.
    #[test]
    fn scaling_changes_nothing(values in smooth(), power in -1000_i32..1000, score in scores()) {
        let scale = 2.0_f64.powi(power);
        let scaled: Vec<f64> = values.iter().map(|value| value * scale).collect();
        prop_assert_eq!(score.of(&scaled), score.of(&values));
    }

    #[test]
    fn mirroring_mirrors(values in smooth()) {
        let mirrored: Vec<f64> = values.iter().map(|value| -value).collect();
        for score in [Score::Z, Score::robust_z(), Score::tukey(), Score::ctukey(), Score::esd()] {
            let (ours, theirs) = (score.of(&mirrored), score.of(&values));
            for (ours, theirs) in ours.iter().zip(&theirs) {
                prop_assert!((ours + theirs).abs() < 1e-9 * theirs.abs().max(1.0));
            }
        }
    }

    /// A larger value never has a smaller score.
    #[test]
    fn scores_ascend(values in smooth(), score in scores()) {
        let mut sorted = values;
        sorted.sort_by(f64::total_cmp);
        let scores = score.of(&sorted);
        prop_assert!(scores.windows(2).all(|pair| pair[0] <= pair[1] + 1e-12), "{:?}", scores);
    }

    #[test]
    fn robust_z_from_the_definition(values in smooth()) {
        let ours = Score::robust_z().of(&values);
        for (ours, slow) in ours.iter().zip(slow_robust_z(&values)) {
            prop_assert!((ours - slow).abs() < 1e-9 * slow.abs().max(1.0));
        }
    }

    /// The stretch of sorted values gives what each step from scratch gives. The critical values are
    /// taken from a test of one value, which has nothing to update.
    #[test]
    fn esd_step_by_step(values in smooth(), robust in any::<bool>(), far in 1.0..1e9) {
        let values: Vec<f64> = values.iter().enumerate().map(|(i, v)| if i % 17 == 0 { v * far } else { *v }).collect();
        let critical = |count: usize| {
            // In 0, 0, …, 0, c the deviate of c is (c - c/n) / (c / sqrt n) whatever c is.
            let mut one = vec![0.0; count];
            one[0] = 1.0;
            let deviate = (count as f64 - 1.0) / (count as f64).sqrt();
            deviate / Esd::new().share(1.5 / count as f64).scores(&one)[0]
        };
        let steps = slow_esd(&values, robust, critical);
        let ours = Esd::new().robust(robust).scores(&values);
        // The floor has a say where the median deviation is less than it.
        let floored = robust && slow_robust_z(&values) != {
            let (centre, mad) = slow_robust(&values);
            values.iter().map(|value| (value - centre) / mad).collect::<Vec<_>>()
        };
        prop_assume!(!floored);
        let mut most = 0.0_f64;
        for (at, ratio) in steps.into_iter().rev() {
            most = most.max(ratio);
            prop_assert!((ours[at].abs() - most).abs() <= 1e-6 * most, "{} {}", ours[at], most);
        }
    }

    #[test]
    fn findings_are_ranked_and_have_the_sign_of_the_residual(
        points in prop::collection::vec((ANY, ANY, ANY), 0..60),
        limit in 0.0..10.0,
    ) {
        let series: Vec<f64> = points.iter().map(|point| point.0).collect();
        let expected: Vec<f64> = points.iter().map(|point| point.1).collect();
        let scores: Vec<f64> = points.iter().map(|point| point.2).collect();
        let found = findings(&series, &expected, &scores, Threshold::symmetric(limit));
        prop_assert!(found.windows(2).all(|pair| pair[0].index < pair[1].index));
        let mut by_rank = found.clone();
        by_rank.sort_by_key(|finding| finding.rank);
        prop_assert!(by_rank.windows(2).all(|pair| pair[0].score.abs() >= pair[1].score.abs()));
        prop_assert_eq!(by_rank.iter().map(|finding| finding.rank).collect::<Vec<_>>(), (1..=found.len()).collect::<Vec<_>>());
        for finding in &found {
            let signed = f64::from(finding.direction.sign()) * finding.residual;
            prop_assert!(signed >= 0.0 && finding.score.abs() > limit);
        }
    }

    /// Whatever the medians of the pieces are, they are taken away.
    #[test]
    fn pieces_have_medians_of_zero(values in smooth(), span in 1_usize..40) {
        let residual = piecewise_residual(&values, &vec![0.0; values.len()], span);
        for piece in residual.chunks_exact(span) {
            prop_assert!(median(piece).abs() < 1e-9);
        }
        if values.len() > span {
            let last = values.len() - span;
            let middle = median(&values[last..]);
            prop_assert!((residual[values.len() - 1] - (values[values.len() - 1] - middle)).abs() < 1e-9);
        }
    }
}

/// One value near the largest number is an anomaly and hides no other, but to z-scores.
#[test]
fn one_huge_value_hides_nothing() {
    let mut residual: Vec<f64> = (0..200)
        .map(|i| f64::from(i * 37 % 100) / 50.0 - 1.0)
        .collect();
    (residual[50], residual[120]) = (1e308, -40.0);
    for score in [
        Score::robust_z(),
        Score::tukey(),
        Score::ctukey(),
        Score::esd(),
        Score::Esd(Esd::new()),
    ] {
        let (scores, limit) = (score.of(&residual), score.threshold().high());
        let found: Vec<usize> = (0..200).filter(|&at| scores[at].abs() > limit).collect();
        assert_eq!(found, [50, 120], "{score:?}");
    }
}

/// Where nearly all residuals are 0 or equal, the rest stands out; where all are, nothing does.
#[test]
fn constant_and_nearly_constant() {
    for base in [0.0, 7.0, 1e9] {
        let constant = vec![base; 50];
        let mut noisy = constant.clone();
        noisy[10] += base * f64::EPSILON;
        let mut spiked = constant.clone();
        spiked[20] += 1.0;
        for score in [
            Score::robust_z(),
            Score::tukey(),
            Score::ctukey(),
            Score::esd(),
            Score::Esd(Esd::new()),
        ] {
            assert_eq!(score.of(&constant), vec![0.0; 50], "{score:?}");
            assert_eq!(score.of(&noisy), vec![0.0; 50], "{score:?}");
            let scores = score.of(&spiked);
            assert!(
                scores[20] > score.threshold().high(),
                "{score:?} {}",
                scores[20]
            );
            assert!(
                scores.iter().filter(|score| **score != 0.0).count() == 1,
                "{score:?}"
            );
        }
    }
    assert_eq!(zscores(&[7.0; 5]), [0.0; 5]);
}
