//! [`BoxCox`]: the power transformation of Box and Cox 1964, which evens out a variance that grows
//! with the level.

use crate::error::Error;

/// Whether and how values are transformed: `(y^λ - 1) / λ`, and for a λ of 0 the logarithm.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum BoxCox {
    /// The values as they are.
    #[default]
    None,
    /// By a given λ. (statsmodels takes a λ of 0 for none.)
    Lambda(f64),
    /// By the λ under which the values are most likely to be normally distributed, between -64 and
    /// 64.
    ///
    /// statsmodels looks for the same λ, and stops where the likelihood's own rounding hides the
    /// rest: at six to eight digits.
    Automatic,
}

impl BoxCox {
    /// The values transformed, and λ if there is one. A NaN stays one.
    pub(super) fn transform(self, values: &[f64]) -> Result<(Vec<f64>, Option<f64>), Error> {
        let lambda = match self {
            BoxCox::None => return Ok((values.to_vec(), None)),
            BoxCox::Lambda(lambda) if !lambda.is_finite() => {
                return Err(Error::InvalidLambda { lambda });
            }
            BoxCox::Lambda(lambda) => lambda,
            BoxCox::Automatic => 1.0,
        };
        let positive = |&(_, value): &(usize, &f64)| !value.is_nan() && *value <= 0.0;
        if let Some((index, &value)) = values.iter().enumerate().find(positive) {
            return Err(Error::NotPositive { index, value });
        }
        let lambda = match self {
            BoxCox::Automatic => most_likely(values),
            _ => lambda,
        };
        let transformed: Vec<f64> = values.iter().map(|&v| forward(v, lambda)).collect();
        let overflows = |(before, after): (&f64, &f64)| before.is_finite() && !after.is_finite();
        if values.iter().zip(&transformed).any(overflows) {
            return Err(Error::Overflow);
        }
        Ok((transformed, Some(lambda)))
    }
}

fn forward(value: f64, lambda: f64) -> f64 {
    if lambda == 0.0 {
        value.ln()
    } else {
        (lambda * value.ln()).exp_m1() / lambda
    }
}

/// The value that was transformed; NaN where there is none.
pub(super) fn inverse(transformed: f64, lambda: f64) -> f64 {
    if lambda == 0.0 {
        transformed.exp()
    } else {
        ((lambda * transformed).ln_1p() / lambda).exp()
    }
}

/// The root of the likelihood's derivative. Where there is none, as with equal values, 1: they are
/// as normal as they can be.
fn most_likely(values: &[f64]) -> f64 {
    const FARTHEST: f64 = 64.0;
    let logs: Vec<f64> = values
        .iter()
        .filter(|value| value.is_finite())
        .map(|value| value.ln())
        .collect();
    let derivative = |lambda: f64| derivative(&logs, lambda);
    let mut reach = 2.0;
    while reach < FARTHEST && derivative(-reach) * derivative(reach) > 0.0 {
        reach *= 2.0;
    }
    let (mut low, mut high) = (-reach, reach);
    let (at_low, at_high) = (derivative(low), derivative(high));
    let falls = at_low > 0.0 && at_high < 0.0;
    if !falls {
        return if at_low < 0.0 && at_high < 0.0 {
            low
        } else if at_low > 0.0 && at_high > 0.0 {
            high
        } else {
            1.0
        };
    }
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return middle;
        }
        if derivative(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// The derivative of the likelihood by λ, divided by the number of values, less what does not
/// change its sign: with `l` the logarithms, `m` their mean and `z` the transformed values,
/// `m - Σ (z - z̄) dz/dλ / Σ (z - z̄)²`.
fn derivative(logs: &[f64], lambda: f64) -> f64 {
    let count = logs.len() as f64;
    let centre = logs.iter().sum::<f64>() / count;
    // Values are taken in units of their geometric mean, which is then 1: the transformation
    // does not overflow where it need not, and the first term is 0.
    let terms = || {
        logs.iter().map(|log| {
            let (log, power) = (log - centre, lambda * (log - centre));
            if power.abs() < 1e-3 {
                // (exp(λl) - 1) / λ and its derivative as series.
                let value = log * (1.0 + power * (0.5 + power * (1.0 / 6.0 + power / 24.0)));
                let slope =
                    log * log * (0.5 + power * (1.0 / 3.0 + power * (0.125 + power / 30.0)));
                (value, slope)
            } else {
                let grown = power.exp_m1();
                let value = grown / lambda;
                (value, (log * (grown + 1.0) - value) / lambda)
            }
        })
    };
    let mean = terms().map(|(value, _)| value).sum::<f64>() / count;
    let slope: f64 = terms().map(|(value, slope)| (value - mean) * slope).sum();
    -slope
}
