//! [`Mstl`]: a season for each of several periods, Bandara, Hyndman and Bergmeir 2021
//! (arXiv:2107.13462): STL for one after the other, each on what the others leave.

mod box_cox;
mod decomposition;

pub use box_cox::BoxCox;
pub use decomposition::MultiDecomposition;

use crate::error::Error;
use crate::loess::Loess;
use crate::stl::{Decomposition, Stl, Workspace};

/// A decomposition with several periods, configured.
///
/// Parameters and defaults are those of statsmodels' `MSTL`, but for the
/// [guard](crate::Guard), which is that of the [`Stl`] that is [shared](Mstl::shared).
///
/// ```
/// use timeseries::Mstl;
///
/// let (day, week) = (|hour| f64::from(hour % 24), |hour| f64::from(hour / 24 % 7));
/// let series: Vec<f64> = (0..1000).map(|hour| day(hour) + 3.0 * week(hour)).collect();
/// let fit = Mstl::new([24, 168]).fit(&series)?;
/// assert_eq!(fit.periods, [24, 168]);
/// assert!(fit.residual.iter().all(|left_over| left_over.abs() < 1.0));
/// # Ok::<(), timeseries::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Mstl {
    /// Ascending.
    periods: Vec<usize>,
    /// In the order in which the periods were given.
    given: Vec<usize>,
    seasonal: Option<Vec<Loess>>,
    shared: Stl,
    iterations: usize,
    box_cox: BoxCox,
}

impl Mstl {
    /// A decomposition with these periods, in any order.
    #[must_use]
    pub fn new(periods: impl IntoIterator<Item = usize>) -> Mstl {
        let given: Vec<usize> = periods.into_iter().collect();
        let mut periods = given.clone();
        periods.sort_unstable();
        Mstl {
            periods,
            given,
            seasonal: None,
            shared: Stl::new(0),
            iterations: 2,
            box_cox: BoxCox::None,
        }
    }

    /// Sets the smoother of the cycle-subseries of each period, in the order in which the periods
    /// were given. By default they have spans of 11, 15, 19 and so on, the shortest period the
    /// narrowest.
    #[must_use]
    pub fn seasonal(self, smoothers: impl IntoIterator<Item = Loess>) -> Mstl {
        Mstl {
            seasonal: Some(smoothers.into_iter().collect()),
            ..self
        }
    }

    /// Sets all that is not the season's: trend, low-pass filter, robustness, iterations, guard and
    /// work limit are those of `stl`, whose period and seasonal smoother do not matter.
    #[must_use]
    pub fn shared(self, stl: Stl) -> Mstl {
        Mstl {
            shared: stl,
            ..self
        }
    }

    /// Sets how often the seasons are estimated in turn; with one period it is once.
    #[must_use]
    pub fn iterations(self, count: usize) -> Mstl {
        Mstl {
            iterations: count,
            ..self
        }
    }

    /// Sets whether the values are transformed first.
    #[must_use]
    pub fn box_cox(self, transform: BoxCox) -> Mstl {
        Mstl {
            box_cox: transform,
            ..self
        }
    }

    /// Decomposes `series`.
    ///
    /// Periods of which the series does not hold more than two are left out, as in statsmodels:
    /// [`MultiDecomposition::left_out`] names them. A NaN is a missing value, as for [`Stl::fit`].
    ///
    /// # Errors
    /// As [`Stl::fit`]; no period, or none of which the series holds more than two; not one
    /// seasonal smoother for each period; no iteration; under a transformation, a value that is not
    /// positive.
    pub fn fit(&self, series: &[f64]) -> Result<MultiDecomposition, Error> {
        let (stls, left_out) = self.stls(series.len())?;
        let iterations = if stls.len() == 1 { 1 } else { self.iterations };
        if iterations == 0 {
            return Err(Error::ZeroIterations);
        }
        let (mut rest, lambda) = self.box_cox.transform(series)?;
        let mut works = vec![Workspace::new(); stls.len()];
        let mut seasonal = vec![vec![0.0; series.len()]; stls.len()];
        let mut fit = Decomposition::default();
        for _ in 0..iterations {
            for ((stl, work), season) in stls.iter().zip(&mut works).zip(&mut seasonal) {
                // The season of the round before counts again.
                for (rest, season) in rest.iter_mut().zip(season.iter()) {
                    *rest += season;
                }
                stl.fit_into(&rest, work, &mut fit)?;
                season.copy_from_slice(&fit.seasonal);
                for (rest, season) in rest.iter_mut().zip(season.iter()) {
                    *rest -= season;
                }
            }
        }
        Ok(MultiDecomposition {
            periods: stls.iter().map(Stl::period).collect(),
            left_out,
            lambda,
            seasonal,
            trend: fit.trend,
            residual: fit.residual,
            weights: fit.weights,
        })
    }

    /// A decomposition for each period that is short enough, and the other periods.
    fn stls(&self, len: usize) -> Result<(Vec<Stl>, Vec<usize>), Error> {
        let smoothers = self.smoothers()?;
        let short = |period: &usize| period.saturating_mul(2) < len;
        let (kept, left_out): (Vec<usize>, Vec<usize>) =
            self.periods.iter().partition(|p| short(p));
        if kept.is_empty() {
            let shortest = self.periods.first().ok_or(Error::NoPeriod)?;
            let required = shortest.saturating_mul(2).saturating_add(1);
            return Err(Error::SeriesTooShort { len, required });
        }
        let stls = kept.iter().zip(smoothers);
        let stls = stls.map(|(&period, smoother)| self.shared.period_of(period).seasonal(smoother));
        Ok((stls.collect(), left_out))
    }

    /// One for each period, in ascending order.
    fn smoothers(&self) -> Result<Vec<Loess>, Error> {
        let Some(given) = &self.seasonal else {
            let spans = (0..self.periods.len()).map(|place| 11 + 4 * place);
            return Ok(spans.map(Loess::new).collect());
        };
        if given.len() != self.given.len() {
            return Err(Error::SmootherCount {
                smoothers: given.len(),
                periods: self.given.len(),
            });
        }
        let mut pairs: Vec<_> = self
            .given
            .iter()
            .copied()
            .zip(given.iter().copied())
            .collect();
        pairs.sort_by_key(|&(period, smoother)| (period, smoother.span()));
        Ok(pairs.into_iter().map(|(_, smoother)| smoother).collect())
    }
}
