//! Polynomials of the tricube, and the moments that they are multiplied with.

/// The moments of a part of a block, or what each counts for.
pub(crate) type Moments = [f64; LANES];

/// Ten moments for the tricube, of degree 9; two more where it is multiplied by a parabola, which also
/// makes the number one of whole vector registers.
pub(super) const LANES: usize = 12;

/// The farthest distance with a weight: the last thousandth of a bandwidth has none.
pub(super) fn cut(bandwidth: usize) -> usize {
    (0.999 * bandwidth as f64).floor() as usize
}

pub(super) fn tricube(u: f64) -> f64 {
    let v = 1.0 - u * u * u;
    v * v * v
}

/// The powers of the abscissas of `len` points, from -1 to 1.
pub(super) fn powers(len: usize) -> Vec<Moments> {
    (0..len)
        .map(|place| {
            let t = abscissa(place, len);
            let mut power = 1.0;
            [(); LANES].map(|()| {
                let this = power;
                power *= t;
                this
            })
        })
        .collect()
}

pub(super) fn abscissa(place: usize, len: usize) -> f64 {
    (2.0 * place as f64 - (len as f64 - 1.0)) / len as f64
}

/// The coefficients of the tricube at `from + step * t`.
pub(super) fn polynomial(from: f64, step: f64) -> Moments {
    let mut coefficients = [0.0; LANES];
    for next in [-1.0, 3.0, -3.0, 1.0] {
        for _ in 0..3 {
            coefficients = times(&coefficients, from, step);
        }
        if let Some(constant) = coefficients.first_mut() {
            *constant += next;
        }
    }
    coefficients
}

/// Half of what the tricube at `from + step * t` differs by from that on the other side: the odd
/// powers, `-3 u³ - u⁹`.
pub(super) fn odd_part(from: f64, step: f64) -> Moments {
    let there = polynomial(from, step);
    let back = polynomial(-from, -step);
    let mut difference = there;
    for (difference, back) in difference.iter_mut().zip(back) {
        *difference = 0.5 * (*difference - back);
    }
    difference
}

/// A polynomial times `from + step * t`, whose highest power falls off if there is no lane for it.
pub(super) fn times(coefficients: &Moments, from: f64, step: f64) -> Moments {
    let mut product = [0.0; LANES];
    let mut below = 0.0;
    for (product, &own) in product.iter_mut().zip(coefficients) {
        *product = from * own + step * below;
        below = own;
    }
    product
}

pub(super) fn scaled(mut coefficients: Moments, factor: f64) -> Moments {
    for coefficient in &mut coefficients {
        *coefficient *= factor;
    }
    coefficients
}

/// Adds `Σ_r p_r Σ_k C(r, k) (-1)^k M_k s^(r - k)`: what a block with moments `M` in `t` adds at `s`
/// by a polynomial `p` in `s - t`.
#[inline(always)]
pub(super) fn add_shifted(polynomial: &Moments, moments: &Moments, worth: &mut Moments) {
    for (degree, coefficient) in polynomial.iter().enumerate() {
        let mut binomial = *coefficient;
        for (k, moment) in moments.iter().enumerate().take(degree + 1) {
            if let Some(worth) = worth.get_mut(degree - k) {
                *worth += binomial * moment;
            }
            binomial *= -((degree - k) as f64) / (k + 1) as f64;
        }
    }
}

/// In one order, whatever the width of the registers.
#[inline(always)]
pub(super) fn sum(terms: &Moments) -> f64 {
    let [a, b, c, d, e, f, g, h, i, j, k, l] = terms;
    ((a + e + i) + (c + g + k)) + ((b + f + j) + (d + h + l))
}
