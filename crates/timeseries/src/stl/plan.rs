//! [`Plan`]: a decomposition of series of one length, with all that does not depend on the values.

use super::parameters::Parameters;
use super::tables::Tables;
use super::{Decomposition, Stl, Workspace, plain};
use crate::error::Error;
use crate::loess::check_values;
use crate::math::magnitude;

/// A decomposition of series of one length: parameters checked and tables computed once, to be
/// used for many series, from many threads.
///
/// ```
/// use timeseries::{Decomposition, Stl, Workspace};
///
/// let hosts: Vec<Vec<f64>> = (1..100)
///     .map(|host| (0..168).map(|hour| f64::from(hour * host % 24)).collect())
///     .collect();
/// let plan = Stl::new(24).plan(168)?;
/// let (mut work, mut fit) = (Workspace::new(), Decomposition::default());
/// for host in &hosts {
///     plan.fit_into(host, &mut work, &mut fit)?;
///     assert_eq!(fit, Stl::new(24).fit(host)?);
/// }
/// # Ok::<(), timeseries::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Plan {
    stl: Stl,
    series_len: usize,
    parameters: Parameters,
    /// None where every local fit is computed by itself.
    tables: Option<Tables>,
}

impl Plan {
    pub(super) fn new(stl: Stl, len: usize) -> Result<Plan, Error> {
        let parameters = stl.parameters(len)?;
        stl.check_work(parameters.steps(len, !stl.plain))?;
        let tables = if stl.plain {
            None
        } else {
            Tables::new(&parameters, len)
        };
        stl.check_work(parameters.steps(len, tables.is_some()))?;
        Ok(Plan {
            stl,
            series_len: len,
            parameters,
            tables,
        })
    }

    /// The length of the series that can be decomposed.
    #[must_use]
    pub const fn series_len(&self) -> usize {
        self.series_len
    }

    /// The decomposition that was planned.
    #[must_use]
    pub const fn stl(&self) -> &Stl {
        &self.stl
    }

    /// Decomposes `series`.
    ///
    /// # Errors
    /// A series of another length than planned, an infinite value, a phase of the period without a
    /// value, or a component that overflows.
    pub fn fit(&self, series: &[f64]) -> Result<Decomposition, Error> {
        let mut fit = Decomposition::default();
        self.fit_into(series, &mut Workspace::new(), &mut fit)?;
        Ok(fit)
    }

    /// Decomposes `series` into `fit`, without allocating once both buffers have grown to size.
    ///
    /// After an error `fit` holds no particular values.
    ///
    /// # Errors
    /// As [`Plan::fit`].
    pub fn fit_into(
        &self,
        series: &[f64],
        work: &mut Workspace,
        fit: &mut Decomposition,
    ) -> Result<(), Error> {
        if series.len() != self.series_len {
            return Err(Error::SeriesLength {
                len: series.len(),
                required: self.series_len,
            });
        }
        check_values(series)?;
        if series.iter().any(|value| value.is_nan()) {
            let by_moments = self.tables.as_ref().is_some_and(Tables::takes_weights);
            let steps = self.parameters.steps(series.len(), by_moments);
            self.stl.check_work(steps)?;
        }
        plain::fit(
            &self.parameters,
            series,
            magnitude(series),
            self.tables.as_ref(),
            self.stl.work_limit,
            work,
            fit,
        )?;
        if fit.is_finite() {
            Ok(())
        } else {
            Err(Error::Overflow)
        }
    }

    /// Decomposes many series, one after the other; each has its own outcome.
    pub fn fit_many<S: AsRef<[f64]>>(
        &self,
        series: impl IntoIterator<Item = S>,
    ) -> impl Iterator<Item = Result<Decomposition, Error>> {
        let mut work = Workspace::new();
        series
            .into_iter()
            .map(move |series| self.fit_with(series.as_ref(), &mut work))
    }

    /// Decomposes many series on the threads of `rayon`'s pool (feature `rayon`). The outcomes come
    /// in the order of the series and have the bits that [`Plan::fit_many`] gives them.
    ///
    /// ```
    /// use timeseries::Stl;
    ///
    /// let hosts: Vec<Vec<f64>> = (1..100)
    ///     .map(|host| (0..168).map(|hour| f64::from(hour * host % 24)).collect())
    ///     .collect();
    /// let plan = Stl::new(24).plan(168)?;
    /// assert!(plan.par_fit_many(&hosts).into_iter().eq(plan.fit_many(&hosts)));
    /// # Ok::<(), timeseries::Error>(())
    /// ```
    #[cfg(feature = "rayon")]
    pub fn par_fit_many<S: AsRef<[f64]> + Sync>(
        &self,
        series: &[S],
    ) -> Vec<Result<Decomposition, Error>> {
        use rayon::prelude::*;

        series
            .par_iter()
            .map_init(Workspace::new, |work, series| {
                self.fit_with(series.as_ref(), work)
            })
            .collect()
    }

    fn fit_with(&self, series: &[f64], work: &mut Workspace) -> Result<Decomposition, Error> {
        let mut fit = Decomposition::default();
        self.fit_into(series, work, &mut fit)?;
        Ok(fit)
    }

    /// Whether this is what `stl` would plan.
    pub(super) fn is_for(&self, stl: &Stl, len: usize) -> bool {
        self.stl == *stl && self.series_len == len
    }
}
