//! [`Detector`]: from a series to what stands out of it, with nothing to be set.

mod baseline;
mod surprise;

use crate::anomaly::Threshold;
use crate::band::Band;
use crate::error::Error;
use crate::finding::{Finding, findings};
use crate::loess::Loess;
use crate::season::SeasonFinder;
use baseline::Baseline;

/// Finds what stands out of season and trend.
///
/// 1. The period is the strongest that [`SeasonFinder`] finds at least four times in the series,
///    unless it is given: of two or three seasons none could be said to be the odd one. Where none is
///    found it is taken to be 24, as by MSTICPy, if there are four of those; what season there is not
///    comes out flat.
/// 2. The baseline is a robust [`Stl`](crate::Stl) whose season changes slowly, so that an outlier
///    leaves no echo a period away; without a season it is a robust LOESS.
/// 3. The score says how surprising a residual is. Above 1 it is found. It is the larger of two:
///    - **stretch**: how large the residuals *around* the point are, all counted no more than six
///      standard deviations each, compared with those around other points. What lasts, and a burst
///      of spikes, is more than one spike in a series that has many. Only residuals beyond three
///      robust standard deviations are told this way, so that the point itself has to stand out.
///    - **tail**: how far the residual lies beyond the largest tenth, compared with how fast the
///      tail falls off there. This finds the lone spike, and asks more of it where large residuals
///      are usual.
///
/// Both compare the series with itself, and no residual counts for more than a bounded amount, so
/// that an absurd one hides no other. Missing values (NaN) have no score and are never found.
///
/// How well this works, and what else was tried, is written down in `docs/DETECTING.md`.
///
/// ```
/// use timeseries::{Detector, Direction};
///
/// let hourly: Vec<f64> = (0..24 * 21)
///     .map(|hour| match hour {
///         200..203 => 60.0,
///         401 => -30.0,
///         _ => f64::from(hour % 24) + f64::from(hour * 7 % 5),
///     })
///     .collect();
/// let detection = Detector::new().detect(&hourly)?;
/// assert_eq!(detection.period, Some(24));
/// let found: Vec<_> = detection.findings.iter().map(|found| (found.index, found.direction)).collect();
/// assert_eq!(found[..3], [200, 201, 202].map(|index| (index, Direction::Spike)));
/// assert_eq!(found[3..], [(401, Direction::Dip)]);
/// # Ok::<(), timeseries::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detector {
    season: Period,
    smoother: Loess,
    threshold: Threshold,
}

/// Seasons of which most are as usual, though one is not.
const SEASONS: usize = 4;
/// Share of the variance that a period explains at the least.
const WEAKEST: f64 = 0.2;
/// The period of hourly data, and MSTICPy's default.
const DAY: usize = 24;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Period {
    Found,
    Given(usize),
    None,
}

/// What was found in a series, and in what it was found. One number a point in each list.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Detection {
    /// Points to the season of the baseline; `None` if it has none.
    pub period: Option<usize>,
    /// What was to be expected: season plus trend.
    pub baseline: Vec<f64>,
    /// What comes back every period; 0 without one.
    pub seasonal: Vec<f64>,
    /// What changes slowly.
    pub trend: Vec<f64>,
    /// What was there, less what was to be expected; NaN where the value is missing.
    pub residual: Vec<f64>,
    /// By how much each value counted for the baseline: from 0, for outliers and what is missing, to 1.
    pub weights: Vec<f64>,
    /// Where nothing is found, whatever lies around it: beyond it a point is found if it lasts, or is
    /// far out even for this series.
    pub band: Band,
    /// How surprising the residual is, in units of what is found; with its sign.
    pub scores: Vec<f64>,
    /// The anomalies, in order of their places.
    pub findings: Vec<Finding>,
}

impl Detector {
    /// A detector that finds the period by itself.
    #[must_use]
    pub const fn new() -> Detector {
        Detector {
            season: Period::Found,
            smoother: baseline::SEASONAL,
            threshold: Threshold::symmetric(1.0),
        }
    }

    /// Sets the number of points to the season.
    #[must_use]
    pub const fn period(self, points: usize) -> Detector {
        let season = Period::Given(points);
        Detector { season, ..self }
    }

    /// Takes the series to have no season.
    #[must_use]
    pub const fn without_season(self) -> Detector {
        let season = Period::None;
        Detector { season, ..self }
    }

    /// Sets the smoother of the cycle-subseries; over 35 seasons by default.
    #[must_use]
    pub const fn seasonal(self, smoother: Loess) -> Detector {
        Detector { smoother, ..self }
    }

    /// Sets the scores between which a point is ordinary; from -1 to 1 by default.
    #[must_use]
    pub const fn threshold(self, threshold: Threshold) -> Detector {
        Detector { threshold, ..self }
    }

    /// Finds the anomalies of `series`.
    ///
    /// # Errors
    /// As [`Stl::fit`](crate::Stl::fit): fewer than two of the periods that were given, an infinite
    /// value, or no value at all.
    pub fn detect(&self, series: &[f64]) -> Result<Detection, Error> {
        if series.is_empty() {
            return Err(Error::AllMissing { len: 0 });
        }
        let period = match self.season {
            Period::Found => find_period(series),
            Period::Given(points) => Some(points),
            Period::None => None,
        };
        let base = match period {
            Some(period) => Baseline::seasonal(series, period, self.smoother)?,
            None => Baseline::trend(series)?,
        };
        let overflow = base.residual.iter().any(|residual| residual.is_infinite());
        if overflow || base.expected.iter().any(|value| !value.is_finite()) {
            return Err(Error::Overflow);
        }
        let scores = surprise::scores(&base.residual, period);
        let (low, high) = surprise::ordinary(&base.residual, self.threshold);
        let at = |distance: f64| base.expected.iter().map(|value| value + distance).collect();
        Ok(Detection {
            period,
            findings: findings(series, &base.expected, &scores, self.threshold),
            band: Band {
                low: at(low),
                high: at(high),
            },
            baseline: base.expected,
            seasonal: base.seasonal,
            trend: base.trend,
            residual: base.residual,
            weights: base.weights,
            scores,
        })
    }
}

/// The strongest period, however weak beside the rest, or a day of hours.
fn find_period(series: &[f64]) -> Option<usize> {
    let longest = series.len() / SEASONS;
    let finder = SeasonFinder::new()
        .most(1)
        .strength(WEAKEST)
        .between(2, longest);
    let found = finder.find(series).first().map(|season| season.period);
    found.or((DAY <= longest).then_some(DAY))
}

impl Default for Detector {
    fn default() -> Detector {
        Detector::new()
    }
}
