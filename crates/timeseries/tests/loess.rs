//! LOESS against its definition: weighted least squares over the nearest points, solved by
//! `nalgebra`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use nalgebra::{DMatrix, DVector};
use proptest::prelude::*;
use timeseries::{Degree, Loess};

/// The textbook: for each point the `span` nearest ones, tricube weights, a polynomial.
fn textbook(values: &[f64], weights: &[f64], span: usize, degree: usize) -> Vec<f64> {
    (0..values.len())
        .map(|x| fit_at(x, values, weights, span, degree))
        .collect()
}

fn fit_at(x: usize, values: &[f64], weights: &[f64], span: usize, degree: usize) -> f64 {
    let mut nearest: Vec<usize> = (0..values.len()).collect();
    nearest.sort_by_key(|&i| i.abs_diff(x));
    nearest.truncate(span);
    let farthest = nearest.iter().map(|&i| i.abs_diff(x)).max().unwrap();
    // Beyond the series' length half of what is lacking lies on either side.
    let h = (farthest + span.saturating_sub(values.len()) / 2) as f64;
    let root = |i: usize| {
        let u = i.abs_diff(x) as f64 / h;
        ((1.0 - u.powi(3)).max(0.0).powi(3) * weights[i]).sqrt()
    };
    let rows = nearest.len();
    let design = DMatrix::from_fn(rows, degree + 1, |row, power| {
        let t = nearest[row] as f64 - x as f64;
        root(nearest[row]) * t.powi(power as i32)
    });
    let target = DVector::from_fn(rows, |row, _| root(nearest[row]) * values[nearest[row]]);
    let solution = design.svd(true, true).solve(&target, 1e-13).unwrap();
    solution[0]
}

fn degree(index: usize) -> Degree {
    [Degree::Constant, Degree::Linear, Degree::Quadratic][index]
}

proptest! {
    #[test]
    fn equals_weighted_least_squares(
        points in prop::collection::vec((-1e3..1e3, 0.05..1.0), 8..60),
        half in 2_usize..40,
        power in 0_usize..3,
        weighted: bool,
    ) {
        let (values, mut weights): (Vec<f64>, Vec<f64>) = points.into_iter().unzip();
        if !weighted {
            weights.fill(1.0);
        }
        let span = 2 * half + 1;
        let loess = Loess::new(span).degree(degree(power));
        let ours = loess.smooth(&values, weighted.then_some(&weights)).unwrap();
        let expected = textbook(&values, &weights, span, power);
        for (x, (ours, expected)) in ours.iter().zip(&expected).enumerate() {
            prop_assert!((ours - expected).abs() < 1e-7, "at {x}: {ours}, not {expected}");
        }
    }

    /// A polynomial of the local degree is its own smooth, at every jump's knots and, for lines,
    /// between them.
    #[test]
    fn keeps_polynomials(
        coefficients in prop::array::uniform3(-5.0..5.0),
        len in 6_usize..80,
        half in 2_usize..50,
        power in 0_usize..3,
        jump in 1_usize..9,
    ) {
        let values: Vec<f64> = (0..len)
            .map(|x| (0..=power).map(|p| coefficients[p] * (x as f64 / 10.0).powi(p as i32)).sum())
            .collect();
        let loess = Loess::new(2 * half + 1).degree(degree(power)).jump(jump);
        let smooth = loess.smooth(&values, None).unwrap();
        let step = if power < 2 { 1 } else { jump.min(len - 1) };
        for (x, (fit, value)) in smooth.iter().zip(&values).enumerate().step_by(step) {
            prop_assert!((fit - value).abs() < 1e-8, "at {x}: {fit}, not {value}");
        }
    }
}

/// Between knots runs a straight line, also to the last point, which is always fitted.
#[test]
fn jumps_draw_lines_between_fits() {
    let values: Vec<f64> = (0..24).map(|x| f64::from(x * x % 17)).collect();
    let loess = Loess::new(7).jump(5);
    let (every, fifth) = (
        Loess::new(7).smooth(&values, None).unwrap(),
        loess.smooth(&values, None).unwrap(),
    );
    for knot in (0..24).step_by(5) {
        assert_eq!(every[knot], fifth[knot]);
    }
    for (first, last) in [(0, 5), (5, 10), (10, 15), (15, 20), (20, 23)] {
        for between in first..last {
            let share = (between - first) as f64 / (last - first) as f64;
            let line = fifth[first] + share * (fifth[last] - fifth[first]);
            assert!((fifth[between] - line).abs() < 1e-12, "at {between}");
        }
    }
}

/// A point without weight has no part in the fit, however far off it lies.
#[test]
fn weight_zero_hides_a_point() {
    let mut values: Vec<f64> = (0..30).map(|x| f64::from(x) * 2.0 - 7.0).collect();
    let mut weights = vec![1.0; 30];
    let line = values.clone();
    values[11] = 1e6;
    weights[11] = 0.0;
    let smooth = Loess::new(9).smooth(&values, Some(&weights)).unwrap();
    for (fit, value) in smooth.iter().zip(&line) {
        assert!((fit - value).abs() < 1e-9, "{fit}, not {value}");
    }
}

/// Where no point of the window has weight, the value stands.
#[test]
fn no_weight_at_all_leaves_the_values() {
    let values = [3.0, -1.0, 4.0, 1.0, 5.0];
    assert_eq!(
        Loess::new(3).smooth(&values, Some(&[0.0; 5])).unwrap(),
        values
    );
}
