//! [`Stl`]: seasonal-trend decomposition by LOESS, Cleveland et al. 1990.

mod decomposition;
mod fast;
mod filter;
mod low_pass;
mod missing;
mod parameters;
mod plain;
mod plan;
mod robustness;
mod tables;
mod weighted;
mod workspace;

pub use decomposition::Decomposition;
pub use plan::Plan;
pub use workspace::Workspace;

use crate::error::Error;
use crate::loess::{Guard, Loess};
use parameters::Parameters;
use std::sync::Arc;

/// A decomposition, configured: a series becomes season, trend and residual.
///
/// Parameters and defaults are those of statsmodels' `STL`, but for the [`Guard`]: under
/// [`Guard::Series`] the answers are statsmodels' on long series too.
///
/// ```
/// use timeseries::{Degree, Loess, Stl};
///
/// const HOURLY: Stl = Stl::new(24).seasonal(Loess::new(13).degree(Degree::Constant)).robust(true);
/// let series: Vec<f64> = (0..240).map(|hour| f64::from(hour % 24) + 0.1 * f64::from(hour)).collect();
/// let fit = HOURLY.fit(&series)?;
/// assert!((fit.trend[120] - (11.5 + 12.0)).abs() < 0.5);
/// # Ok::<(), timeseries::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stl {
    period: usize,
    seasonal: Loess,
    trend: Option<Loess>,
    low_pass: Option<Loess>,
    robust: bool,
    inner_iterations: Option<usize>,
    outer_iterations: Option<usize>,
    guard: Guard,
    plain: bool,
    work_limit: u64,
}

impl Stl {
    /// Steps that a fit may take unless [`Stl::work_limit`] says otherwise: a minute or two of work.
    pub const DEFAULT_WORK_LIMIT: u64 = 1 << 36;

    /// A decomposition of series with `period` points to the season, with default smoothers.
    #[must_use]
    pub const fn new(period: usize) -> Stl {
        Stl {
            period,
            seasonal: Loess::new(7),
            trend: None,
            low_pass: None,
            robust: false,
            inner_iterations: None,
            outer_iterations: None,
            guard: Guard::Window,
            plain: false,
            work_limit: Stl::DEFAULT_WORK_LIMIT,
        }
    }

    /// Sets the smoother of the cycle-subseries; a span of 7 or more is usual (Cleveland et
    /// al. 1990, on the choice of n(s)).
    #[must_use]
    pub const fn seasonal(self, smoother: Loess) -> Stl {
        Stl {
            seasonal: smoother,
            ..self
        }
    }

    /// Sets the smoother of the trend; its span exceeds the period.
    #[must_use]
    pub const fn trend(self, smoother: Loess) -> Stl {
        Stl {
            trend: Some(smoother),
            ..self
        }
    }

    /// Sets the smoother of the low-pass filter; its span exceeds the period.
    #[must_use]
    pub const fn low_pass(self, smoother: Loess) -> Stl {
        Stl {
            low_pass: Some(smoother),
            ..self
        }
    }

    /// Whether outliers lose their weight: 15 outer iterations of 2 inner ones, not 0 of 5.
    #[must_use]
    pub const fn robust(self, robust: bool) -> Stl {
        Stl { robust, ..self }
    }

    /// Sets how often season and trend are updated in turn (the passes of the inner loop, n(i)).
    #[must_use]
    pub const fn inner_iterations(self, count: usize) -> Stl {
        Stl {
            inner_iterations: Some(count),
            ..self
        }
    }

    /// Sets how often robustness weights are computed and the inner loop run again; 0 for never.
    #[must_use]
    pub const fn outer_iterations(self, count: usize) -> Stl {
        Stl {
            outer_iterations: Some(count),
            ..self
        }
    }

    /// Sets when lines give way to means: only where they must (the default), or as in statsmodels.
    #[must_use]
    pub const fn compatibility(self, guard: Guard) -> Stl {
        Stl { guard, ..self }
    }

    /// Whether every local fit is computed by itself, in the order of the program of 1990, and no
    /// filters are used where they would give the same.
    ///
    /// The two differ by rounding errors only, and this way is slower by far. It is there for who
    /// needs the last bit of statsmodels, and as the judge of the other.
    #[must_use]
    pub const fn plain(self, yes: bool) -> Stl {
        Stl { plain: yes, ..self }
    }

    /// Sets how many steps a fit may take before it is refused with [`Error::WorkLimit`].
    ///
    /// A step is one point in one window, about a nanosecond or two. A fit takes as many as the
    /// series has points, times the spans of the three smoothers, times the iterations. A wide span
    /// counts as 64 points, unless next to nothing in it has any weight.
    #[must_use]
    pub const fn work_limit(self, steps: u64) -> Stl {
        Stl {
            work_limit: steps,
            ..self
        }
    }

    /// The same decomposition of series with another period.
    pub(crate) const fn period_of(self, period: usize) -> Stl {
        Stl { period, ..self }
    }

    /// The number of points to the season.
    #[must_use]
    pub const fn period(&self) -> usize {
        self.period
    }

    /// The smoother of the cycle-subseries.
    #[must_use]
    pub const fn seasonal_smoother(&self) -> Loess {
        self.seasonal
    }

    /// The smoother of the trend, as set or by default: the smallest odd span from
    /// `1.5 * period / (1 - 1.5 / seasonal)` on.
    ///
    /// ```
    /// use timeseries::{Degree, Stl};
    ///
    /// let stl = Stl::new(24);
    /// assert_eq!(stl.trend_smoother().span(), 47);
    /// let flat = stl.trend(stl.trend_smoother().degree(Degree::Constant));
    /// assert_eq!(flat.trend_smoother().span(), 47);
    /// ```
    #[must_use]
    pub fn trend_smoother(&self) -> Loess {
        // In floating point, as statsmodels does: where the exact quotient is whole, its rounding
        // can carry the span to the next odd number.
        let span = 1.5 * self.period as f64 / (1.0 - 1.5 / self.seasonal.span as f64);
        self.trend.unwrap_or(Loess::new(span.ceil() as usize | 1))
    }

    /// The smoother of the low-pass filter, as set or by default: the smallest odd span beyond the
    /// period.
    #[must_use]
    pub const fn low_pass_smoother(&self) -> Loess {
        match self.low_pass {
            Some(smoother) => smoother,
            None => Loess::new(self.period.saturating_add(1) | 1),
        }
    }

    /// When lines give way to means.
    #[must_use]
    pub const fn guard(&self) -> Guard {
        self.guard
    }

    /// The numbers of inner and of outer iterations, as set or by default.
    #[must_use]
    pub const fn iterations(&self) -> (usize, usize) {
        let (inner, outer) = if self.robust { (2, 15) } else { (5, 0) };
        let inner = match self.inner_iterations {
            Some(count) => count,
            None => inner,
        };
        match self.outer_iterations {
            Some(outer) => (inner, outer),
            None => (inner, outer),
        }
    }

    /// Decomposes `series`.
    ///
    /// A NaN is a missing value: it has no weight in any fit, there is a season and a trend where it
    /// stands, and the residual is NaN there and only there.
    ///
    /// ```
    /// use timeseries::Stl;
    ///
    /// let mut series: Vec<f64> = (0..240).map(|hour| f64::from(hour % 24 + hour)).collect();
    /// let whole = Stl::new(24).fit(&series)?;
    /// series[100..130].fill(f64::NAN);
    /// let fit = Stl::new(24).fit(&series)?;
    /// assert!((fit.trend[115] - whole.trend[115]).abs() < 1e-9);
    /// assert!((0..240).all(|hour| fit.residual[hour].is_nan() == series[hour].is_nan()));
    /// # Ok::<(), timeseries::Error>(())
    /// ```
    ///
    /// # Errors
    /// Parameters that mean nothing, fewer than two periods of values, an infinite value, a phase of
    /// the period without a value, a component that overflows, or more work than
    /// [`Stl::work_limit`] allows.
    pub fn fit(&self, series: &[f64]) -> Result<Decomposition, Error> {
        let mut fit = Decomposition::default();
        self.fit_into(series, &mut Workspace::new(), &mut fit)?;
        Ok(fit)
    }

    /// Decomposes `series` into `fit`, without allocating if workspace and decomposition served a
    /// series of this length under these parameters before: the workspace keeps the [`Plan`] too.
    ///
    /// After an error `fit` holds no particular values.
    ///
    /// # Errors
    /// As [`Stl::fit`].
    pub fn fit_into(
        &self,
        series: &[f64],
        work: &mut Workspace,
        fit: &mut Decomposition,
    ) -> Result<(), Error> {
        let known = work.plan.take();
        let plan = match known.filter(|plan| plan.is_for(self, series.len())) {
            Some(plan) => plan,
            None => Arc::new(self.plan(series.len())?),
        };
        let outcome = plan.fit_into(series, work, fit);
        work.plan = Some(plan);
        outcome
    }

    /// Computes all that does not depend on the values, for series of `len` values.
    ///
    /// # Errors
    /// As [`Stl::fit`], but for those of the values.
    pub fn plan(&self, len: usize) -> Result<Plan, Error> {
        Plan::new(*self, len)
    }

    /// Every parameter resolved and checked for series of `len` values.
    fn parameters(&self, len: usize) -> Result<Parameters, Error> {
        let (inner, outer) = self.iterations();
        let parameters = Parameters {
            period: self.period,
            seasonal: self.seasonal,
            trend: self.trend_smoother(),
            low_pass: self.low_pass_smoother(),
            inner,
            outer,
            guard: self.guard,
        };
        parameters.check(len)?;
        Ok(parameters)
    }

    fn check_work(&self, steps: u64) -> Result<(), Error> {
        let limit = self.work_limit;
        if steps > limit {
            Err(Error::WorkLimit { steps, limit })
        } else {
            Ok(())
        }
    }
}
