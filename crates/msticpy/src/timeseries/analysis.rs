//! [`ts_anomalies_stl`]: decomposition, score and flags, in whole numbers.

use super::{Error, Timestamp};
use timeseries::{Decomposition, Guard, Loess, Stl, zscores};

/// The keyword arguments of the original, with its defaults.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Span of the seasonal smoother, an odd number from 3 on.
    pub seasonal: usize,
    /// Points to the season.
    pub period: usize,
    /// Score above which a point is flagged.
    pub score_threshold: f64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            seasonal: 7,
            period: 24,
            score_threshold: 3.0,
        }
    }
}

/// The columns of the original's result, in the order of the rows that were given.
///
/// The original sorts its rows by time at the end: [`time_order`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Analysis {
    /// The values.
    pub data: Vec<i64>,
    /// What season and trend leave over.
    pub residual: Vec<i64>,
    /// The trend.
    pub trend: Vec<i64>,
    /// The season.
    pub seasonal: Vec<i64>,
    /// Always 1: the fit is not robust.
    pub weights: Vec<i64>,
    /// Season plus trend, cut after they were added.
    pub baseline: Vec<i64>,
    /// z-score of the whole residual; NaN if all residuals are equal.
    pub score: Vec<f64>,
    /// 1 or -1 where the score is above the threshold and the season above or below 0, else 0.
    pub anomalies: Vec<i64>,
}

/// Finds the points that stand out of trend and season.
///
/// A NaN switches detection off, as in the original: the components are 0, the scores NaN, and
/// nothing is flagged.
///
/// # Errors
/// Parameters that the original refuses, an infinite value, or fewer values than two periods,
/// which the original fits without a residual.
pub fn ts_anomalies_stl(values: &[f64], options: Options) -> Result<Analysis, Error> {
    if values.is_empty() {
        return Ok(Analysis::default());
    }
    if let Some(index) = values.iter().position(|value| value.is_infinite()) {
        return Err(Error::Infinite { index });
    }
    let stl = Stl::new(options.period)
        .seasonal(Loess::new(options.seasonal))
        .compatibility(Guard::Series)
        // What is cut to integers afterwards depends on the last bit.
        .plain(true);
    // The parameters are judged all the same if the values are not there.
    let known: Vec<f64> = values.iter().map(|&value| nan_to_zero(value)).collect();
    let mut fit = stl.fit(&known)?;
    if values.iter().any(|value| value.is_nan()) {
        for component in [&mut fit.seasonal, &mut fit.trend, &mut fit.residual] {
            component.fill(0.0);
        }
    }
    Ok(Analysis::new(&known, &fit, options.score_threshold))
}

impl Analysis {
    fn new(values: &[f64], fit: &Decomposition, threshold: f64) -> Analysis {
        let residual = whole(&fit.residual);
        let seasonal = whole(&fit.seasonal);
        let score = scores(&residual);
        let anomalies =
            score
                .iter()
                .zip(&seasonal)
                .map(|(&score, season)| match score > threshold {
                    true => season.signum(),
                    false => 0,
                });
        Analysis {
            anomalies: anomalies.collect(),
            data: whole(values),
            residual,
            trend: whole(&fit.trend),
            seasonal,
            weights: whole(&fit.weights),
            baseline: whole(&fit.baseline()),
            score,
        }
    }
}

/// Flags by other thresholds: 1 for scores from `threshold` up, -1 for scores from the negative of
/// `threshold_low` down, which is `threshold` if it is not given or 0.
///
/// Unlike [`ts_anomalies_stl`] this looks at both sides and includes the thresholds. Where both
/// apply, below a threshold of 0, the flag is -1.
#[must_use]
pub fn set_new_anomaly_threshold(
    scores: &[f64],
    threshold: f64,
    threshold_low: Option<f64>,
) -> Vec<i64> {
    let low = threshold_low.filter(|&low| low != 0.0).unwrap_or(threshold);
    let flag = |&score: &f64| match score {
        _ if score <= -low => -1,
        _ if score >= threshold => 1,
        _ => 0,
    };
    scores.iter().map(flag).collect()
}

/// The order in which the original returns its rows: by time.
///
/// Rows of equal time keep their order; the original's sort leaves that open.
#[must_use]
pub fn time_order(times: &[Timestamp]) -> Vec<usize> {
    let mut order: Vec<(i64, usize)> = times.iter().map(Timestamp::nanoseconds).zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, row)| row).collect()
}

fn nan_to_zero(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value }
}

/// Cut towards 0. What no 64-bit integer holds becomes the least one, as on the processors that
/// the original runs on.
fn whole(values: &[f64]) -> Vec<i64> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    let cut = |&value: &f64| match value {
        _ if (-LIMIT..LIMIT).contains(&value) => value as i64,
        _ => i64::MIN,
    };
    values.iter().map(cut).collect()
}

/// `scipy.stats.zscore`, which divides by no deviation.
fn scores(residual: &[i64]) -> Vec<f64> {
    if residual.iter().all(|value| Some(value) == residual.first()) {
        return vec![f64::NAN; residual.len()];
    }
    zscores(
        &residual
            .iter()
            .map(|&value| value as f64)
            .collect::<Vec<_>>(),
    )
}
