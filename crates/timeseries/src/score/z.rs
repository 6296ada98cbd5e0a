//! [`zscores`]: how far each value lies from the mean, in standard deviations.

use super::scale::Scale;
use crate::math::magnitude;

/// The z-score of each value, by the standard deviation of the population.
///
/// If all values are equal every score is 0. A NaN scores NaN and an infinity an infinity; neither
/// has a part in the mean and the deviation of the others.
///
/// ```
/// let scores = timeseries::zscores(&[1.0, 1.0, 1.0, 5.0]);
/// assert!((scores[3] - 3.0_f64.sqrt()).abs() < 1e-12);
/// assert_eq!(timeseries::zscores(&[7.0; 3]), [0.0; 3]);
/// ```
#[must_use]
pub fn zscores(values: &[f64]) -> Vec<f64> {
    let (factor, mean, deviation) = moments(values);
    values
        .iter()
        .map(|&value| match value {
            _ if !value.is_finite() => value,
            _ if deviation == 0.0 => 0.0,
            _ => (value * factor - mean) / deviation,
        })
        .collect()
}

/// Around the mean.
pub(super) fn scale(values: &[f64]) -> Scale {
    let (factor, mean, deviation) = moments(values);
    Scale::around(mean / factor, deviation / factor)
}

/// A power of two, and mean and deviation of the finite values times that; a deviation of 0 where
/// all values are equal.
fn moments(values: &[f64]) -> (f64, f64, f64) {
    let scale = unit(values);
    let finite = || {
        values
            .iter()
            .map(|value| value * scale)
            .filter(|value| value.is_finite())
    };
    let count = finite().count() as f64;
    let rough = finite().sum::<f64>() / count;
    // The second pass takes away what rounding left in the first.
    let mean = rough + finite().map(|value| value - rough).sum::<f64>() / count;
    let variance = finite()
        .map(|value| (value - mean) * (value - mean))
        .sum::<f64>()
        / count;
    let deviation = variance.sqrt();
    let constant = {
        let mut values = finite();
        let first = values.next();
        values.all(|value| Some(value) == first)
    };
    (scale, mean, if constant { 0.0 } else { deviation })
}

/// A power of two that brings the finite values near 1: scores do not change under it, and squares
/// neither overflow nor vanish.
fn unit(values: &[f64]) -> f64 {
    let largest = values.iter().copied().filter(|value| value.is_finite());
    let largest = magnitude(&largest.collect::<Vec<_>>());
    if largest == 0.0 {
        1.0
    } else {
        2.0_f64.powi(-exponent(largest))
    }
}

/// The binary exponent of a finite number above 0, held where its inverse is a normal number.
fn exponent(value: f64) -> i32 {
    let biased = (value.to_bits() >> 52) as i32;
    (biased - 1023).clamp(-1021, 1021)
}
