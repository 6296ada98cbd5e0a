//! Robustness weights, Cleveland et al. 1990, section "The Outer Loop".

use crate::math::twice_median;

/// Writes the bisquare weight of each residual and returns the scale; `scratch`, as long, is overwritten.
///
/// `known` is 0 where a value is missing, and empty if none is. Residuals are measured against six times their median magnitude. Those of up to `least` are
/// rounding errors: they have full weight, and if the median is one it is taken for `least`.
#[inline(always)]
pub(super) fn weigh(
    residuals: impl Iterator<Item = f64>,
    known: &[f64],
    least: f64,
    weights: &mut [f64],
    scratch: &mut Vec<f64>,
) -> f64 {
    for (weight, residual) in weights.iter_mut().zip(residuals) {
        *weight = residual.abs();
    }
    scratch.clear();
    if known.is_empty() {
        scratch.extend_from_slice(weights);
    } else {
        let residuals = weights.iter().zip(known);
        scratch.extend(
            residuals
                .filter(|(_, known)| **known > 0.0)
                .map(|(residual, _)| residual),
        );
    }
    let scale = 3.0 * twice_median(scratch);
    scratch.resize(weights.len(), 0.0);
    if scale == 0.0 {
        // Most values are fitted exactly; as the original program has it, none is an outlier.
        weights.fill(1.0);
    } else {
        let scale = scale.max(6.0 * least);
        let near = least.max(0.001 * scale);
        for weight in weights.iter_mut() {
            *weight = bisquare(*weight, scale, near);
        }
    }
    for (weight, known) in weights.iter_mut().zip(known) {
        *weight *= known;
    }
    scale
}

/// With the shortcuts of the program of 1990: what is `near` counts in full, and the last thousandth
/// not at all.
#[inline(always)]
fn bisquare(residual: f64, scale: f64, near: f64) -> f64 {
    if residual <= near {
        1.0
    } else if residual <= 0.999 * scale {
        let u = residual / scale;
        let v = 1.0 - u * u;
        v * v
    } else {
        0.0
    }
}
