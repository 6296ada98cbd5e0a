//! [`series_seasonal`].

use super::options::Seasonality;
use super::periods::SHORTEST;
use crate::math::twice_median;
use crate::season::SeasonFinder;

/// The score from which on a period counts.
const THRESHOLD: f64 = 0.7;

/// `series_seasonal(series, period)`: the median of the values of each phase; 0 without a season.
///
/// ```
/// use timeseries::kusto::{Seasonality, series_seasonal};
///
/// let y = [1.0, 3.0, 5.0, 1.0, 3.0, 5.0, 2.0, 4.0, 6.0];
/// let season = series_seasonal(&y, Seasonality::Period(3));
/// assert_eq!(season, [1.0, 3.0, 5.0, 1.0, 3.0, 5.0, 1.0, 3.0, 5.0]);
/// ```
#[must_use]
pub fn series_seasonal(series: &[f64], period: Seasonality) -> Vec<f64> {
    let period = match period {
        Seasonality::Auto => detected(series, THRESHOLD),
        Seasonality::None | Seasonality::Period(0) => None,
        Seasonality::Period(period) => Some(period),
    };
    match period {
        Some(period) => medians(series, period, series.len()),
        None => vec![0.0; series.len()],
    }
}

/// The best period with at least this score.
pub(super) fn detected(series: &[f64], threshold: f64) -> Option<usize> {
    let finder = SeasonFinder::new().between(SHORTEST, usize::MAX);
    let found = finder.strength(threshold).find(series);
    found.first().map(|season| season.period)
}

/// The median of the values of each phase, repeated over `len` points; for a phase without a value,
/// that of all.
pub(super) fn medians(series: &[f64], period: usize, len: usize) -> Vec<f64> {
    let period = period.clamp(1, series.len().max(1));
    let all = median(series.iter().copied()).unwrap_or(0.0);
    let phase = |phase: usize| {
        let values = series.iter().skip(phase).step_by(period);
        median(values.copied()).unwrap_or(all)
    };
    let phases: Vec<f64> = (0..period).map(phase).collect();
    phases.into_iter().cycle().take(len).collect()
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let finite = values.filter(|value| value.is_finite());
    // Half of each, so that no sum overflows.
    let mut halves: Vec<f64> = finite.map(|value| value / 2.0).collect();
    (!halves.is_empty()).then(|| twice_median(&mut halves))
}
