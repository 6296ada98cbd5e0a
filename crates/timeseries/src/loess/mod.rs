//! [`Loess`]: locally weighted regression, Cleveland et al. 1990, section "Loess".
//!
//! [`local`] fits one point, [`smooth`] runs it over a series, [`tricube`] is the weight function,
//! [`taps`] are the fits of a series of one length as coefficients, [`gaps`] is what missing values do,
//! and [`wide`] what wide windows do.
//! The first three take every span, degree, jump and weight, and are plain on purpose, as they judge
//! whatever is made faster later.

pub(crate) mod gaps;
pub(crate) mod local;
pub(crate) mod smooth;
pub(crate) mod taps;
pub(crate) mod tricube;
pub(crate) mod wide;

use crate::error::{Error, Smoother};
use local::{Regression, Scratch};

/// Degree of the polynomial that is fitted around each point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Degree {
    /// A weighted mean.
    Constant,
    /// A straight line.
    #[default]
    Linear,
    /// A parabola. statsmodels has no such fit: it takes degree 2 for 1.
    Quadratic,
}

/// How a fit is kept from being made of rounding errors.
///
/// A slope is estimated only where the weighted points are spread widely enough. "Widely" is one
/// thousandth of a reference length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Guard {
    /// The reference is the window of the fit, so that a line is fitted as a line at any length.
    /// The scale of robustness weights is no smaller than the rounding error of the series, so
    /// that what is fitted exactly has full weight.
    #[default]
    Window,
    /// The reference is the whole series, as in the Fortran program of 1990 and in statsmodels.
    ///
    /// On a long series no window is wide enough: from about 9,000 points on at period 24, lines
    /// silently turn into means, which bends the trend at both ends of a series that rises. The
    /// scale of robustness weights is used as it is found, also if it is a rounding error.
    Series,
}

/// A smoother: how many points it looks at, what it fits to them, and how often.
///
/// ```
/// use timeseries::{Degree, Loess};
///
/// const SMOOTHER: Loess = Loess::new(5).degree(Degree::Linear);
/// let line: Vec<f64> = (0..20).map(f64::from).collect();
/// let smooth = SMOOTHER.smooth(&line, None)?;
/// assert!(line.iter().zip(&smooth).all(|(y, fit)| (y - fit).abs() < 1e-12));
/// # Ok::<(), timeseries::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Loess {
    pub(crate) span: usize,
    pub(crate) degree: Degree,
    pub(crate) jump: usize,
}

impl Loess {
    /// A smoother over the `span` nearest points, of degree 1, fitted at every point.
    ///
    /// The span is an odd number from 3 on; it may exceed the length of the series, which makes
    /// the weights flatter.
    #[must_use]
    pub const fn new(span: usize) -> Loess {
        Loess {
            span,
            degree: Degree::Linear,
            jump: 1,
        }
    }

    /// Sets the degree of the local polynomial.
    #[must_use]
    pub const fn degree(self, degree: Degree) -> Loess {
        Loess { degree, ..self }
    }

    /// Fits at every `jump`-th point only and draws straight lines between (Cleveland et al.
    /// 1990, on fast computation).
    #[must_use]
    pub const fn jump(self, jump: usize) -> Loess {
        Loess { jump, ..self }
    }

    /// The number of points that a fit looks at.
    #[must_use]
    pub const fn span(&self) -> usize {
        self.span
    }

    /// Smooths `values`, each counted with its weight if weights are given.
    ///
    /// A NaN is a missing value: its weight is 0, and the smooth has a value there all the same.
    /// Where a window holds no other values that is on a straight line between the nearest fits.
    ///
    /// ```
    /// use timeseries::Loess;
    ///
    /// let line = [0.0, 1.0, f64::NAN, 3.0, 4.0, f64::NAN, f64::NAN, 7.0, 8.0];
    /// let smooth = Loess::new(7).smooth(&line, None)?;
    /// assert!(smooth.iter().zip(0..).all(|(fit, x)| (fit - f64::from(x)).abs() < 1e-12));
    /// # Ok::<(), timeseries::Error>(())
    /// ```
    ///
    /// # Errors
    /// An invalid span or jump, an infinite value, no value at all that is not missing, a weight
    /// that is negative or not finite, or not one weight for each value.
    pub fn smooth(&self, values: &[f64], weights: Option<&[f64]>) -> Result<Vec<f64>, Error> {
        self.check(Smoother::Series)?;
        check_values(values)?;
        if let Some(weights) = weights {
            check_weights(weights, values.len())?;
        }
        if values.iter().any(|value| value.is_nan()) {
            return self.smooth_with_gaps(values, weights);
        }
        Ok(self.smooth_known(values, weights))
    }

    fn smooth_with_gaps(&self, values: &[f64], weights: Option<&[f64]>) -> Result<Vec<f64>, Error> {
        let known = || values.iter().map(|value| !value.is_nan());
        let given = weights.unwrap_or_default().iter().copied();
        let present: Vec<f64> = known()
            .zip(given.chain(std::iter::repeat(1.0)))
            .map(|(known, weight)| if known { weight } else { 0.0 })
            .collect();
        let mut filled = values.to_vec();
        if !gaps::substitute(&mut filled, 0, 1) {
            return Err(Error::AllMissing { len: values.len() });
        }
        let mut fitted = self.smooth_known(&filled, Some(&present));
        let mut gaps = gaps::Gaps::default();
        gaps.find(known(), self.span, 0, 0);
        gaps.bridge(1, &mut fitted);
        Ok(fitted)
    }

    fn smooth_known(&self, values: &[f64], weights: Option<&[f64]>) -> Vec<f64> {
        let regression = Regression {
            values,
            len: values.len(),
            weights,
            span: self.span,
            degree: self.degree,
            guard: Guard::Window,
        };
        let mut fitted = vec![0.0; values.len()];
        smooth::smooth(&regression, self.jump, &mut fitted, &mut Scratch::default());
        fitted
    }

    /// Whether span and jump mean anything.
    pub(crate) const fn check(&self, smoother: Smoother) -> Result<(), Error> {
        if self.span < 3 || self.span % 2 == 0 {
            return Err(Error::InvalidSpan {
                smoother,
                span: self.span,
            });
        }
        if self.jump == 0 {
            return Err(Error::ZeroJump { smoother });
        }
        Ok(())
    }
}

/// The first value that no sum could bear. A NaN is in no sum: it is missing.
pub(crate) fn check_values(values: &[f64]) -> Result<(), Error> {
    let infinite = |&(_, value): &(usize, &f64)| value.is_infinite();
    match values.iter().enumerate().find(infinite) {
        Some((index, &value)) => Err(Error::Infinite { index, value }),
        None => Ok(()),
    }
}

fn check_weights(weights: &[f64], values: usize) -> Result<(), Error> {
    if weights.len() != values {
        return Err(Error::WeightCount {
            weights: weights.len(),
            values,
        });
    }
    for (index, &value) in weights.iter().enumerate() {
        if !value.is_finite() || value < 0.0 {
            return Err(Error::InvalidWeight { index, value });
        }
    }
    Ok(())
}
