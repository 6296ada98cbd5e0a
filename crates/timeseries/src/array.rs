//! Series in and components out as [`ndarray`] arrays (feature `ndarray`).

use crate::{Decomposition, Error, Stl};
use ndarray::{Array1, ArrayView1};

/// The components of a [`Decomposition`] as arrays.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Arrays {
    /// What comes back every period.
    pub seasonal: Array1<f64>,
    /// What changes slowly.
    pub trend: Array1<f64>,
    /// What is left over.
    pub residual: Array1<f64>,
    /// Robustness weights.
    pub weights: Array1<f64>,
}

impl From<Decomposition> for Arrays {
    /// Takes the components over; none is copied.
    fn from(fit: Decomposition) -> Arrays {
        Arrays {
            seasonal: fit.seasonal.into(),
            trend: fit.trend.into(),
            residual: fit.residual.into(),
            weights: fit.weights.into(),
        }
    }
}

impl Stl {
    /// Decomposes an array or a view of one, whatever its stride.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use timeseries::Stl;
    ///
    /// let series: Array1<f64> = (0..96).map(|hour| f64::from(hour % 24)).collect();
    /// let fit = Stl::new(24).fit_array(series.view())?;
    /// let sum = &fit.seasonal + &fit.trend + &fit.residual;
    /// assert!((sum - series).iter().all(|difference| difference.abs() < 1e-12));
    /// # Ok::<(), timeseries::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Stl::fit`].
    #[expect(
        clippy::needless_pass_by_value,
        reason = "views are passed by value, as `ndarray` does"
    )]
    pub fn fit_array(&self, series: ArrayView1<'_, f64>) -> Result<Arrays, Error> {
        let fit = match series.as_slice() {
            Some(series) => self.fit(series),
            None => self.fit(&series.to_vec()),
        };
        fit.map(Arrays::from)
    }
}
