//! The decomposition that a series gets: STL for one season, MSTL for several.

use timeseries::{Error, Loess, Mstl, SeasonFinder, Stl};

use super::{AUTO_PERIOD, DetectArgs, SEASONAL, Season};

/// A decomposition with its seasons summed.
pub(super) struct Fit {
    pub(super) seasonal: Vec<f64>,
    pub(super) trend: Vec<f64>,
    pub(super) residual: Vec<f64>,
    pub(super) weights: Vec<f64>,
    pub(super) baseline: Vec<f64>,
}

/// The periods to decompose by, and what to say about them if they were not given.
pub(super) fn periods(args: &DetectArgs, values: &[f64]) -> (Vec<usize>, Option<String>) {
    if let Season::Points(period) = args.period {
        return (vec![period], None);
    }
    // Of fewer than three seasons a decomposition could not say which one is the odd one.
    let finder = SeasonFinder::new().between(4, values.len() / 3);
    let mut periods: Vec<_> = finder
        .find(values)
        .iter()
        .map(|season| season.period)
        .collect();
    periods.sort_unstable();
    if periods.is_empty() {
        let note = format!("period {AUTO_PERIOD} (none was found: --period N sets it)");
        return (vec![AUTO_PERIOD], Some(note));
    }
    let listed: Vec<_> = periods.iter().map(usize::to_string).collect();
    let note = format!("period {} (found: --period N sets it)", listed.join(", "));
    (periods, Some(note))
}

pub(super) fn fit(args: &DetectArgs, periods: &[usize], values: &[f64]) -> Result<Fit, Error> {
    if let [period] = periods {
        let stl = Stl::new(*period)
            .seasonal(Loess::new(args.seasonal.unwrap_or(SEASONAL)))
            .robust(args.robust);
        let fit = stl.fit(values)?;
        return Ok(Fit {
            baseline: fit.baseline(),
            seasonal: fit.seasonal,
            trend: fit.trend,
            residual: fit.residual,
            weights: fit.weights,
        });
    }
    let mut mstl = Mstl::new(periods.iter().copied()).shared(Stl::new(2).robust(args.robust));
    if let Some(span) = args.seasonal {
        mstl = mstl.seasonal(periods.iter().map(|_| Loess::new(span)));
    }
    let fit = mstl.fit(values)?;
    let baseline = fit.baseline();
    let seasonal = baseline
        .iter()
        .zip(&fit.trend)
        .map(|(baseline, trend)| baseline - trend);
    Ok(Fit {
        seasonal: seasonal.collect(),
        baseline,
        trend: fit.trend,
        residual: fit.residual,
        weights: fit.weights,
    })
}
