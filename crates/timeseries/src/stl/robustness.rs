//! Robustness weights, Cleveland et al. 1990, section 3.1, step "Robustness".

use crate::math::twice_median;

/// Writes the bisquare weight of each residual and returns the scale; `scratch` is overwritten.
///
/// Residuals are measured against six times their median magnitude, which is taken for `least` if
/// it is smaller.
#[inline(always)]
pub(super) fn weigh(
    residuals: impl Iterator<Item = f64>,
    least: f64,
    weights: &mut [f64],
    scratch: &mut Vec<f64>,
) -> f64 {
    for (weight, residual) in weights.iter_mut().zip(residuals) {
        *weight = residual.abs();
    }
    scratch.clear();
    scratch.extend_from_slice(weights);
    let scale = 3.0 * twice_median(scratch);
    if scale == 0.0 {
        // Most values are fitted exactly; as the original program has it, none is an outlier.
        weights.fill(1.0);
        return scale;
    }
    let scale = scale.max(6.0 * least);
    for weight in weights.iter_mut() {
        *weight = bisquare(*weight, scale);
    }
    scale
}

/// With the shortcuts of the program of 1990 at one thousandth from either end.
#[inline(always)]
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
