//! [`Baseline`]: what is to be expected of a series.

use crate::error::Error;
use crate::loess::Loess;
use crate::math::{magnitude, rounding, twice_median};
use crate::stl::Stl;

/// What was to be expected, and what was left over.
pub(super) struct Baseline {
    pub(super) expected: Vec<f64>,
    pub(super) seasonal: Vec<f64>,
    pub(super) trend: Vec<f64>,
    pub(super) residual: Vec<f64>,
    /// 0 for what is missing, or absurd.
    pub(super) weights: Vec<f64>,
}

/// Seasons that the smoother of the cycle-subseries looks at: so many that an anomaly in one of them
/// is not taken for a new habit.
pub(super) const SEASONAL: Loess = Loess::new(35);
/// Robustness iterations. Five are enough as a rule (Cleveland et al. 1990, on the choice of n(o)), and
/// detection does not need the last digit.
const ROUNDS: usize = 6;
/// What robustness weights make of a rounding error at the most.
const MAGNIFIED: f64 = 64.0;
/// Points that the trend looks at where there is no season to say.
const TREND: usize = 39;

/// The share of values on either side that says nothing about how wide a series is.
const COMMON: f64 = 0.01;
/// Widths of the series beyond which a value is absurd.
const ABSURD: f64 = 1000.0;

impl Baseline {
    pub(super) fn seasonal(
        series: &[f64],
        period: usize,
        smoother: Loess,
    ) -> Result<Baseline, Error> {
        let kept = without_absurd(series);
        let stl = Stl::new(period)
            .seasonal(smoother)
            .robust(true)
            .outer_iterations(ROUNDS);
        let fit = stl.fit(&kept)?;
        let expected = fit.baseline();
        let mut residual = left_over(series, &expected);
        // The fit knows what its rounding errors are.
        let known = residual.iter_mut().zip(&fit.residual);
        for (own, known) in known.filter(|(_, known)| !known.is_nan()) {
            *own = *known;
        }
        Ok(Baseline {
            expected,
            seasonal: fit.seasonal,
            trend: fit.trend,
            residual,
            weights: fit.weights,
        })
    }

    /// LOESS with the robustness weights of the program of 1990.
    pub(super) fn trend(series: &[f64]) -> Result<Baseline, Error> {
        const ROOM: f64 = (1_u64 << 40) as f64;
        let (loess, kept) = (Loess::new(TREND), without_absurd(series));
        // Sums of values near the largest number would overflow; a power of two is taken out
        // exactly.
        let scale = if magnitude(&kept) > f64::MAX / ROOM {
            1.0 / ROOM
        } else {
            1.0
        };
        let scaled: Vec<f64> = kept.iter().map(|value| value * scale).collect();
        let mut trend = loess.smooth(&scaled, None)?;
        let mut weights = Vec::new();
        for _ in 0..ROUNDS {
            weights = bisquare(&scaled, &trend);
            trend = loess.smooth(&scaled, Some(&weights))?;
        }
        for value in &mut trend {
            *value /= scale;
        }
        for (weight, _) in weights
            .iter_mut()
            .zip(&kept)
            .filter(|(_, kept)| kept.is_nan())
        {
            *weight = 0.0;
        }
        Ok(Baseline {
            seasonal: vec![0.0; series.len()],
            residual: left_over(series, &trend),
            expected: trend.clone(),
            trend,
            weights,
        })
    }
}

/// The series less the fit; what rounding can have made is 0.
fn left_over(series: &[f64], expected: &[f64]) -> Vec<f64> {
    let left_over = |(value, fit): (&f64, &f64)| {
        let residual = value - fit;
        let noise = MAGNIFIED * rounding(value.abs().max(fit.abs()));
        if residual.abs() <= noise {
            0.0
        } else {
            residual
        }
    };
    series.iter().zip(expected).map(left_over).collect()
}

/// The series without values so large that nothing could be told beside them: a baseline gets rid
/// of outliers step by step, and each step leaves some rounding error of their size. They are
/// missing for the fit, as in the end they would be for having no weight; their residual is what
/// they are away from it.
fn without_absurd(series: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = series
        .iter()
        .copied()
        .filter(|value| value.is_finite())
        .collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (share * sorted.len().saturating_sub(1) as f64).round() as usize;
        sorted.get(place).copied().unwrap_or(0.0)
    };
    let (low, high) = (at(COMMON), at(1.0 - COMMON));
    let width = ABSURD * (high - low).max(rounding(high.abs().max(low.abs())));
    let kept = |&value: &f64| {
        let absurd = value.is_finite() && (value < low - width || value > high + width);
        if absurd { f64::NAN } else { value }
    };
    series.iter().map(kept).collect()
}

/// Cleveland 1979: weights from 1 down to 0 at six times the median distance.
fn bisquare(series: &[f64], fit: &[f64]) -> Vec<f64> {
    let distances = series
        .iter()
        .zip(fit)
        .map(|(value, fit)| (value - fit).abs());
    let distances: Vec<f64> = distances.collect();
    let mut known: Vec<f64> = distances.iter().copied().filter(|d| !d.is_nan()).collect();
    let scale = 3.0 * twice_median(&mut known);
    let weight = |&distance: &f64| match distance / scale {
        _ if distance.is_nan() || scale == 0.0 => 1.0,
        u if u < 1.0 => (1.0 - u * u) * (1.0 - u * u),
        _ => 0.0,
    };
    distances.iter().map(weight).collect()
}
