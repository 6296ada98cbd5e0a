//! [`Sample`]: the finite values of a series in order.

use crate::math::rounding;

/// The finite values in ascending order.
///
/// Series near the ends of the range of the type are brought away from them by a power of two, so
/// that sums and differences neither overflow nor vanish. Scores are ratios and do not change.
pub(super) struct Sample {
    sorted: Vec<f64>,
    scale: f64,
}

/// The part of the values that says nothing about what is usual.
const TRIMMED: f64 = 0.05;

impl Sample {
    pub(super) fn of(values: &[f64]) -> Sample {
        let finite = || values.iter().copied().filter(|value| value.is_finite());
        let scale = match finite().fold(0.0, |largest, value: f64| value.abs().max(largest)) {
            ..1e-150 => 2.0_f64.powi(500),
            1e280.. => 2.0_f64.powi(-100),
            _ => 1.0,
        };
        let mut sorted: Vec<f64> = finite().map(|value| value * scale).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        Sample { sorted, scale }
    }

    pub(super) fn sorted(&self) -> &[f64] {
        &self.sorted
    }

    /// A score for each of the `values` that the sample was made of; `of` is given scaled ones.
    ///
    /// What is not finite is its own score, and what is stays so.
    pub(super) fn scores(&self, values: &[f64], of: impl Fn(f64) -> f64) -> Vec<f64> {
        let score = |&value: &f64| match value {
            _ if !value.is_finite() => value,
            _ => of(value * self.scale).clamp(f64::MIN, f64::MAX),
        };
        values.iter().map(score).collect()
    }

    /// The value below which a `share` of the sample lies, between neighbours on a straight line:
    /// definition 7 of Hyndman and Fan (1996), as in NumPy. 0 for an empty sample.
    pub(super) fn quantile(&self, share: f64) -> f64 {
        let place = share * self.sorted.len().saturating_sub(1) as f64;
        let at = |place: f64| self.sorted.get(place as usize).copied().unwrap_or(0.0);
        let (below, above) = (at(place.floor()), at(place.ceil()));
        below + (place - place.floor()) * (above - below)
    }

    /// The power of two that the values were brought near 1 by.
    pub(super) fn factor(&self) -> f64 {
        self.scale
    }

    /// The middle value in the units of the caller.
    pub(super) fn median(&self) -> f64 {
        self.quantile(0.5) / self.scale
    }

    /// The sample without the twentieth of its values that lies farthest from `centre`.
    pub(super) fn usual(&self, centre: f64) -> &[f64] {
        let mut left = self.sorted.as_slice();
        for _ in 0..(TRIMMED * left.len() as f64) as usize {
            let (low, high) = (left.first(), left.last());
            let from = |value: Option<&f64>| value.map_or(0.0, |value| (value - centre).abs());
            let trimmed = if from(low) > from(high) {
                left.get(1..)
            } else {
                left.get(..left.len().saturating_sub(1))
            };
            left = trimmed.unwrap_or_default();
        }
        left
    }

    /// What is smaller is made of rounding errors of the usual values.
    pub(super) fn noise(&self) -> f64 {
        let largest = |values: &[f64]| {
            let (low, high) = (values.first(), values.last());
            low.map_or(0.0, |low| low.abs())
                .max(high.map_or(0.0, |high| high.abs()))
        };
        match largest(self.usual(0.0)) {
            0.0 => rounding(largest(&self.sorted)),
            usual => rounding(usual),
        }
    }
}
