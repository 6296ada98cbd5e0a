//! [`Parameters`]: those of a fit with nothing left open.

use crate::error::{Error, Smoother};
use crate::loess::wide::Wide;
use crate::loess::{Guard, Loess};

/// The parameters of a fit with nothing left open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameters {
    pub(super) period: usize,
    pub(super) seasonal: Loess,
    pub(super) trend: Loess,
    pub(super) low_pass: Loess,
    pub(super) inner: usize,
    pub(super) outer: usize,
    pub(super) guard: Guard,
}

impl Parameters {
    pub(super) fn check(&self, len: usize) -> Result<(), Error> {
        let period = self.period;
        if period < 2 {
            return Err(Error::PeriodTooShort { period });
        }
        self.seasonal.check(Smoother::Seasonal)?;
        let required = period.saturating_mul(2);
        if len < required {
            return Err(Error::SeriesTooShort { len, required });
        }
        for (smoother, loess) in [
            (Smoother::Trend, self.trend),
            (Smoother::LowPass, self.low_pass),
        ] {
            loess.check(smoother)?;
            if loess.span <= period {
                return Err(Error::SpanWithinPeriod {
                    smoother,
                    span: loess.span,
                    period,
                });
            }
        }
        if self.inner == 0 {
            Err(Error::ZeroIterations)
        } else {
            Ok(())
        }
    }

    /// Points in windows, summed over all fits; saturates where nobody would wait for the end.
    ///
    /// By moments a wide window costs no more than one of so many points.
    pub(super) fn steps(&self, len: usize, by_moments: bool) -> u64 {
        const MOMENTS: usize = 64;
        let capped = |loess: Loess| match by_moments && Wide::suits(loess, len) {
            true => Loess {
                span: loess.span.min(MOMENTS),
                ..loess
            },
            false => loess,
        };
        let passes = |len: usize, loess: Loess| {
            let fits = (len / loess.jump.min(len)).max(1) as u64 + 2;
            fits.saturating_mul(loess.span.min(len) as u64)
        };
        let cycles = len.div_ceil(self.period);
        let once = passes(cycles, self.seasonal)
            .saturating_mul(self.period as u64)
            .saturating_add(passes(len, capped(self.trend)))
            .saturating_add(passes(len, capped(self.low_pass)))
            .saturating_add(len as u64);
        let rounds = (self.inner as u64).saturating_mul((self.outer as u64).saturating_add(1));
        once.saturating_mul(rounds)
    }
}
