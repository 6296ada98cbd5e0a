//! What can be computed before the values are known.

use super::weighted::Weighted;
use super::{Parameters, filter};
use crate::loess::taps::Taps;
use crate::loess::wide::{Sums, Wide};
use crate::loess::{Guard, Loess};

/// Robust fits of series shorter than this can magnify a difference in the last bit until it is
/// seen, so those that are to be the original's are made in the order of the program of 1990.
const LEAST_ROBUST: usize = 512;

/// The filters of a decomposition of series of one length.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    pub(super) cycles: Cycles,
    pub(super) trend: Filter,
    pub(super) low_pass: Filter,
    /// With weights: for outliers and missing values.
    pub(super) weighted: Option<WeightedFilters>,
}

/// The filters of a fit with weights.
#[derive(Clone, Debug)]
pub(super) struct WeightedFilters {
    /// None where they are so short that every fit is made by itself.
    pub(super) cycles: Option<Weighted>,
    pub(super) trend: Weighted,
}

/// The filter of one series.
#[derive(Clone, Debug)]
pub(super) enum Filter {
    Narrow(Taps),
    Wide(Wide),
}

/// The filters of the cycle-subseries. The first phases have one value more than the others,
/// where the length is no multiple of the period.
#[derive(Clone, Debug)]
pub(super) enum Cycles {
    /// All of them have an interior and the same filter.
    Long(Taps),
    /// They are hardly longer than a window.
    Short {
        /// Of the phases that have one value more, if there are any.
        longer: Option<Taps>,
        shorter: Taps,
    },
}

impl Tables {
    /// `None` if these parameters are not for filters, or the filters would be too large.
    pub(super) fn new(parameters: &Parameters, len: usize) -> Option<Tables> {
        let Parameters {
            seasonal,
            trend,
            low_pass,
            guard,
            outer,
            ..
        } = *parameters;
        if [seasonal, trend, low_pass]
            .iter()
            .any(|loess| loess.jump > 1)
        {
            return None;
        }
        if outer > 0 && len < LEAST_ROBUST && guard == Guard::Series {
            return None;
        }
        let cycles = Cycles::new(parameters, len)?;
        let weighted = if len > trend.span {
            let long = matches!(cycles, Cycles::Long(_));
            let period = parameters.period;
            Weighted::new(trend, guard, 1, len).map(|trend| WeightedFilters {
                cycles: long
                    .then(|| Weighted::new(seasonal, guard, period, len))
                    .flatten(),
                trend,
            })
        } else {
            None
        };
        if outer > 0 && weighted.is_none() {
            return None;
        }
        Some(Tables {
            weighted,
            cycles,
            trend: Filter::new(trend, guard, len)?,
            low_pass: Filter::new(low_pass, guard, len)?,
        })
    }
}

impl Tables {
    /// Whether they are for series with outliers and missing values too.
    pub(super) const fn takes_weights(&self) -> bool {
        self.weighted.is_some()
    }
}

impl Filter {
    fn new(loess: Loess, guard: Guard, len: usize) -> Option<Filter> {
        match Wide::new(loess, guard, len) {
            Some(wide) => Some(Filter::Wide(wide)),
            None => Taps::new(loess, guard, len).map(Filter::Narrow),
        }
    }

    #[inline(always)]
    pub(super) fn smooth(&self, values: &[f64], sums: &mut Sums, out: &mut [f64]) {
        match self {
            Filter::Narrow(taps) => filter::smooth(taps, values, 1, out),
            Filter::Wide(wide) => wide.smooth(values, sums, out),
        }
    }
}

impl Cycles {
    fn new(parameters: &Parameters, len: usize) -> Option<Cycles> {
        let (full, rest) = (len / parameters.period, len % parameters.period);
        let taps = |len| Taps::new(parameters.seasonal, parameters.guard, len);
        let shorter = taps(full)?;
        let longer = if rest > 0 {
            Some(taps(full + 1)?)
        } else {
            None
        };
        let alike = longer.as_ref().is_none_or(|longer| *longer == shorter);
        if alike && !shorter.centre().is_empty() {
            return Some(Cycles::Long(shorter));
        }
        if longer
            .iter()
            .chain([&shorter])
            .any(|taps| !taps.centre().is_empty())
        {
            // A threshold lies between the two lengths.
            return None;
        }
        Some(Cycles::Short { longer, shorter })
    }
}
