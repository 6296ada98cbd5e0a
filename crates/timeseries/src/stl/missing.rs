//! [`Missing`]: values that are not there.

use super::Parameters;
use crate::error::Error;
use crate::loess::gaps::{Gaps, substitute};

/// Which values are missing, and where a smoother finds none in its window.
#[derive(Clone, Debug, Default)]
pub(super) struct Missing {
    /// 1 for a value, 0 for none; empty if there are all.
    pub(super) known: Vec<f64>,
    pub(super) cycles: Gaps,
    pub(super) trend: Gaps,
}

impl Missing {
    /// Whether any value is missing.
    pub(super) fn any(&self) -> bool {
        !self.known.is_empty()
    }

    /// Takes the NaN out of a series.
    pub(super) fn take(
        &mut self,
        parameters: &Parameters,
        series: &mut [f64],
    ) -> Result<(), Error> {
        self.known.clear();
        self.cycles.clear();
        self.trend.clear();
        if !series.iter().any(|value| value.is_nan()) {
            return Ok(());
        }
        let known = series.iter().map(|value| f64::from(!value.is_nan()));
        self.known.extend(known);
        let (period, len) = (parameters.period, series.len());
        for phase in 0..period {
            if substitute(series, phase, period) {
                let own = self.known.iter().skip(phase).step_by(period);
                let own = own.map(|&known| known > 0.0);
                self.cycles.find(own, parameters.seasonal.span, 1, phase);
            } else if self.known.iter().all(|&known| known == 0.0) {
                return Err(Error::AllMissing { len });
            } else {
                return Err(Error::PhaseMissing { phase, period });
            }
        }
        let known = self.known.iter().map(|&known| known > 0.0);
        self.trend.find(known, parameters.trend.span, 0, 0);
        Ok(())
    }
}
