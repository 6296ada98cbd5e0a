//! [`transform`]: the fast Fourier transform of lengths that are powers of two.

use std::f64::consts::TAU;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Complex {
    pub(crate) re: f64,
    pub(crate) im: f64,
}

impl Complex {
    pub(crate) fn norm(self) -> f64 {
        self.re * self.re + self.im * self.im
    }

    fn plus(self, other: Complex) -> Complex {
        Complex {
            re: self.re + other.re,
            im: self.im + other.im,
        }
    }

    fn minus(self, other: Complex) -> Complex {
        Complex {
            re: self.re - other.re,
            im: self.im - other.im,
        }
    }

    fn times(self, other: Complex) -> Complex {
        Complex {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }
}

/// Transforms `values` in place: the sums over `values[k] * exp(-2 pi i j k / n)`. A length that is
/// no power of two is left alone.
///
/// Cooley and Tukey (1965), decimation in frequency: butterflies over halves, quarters and so on,
/// which leave the sums in the order of reversed bits.
pub(crate) fn transform(values: &mut [Complex]) {
    let len = values.len();
    if !len.is_power_of_two() || len < 2 {
        return;
    }
    let roots = roots(len);
    let mut block = len;
    while block >= 2 {
        for block in values.chunks_exact_mut(block) {
            let roots = roots.iter().step_by(len / block.len());
            let (first, second) = block.split_at_mut(block.len() / 2);
            for ((a, b), root) in first.iter_mut().zip(second).zip(roots) {
                let difference = a.minus(*b);
                *a = a.plus(*b);
                *b = difference.times(*root);
            }
        }
        block /= 2;
    }
    let bits = len.trailing_zeros();
    for i in 0..len {
        let j = i.reverse_bits() >> (usize::BITS - bits);
        if i < j {
            values.swap(i, j);
        }
    }
}

/// The first half of the roots of unity, each from its own angle.
fn roots(len: usize) -> Vec<Complex> {
    let root = |k: usize| {
        let (sin, cos) = (-TAU * k as f64 / len as f64).sin_cos();
        Complex { re: cos, im: sin }
    };
    (0..len / 2).map(root).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sums as they are defined.
    fn slow(values: &[Complex]) -> Vec<Complex> {
        let len = values.len() as f64;
        let sum = |j: usize| {
            let terms = values.iter().enumerate().map(|(k, value)| {
                let (sin, cos) = (-TAU * (j * k) as f64 / len).sin_cos();
                value.times(Complex { re: cos, im: sin })
            });
            terms.fold(Complex::default(), Complex::plus)
        };
        (0..values.len()).map(sum).collect()
    }

    #[test]
    fn sums_are_those_of_the_definition() {
        for bits in 0..9 {
            let len = 1_u32 << bits;
            let value = |i: u32| Complex {
                re: f64::from(i * 7919 % 101) - 50.0,
                im: f64::from(i * 104_729 % 97) - 50.0,
            };
            let values: Vec<Complex> = (0..len).map(value).collect();
            let mut fast = values.clone();
            transform(&mut fast);
            for (fast, slow) in fast.iter().zip(slow(&values)) {
                assert!(
                    fast.minus(slow).norm().sqrt() < 1e-9 * f64::from(len),
                    "{len}"
                );
            }
        }
    }

    #[test]
    fn other_lengths_are_left_alone() {
        let values = [Complex { re: 1.0, im: 2.0 }; 6];
        let mut same = values;
        transform(&mut same);
        assert_eq!(same, values);
    }
}
