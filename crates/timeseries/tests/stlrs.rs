//! A second oracle: the crate `stlrs`, another port of the Fortran program.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use proptest::prelude::*;
use timeseries::{Degree, Guard, Loess, Stl};

#[derive(Clone, Copy, Debug)]
struct Smoother {
    half: usize,
    degree: usize,
    jump: usize,
}

impl Smoother {
    fn span(self, beyond: usize) -> usize {
        (beyond + self.half) * 2 + 1
    }

    fn loess(self, beyond: usize) -> Loess {
        let degree = [Degree::Constant, Degree::Linear][self.degree];
        Loess::new(self.span(beyond)).degree(degree).jump(self.jump)
    }
}

fn smoother() -> impl Strategy<Value = Smoother> {
    (1_usize..30, 0_usize..2, 1_usize..12).prop_map(|(half, degree, jump)| Smoother {
        half,
        degree,
        jump,
    })
}

proptest! {
    #[test]
    fn equals_stlrs(
        values in prop::collection::vec(-100.0..100.0, 36..150),
        period in 2_usize..13,
        smoothers in prop::array::uniform3(smoother()),
        inner in 1_usize..5,
        outer in 0_usize..4,
    ) {
        let [seasonal, trend, low_pass] = smoothers;
        let fit = Stl::new(period)
            .seasonal(seasonal.loess(0))
            .trend(trend.loess(period / 2))
            .low_pass(low_pass.loess(period / 2))
            .inner_iterations(inner)
            .outer_iterations(outer)
            .compatibility(Guard::Series)
            .fit(&values)
            .unwrap();
        let theirs = stlrs::params()
            .seasonal_length(seasonal.span(0))
            .seasonal_degree(seasonal.degree as i32)
            .seasonal_jump(seasonal.jump)
            .trend_length(trend.span(period / 2))
            .trend_degree(trend.degree as i32)
            .trend_jump(trend.jump)
            .low_pass_length(low_pass.span(period / 2))
            .low_pass_degree(low_pass.degree as i32)
            .low_pass_jump(low_pass.jump)
            .inner_loops(inner)
            .outer_loops(outer)
            .robust(outer > 0)
            .fit(&values, period)
            .unwrap();
        let near = |ours: &[f64], theirs: &[f64], tolerance: f64| {
            ours.iter().zip(theirs).all(|(a, b)| (a - b).abs() <= tolerance)
        };
        // Where most points are fitted exactly, rounding decides the weights: nothing to compare.
        let middle = {
            let mut sizes: Vec<f64> = fit.residual.iter().map(|value| value.abs()).collect();
            sizes.sort_by(f64::total_cmp);
            sizes[sizes.len() / 2]
        };
        prop_assume!(outer == 0 || middle > 0.1);
        prop_assert!(near(&fit.seasonal, theirs.seasonal(), 1e-7));
        prop_assert!(near(&fit.trend, theirs.trend(), 1e-7));
        prop_assert!(near(&fit.residual, theirs.remainder(), 1e-7));
        prop_assert!(outer == 0 || near(&fit.weights, theirs.weights(), 1e-6));
    }
}
