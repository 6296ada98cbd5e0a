//! Student's t distribution: the upper tail and its inverse.

/// What `ln tail` may be off by for a quantile to be taken.
const EXACT: f64 = 1e-13;
/// Newton's method takes four or five steps from nearby; a hundred are never reached.
const STEPS: usize = 100;
/// Terms of a continued fraction; in the tail it takes some tens.
const TERMS: usize = 500;

/// The `t` above which a share `tail` of the distribution with `freedom` degrees lies, for tails
/// below 1/4. `near` is a first guess, as of a similar tail.
///
/// Newton's method on the logarithm of the tail over the logarithm of `t`, which is concave: from
/// the second step on it approaches from above.
pub(super) fn quantile(tail: f64, freedom: f64, near: f64) -> f64 {
    let target = tail.ln();
    let ratio = gamma_ratio(freedom / 2.0);
    let mut t = near.max(1.0);
    for _ in 0..STEPS {
        let (upper, density) = upper_tail(t, freedom, ratio);
        if upper <= 0.0 {
            // Beyond the range of the type.
            t = (t / 2.0).max(1.0);
            continue;
        }
        let off = upper.ln() - target;
        // A step of the logarithm, held where a guess far off would leave the range of the type.
        t *= (off * upper / (t * density)).clamp(-2.0, 20.0).exp();
        if off.abs() < EXACT {
            break;
        }
    }
    t
}

/// The share above `t` from 1 on, and the density there: half of the regularised incomplete beta
/// function at `freedom / (freedom + t^2)` with parameters `freedom / 2` and `1 / 2`.
fn upper_tail(t: f64, freedom: f64, gamma_ratio: f64) -> (f64, f64) {
    let square = t * t;
    let whole = freedom + square;
    let (x, a) = (freedom / whole, freedom / 2.0);
    // x^a, also where x is close to 1.
    let power = (-a * (square / freedom).ln_1p()).exp();
    let beta = gamma_ratio / std::f64::consts::PI.sqrt();
    let front = power * (square / whole).sqrt() * beta / a;
    let density = power * beta / whole.sqrt();
    (0.5 * front * continued_fraction(x, a, 0.5), density)
}

/// The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method.
fn continued_fraction(x: f64, a: f64, b: f64) -> f64 {
    let (mut c, mut d) = (1.0, 1.0 / (1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for m in (1..TERMS).map(|m| m as f64) {
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            d = 1.0 / (1.0 + term * d);
            c = 1.0 + term / c;
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction
}

/// Gamma(a + 1/2) / Gamma(a): its asymptotic series (DLMF 5.11.13) from 60 on, by recurrence below.
fn gamma_ratio(a: f64) -> f64 {
    let (mut a, mut factor) = (a, 1.0);
    while a < 60.0 {
        factor *= a / (a + 0.5);
        a += 1.0;
    }
    let series = [
        1.0,
        -1.0 / 8.0,
        1.0 / 128.0,
        5.0 / 1024.0,
        -21.0 / 32768.0,
        -399.0 / 262_144.0,
        869.0 / 4_194_304.0,
    ];
    factor * a.sqrt() * series.iter().rev().fold(0.0, |sum, term| sum / a + term)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with `scipy.stats.t.isf(tail, freedom)` of SciPy 1.17.
    const QUANTILES: [(f64, f64, f64); 9] = [
        (0.1, 1.0, 3.0776835371752536),
        (0.008, 1.0, 39.78035783976051),
        (1e-9, 1.0, 318309886.1837907),
        (0.008, 2.0, 7.810507810511715),
        (1e-4, 5.0, 9.677566300882592),
        (2.5e-4, 98.0, 3.600812169635367),
        (1e-12, 30.0, 11.397217523311413),
        (2.5e-8, 999_998.0, 5.451352299890441),
        (2.5e-7, 99_998.0, 5.026642886947921),
    ];

    #[test]
    fn quantiles_are_those_of_scipy() {
        for (tail, freedom, expected) in QUANTILES {
            for near in [1.0, 4.0, 1e3] {
                let ours = quantile(tail, freedom, near);
                let off = (ours / expected - 1.0).abs();
                assert!(off < 1e-11, "{tail} {freedom}: {ours}, not {expected}");
            }
        }
    }
}
