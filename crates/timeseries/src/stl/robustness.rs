//! Robustness weights, Cleveland et al. 1990, section 3.1, step "Robustness".

use crate::math::{rounding, twice_median};

/// Writes the bisquare weight of each residual; `scratch` is overwritten.
///
/// Residuals are measured against six times their median magnitude. A median within the rounding
/// error of the series (whose largest magnitude is given) is raised to it, or rounding errors
/// would decide what an outlier is.
pub(super) fn weigh(
    residuals: impl Iterator<Item = f64>,
    magnitude: f64,
    weights: &mut [f64],
    scratch: &mut Vec<f64>,
) {
    for (weight, residual) in weights.iter_mut().zip(residuals) {
        *weight = residual.abs();
    }
    scratch.clear();
    scratch.extend_from_slice(weights);
    let scale = 3.0 * twice_median(scratch);
    if scale == 0.0 {
        // Most values are fitted exactly; as the original program has it, none is an outlier.
        weights.fill(1.0);
        return;
    }
    let scale = scale.max(6.0 * rounding(magnitude));
    for weight in weights.iter_mut() {
        *weight = bisquare(*weight, scale);
    }
}

/// With the shortcuts of the program of 1990 at one thousandth from either end.
fn bisquare(residual: f64, scale: f64) -> f64 {
    if residual <= 0.001 * scale {
        1.0
    } else if residual <= 0.999 * scale {
        let u = residual / scale;
        let v = 1.0 - u * u;
        v * v
    } else {
        0.0
    }
}
